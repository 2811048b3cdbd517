"""Promises in words: what became of one, and how many were kept."""

from collections.abc import Mapping
from typing import Final

from mainstay.domain.ledger_view import PromiseView
from mainstay.domain.promise import Outcome
from mainstay.present.numbers import plural, significant
from mainstay.present.times import ago

OUTCOMES: Final = {
    Outcome.KEPT: "kept",
    Outcome.CAME_BACK: "kept, and came back",
    Outcome.BROKEN: "not kept",
    Outcome.UNKNOWN: "not known",
    Outcome.WITHDRAWN: "taken back",
    Outcome.WAITING: "not due",
}
"""What became of a promise, in the order in which they are counted."""


def counts_words(counts: Mapping[Outcome, int]) -> str:
    """Tell it in one line: of 12 promises 8 kept, 1 kept, and came back, ...; "" where there are none."""
    told = "; ".join(f"{counts[one]} {words}" for one, words in OUTCOMES.items() if counts.get(one))
    return f"of {plural(sum(counts.values()), 'promise')} that you may see: {told}" if told else ""


def became_words(one: PromiseView, now: int) -> str:
    """Tell what was found when, and when it is looked again."""
    if one.outcome is Outcome.WAITING:
        return f"it is looked {ago(one.due_at, now)}" if one.due_at > now else "it is due to be looked at"
    if one.outcome is Outcome.WITHDRAWN:
        return f"its change was taken back {ago(one.judged_at, now)}"
    if one.outcome is Outcome.UNKNOWN:
        return f"no data when it was due {ago(one.due_at, now)}"
    told = f"{_measured(one.value)} {ago(one.judged_at, now)}"
    if not one.lasts_until or one.outcome is Outcome.BROKEN:
        return told
    if one.lasts_judged_at:
        return f"{told}, {_measured(one.lasts_value)} {ago(one.lasts_judged_at, now)}"
    return f"{told}, looked at again {ago(max(one.lasts_until, now), now)}"


def _measured(value: float | None) -> str:
    return "no data" if value is None else f"it was {significant(value, 4)}"
