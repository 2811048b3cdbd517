"""What every metrics store promises in bulk, tried on a real Prometheus, a real VictoriaMetrics, and on the fake."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest

from mainstay.adapters.http.client import HttpClient
from mainstay.adapters.prometheus.store import PrometheusStore
from mainstay.domain.address import Address, address_in
from mainstay.domain.errors import EvidenceMissing, UsageError
from mainstay.ports.metrics_store import AlertingRule, MetricsStore, RecordingRule
from tests.fakes.metrics import MemoryMetricsStore, Told
from tests.fakes.secrets import MemorySecrets
from tests.servers.prometheus import prometheus
from tests.servers.victoria_metrics import victoria_metrics

BEGIN = 1_767_225_600
"""A round moment of the past, from which on there is a point each five minutes for two days, but for a gap."""
STEP = 300
COUNT = 576
GAP = range(100, 200)
ODD = {"shop": "a", "odd": 'quoted "b"\\ and\nü'}
NAN = 10
INFINITE = 12
SERIES = 3
RULES = """
groups:
- name: shop
  rules:
  - {alert: StockLow, expr: 'stock < 5', for: 10m, labels: {severity: page}}
  - {record: sum_of_stock, expr: 'sum(stock)', labels: {team: a}}
"""


def value(number: int) -> float:
    return {NAN: math.nan, INFINITE: math.inf}.get(number, number * 1.25)


def past() -> str:
    odd = ODD["odd"].replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    lines = ["# TYPE stock gauge"]
    for labels in (f'shop="a",odd="{odd}"', 'shop="b"', 'shop="c"'):
        lines += [
            f"stock{{{labels}}} {str(value(number)).replace('inf', '+Inf').replace('nan', 'NaN')} {BEGIN + STEP * number}"
            for number in range(COUNT)
            if number not in GAP
        ]
    lines.append("# TYPE sold counter")
    # A counter that begins again at noon of the first day.
    lines += [
        f'sold_total{{shop="b"}} {(number % 144 + 1) * 60} {BEGIN + STEP * number}' for number in range(COUNT)
    ]
    return "\n".join(lines)


def stock(at: float) -> Told:
    number = int(at - BEGIN) // STEP
    if not 0 <= number < COUNT or number in GAP:
        return []
    labels: tuple[dict[str, str], ...] = (ODD, {"shop": "b"}, {"shop": "c"})
    return [({**one, "__name__": "stock"}, value(number)) for one in labels]


@dataclass(frozen=True)
class World:
    """A store with a past, and the same kind of store where nobody is."""

    metrics: MetricsStore
    gone: MetricsStore
    evaluates: bool = True


def _world(url: str, evaluates: bool) -> World:
    secrets, http = MemorySecrets({}), HttpClient()
    gone = Address("127.0.0.1", 1, "/hidden", False)
    return World(
        PrometheusStore("real", address_in(url), http, secrets),
        PrometheusStore("gone", gone, http, secrets),
        evaluates,
    )


@pytest.fixture(scope="module")
def real_prometheus() -> Iterator[World]:
    with prometheus(past(), rules=RULES) as server:
        yield _world(server.url, evaluates=True)


@pytest.fixture(scope="module")
def real_victoria_metrics() -> Iterator[World]:
    with victoria_metrics(past()) as server:
        yield _world(server.url, evaluates=False)


@pytest.fixture(params=["real_prometheus", "real_victoria_metrics", "fake"])
def world(request: pytest.FixtureRequest) -> World:
    if request.param != "fake":
        return request.getfixturevalue(request.param)
    told = {
        "stock": stock,
        "vector(1)": lambda _at: [({}, 1.0)],
        "rate(sold_total[10m])": lambda _at: [({"shop": "b"}, 0.2)],
    }
    rule = AlertingRule("StockLow", "stock < 5", 600.0, {"severity": "page"})
    return World(
        MemoryMetricsStore(
            told,
            {"stock{"},
            alerting=(rule,),
            recording=(RecordingRule("sum_of_stock", "sum(stock)", {"team": "a"}),),
            known=frozenset({"stock", "sold_total"}),
        ),
        MemoryMetricsStore(away="nobody is there"),
    )


def test_series_come_in_bulk_without_what_is_no_number(world: World) -> None:
    found = {
        one.labels["shop"]: one for one in world.metrics.samples("stock", BEGIN, BEGIN + 20 * STEP, STEP)
    }
    assert {shop: dict(one.labels) for shop, one in found.items()} == {
        "a": {**ODD, "__name__": "stock"},
        "b": {"shop": "b", "__name__": "stock"},
        "c": {"shop": "c", "__name__": "stock"},
    }
    for one in found.values():
        samples = one.samples
        assert (samples.times.dtype, samples.values.dtype) == (np.int64, np.float64)
        assert not np.isnan(samples.values).any()
        # A store may tell the point before for one that is no number.
        numbers = (samples.times - BEGIN) // STEP
        others = numbers != NAN
        assert set(range(21)) - {NAN} == set(numbers[others].tolist())
        assert samples.values[others].tolist() == [value(int(number)) for number in numbers[others]]


def test_a_gap_has_no_points_and_what_comes_after_it_is_there(world: World) -> None:
    for one in world.metrics.samples("stock", BEGIN, BEGIN + COUNT * STEP, STEP):
        numbers = ((one.samples.times - BEGIN) // STEP).tolist()
        # The last point before it stays for a moment.
        assert not set(numbers) & set(GAP[2:])
        assert set(range(200, COUNT)) <= set(numbers)


def test_a_counter_that_began_again_has_its_rate_all_the_same(world: World) -> None:
    (one,) = world.metrics.samples("rate(sold_total[10m])", BEGIN + 1_200, BEGIN + 500 * STEP, STEP)
    assert one.samples.values == pytest.approx(0.2, rel=0.02)


def test_only_wanted_series_are_kept(world: World) -> None:
    found = world.metrics.samples(
        "stock", BEGIN, BEGIN + 600, STEP, wanted=lambda labels: labels["shop"] == "b"
    )
    assert [one.labels["shop"] for one in found] == ["b"]


def test_no_limit_of_the_store_cuts_a_long_span_short(world: World) -> None:
    (one,) = world.metrics.samples("vector(1)", BEGIN, BEGIN + 45_000 * 15, 15)
    assert one.samples.times.tolist() == list(range(BEGIN, BEGIN + 45_000 * 15 + 1, 15))


def test_the_grid_begins_where_it_was_asked_for(world: World) -> None:
    (one,) = world.metrics.samples("vector(1)", BEGIN + 7, BEGIN + 7 + 99 * 3_600 + 5, 3_600)
    assert one.samples.times.tolist() == [BEGIN + 7 + 3_600 * number for number in range(100)]


def test_what_is_not_there_is_an_empty_answer(world: World) -> None:
    assert list(world.metrics.samples("nothing_of_the_kind", BEGIN, BEGIN + 600, 60)) == []
    assert list(world.metrics.samples("stock", BEGIN - 90_000, BEGIN - 80_000, 60)) == []


def test_what_is_no_expression_is_refused(world: World) -> None:
    with pytest.raises(UsageError):
        world.metrics.samples("stock{", BEGIN, BEGIN + 600, 60)


def test_no_span_is_refused(world: World) -> None:
    for start, end, step in ((BEGIN, BEGIN - 60, 60), (BEGIN, BEGIN + 60, 0)):
        with pytest.raises(UsageError):
            world.metrics.samples("vector(1)", start, end, step)


def test_rules_are_told_where_the_store_evaluates_them(world: World) -> None:
    expected = [AlertingRule("StockLow", "stock < 5", 600.0, {"severity": "page"})] if world.evaluates else []
    assert list(world.metrics.rules()) == expected
    recorded = [RecordingRule("sum_of_stock", "sum(stock)", {"team": "a"})] if world.evaluates else []
    assert list(world.metrics.recordings()) == recorded


def test_metrics_are_named(world: World) -> None:
    assert {"stock", "sold_total"} <= world.metrics.names(BEGIN, BEGIN + 86_400)
    # Long after its end a metric is named to who looks back so far.
    assert {"stock", "sold_total"} <= world.metrics.names(BEGIN, BEGIN + 300 * 86_400)


def test_one_that_is_away_or_stopped_gives_no_answer(world: World) -> None:
    for ask in (
        lambda: world.gone.samples("stock", BEGIN, BEGIN + 60, 60),
        world.gone.rules,
        world.gone.recordings,
        lambda: world.gone.names(BEGIN, BEGIN + 60),
    ):
        with pytest.raises(EvidenceMissing) as missing:
            ask()
        told = missing.value
        assert "hidden" not in f"{told.what} {told.where} {told.mend}"
    for ask in (
        lambda: world.metrics.samples("stock", BEGIN, BEGIN + 60, 60, 10, lambda: True),
        lambda: world.metrics.rules(10, lambda: True),
        lambda: world.metrics.recordings(10, lambda: True),
        lambda: world.metrics.names(BEGIN, BEGIN + 60, 10, lambda: True),
    ):
        with pytest.raises(EvidenceMissing, match="stopped"):
            ask()


def test_a_moment_is_asked_for_as_ever(world: World) -> None:
    found = world.metrics.instant("stock", BEGIN + 20 * STEP)
    assert {one.labels["shop"]: one.points[0][1] for one in found} == dict.fromkeys("abc", 25.0)
