"""Limits that people give to series of their own, in the place of those that the series have."""

from collections.abc import Iterable
from dataclasses import replace
from fnmatch import fnmatchcase

from mainstay.domain.forecast_asked import GivenLimit
from mainstay.domain.signal import Limit, Signal


def limited(signal: Signal, limits: Iterable[GivenLimit]) -> Signal:
    """Give a series the first of the limits that fits its name or its key; without one it stays as it is."""
    own = signal.limit
    for one in limits:
        if not _fits(signal, one):
            continue
        if not one.share:
            return replace(signal, limit=Limit(one.value, one.side, one.source))
        if own is not None:
            source = f"{one.value:.4g} of {own.source}, {one.source}"
            return replace(signal, limit=Limit(one.value * own.value, own.side, source))
    return signal


def unused(signals: Iterable[Signal], limits: Iterable[GivenLimit]) -> tuple[GivenLimit, ...]:
    """Give the limits that none of the series, limited by them, has to do with: of no name, or no share can be."""
    known = [one for one in signals if one.limit is not None]
    return tuple(
        one
        for one in limits
        if not any(
            _fits(signal, one) and signal.limit is not None and signal.limit.source.endswith(one.source)
            for signal in known
        )
    )


def _fits(signal: Signal, one: GivenLimit) -> bool:
    return fnmatchcase(signal.what, one.name) or fnmatchcase(signal.key, one.name)
