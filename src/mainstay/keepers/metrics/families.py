"""What a family of series is: how all of them are asked for at once, what each is about, and where its limit comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from mainstay.analysis.promql.arithmetic import metrics_of
from mainstay.domain.signal import Side


@dataclass(frozen=True, slots=True)
class Family:
    """Series of one expression, such as the used bytes of all filesystems.

    `limit` is an expression whose series have the same labels, `bound` one number for all; with neither, only an SLO gives a
    limit. `source` is the sentence that is shown beside it. The subject of a series is of a `kind`, named by the first of
    `names` that the series has (`namespace/pod` for two labels together), or is `fixed`. What a person reads is `what`, and
    of which thing (the labels `of`, those that are there). A series without a limit is of no use unless `alone`. Of `pairs`,
    which were only guessed by their names, no value may pass its limit. A series stands `instead_of` those of other families,
    by their names, that are about the same thing.
    """

    name: str
    query: str
    what: str
    kind: str
    names: tuple[str, ...]
    of: tuple[str, ...] = ()
    limit: str = ""
    bound: float | None = None
    side: Side = Side.ABOVE
    source: str = ""
    sort: str = "other"
    unit: str = "1"
    alone: bool = False
    guessed: bool = False
    quantile: float = 0.0
    fixed: str = ""
    instead_of: tuple[str, ...] = ()

    @property
    def metrics(self) -> frozenset[str]:
        """The metrics that its expressions have."""
        return _metrics(self.query, self.limit)


@lru_cache(2_000)
def _metrics(*expressions: str) -> frozenset[str]:
    return metrics_of(filter(None, expressions))


def like(families: Iterable[Family], metrics: frozenset[str]) -> tuple[Family, ...]:
    """Give the families that are about all of these metrics, and perhaps about more."""
    return tuple(one for one in families if metrics and metrics <= one.metrics)
