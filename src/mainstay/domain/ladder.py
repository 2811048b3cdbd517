"""A ladder of environments: a change earns the next one by having stayed long enough in the one before."""

from dataclasses import dataclass

from mainstay.domain.plan import Change


@dataclass(frozen=True, slots=True)
class Rung:
    """One environment of a ladder, and how long a change stays there (seconds) before it may climb on."""

    environment: str
    stays: int


@dataclass(frozen=True, slots=True)
class Ladder:
    """Environments in the order in which changes of some kinds pass through them; no `changes` means of every kind."""

    name: str
    changes: tuple[Change, ...]
    rungs: tuple[Rung, ...]
