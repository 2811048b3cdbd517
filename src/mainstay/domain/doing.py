"""Who does something, and how they came in."""

from dataclasses import dataclass

from mainstay.domain.decision import Door


@dataclass(frozen=True, slots=True)
class Doing:
    """That `who` does something now, through a door: a person by name, or a program. `now` is in seconds since 1970."""

    who: str
    door: Door
    now: int
    is_program: bool = False
