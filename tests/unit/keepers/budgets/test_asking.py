"""What a metrics server is asked for about an objective."""

from dataclasses import replace

import numpy as np
import pytest

from mainstay.domain.budget import Objective
from mainstay.domain.errors import EvidenceMissing
from mainstay.keepers.budgets.asking import events, expression
from tests.fakes.metrics import MemoryMetricsStore

NOW = 1_700_000_042
SHOP = Objective("shop", 0.999, "requests_total", bad='requests_total{code="500"}')


def test_expressions() -> None:
    assert expression('a{b="c"}', 300) == 'sum(increase(a{b="c"}[300s]))'
    assert expression("rate(a[$window]) * 60", 3_600) == "sum(rate(a[3600s]) * 60)"


def test_what_a_server_counts() -> None:
    store = MemoryMetricsStore()
    store.tell("sum(increase(requests_total[300s]))", 50)
    store.tell("sum(increase(requests_total[3600s]))", 600)
    store.tell('sum(increase(requests_total{code="500"}[300s]))', 1)
    found = events(store, SHOP, NOW)
    assert (found.fine.end, found.hours.end) == (NOW - NOW % 60, NOW - NOW % 60)
    assert (len(found.fine.total), len(found.hours.total)) == (864, 114 * 24)
    assert (set(found.fine.total), set(found.fine.bad)) == ({50.0}, {1.0})
    # It has no errors by the hour, so there were none.
    assert (set(found.hours.total), set(found.hours.bad)) == ({600.0}, {0.0})


def test_good_events() -> None:
    store = MemoryMetricsStore()
    for step in (300, 3_600):
        store.tell(f"sum(increase(requests_total[{step}s]))", step)
        store.tell(f"sum(increase(quick_total[{step}s]))", step * 0.75)
    found = events(store, replace(SHOP, bad="", good="quick_total"), NOW)
    assert set(found.fine.bad) == {75.0}


def test_what_nobody_counts_and_a_server_that_is_away() -> None:
    found = events(MemoryMetricsStore(), SHOP, NOW)
    assert np.isnan(found.hours.total).all()
    with pytest.raises(EvidenceMissing):
        events(MemoryMetricsStore(away="it is away"), SHOP, NOW)
