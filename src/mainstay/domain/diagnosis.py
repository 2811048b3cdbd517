"""What `mainstay doctor` found about one thing that the program needs."""

from dataclasses import dataclass
from enum import StrEnum


class Condition(StrEnum):
    """Whether the thing works: `broken` keeps a command from working, `limited` only makes it tell or do less."""

    GOOD = "good"
    LIMITED = "limited"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at: its `name` ("git"), what was seen, and how to mend it ("" when good)."""

    name: str
    condition: Condition
    text: str
    mend: str = ""
