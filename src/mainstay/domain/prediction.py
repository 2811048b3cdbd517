"""A prediction as it enters the ledger before it comes due, and what became of it."""

from dataclasses import dataclass

from mainstay.domain.ledger_case import Came
from mainstay.domain.signal import Side

LEVEL = "level"
"""The kind of the prediction that a series is between two levels on a day."""

PASSES = "passes"
"""The kind of the prediction that a series passes its limit within CROSSING_DAYS, with a chance."""

DATE = "date"
"""The kind of the prediction that a series passes its limit between two moments: a date that was told."""

HOUR_LEVEL = "hour-level"
"""The kind of the prediction that a series is between two levels in an hour: the last one of those told."""

HOUR_DATE = "hour-date"
"""The kind of the prediction that a series passes its limit between two hours."""

DAILY_KINDS = (LEVEL, PASSES, DATE)
HOURLY_KINDS = (HOUR_LEVEL, HOUR_DATE)
SERIES_KINDS = (*DAILY_KINDS, *HOURLY_KINDS)
CROSSING_DAYS = 30


@dataclass(frozen=True, slots=True)
class Of:
    """The series that a prediction is of, as its source names it, its class `sort`, and the `limit` on a side.

    What it is counted in is its `unit`; where nobody says what is too much the limit is None.
    `days` ahead is what it tells about, from `since` on (seconds since 1970), where the evidence ended. `moves` is by how much
    the series moves from day to day, in its unit, to compare series by; `widened` by what its band was multiplied, as the
    ledger said then. What was not `told` was kept from people, for its class had a poor record.
    """

    source: str
    key: str
    sort: str
    since: int
    days: int
    unit: str = "1"
    moves: float = 1.0
    widened: float = 1.0
    limit: float | None = None
    side: Side = Side.ABOVE
    told: bool = True


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was foretold about a subject: by `due_at`, with a `probability` (0 to 1), or a value between `low` and `high`.

    `kind` says what kind of prediction it is (`promise`, `level`) and `text` what was foretold in a sentence.
    `low` and `high` bound the value with a chance of `cover` (0 to 1), `middle` was the most likely one; of a date all three
    are moments, and `high` is None where the interval is open. Times are seconds since 1970; while `judged_at` is 0
    nobody knows the outcome: `came` whether it came true, `value` what was measured, `outcome` what became of a forecast.
    None stands for what does not apply. `of` is the series of a forecast.
    """

    id: str
    kind: str
    subject: str
    text: str
    made_at: int
    due_at: int
    probability: float | None = None
    low: float | None = None
    high: float | None = None
    cover: float | None = None
    judged_at: int = 0
    came: bool | None = None
    value: float | None = None
    middle: float | None = None
    outcome: Came | None = None
    of: Of | None = None
