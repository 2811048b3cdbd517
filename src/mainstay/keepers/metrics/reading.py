"""Reads the points of what was found on a metrics server: one question for all series of an expression."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from mainstay.domain.errors import EvidenceMissing, UsageError
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.signal import Samples
from mainstay.keepers.metrics.found import Found
from mainstay.keepers.metrics.naming import nameless
from mainstay.ports.clock import Clock
from mainstay.ports.http import never
from mainstay.ports.metrics_store import MetricsStore
from mainstay.present.visible import visible

_Labels = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Batch:
    """The series of one expression that have points, those that have none, and a notice where they could not be read."""

    read: tuple[tuple[Found, Samples], ...] = ()
    missing: tuple[Found, ...] = ()
    notice: Notice | None = None


def batches(
    store: MetricsStore,
    found: Sequence[Found],
    start: int,
    end: int,
    step: int,
    *,
    clock: Clock,
    seconds: float = 120.0,
    within: float = 1_800.0,
    stopped: Callable[[], bool] = never,
) -> Iterator[Batch]:
    """Give the points of series from `start` to `end`, each `step` seconds, one expression after the other.

    So no more than one expression is in memory, and one that cannot be read costs its own series alone. Each question may
    take so many `seconds`, and all together so many as `within` says. Raises EvidenceMissing once it is stopped.
    """
    ends = clock.elapsed() + within
    together: dict[str, dict[_Labels, Found]] = {}
    for one in found:
        together.setdefault(one.query, {})[frozenset(one.labels.items())] = one
    for query, some in together.items():
        wanted = partial(_is_among, frozenset(some))
        try:
            told = store.samples(
                query, start, end, step, _limited(seconds, ends - clock.elapsed()), stopped, wanted
            )
        except (EvidenceMissing, UsageError) as failure:
            if stopped():
                raise
            text = (
                f"The past of {len(some)} series of {visible(store.name, 100)} could not be read: "
                f"{visible(failure.what, 300)}."
            )
            mend = failure.mend or "look whether the server is well"
            examples = (visible(query, 200),)
            yield Batch(
                (),
                tuple(some.values()),
                Notice("metrics-past-unread", text, Weight.LIMIT, mend, len(some), examples),
            )
            continue
        read = tuple((some[_place(one.labels)], one.samples) for one in told)
        there = {one.signal.key for one, _ in read}
        yield Batch(read, tuple(one for one in some.values() if one.signal.key not in there))


def _limited(seconds: float, left: float) -> float:
    if left <= 0:
        raise EvidenceMissing("the time for questions was over", mend="look whether the server is well")
    return min(seconds, left)


def _is_among(places: frozenset[_Labels], labels: Mapping[str, str]) -> bool:
    return _place(labels) in places


def _place(labels: Mapping[str, str]) -> _Labels:
    return frozenset(nameless(labels).items())
