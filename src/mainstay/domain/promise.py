"""What a change was to bring, by which query that is seen, and how many such promises were kept."""

from dataclasses import dataclass

KEPT = "promise"
"""The kind of the prediction that a promise is kept when it comes due."""

LASTS = "promise-lasts"
"""The kind of the prediction that it still is so later."""


@dataclass(frozen=True, slots=True)
class Promise:
    """That `what` will be so: that the one number of `query` stands in a `relation` (`below`, `at-most`, ...) to `value`.

    `due_at` is when it is looked whether it is, `lasts_until` when it is looked once more (0: never); in seconds since 1970.
    `server` names the metrics server that is asked, "" for the only one.
    """

    what: str
    query: str
    relation: str
    value: float
    due_at: int
    lasts_until: int = 0
    server: str = ""


@dataclass(frozen=True, slots=True)
class PromiseTally:
    """Of all promises how many were kept, broken, could not be told, and are not due; and how many of the kept came back.

    What came back was kept when it was due and was no more so later.
    """

    promises: int = 0
    kept: int = 0
    broken: int = 0
    unknown: int = 0
    waiting: int = 0
    came_back: int = 0
