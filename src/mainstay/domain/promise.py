"""What a change was to bring, by which query that is seen, and what may become of it."""

from dataclasses import dataclass
from enum import StrEnum

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


class Outcome(StrEnum):
    """What became of a promise. What came back was kept when it was due, and was no more so later."""

    WAITING = "waiting"
    KEPT = "kept"
    CAME_BACK = "came-back"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"
    """Its change was taken back before anybody looked."""
