"""Limits of the numbers of one page: a quantity that stands beside its maximum, by the names of both, has that as its limit."""

from dataclasses import replace

from mainstay.domain.signal import Limit, Side, Signal
from mainstay.keepers.metrics.guessing import pairs
from mainstay.ports.scrapes import Kind, Scrape, Scraped

_NAME = "__name__"


def with_limits(scrape: Scrape) -> Scrape:
    """Give the numbers of a page with their limits, where one of the same labels is their maximum and is not passed by them.

    A maximum that is kept as a series of its own stays one.
    """
    levels = [one for one in scrape.numbers if one.kind is not Kind.COUNTER]
    names = {one.signal.labels.get(_NAME, "") for one in levels}
    limits = {family.query: family for family in pairs(names, frozenset())}
    values = {_place(one.signal, one.signal.labels.get(_NAME, "")): one.value for one in levels}

    def bounded(one: Scraped) -> Scraped:
        family = limits.get(one.signal.labels.get(_NAME, ""))
        most = (
            values.get(_place(one.signal, family.limit)) if family and one.kind is not Kind.COUNTER else None
        )
        # A maximum of 0 or without end is none, and what passes it was only guessed to belong to it.
        if family is None or most is None or not 0 < most < float("inf") or one.value > most:
            return one
        return replace(one, signal=replace(one.signal, limit=Limit(most, Side.ABOVE, family.source)))

    return replace(scrape, numbers=tuple(map(bounded, scrape.numbers)))


def _place(signal: Signal, name: str) -> tuple[str, frozenset[tuple[str, str]]]:
    """Name a series of the same labels with a name."""
    return name, frozenset((key, value) for key, value in signal.labels.items() if key != _NAME)
