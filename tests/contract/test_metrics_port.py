"""What every metrics store promises, tried on a real Prometheus and on the fake."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from mainstay.adapters.http.client import HttpClient
from mainstay.adapters.prometheus.server import PrometheusServer
from mainstay.domain.address import Address, address_in
from mainstay.domain.errors import EvidenceMissing, UsageError
from mainstay.ports.metrics import Metrics
from tests.fakes.metrics import MemoryMetrics, Told
from tests.fakes.secrets import MemorySecrets
from tests.servers.prometheus import prometheus

BEGIN = 1_767_225_600
"""A round moment of the past, from which on there is a point each minute for two hours, but for a gap."""
GAP = range(40, 70)
LABELS = {"shop": "a", "odd": 'quoted "b"\\ and\nü'}


def value(minute: int) -> float:
    return {10: math.nan, 11: math.inf, 12: -math.inf}.get(minute, minute * 1.1)


def past() -> str:
    odd = LABELS["odd"].replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    names = f'sold{{shop="a",odd="{odd}"}}', 'sold{shop="b"}'
    lines = ["# TYPE sold gauge"]
    for name in names:
        lines += [
            f"{name} {str(value(minute)).replace('inf', 'Inf').replace('nan', 'NaN')} {BEGIN + 60 * minute}"
            for minute in range(120)
            if minute not in GAP
        ]
    return "\n".join(lines)


def sold(at: float, **only: str) -> Told:
    """Give what Prometheus would: the last point of the last five minutes."""
    minute = int(at - BEGIN) // 60
    while minute in GAP and at - BEGIN - 60 * minute < 300:
        minute -= 1
    if not 0 <= minute < 120 or minute in GAP:
        return []
    both = [{**LABELS, "__name__": "sold"}, {"shop": "b", "__name__": "sold"}]
    return [(one, value(minute)) for one in both if only.items() <= one.items()]


@dataclass(frozen=True)
class World:
    """A store with a past, and the same kind of store where nobody is."""

    metrics: Metrics
    gone: Metrics


@pytest.fixture(scope="module")
def real() -> Iterator[World]:
    with prometheus(past()) as server:
        secrets = MemorySecrets({})
        gone = Address("127.0.0.1", 1, "/hidden", False)
        yield World(
            PrometheusServer("real", address_in(server.url), HttpClient(), secrets),
            PrometheusServer("gone", gone, HttpClient(), secrets),
        )


@pytest.fixture(params=["prometheus", "fake"])
def world(request: pytest.FixtureRequest) -> World:
    if request.param == "prometheus":
        return request.getfixturevalue("real")
    told = {
        "sold": sold,
        'sold{shop="b"}': lambda at: sold(at, shop="b"),
        "vector(1)": lambda _at: [({}, 1.0)],
        "7": lambda _at: [({}, 7.0)],
        "sum(sold)": lambda at: [({}, sum(number for _, number in sold(at)))],
    }
    return World(MemoryMetrics(told, {"sold{", "sold[5m]", '"text"'}), MemoryMetrics(away="nobody is there"))


def test_a_moment_gives_one_point_for_each_series(world: World) -> None:
    at = BEGIN + 1_200
    found = sorted(world.metrics.instant("sold", at), key=lambda one: one.labels["shop"])
    assert [one.labels for one in found] == [
        {**LABELS, "__name__": "sold"},
        {"shop": "b", "__name__": "sold"},
    ]
    assert [one.points for one in found] == [((at, pytest.approx(22.0)),)] * 2


def test_a_number_alone_is_one_series_without_labels(world: World) -> None:
    (one,) = world.metrics.instant("7", BEGIN)
    assert (one.labels, one.points) == ({}, ((BEGIN, 7.0),))


def test_what_is_not_there_is_an_empty_answer(world: World) -> None:
    assert world.metrics.instant("nothing_of_the_kind", BEGIN) == []
    assert world.metrics.instant("sold", BEGIN - 3_600) == []
    assert world.metrics.over("nothing_of_the_kind", BEGIN, BEGIN + 600, 60) == []


def test_numbers_that_are_none_are_told_as_such(world: World) -> None:
    (one,) = world.metrics.over('sold{shop="b"}', BEGIN + 540, BEGIN + 780, 60)
    assert [number for _, number in one.points] == [
        pytest.approx(9.9), pytest.approx(math.nan, nan_ok=True), math.inf, -math.inf, pytest.approx(14.3),
    ]  # fmt: skip


def test_a_span_has_both_ends_and_no_points_in_a_gap(world: World) -> None:
    (one,) = world.metrics.over('sold{shop="b"}', BEGIN, BEGIN + 119 * 60, 60)
    minutes = [(at - BEGIN) / 60 for at, _ in one.points]
    # A point stays for less than five minutes.
    gap = range(44, 70)
    assert [minute for minute in minutes if minute != 44] == [
        minute for minute in range(120) if minute not in gap
    ]


def test_a_span_of_one_moment(world: World) -> None:
    (one,) = world.metrics.over("vector(1)", BEGIN, BEGIN, 60)
    assert one.points == ((BEGIN, 1.0),)


def test_the_end_is_left_out_where_no_step_meets_it(world: World) -> None:
    (one,) = world.metrics.over("vector(1)", BEGIN, BEGIN + 100, 60)
    assert [at for at, _ in one.points] == [BEGIN, BEGIN + 60]


def test_tenths_of_a_second_add_up(world: World) -> None:
    (one,) = world.metrics.over("vector(1)", BEGIN, BEGIN + 3, 0.1)
    assert [round((at - BEGIN) * 10) for at, _ in one.points] == list(range(31))


def test_no_limit_of_the_store_cuts_a_long_span_short(world: World) -> None:
    (one,) = world.metrics.over("vector(1)", BEGIN, BEGIN + 24_999 * 15, 15, 60)
    assert [at for at, _ in one.points] == [BEGIN + 15 * number for number in range(25_000)]


@pytest.mark.parametrize("query", ["sold{", "sold[5m]", '"text"'])
def test_what_is_no_expression_of_numbers_is_refused(world: World, query: str) -> None:
    with pytest.raises(UsageError):
        world.metrics.instant(query, BEGIN)


def test_no_span_is_refused(world: World) -> None:
    for start, end, step in ((BEGIN, BEGIN - 60, 60), (BEGIN, BEGIN + 60, 0)):
        with pytest.raises(UsageError):
            world.metrics.over("vector(1)", start, end, step)


def test_one_that_is_away_gives_no_answer_and_does_not_say_that_there_is_no_series(world: World) -> None:
    for ask in (
        lambda: world.gone.instant("sold", BEGIN),
        lambda: world.gone.over("sold", BEGIN, BEGIN + 60, 60),
    ):
        with pytest.raises(EvidenceMissing) as missing:
            ask()
        told = missing.value
        assert "hidden" not in f"{told.what} {told.where} {told.mend}"


def test_one_that_is_stopped_gives_no_answer(world: World) -> None:
    with pytest.raises(EvidenceMissing, match="stopped"):
        world.metrics.instant("sold", BEGIN, 10, lambda: True)
    with pytest.raises(EvidenceMissing, match="stopped"):
        world.metrics.over("sold", BEGIN, BEGIN + 60, 60, 10, lambda: True)


def test_it_has_a_name_for_people(world: World) -> None:
    assert world.metrics.name
