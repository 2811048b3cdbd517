"""What a replay of the past came to: how right forecasts would have been, class by class."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mainstay.domain.ledger_case import ClassRecord


@dataclass(frozen=True, slots=True)
class ReplayedClass:
    """A class as the replay found it: its record, and by what bands are multiplied `weeks` ahead, learnt from it."""

    record: ClassRecord
    factors: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Replay:
    """One replay: made at `made_at` over the Mondays from `first` to `last` (seconds since 1970), `mondays` in number.

    `series` is how many series of which `sources` were foretold. It is of the past, and never counted with what was told live.
    """

    id: str
    made_at: int
    first: int
    last: int
    mondays: int
    series: int
    sources: tuple[str, ...]
    classes: tuple[ReplayedClass, ...]
