"""The kind `check-promql`: one number compared, and whatever is no such number never taken for one."""

import math
import time

import pytest

from mainstay.adapters.actions.check_promql import PromqlCheck
from mainstay.adapters.http.client import HttpClient
from mainstay.adapters.prometheus.server import PrometheusServer
from mainstay.domain.address import address_in
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Result, WaitFor
from tests.fakes.metrics import MemoryMetrics
from tests.fakes.occasions import NOW, occasion
from tests.fakes.secrets import MemorySecrets
from tests.servers.prometheus import Prometheus

WANTED: dict[str, Value] = {"query": "errors", "is": "below", "value": 5}


@pytest.fixture
def metrics() -> MemoryMetrics:
    return MemoryMetrics()


def looked(metrics: MemoryMetrics, changed: dict[str, Value] | None = None, **circumstances) -> Result:
    return PromqlCheck({"main": metrics}).act({**WANTED, **(changed or {})}, occasion(**circumstances))


def test_it_is_a_kind_that_looks(metrics: MemoryMetrics) -> None:
    kind = PromqlCheck({"main": metrics})
    assert (kind.name, kind.looks) == ("check-promql", True)


@pytest.mark.parametrize(
    ("relation", "holding"),
    [
        ("below", [4.9, -math.inf]),
        ("above", [5.1, math.inf]),
        ("at-most", [4.9, 5.0, -math.inf]),
        ("at-least", [5.0, 5.1, math.inf]),
        ("equal", [5.0]),
    ],
)
def test_the_number_decides(metrics: MemoryMetrics, relation: str, holding: list[float]) -> None:
    for number in (4.9, 5.0, 5.1, math.inf, -math.inf):
        metrics.tell("errors", number, shop="a")
        mark = Mark.DONE if number in holding else Mark.FAILED
        assert looked(metrics, {"is": relation}).mark is mark, number


def test_the_numbers_are_told(metrics: MemoryMetrics) -> None:
    metrics.tell("errors", 1_000_001.0)
    assert looked(metrics, {"value": 1_000_000}).detail == "1000001 is not below 1000000: errors"


def test_what_is_no_number_cannot_be_told(metrics: MemoryMetrics) -> None:
    for relation in ("below", "above", "at-most", "at-least", "equal"):
        metrics.tell("errors", math.nan)
        result = looked(metrics, {"is": relation})
        assert (result.mark, "no data" in result.detail) == (Mark.UNKNOWN, True)


def test_no_series_or_several_cannot_be_told(metrics: MemoryMetrics) -> None:
    assert looked(metrics).mark is Mark.UNKNOWN
    metrics.told["errors"] = lambda _at: [({"shop": "a"}, 1.0), ({"shop": "b"}, 1.0)]
    result = looked(metrics)
    assert (result.mark, "2 such series" in result.detail) == (Mark.UNKNOWN, True)


def test_a_dead_server_or_a_bad_expression_cannot_be_told(metrics: MemoryMetrics) -> None:
    metrics.tell("errors", 1.0)
    metrics.away = "it is away"
    assert looked(metrics).mark is Mark.UNKNOWN
    metrics.away = ""
    metrics.refused.add("errors")
    assert looked(metrics).mark is Mark.UNKNOWN


def test_it_is_asked_for_the_moment_of_the_look(metrics: MemoryMetrics) -> None:
    metrics.told["errors"] = lambda at: [({}, 1.0 if at == NOW + 3 else 9.0)]
    assert looked(metrics, now=NOW + 3).mark is Mark.DONE


def test_the_server_is_named_where_there_are_several(metrics: MemoryMetrics) -> None:
    metrics.tell("errors", 1.0)
    kind = PromqlCheck({"one": MemoryMetrics(), "two": metrics})
    marks = {}
    for server in ("one", "two", "three", None):
        named = {} if server is None else {"server": server}
        marks[server] = kind.act({**WANTED, **named}, occasion()).mark
        foreseen = kind.foresee({**WANTED, **named}, occasion()).mark
        assert foreseen is (Mark.DONE if server in {"one", "two"} else Mark.NOT_BEGUN)
    assert marks == {"one": Mark.UNKNOWN, "two": Mark.DONE, "three": Mark.UNKNOWN, None: Mark.UNKNOWN}
    assert "one, two" in kind.act(WANTED, occasion()).detail
    assert PromqlCheck({}).act(WANTED, occasion()).mark is Mark.UNKNOWN


def test_it_is_patient_and_waits_for_a_metric(metrics: MemoryMetrics) -> None:
    result = looked(metrics, {"within": "1m", "every": "10s"})
    assert (result.mark, result.wake_at, result.waits_for) == (Mark.LATER, NOW + 10, WaitFor.METRIC)
    assert looked(metrics, {"within": "1m"}, now=NOW + 60, began_at=NOW).mark is Mark.UNKNOWN


def test_one_look_that_is_stopped_cannot_be_told_however_patient(metrics: MemoryMetrics) -> None:
    assert looked(metrics, {"within": "1m"}, stopped=lambda: True).mark is Mark.UNKNOWN


def test_to_hold_once_is_not_to_hold_twice_though_it_is_stopped(metrics: MemoryMetrics) -> None:
    metrics.tell("errors", 1.0)
    stop = iter([False, True, True, True])
    result = looked(metrics, {"within": "1m", "times": 2}, stopped=lambda: next(stop))
    assert result.mark is Mark.LATER


def test_the_dry_run_asks_nobody(metrics: MemoryMetrics) -> None:
    foreseen = PromqlCheck({"main": metrics}).foresee(WANTED, occasion())
    assert (foreseen.mark, metrics.asked) == (Mark.DONE, [])
    assert foreseen.detail == "would look whether memory tells below 5: errors"


def test_a_real_server_tells_what_a_service_tells_it(prometheus_server: Prometheus) -> None:
    server = PrometheusServer("real", address_in(prometheus_server.url), HttpClient(), MemorySecrets({}))
    kind = PromqlCheck({"real": server})
    parameters = {**WANTED, "query": 'shop_errors{shop="a"}'}
    numbers = prometheus_server.exporter.numbers
    for number, mark in ((3.0, Mark.DONE), (8.0, Mark.FAILED), (math.nan, Mark.UNKNOWN)):
        numbers['shop_errors{shop="a"}'] = number
        prometheus_server.wait_until(
            'shop_errors{shop="a"}',
            lambda found, number=number: [repr(one) for one in found] == [repr(number)],
        )
        assert kind.act(parameters, occasion(now=int(time.time()) + 1)).mark is mark
    assert kind.act({**parameters, "query": "shop_errors{"}, occasion()).mark is Mark.UNKNOWN
