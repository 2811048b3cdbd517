"""Limits of the numbers of a page, from the maximum that stands beside them."""

import math

import pytest

from mainstay.domain.signal import Limit, Side, Signal
from mainstay.keepers.metrics.page_limits import with_limits
from mainstay.ports.scrapes import Kind, Scrape, Scraped


def number(name: str, value: float, kind: Kind = Kind.GAUGE, **labels: str) -> Scraped:
    told = {"__name__": name, **labels}
    return Scraped(Signal("shop", f"{name}{labels}", "service:shop", name, "metric", "1", told), kind, value)


def limits(*numbers: Scraped) -> list[Limit | None]:
    found = with_limits(Scrape(numbers))
    assert [one.value for one in found.numbers] == [one.value for one in numbers]
    return [one.signal.limit for one in found.numbers]


def test_a_quantity_has_the_maximum_of_the_same_labels() -> None:
    assert limits(
        number("pool_used", 3, pool="a"),
        number("pool_used", 4, pool="b"),
        number("pool_max", 10, pool="a"),
        number("process_open_fds", 30),
        number("process_max_fds", 1024),
    ) == [
        Limit(10, Side.ABOVE, "the series pool_max"),
        None,
        None,
        Limit(1024, Side.ABOVE, "the series process_max_fds"),
        None,
    ]


@pytest.mark.parametrize("most", [0.0, -1.0, math.inf, math.nan, 2.0])
def test_what_is_no_maximum_is_no_limit(most: float) -> None:
    assert limits(number("pool_used", 3), number("pool_max", most)) == [None, None]


def test_what_counts_has_none() -> None:
    assert limits(number("jobs_used", 3, Kind.COUNTER), number("jobs_max", 10)) == [None, None]


def test_an_empty_page_stays_empty() -> None:
    assert limits() == []
