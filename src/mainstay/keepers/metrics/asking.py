"""Asks a metrics server which series a family has at this moment, and gives each its limit."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from mainstay.analysis.forecasting.limiting import is_supposed, limited
from mainstay.config.operator.forecast_setting import Slo
from mainstay.domain.errors import EvidenceMissing, UsageError
from mainstay.domain.forecast_asked import GivenLimit
from mainstay.domain.notice import Notice
from mainstay.domain.signal import Limit, Side, Signal
from mainstay.keepers.metrics.families import Family
from mainstay.keepers.metrics.found import Found
from mainstay.keepers.metrics.naming import key, nameless, phrase, subject
from mainstay.keepers.metrics.notices import family_left_out, labels_unfit, unread_family
from mainstay.keepers.metrics.stating import FILE
from mainstay.ports.clock import Clock
from mainstay.ports.metrics import Series
from mainstay.ports.metrics_store import MetricsStore

MOST_OF_FAMILY = 20_000
"""Series of one family that are looked at."""
LONGEST_LABELS = 16_000
"""Characters of all labels of one series together; servers bound them to far less."""
UNLIMITED = float(1 << 62)
"""What is said in place of "no limit" by the kernel, by containers and by virtual machines is this or more."""

_Labels = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Question:
    """Whom to ask, for which moment, with which promises, for how long each time and in all; `limits` a person gives."""

    store: MetricsStore
    now: int
    slos: Sequence[Slo]
    seconds: float
    stopped: Callable[[], bool]
    clock: Clock
    ends: float
    limits: Sequence[GivenLimit] = ()

    @property
    def is_late(self) -> bool:
        """Whether all the time is gone."""
        return self.clock.elapsed() >= self.ends

    def series(self, query: str) -> Sequence[Series]:
        """Give the series of an expression at the moment."""
        left = self.ends - self.clock.elapsed()
        return self.store.instant(query, self.now, max(0.0, min(self.seconds, left)), self.stopped)


def asked(question: Question, family: Family) -> tuple[list[Found], list[Notice]]:
    """Give the series that a family has now, and what a reader must know of those that it does not give."""
    try:
        series = question.series(family.query)
        limits = _by_labels(question.series(family.limit)) if family.limit and series else {}
    except (EvidenceMissing, UsageError) as failure:
        # One that was stopped is no failing of the family.
        if question.stopped():
            raise
        return [], [unread_family(question.store.name, family, failure)]
    if family.guessed and not _is_maximum(series, limits):
        return [], []
    fit = [one for one in series[:MOST_OF_FAMILY] if _can_be_kept(one.labels)]
    made = (_found(question, family, one, limits) for one in fit)
    told = list(family_left_out(family, len(series) - MOST_OF_FAMILY))
    told += labels_unfit(family, min(len(series), MOST_OF_FAMILY) - len(fit))
    return [one for one in made if one is not None], told


def _can_be_kept(labels: Mapping[str, str]) -> bool:
    """Whether a store takes labels: any program that is scraped chooses its own, and one series must not stop all others."""
    texts = (*labels, *labels.values())
    return sum(map(len, texts)) <= LONGEST_LABELS and not any("\0" in text for text in texts)


def _found(
    question: Question, family: Family, series: Series, limits: Mapping[_Labels, float]
) -> Found | None:
    labels = nameless(series.labels)
    about = family.fixed or subject(family, labels) or f"metrics:{question.store.name}"
    slo = _promise(question.slos, family, about, labels)
    if slo is not None:
        limit: Limit | None = Limit(slo.limit, Side.ABOVE, f"SLO {slo.name} of {FILE}")
    else:
        limit = _limit(family, limits.get(frozenset(labels.items())))
    own = Signal(
        question.store.name,
        key(family, labels),
        about,
        phrase(family, labels),
        family.sort,
        family.unit,
        labels,
        limit,
    )
    signal = limited(own, question.limits)
    if signal.limit is None and not family.alone:
        return None
    now = series.points[-1][1] if series.points else math.nan
    return Found(signal, family.query, labels, now, slo is not None, is_supposed(own, signal))


def _limit(family: Family, own: float | None) -> Limit | None:
    value = family.bound if family.bound is not None else own
    if value is None or not math.isfinite(value):
        return None
    if family.bound is None and (value >= UNLIMITED or value <= 0):
        return None
    return Limit(value, family.side, family.source)


def _promise(slos: Iterable[Slo], family: Family, about: str, labels: Mapping[str, str]) -> Slo | None:
    for slo in slos:
        fits = slo.sort == family.sort and (not family.quantile or slo.quantile == family.quantile)
        if (
            fits
            # What a rule or the operator's file states has its limit.
            and family.bound is None
            and any(fnmatchcase(about, glob) for glob in slo.subjects)
            and all(name in labels and fnmatchcase(labels[name], glob) for name, glob in slo.labels.items())
        ):
            return slo
    return None


def _by_labels(series: Iterable[Series]) -> dict[_Labels, float]:
    return {frozenset(nameless(one.labels).items()): one.points[-1][1] for one in series if one.points}


def _is_maximum(series: Sequence[Series], limits: Mapping[_Labels, float]) -> bool:
    """Whether what was guessed to be a maximum is one: of the same labels, and never passed."""
    both = [
        (one.points[-1][1], limits.get(frozenset(nameless(one.labels).items())))
        for one in series
        if one.points
    ]
    held = [(value, limit) for value, limit in both if limit is not None and limit > 0]
    return bool(held) and all(value <= limit for value, limit in held)
