"""Reads long answers of a metrics store into arrays, and its lists of rules and names."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

import msgspec
import numpy as np

from mainstay.adapters.prometheus.answers import (
    MOST_SERIES,
    UNREADABLE,
    NoNumbers,
    Unreadable,
    refuse_crowded,
    with_readable_infinity,
)
from mainstay.domain.signal import Samples
from mainstay.ports.metrics_store import AlertingRule, RecordingRule, Sampled

MOST_RULES = 20_000
MOST_NAMES = 1_000_000

_NONE = msgspec.Raw()


class _Long(msgspec.Struct):
    metric: dict[str, str]
    values: msgspec.Raw = _NONE
    histograms: msgspec.Raw = _NONE


class _Found(msgspec.Struct):
    kind: str = msgspec.field(default="", name="resultType")
    result: msgspec.Raw = _NONE


class _Rule(msgspec.Struct):
    name: str = ""
    query: str = ""
    kind: str = msgspec.field(default="", name="type")
    duration: float = 0.0
    labels: dict[str, str] | None = None


class _Group(msgspec.Struct):
    rules: list[_Rule] | None = None


class _Groups(msgspec.Struct):
    groups: list[_Group] | None


class _Answer(msgspec.Struct):
    status: str
    data: msgspec.Raw = _NONE
    warnings: list[str] | None = None
    is_partial: bool = msgspec.field(default=False, name="isPartial")


_ANSWER = msgspec.json.Decoder(_Answer)
_FOUND = msgspec.json.Decoder(_Found)
_SERIES = msgspec.json.Decoder(list[_Long])
# Not strict, for numbers are told as texts.
_POINTS = msgspec.json.Decoder(list[tuple[float, float]], strict=False)
_GROUPS = msgspec.json.Decoder(_Groups)
_NAMES = msgspec.json.Decoder(list[str] | None)


def sampled(
    text: bytes, first: int, last: int, step: int, wanted: Callable[[Mapping[str, str]], bool]
) -> Iterator[Sampled]:
    """Give the series of an answer about a span of time, one after the other. Raises Unreadable and NoNumbers.

    No point may lie outside the span, and no series may have more of them than were asked for.
    """
    try:
        found = _FOUND.decode(_data(text))
        if found.kind != "matrix":
            raise Unreadable("it answered another question")
        result = bytes(found.result)
        refuse_crowded(result)
        series = _SERIES.decode(result)
    except UNREADABLE:
        raise Unreadable("it is not what a metrics store answers") from None
    if len(series) > MOST_SERIES:
        raise Unreadable(f"it has more than {MOST_SERIES} series")
    most = (last - first) // step + 1
    for one in series:
        if bytes(one.histograms):
            raise NoNumbers("it gives histograms")
        if wanted(one.metric):
            samples = _samples(bytes(one.values), most)
            if samples.times.size and not (first <= samples.times[0] and samples.times[-1] <= last):
                raise Unreadable("its points are of another time")
            yield Sampled(one.metric, samples)


def alerting_rules(text: bytes) -> list[AlertingRule]:
    """Give the alerting rules of an answer. Raises Unreadable."""
    return [
        AlertingRule(one.name, one.query, one.duration, one.labels or {}) for one in _rules(text, "alerting")
    ]


def recording_rules(text: bytes) -> list[RecordingRule]:
    """Give the recording rules of an answer. Raises Unreadable."""
    return [RecordingRule(one.name, one.query, one.labels or {}) for one in _rules(text, "recording")]


def _rules(text: bytes, kind: str) -> list[_Rule]:
    data = _data(text)
    refuse_crowded(data)
    try:
        told = _GROUPS.decode(data)
    except UNREADABLE:
        raise Unreadable("it is not what a metrics store answers") from None
    if sum(len(group.rules or ()) for group in told.groups or ()) > MOST_RULES:
        raise Unreadable(f"it has more than {MOST_RULES} rules")
    return [one for group in told.groups or () for one in group.rules or () if one.kind == kind]


def metric_names(text: bytes) -> frozenset[str]:
    """Give the names of an answer. Raises Unreadable."""
    data = _data(text)
    if data.count(b",") > MOST_NAMES:
        raise Unreadable(f"it has more than {MOST_NAMES} names")
    try:
        return frozenset(_NAMES.decode(data) or ())
    except UNREADABLE:
        raise Unreadable("it is not what a metrics store answers") from None


def _data(text: bytes) -> bytes:
    try:
        answer = _ANSWER.decode(text)
    except UNREADABLE:
        raise Unreadable("it is not what a metrics store answers") from None
    data = bytes(answer.data)
    if answer.status != "success" or not data:
        raise Unreadable("it tells no success")
    if answer.is_partial:
        raise Unreadable("it is told to be partial")
    if answer.warnings:
        raise Unreadable(f"it came with a warning: {answer.warnings[0]}")
    return data


def _samples(text: bytes, most: int) -> Samples:
    """Read the points of one series; its tuples last no longer than this."""
    if text.count(b"[") > most + 1:
        raise Unreadable("it has more points than were asked for")
    try:
        points = _points(text) if text else []
    except UNREADABLE:
        raise Unreadable("it is not what a metrics store answers") from None
    pairs = np.fromiter(chain.from_iterable(points), np.float64, 2 * len(points)).reshape(-1, 2)
    moments = pairs[:, 0]
    if not (np.isfinite(moments).all() and (np.abs(moments) < 1e12).all()):
        raise Unreadable("its points have no times")
    times = np.rint(moments).astype(np.int64)
    if not (times[1:] > times[:-1]).all():
        raise Unreadable("its points are not in the order of time")
    numbers = ~np.isnan(pairs[:, 1])
    return Samples(times[numbers], pairs[numbers, 1])


def _points(text: bytes) -> list[tuple[float, float]]:
    try:
        return _POINTS.decode(text)
    except msgspec.ValidationError:
        return _POINTS.decode(with_readable_infinity(text))
