"""Finds what a metrics server has that nears a limit, with nothing but its address."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from mainstay.config.operator.forecast_setting import ForecastsSetting
from mainstay.domain.errors import EvidenceMissing
from mainstay.domain.forecast_asked import GivenLimit
from mainstay.domain.notice import Notice
from mainstay.keepers.metrics.asking import Question, asked
from mainstay.keepers.metrics.ended import YEAR, last_point
from mainstay.keepers.metrics.exporters import EXPORTERS
from mainstay.keepers.metrics.families import Family
from mainstay.keepers.metrics.found import Found, closeness
from mainstay.keepers.metrics.guessing import USUAL_QUANTILE, latencies, pairs
from mainstay.keepers.metrics.naming import subject, thing
from mainstay.keepers.metrics.notices import (
    UNREAD,
    absent,
    ended,
    left_out,
    limitless,
    passed_over,
    unasked,
    unread_rules,
)
from mainstay.keepers.metrics.stating import Ruled, of_file, of_rules
from mainstay.ports.clock import Clock
from mainstay.ports.http import never
from mainstay.ports.metrics_store import MetricsStore

MOST = 5_000
"""Series of one server that are forecast."""
_RECENT = 3_600
"""Seconds before now in which a metric must have had a point."""

_MOST_ALIKE = 200
"""Series about one thing that are remembered; where there are more, no label tells them apart."""

_ROOM = 10
"""So many times as many series as are kept in the end are held meanwhile."""

_Thing = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found on a server, nearest to its limit first, and what a reader must know of what was not."""

    found: tuple[Found, ...] = ()
    notices: tuple[Notice, ...] = ()


class _Rank(IntEnum):
    """Who states a limit; the first of them counts."""

    FILE = 0
    PROMISE = 1
    RULE = 2
    OWN = 3


@dataclass(slots=True)
class _Gathered:
    """What was found so far, and who told of which things of which families."""

    most: int
    found: dict[str, Found] = field(default_factory=dict)
    things: dict[tuple[_Rank, _Thing], list[Mapping[str, str]]] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    unasked: list[Family] = field(default_factory=list)
    forgotten: int = 0

    def take(self, rank: _Rank, family: Family, some: Iterable[Found]) -> None:
        """Keep those of a family about which nobody of a higher rank told; what one rank tells stands side by side."""
        for one in some:
            about = subject(family, one.labels), thing(family, one.labels)
            places = [(name, *about) for name in (family.name, *family.instead_of)]
            higher = ((other, place) for other in _Rank if other < rank for place in places)
            if any(_agree(one.labels, labels) for told in higher for labels in self.things.get(told, ())):
                continue
            self.found.setdefault(one.signal.key, one)
            for place in places:
                told_of = self.things.setdefault((rank, place), [])
                if len(told_of) < _MOST_ALIKE:
                    told_of.append(one.labels)
        if len(self.found) > _ROOM * self.most:
            self._keep_nearest()

    @property
    def has_heard_all(self) -> bool:
        """Whether the server told of all families, so that what was not found is not there."""
        return not self.unasked and all(one.code != UNREAD for one in self.notices)

    def ending(self) -> Finding:
        """Give the nearest to their limits, and say what is left out."""
        self._keep_nearest()
        kept = tuple(self.found.values())
        told = (*self.notices, *unasked(self.unasked), *left_out(self.forgotten, self.most), *limitless(kept))
        return Finding(kept, told)

    def _keep_nearest(self) -> None:
        nearest = sorted(self.found.values(), key=lambda one: (-closeness(one), one.signal.key))
        self.found = {one.signal.key: one for one in nearest[: self.most]}
        self.forgotten += len(nearest) - len(self.found)


def find(
    store: MetricsStore,
    now: int,
    setting: ForecastsSetting,
    *,
    clock: Clock,
    first: bool = True,
    limits: Sequence[GivenLimit] = (),
    most: int = MOST,
    seconds: float = 30.0,
    within: float = 300.0,
    stopped: Callable[[], bool] = never,
) -> Finding:
    """Find the series of a server that are worth a forecast, each with its limit where it has one.

    A limit is the one of `limits` that fits, else that of the operator's file (a series, then an SLO), else that of an alerting
    rule of the server, else the series' own maximum. `first` says that the server is the one that is meant where the file names
    none. Each question may take so many `seconds`, and all together so many as `within` says; one that is not answered costs
    its own series alone.
    Raises EvidenceMissing where the server does not even say which metrics it has.
    """
    ends = clock.elapsed() + within
    names = store.names(now - _RECENT, now, seconds, stopped)
    question = Question(store, now, setting.slos, seconds, stopped, clock, ends, limits)
    gathered = _Gathered(most)
    present = _present(names, setting)
    rules = _rules(store, present, gathered, seconds, stopped)
    own = tuple(one for one in setting.series if one.server == store.name or (first and not one.server))
    stated = of_file(own, present)
    _ask(question, _Rank.FILE, stated, gathered)
    promised = {one.sort for one in setting.slos}
    awaiting = _ask_promised(question, [one for one in present if one.sort in promised], gathered)
    _ask(question, _Rank.RULE, rules.families, gathered)
    for family, some in awaiting:
        gathered.take(_Rank.OWN, family, some)
    _ask(question, _Rank.OWN, [one for one in present if one.sort not in promised], gathered)
    gathered.notices += passed_over(rules)
    if not gathered.found and gathered.has_heard_all and not question.is_late:
        gathered.notices += _ended(question, stated, setting)
    return gathered.ending()


def _ended(question: Question, stated: Sequence[Family], setting: ForecastsSetting) -> Iterator[Notice]:
    """Tell when series ended where none has a point now, so that nobody takes them for unknown ones."""
    store, now = question.store, question.now
    try:
        names = store.names(now - YEAR, now, question.seconds, question.stopped)
    except EvidenceMissing:
        if question.stopped():
            raise
        return
    families = (*stated, *_present(names, setting))
    if last := last_point(store, families, now, question.seconds, question.stopped):
        yield ended(store.name, last)


def _present(names: frozenset[str], setting: ForecastsSetting) -> tuple[Family, ...]:
    """Give the families all of whose metrics are there."""
    usual = tuple(one for one in EXPORTERS if one.metrics <= names)
    quantiles = {one.quantile for one in setting.slos if one.sort == "latency"} | {USUAL_QUANTILE}
    taken = frozenset(metric for one in usual for metric in one.metrics)
    return (*usual, *latencies(names, quantiles), *pairs(names, taken))


def _rules(
    store: MetricsStore,
    known: Sequence[Family],
    gathered: _Gathered,
    seconds: float,
    stopped: Callable[[], bool],
) -> Ruled:
    try:
        return of_rules(store.rules(seconds, stopped), known)
    except EvidenceMissing as failure:
        gathered.notices.append(unread_rules(store.name, failure))
        return Ruled()


def _ask(question: Question, rank: _Rank, families: Iterable[Family], gathered: _Gathered) -> None:
    for family in families:
        if question.is_late:
            gathered.unasked.append(family)
            continue
        some, notices = asked(question, family)
        gathered.take(rank, family, some)
        gathered.notices += notices
        if rank is _Rank.FILE and not some and not notices:
            gathered.notices.append(absent(question.store.name, family))


def _ask_promised(
    question: Question, families: Iterable[Family], gathered: _Gathered
) -> list[tuple[Family, list[Found]]]:
    """Keep those series that an SLO gives their limit, and give the others, which rules may give theirs."""
    awaiting = []
    for family in families:
        if question.is_late:
            gathered.unasked.append(family)
            continue
        some, notices = asked(question, family)
        gathered.take(_Rank.PROMISE, family, (one for one in some if one.promised))
        gathered.notices += notices
        awaiting.append((family, [one for one in some if not one.promised]))
    return awaiting


def _agree(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether no label that both have differs."""
    return all(other.get(name, value) == value for name, value in one.items())
