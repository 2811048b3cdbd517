"""Limits that people give to series of their own, in the place of those that the series have."""

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import Final

from mainstay.domain.forecast_asked import GivenLimit
from mainstay.domain.signal import Limit, Signal

_NEAREST: Final = 3
_LOOKED_THROUGH: Final = 1_000
_LONGEST: Final = 60
"""Characters of a name that are compared: it takes time that grows with their square."""
_ALIKE: Final = 0.6
_GLOB: Final = str.maketrans("*?[]", "    ")


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


def is_supposed(own: Signal, given: Signal) -> bool:
    """Tell whether a series was given another limit than its own: what is foretold of that one is no news of the series."""
    return own.limit is not None and given.limit != own.limit


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


def nearest(signals: Iterable[Signal], one: GivenLimit) -> tuple[str, ...]:
    """Give the names of series that a limit was most likely meant for: those that hold its name, then those alike."""
    meant = " ".join(one.name.translate(_GLOB).split())[:_LONGEST].casefold()
    names = list(dict.fromkeys(signal.what for signal in signals))[:_LOOKED_THROUGH]
    told: dict[str, str] = {}
    for name in names:
        told.setdefault(name[:_LONGEST].casefold(), name)
    if not meant:
        return ()
    texts = [text for text in told if meant in text] + get_close_matches(meant, told, _NEAREST, _ALIKE)
    return tuple(told[text] for text in list(dict.fromkeys(texts))[:_NEAREST])


def _fits(signal: Signal, one: GivenLimit) -> bool:
    return fnmatchcase(signal.what, one.name) or fnmatchcase(signal.key, one.name)
