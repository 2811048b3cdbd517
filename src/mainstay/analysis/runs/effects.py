"""What an action does to the world beside it, by its kind: nothing, something said, or a change that may need a way back."""

from collections.abc import Collection
from enum import StrEnum

from mainstay.domain.action_kinds import BY_HAND, LOOKING, TELLING


class Effect(StrEnum):
    """What is different once an action was begun."""

    NOTHING = "nothing"
    SAID = "said"
    """Somebody was told something: it cannot be taken back, and leaves nothing that an undo would find."""
    CHANGE = "change"


def effect_of(kind: str, looking: Collection[str] = LOOKING) -> Effect:
    """Give what a kind of action does; `looking` are the kinds that change nothing, "" and a kind that nobody knows change.

    What a person does by hand changes something, though the program only looks on.
    """
    if kind == BY_HAND:
        return Effect.CHANGE
    if kind in looking:
        return Effect.NOTHING
    return Effect.SAID if kind in TELLING else Effect.CHANGE


def has_effect(kind: str, looking: Collection[str] = LOOKING) -> bool:
    """Whether an action leaves the world otherwise than it was: it changed something, or told somebody."""
    return effect_of(kind, looking) is not Effect.NOTHING


def needs_undo(kind: str, looking: Collection[str] = LOOKING) -> bool:
    """Whether an action leaves something behind that is there until it is taken back."""
    return effect_of(kind, looking) is Effect.CHANGE
