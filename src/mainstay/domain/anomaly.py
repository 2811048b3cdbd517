"""Something unusual that a series did: what, when, by how much, and what was done nearest to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mainstay.domain.notice import Notice
from mainstay.domain.signal import Signal

SCHEMA = 1


class AnomalyKind(StrEnum):
    """What a series did."""

    SPIKE = "spike"
    """It was above what is usual for a while."""
    DIP = "dip"
    """It was below what is usual for a while."""
    SHIFT = "level-shift"
    """It went to another level and stayed there for three hours or more."""
    BEND = "slope-change"
    """Its daily level grows or falls in another way than before."""
    UNREST = "unrest"
    """It went up and down more than is usual."""
    NO_RHYTHM = "no-rhythm"
    """It did not go up and down over the day as it usually does."""
    FLAT = "flat-line"
    """It had one and the same value for longer than ever before."""
    SILENCE = "silence"
    """No point came for longer than ever before."""


@dataclass(frozen=True, slots=True)
class Happening:
    """What was done at a moment (seconds since 1970) to a `subject`, "" for all: `what` as a phrase, "a run of Mainstay"."""

    at: int
    subject: str
    what: str


@dataclass(frozen=True, slots=True)
class Anomaly:
    """What was unusual about a series from `at` to `until` (seconds since 1970), and whether it `lasts` still.

    It had `value` where `usually` would have been: at its peak, or the median where it went on; of UNREST both are how far
    it moves from a point to the next. They differ by so many `spreads`, the median distance from usual that this series has
    (times 1.4826); None where it never had any. `surprise` is in nats: with each the same is a third as likely from this
    series' own past. `happening` was nearest to its begin, within three hours.
    """

    signal: Signal
    kind: AnomalyKind
    at: int
    until: int
    lasts: bool
    surprise: float
    value: float | None = None
    usually: float | None = None
    spreads: float | None = None
    happening: Happening | None = None


@dataclass(frozen=True, slots=True)
class Muted:
    """A kind of anomalies that is only counted, for it helped too seldom: so many `anomalies` of it, and the `reason`."""

    kind: AnomalyKind
    anomalies: int
    reason: str


@dataclass(frozen=True, slots=True)
class AnomalyList:
    """Anomalies from `since` to `at` (seconds since 1970), the most urgent first, of so many `series` from `sources`.

    `counts` says how many there are of each kind, muted ones apart; `too_short` counts series with too little history to say
    what is usual.
    """

    schema: int
    at: int
    since: int
    sources: tuple[str, ...]
    series: int
    too_short: int
    counts: Mapping[AnomalyKind, int]
    anomalies: tuple[Anomaly, ...]
    muted: tuple[Muted, ...] = ()
    notices: tuple[Notice, ...] = ()
