"""What is found on a real Prometheus and on a real VictoriaMetrics that know four weeks of the usual exporters."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest

from mainstay.adapters.http.client import HttpClient
from mainstay.adapters.prometheus.store import PrometheusStore
from mainstay.config.operator.forecast_setting import ForecastSeries, ForecastsSetting, Slo
from mainstay.domain.address import address_in
from mainstay.domain.errors import EvidenceMissing
from mainstay.domain.signal import Limit, Side
from mainstay.keepers.metrics.finding import Finding, find
from mainstay.keepers.metrics.reading import batches
from tests.fakes.clock import SetClock
from tests.fakes.receiver import Behaviour, close_early, flood, garbage, hang, raw, receiving, say
from tests.fakes.secrets import MemorySecrets
from tests.servers.exporters import BEGIN, DISK, END, HOUR, HOURS, MEMORY, ROOT, SLOW, past, var_used
from tests.servers.prometheus import prometheus
from tests.servers.victoria_metrics import victoria_metrics

RULES = """
groups:
- name: hosts
  rules:
  - {alert: FewInodes, expr: 'node_filesystem_files_free / node_filesystem_files * 100 < 5'}
  - {alert: FewerInodes, expr: 'node_filesystem_files_free/node_filesystem_files * 100 < 10'}
  - {alert: DiskFull, expr: 'node_filesystem_avail_bytes < 1e9 and node_filesystem_readonly == 0'}
  - {alert: Down, expr: 'up == 0'}
"""
SETTING = ForecastsSetting(
    (ForecastSeries("all-cache", "cache_entries", limit=800, sort="cache", subject="service:shop"),),
    (Slo("dashboard", 0.5, labels={"route": "/dash*"}), Slo("other", 9.0, subjects=("service:none",))),
)
OWN = "the filesystem's own size"
FOUND = {
    ("host:web1", "disk used of /"): ("disk", "B", Limit(ROOT, Side.ABOVE, OWN)),
    ("host:web1", "disk used of /var"): ("disk", "B", Limit(DISK, Side.ABOVE, OWN)),
    ("host:web1", "memory used"): ("memory", "B", Limit(MEMORY, Side.ABOVE, "the host's own memory")),
    ("site:https://shop.example", "time that the certificate lasts"): (
        "certificate", "s", Limit(0.0, Side.BELOW, "the date on which it ends"),
    ),
    ("database:db1", "connections"): ("pool", "1", Limit(100, Side.ABOVE, "max_connections of the server")),
    ("service:app1:8080", "open files of shop"): (
        "files", "1", Limit(1024, Side.ABOVE, "the process's own maximum"),
    ),
    ("service:shop", "all-cache of shop"): ("cache", "1", Limit(800, Side.ABOVE, "mainstay-server.yaml")),
    ("queue:mail", "tasks waiting"): ("queue", "1", None),
    ("service:shop", "p95 latency of GET /dashboard"): (
        "latency", "s", Limit(0.5, Side.ABOVE, "SLO dashboard of mainstay-server.yaml"),
    ),
    ("service:shop", 'p95 latency of GET /odd "x"}'): ("latency", "s", None),
}  # fmt: skip
RULED = {
    ("host:web1", f"what rule FewerInodes watches of {mount}"): (
        "inodes", "1", Limit(10.0, Side.BELOW, "rule FewerInodes of the server"),
    )
    for mount in ("/", "/var", "/run")
}  # fmt: skip
UNRULED = {
    ("host:web1", f"inodes used of {mount}"): (
        "inodes", "1", Limit(1e6, Side.ABOVE, "the filesystem's own number of inodes"),
    )
    for mount in ("/", "/var")
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A server that knows the past, and what else it is found to have."""

    store: PrometheusStore
    more: dict[tuple[str, str], tuple[str, str, Limit | None]]
    passed_over: int


@pytest.fixture(scope="module", params=["prometheus", "victoria_metrics"])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    server = prometheus(past(), rules=RULES) if request.param == "prometheus" else victoria_metrics(past())
    with server as running:
        store = PrometheusStore("main", address_in(running.url), HttpClient(), MemorySecrets({}))
        yield Place(store, *((RULED, 2) if request.param == "prometheus" else (UNRULED, 0)))


def found_on(place: Place) -> Finding:
    return find(place.store, END, SETTING, clock=SetClock())


def test_with_nothing_but_an_address_each_series_is_found_with_its_limit(place: Place) -> None:
    finding = found_on(place)
    told = {
        (one.signal.subject, one.signal.what): (one.signal.sort, one.signal.unit, one.signal.limit)
        for one in finding.found
    }
    assert told == FOUND | place.more
    assert {one.signal.source for one in finding.found} == {"main"}
    assert len({one.signal.key for one in finding.found}) == len(finding.found)


def test_what_nears_its_limit_comes_first(place: Place) -> None:
    nearest = [one.signal.what for one in found_on(place).found]
    assert nearest[0] == "all-cache of shop"
    assert nearest.index("disk used of /var") < nearest.index("disk used of /")
    assert set(nearest[-2:]) == {'p95 latency of GET /odd "x"}', "tasks waiting"}


def test_what_was_not_found_is_told(place: Place) -> None:
    notices = {one.code: one for one in found_on(place).notices}
    assert notices.pop("metrics-no-limit").count == 2
    assert [one.count for one in notices.values()] == [place.passed_over][: len(notices)]
    assert (notices.keys() == {"metrics-rules-passed-over"}) == bool(place.passed_over)


def test_the_same_is_found_again_under_the_same_keys(place: Place) -> None:
    before = {one.signal.key for one in find(place.store, END - 86_400, SETTING, clock=SetClock()).found}
    assert before == {one.signal.key for one in found_on(place).found}


def test_the_points_of_each_are_read(place: Place) -> None:
    finding = found_on(place)
    read = {}
    for batch in batches(place.store, finding.found, BEGIN, END, HOUR, clock=SetClock()):
        assert not batch.missing
        assert batch.notice is None
        read |= {found.signal.what: samples for found, samples in batch.read}
    assert len(read) == len(finding.found)
    hours = np.arange(HOURS + 1)
    disk = read["disk used of /var"]
    assert disk.times.tolist() == (BEGIN + HOUR * hours).tolist()
    assert disk.values == pytest.approx(np.array([var_used(hour) for hour in hours]))
    assert read["connections"].values[-1] == pytest.approx(50 + 2 * HOURS / 100)
    certificate = read["time that the certificate lasts"].values
    assert (certificate[0] - certificate[-1], certificate[-1]) == (END - BEGIN, 20 * 86_400)
    latency = read["p95 latency of GET /dashboard"]
    assert latency.times.size >= HOURS
    # As the bounds of the buckets tell it, between which requests are taken to be spread evenly.
    assert (latency.values[-1], latency.values[1]) == (pytest.approx(SLOW), pytest.approx(0.27, rel=0.01))


NAMES = (
    b'{"status":"success","data":["node_memory_MemTotal_bytes","node_memory_MemAvailable_bytes","a","a_max"]}'
)
LIE = b'{"status":"success","data":{"resultType":"vector","result":[{"metric":{"a":"b"},"value":[1,"x"]}]}}'


@pytest.mark.parametrize(
    "behaviour",
    [
        hang,
        garbage,
        flood,
        close_early,
        say(200, LIE),
        say(200, b'{"a":' * 100_000),
        raw(b"HTTP/1.1 200 OK\r\ncontent-length: 10737418240\r\n\r\n{"),
    ],
)
def test_a_server_that_is_ill_after_its_first_answer_is_told_and_gives_nothing(behaviour: Behaviour) -> None:
    with receiving(say(200, NAMES), behaviour) as receiver:
        store = PrometheusStore(
            "ill", address_in(receiver.address), HttpClient(), MemorySecrets({}), largest=1 << 20
        )
        finding = find(store, END, ForecastsSetting(), clock=SetClock(), seconds=0.3)
    assert finding.found == ()
    assert {one.code for one in finding.notices} == {"metrics-rules-unread", "metrics-unread"}
    for one in finding.notices:
        assert one.text.isprintable() and "hidden" not in one.text


@pytest.mark.parametrize("behaviour", [hang, garbage, flood, close_early, say(200, b"[]")])
def test_a_server_that_never_answers_is_no_server_without_series(behaviour: Behaviour) -> None:
    with receiving(behaviour) as receiver:
        store = PrometheusStore(
            "ill", address_in(receiver.address), HttpClient(), MemorySecrets({}), largest=1 << 20
        )
        with pytest.raises(EvidenceMissing):
            find(store, END, ForecastsSetting(), clock=SetClock(), seconds=0.3)
