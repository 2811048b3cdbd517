"""Reads what a metrics store answers, in the form of the Prometheus HTTP API (version 1)."""

import math
import re
from operator import lt
from typing import TypeAlias

import msgspec

from mainstay.ports.metrics import Series

Points: TypeAlias = tuple[tuple[float, float], ...]

_INFINITE = re.compile(rb',\s*"\+Inf"\s*\]')


class Unreadable(Exception):
    """An answer that is none; the text says why."""


class NoNumbers(Exception):
    """An expression that was understood and gives something else than numbers; the text says what."""


class _At(msgspec.Struct):
    metric: dict[str, str]
    value: tuple[float, float] | None = None


class _Over(msgspec.Struct):
    metric: dict[str, str]
    values: Points = ()
    histograms: msgspec.Raw = msgspec.Raw()


class _Vector(msgspec.Struct, tag_field="resultType", tag="vector"):
    result: list[_At]


class _Matrix(msgspec.Struct, tag_field="resultType", tag="matrix"):
    result: list[_Over]


class _Scalar(msgspec.Struct, tag_field="resultType", tag="scalar"):
    result: tuple[float, float]


class _Text(msgspec.Struct, tag_field="resultType", tag="string"):
    result: msgspec.Raw


class _Answer(msgspec.Struct):
    status: str
    data: _Vector | _Matrix | _Scalar | _Text | None = None
    warnings: list[str] | None = None
    is_partial: bool = msgspec.field(default=False, name="isPartial")


class _Refusal(msgspec.Struct):
    error: str
    kind: str = msgspec.field(default="", name="errorType")


MOST_SERIES = 200_000
"""More series than one expression should give; each costs memory, also without points."""
MOST_OBJECTS = 1_000_000
"""Braces of one answer. An empty object takes two bytes, and a hundred times as many in memory."""

UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What reading JSON raises: beside its own errors those of texts that are no UTF-8, and of nesting that is too deep."""

# Not strict, for numbers are told as texts.
_ANSWER = msgspec.json.Decoder(_Answer, strict=False)
_REFUSAL = msgspec.json.Decoder(_Refusal)


def series_at(text: bytes) -> list[Series]:
    """Give the series of an answer about a moment, one point each. Raises Unreadable and NoNumbers."""
    data = _data(text)
    if isinstance(data, _Scalar):
        return [_checked({}, (data.result,))]
    if isinstance(data, _Vector):
        return [_checked(one.metric, _only(one.value)) for one in data.result]
    raise NoNumbers("it gives a text" if isinstance(data, _Text) else "it gives a span of time, not a moment")


def series_over(text: bytes) -> list[Series]:
    """Give the series of an answer about a span of time. Raises Unreadable and NoNumbers."""
    data = _data(text)
    if not isinstance(data, _Matrix):
        raise Unreadable("it answered another question")
    if any(bytes(one.histograms) for one in data.result):
        raise NoNumbers("it gives histograms")
    return [_checked(one.metric, one.values) for one in data.result]


def refusal(text: bytes) -> tuple[str, str]:
    """Give the kind of an error and the sentence that a store answers with, both "" where there is none."""
    try:
        told = _REFUSAL.decode(text)
    except UNREADABLE:
        return "", ""
    return told.kind, told.error


def refuse_crowded(text: bytes) -> None:
    """Refuse an answer that would not fit into memory, before it is read. Raises Unreadable."""
    if text.count(b"{") > MOST_OBJECTS:
        raise Unreadable(f"it has more than {MOST_OBJECTS} objects")


def _data(text: bytes) -> _Vector | _Matrix | _Scalar | _Text:
    refuse_crowded(text)
    try:
        answer = _decoded(text)
    except UNREADABLE:
        raise Unreadable("it is not what a metrics store answers") from None
    if isinstance(answer.data, _Vector | _Matrix) and len(answer.data.result) > MOST_SERIES:
        raise Unreadable(f"it has more than {MOST_SERIES} series")
    if answer.status != "success" or answer.data is None:
        raise Unreadable("it tells no success")
    if answer.is_partial:
        raise Unreadable("it is told to be partial")
    if answer.warnings:
        raise Unreadable(f"it came with a warning: {answer.warnings[0]}")
    return answer.data


def _decoded(text: bytes) -> _Answer:
    try:
        return _ANSWER.decode(text)
    except msgspec.ValidationError:
        return _ANSWER.decode(with_readable_infinity(text))


def with_readable_infinity(text: bytes) -> bytes:
    """Give an answer with `+Inf` as `Inf`: the quick reader of numbers does not know the first.

    A quote after a comma begins a text, so no label is touched.
    """
    return _INFINITE.sub(b',"Inf"]', text)


def _only(point: tuple[float, float] | None) -> Points:
    if point is None:
        raise NoNumbers("it gives histograms")
    return (point,)


def _checked(labels: dict[str, str], points: Points) -> Series:
    """Hold a series to the order of time."""
    times = [time for time, _ in points]
    ordered = all(map(lt, times, times[1:]))
    if not ordered or (times and not (math.isfinite(times[0]) and math.isfinite(times[-1]))):
        raise Unreadable("its points are not in the order of time")
    return Series(labels, points)
