"""What `mainstay golden` is asked for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GoldenAsked:
    """The golden set, the answers, and answers of another model or another day, "" for none; each is a file."""

    expected: str
    answers: str
    other: str = ""
