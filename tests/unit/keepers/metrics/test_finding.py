"""Finding what nears a limit: which limit counts, what is left out, and texts that nobody trusts."""

import math
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.config.operator.forecast_setting import ForecastSeries, ForecastsSetting, Slo
from mainstay.domain.errors import EvidenceMissing
from mainstay.domain.signal import Limit, Side
from mainstay.keepers.metrics import asking, finding
from mainstay.keepers.metrics.finding import Finding
from mainstay.keepers.metrics.finding import find as find_with
from mainstay.keepers.metrics.found import Found
from mainstay.ports.metrics_store import AlertingRule
from mainstay.present.visible import visible
from tests.fakes.clock import SetClock
from tests.fakes.metrics import MemoryMetricsStore, Told

NOW = 1_767_225_600
WEB = {"instance": "web1:9100", "job": "node"}
MEMORY = "node_memory_MemTotal_bytes - node_memory_MemAvailable_bytes"
TOTAL = "node_memory_MemTotal_bytes"
MEMORY_NAMES = frozenset({TOTAL, "node_memory_MemAvailable_bytes"})
NOTHING = ForecastsSetting()


def find(store: MemoryMetricsStore, now: int, setting: ForecastsSetting, **more) -> Finding:
    return find_with(store, now, setting, **{"clock": SetClock(), **more})


def const(*told: tuple[dict[str, str], float]) -> Callable[[float], Told]:
    return lambda _at: list(told)


def a_host(**more: Callable[[float], Told]) -> MemoryMetricsStore:
    return MemoryMetricsStore(
        {MEMORY: const((WEB, 6e9)), TOTAL: const(({**WEB, "__name__": TOTAL}, 16e9)), **more},
        name="main",
        known=MEMORY_NAMES,
    )


def only(store: MemoryMetricsStore, setting: ForecastsSetting = NOTHING) -> Found:
    (one,) = find(store, NOW, setting).found
    return one


def test_a_series_has_its_own_maximum() -> None:
    found = only(a_host())
    assert found.query == MEMORY
    assert found.labels == WEB
    signal = found.signal
    assert (signal.source, signal.subject, signal.what, signal.sort, signal.unit) == (
        "main", "host:web1", "memory used", "memory", "B",
    )  # fmt: skip
    assert signal.key == 'node-memory{instance="web1:9100",job="node"}'
    assert signal.limit == Limit(16e9, Side.ABOVE, "the host's own memory")


@pytest.mark.parametrize("maximum", [0.0, -1.0, math.nan, math.inf, 1e19])
def test_what_is_no_maximum_is_none(maximum: float) -> None:
    store = a_host()
    store.told[TOTAL] = const((WEB, maximum))
    assert find(store, NOW, NOTHING).found == ()


def test_a_maximum_of_other_labels_is_another_s() -> None:
    store = a_host()
    store.told[TOTAL] = const(({**WEB, "instance": "web2:9100"}, 16e9))
    assert find(store, NOW, NOTHING).found == ()


def test_a_rule_of_the_server_wins_over_the_maximum_and_the_file_over_both() -> None:
    share = "node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes"
    used = f"1 - {share}"
    own = "node_memory_MemAvailable_bytes"
    store = a_host(
        **{share: const((WEB, 0.6)), used: const((WEB, 0.4)), own: const(({**WEB, "__name__": own}, 10e9))}
    )
    store.alerting = (
        AlertingRule("Odd", f"{share} < 0.1 and {own} > 5"),
        AlertingRule("Little", f"{share} < 0.05"),
        AlertingRule("Less", f"{share}   <   0.1"),
    )
    told = find(store, NOW, NOTHING)
    (one,) = told.found
    assert one.query in {share, share.replace(" ", "   ")}
    assert (one.signal.subject, one.signal.what, one.signal.sort, one.signal.unit) == (
        "host:web1", "what rule Less watches", "memory", "1",
    )  # fmt: skip
    assert one.signal.limit == Limit(0.1, Side.BELOW, "rule Less of the server")
    assert [(one.code, one.count) for one in told.notices] == [("metrics-rules-passed-over", 1)]

    store.alerting = (AlertingRule("Much", f"{used} > 0.9"),)
    assert only(store).signal.what == "memory used"

    file = ForecastSeries("ram", own, limit=1e9, side=Side.BELOW, unit="B", sort="memory")
    one = only(store, ForecastsSetting((file,)))
    assert (one.signal.key, one.signal.what) == ('ram{instance="web1:9100",job="node"}', "ram")
    assert one.signal.limit == Limit(1e9, Side.BELOW, "mainstay-server.yaml")


def test_a_rule_about_one_host_leaves_the_others_to_their_maximum() -> None:
    other = {**WEB, "instance": "web2:9100"}
    ruled = 'node_memory_MemAvailable_bytes{instance="web1:9100"}'
    store = a_host(**{ruled: const((WEB, 10e9))})
    store.told |= {MEMORY: const((WEB, 6e9), (other, 7e9)), TOTAL: const((WEB, 16e9), (other, 16e9))}
    store.alerting = (AlertingRule("Web1", f"{ruled} < 1e9"),)
    assert {(one.signal.subject, one.signal.limit.source) for one in find(store, NOW, NOTHING).found} == {
        ("host:web1", "rule Web1 of the server"), ("host:web2", "the host's own memory"),
    }  # fmt: skip


def a_queue(waiting: float = 5.0) -> MemoryMetricsStore:
    labels = {"queue_name": "mail", "job": "shop"}
    return MemoryMetricsStore(
        {"celery_queue_length": const(({**labels, "__name__": "celery_queue_length"}, waiting))},
        known=frozenset({"celery_queue_length"}),
    )


def test_without_a_promise_there_is_no_limit_and_it_is_told() -> None:
    told = find(a_queue(), NOW, NOTHING)
    assert [one.signal.limit for one in told.found] == [None]
    (notice,) = told.notices
    assert notice.code == "metrics-no-limit"
    assert notice.examples == ("queue:mail: tasks waiting",)


def test_a_promise_wins_over_a_rule_and_loses_to_the_file() -> None:
    store = a_queue()
    store.alerting = (AlertingRule("Long", "celery_queue_length > 300"),)
    promised = Slo("mail", 50, "queue", labels={"queue_name": "m*"})
    assert only(store).signal.limit == Limit(300, Side.ABOVE, "rule Long of the server")
    found = only(store, ForecastsSetting(slos=(promised,)))
    assert found.signal.limit == Limit(50, Side.ABOVE, "SLO mail of mainstay-server.yaml")
    file = ForecastSeries("mails", "celery_queue_length", limit=7, sort="queue")
    found = only(store, ForecastsSetting((file,), (promised,)))
    assert found.signal.limit == Limit(7, Side.ABOVE, "mainstay-server.yaml")
    # One that is about something else changes nothing.
    other = Slo("web", 50, "queue", subjects=("queue:web",))
    assert only(store, ForecastsSetting(slos=(other,))).signal.limit.source == "rule Long of the server"


def test_a_promise_about_another_quantile_has_its_own_series() -> None:
    metric = "http_request_duration_seconds_bucket"
    labels = "le, job, service, application, app, method, route, handler, path, uri, endpoint, url, operation, grpc_method"
    told = {
        f"histogram_quantile({quantile}, sum by ({labels}) (rate({metric}[5m])))": const(
            ({"job": "shop", "route": "/a"}, value), ({"job": "shop", "route": "/b"}, math.nan)
        )
        for quantile, value in (("0.95", 0.2), ("0.99", 0.4))
    }
    store = MemoryMetricsStore(told, known=frozenset({metric}))
    found = find(
        store, NOW, ForecastsSetting(slos=(Slo("a", 0.5, quantile=0.99, labels={"route": "/a"}),))
    ).found
    assert [(one.signal.what, one.signal.limit and one.signal.limit.value) for one in found] == [
        ("p99 latency of /a", 0.5), ("p95 latency of /b", None),
    ]  # fmt: skip


def test_series_of_the_file_are_asked_where_they_are_meant() -> None:
    series = (ForecastSeries("here", "a"), ForecastSeries("there", "b", "far"))
    store = MemoryMetricsStore({"a": const(({}, 1.0)), "b": const(({}, 2.0))}, name="main")
    assert [one.signal.key for one in find(store, NOW, ForecastsSetting(series)).found] == ["here{}"]
    assert find(store, NOW, ForecastsSetting(series), first=False).found == ()
    store.name = "far"
    told = find(store, NOW, ForecastsSetting(series), first=False).found
    assert [(one.signal.key, one.signal.subject) for one in told] == [("there{}", "metrics:far")]


def test_what_is_refused_or_not_answered_costs_its_own_series_alone() -> None:
    store = a_host()
    store.refused.add("wrong{")
    told = find(store, NOW, ForecastsSetting((ForecastSeries("a", "wrong{"),)))
    assert [one.signal.what for one in told.found] == ["memory used"]
    (notice,) = told.notices
    assert (notice.code, notice.examples) == ("metrics-unread", ("wrong{",))
    assert notice.mend


def test_a_server_that_is_away_or_stopped_is_no_server_without_series() -> None:
    with pytest.raises(EvidenceMissing):
        find(MemoryMetricsStore(away="nobody is there"), NOW, NOTHING)
    asked = []

    def stopped() -> bool:
        asked.append(1)
        return len(asked) > 2

    with pytest.raises(EvidenceMissing):
        find(a_host(), NOW, NOTHING, stopped=stopped)


def test_rules_that_are_not_answered_are_told_and_the_rest_is_found() -> None:
    class Unruled(MemoryMetricsStore):
        def rules(self, *_: object) -> tuple[AlertingRule, ...]:
            raise EvidenceMissing("it answered 404", where="main", mend="look at the address")

    store = Unruled(a_host().told, name="main", known=MEMORY_NAMES)
    told = find(store, NOW, NOTHING)
    assert len(told.found) == 1
    assert [one.code for one in told.notices] == ["metrics-rules-unread"]


def test_no_more_than_asked_for_are_kept_and_those_are_the_nearest() -> None:
    store = a_host()
    hosts = [{"instance": f"h{number}", "job": "node"} for number in range(50)]
    store.told |= {
        MEMORY: const(*((one, number * 1e9) for number, one in enumerate(hosts))),
        TOTAL: const(*((one, 64e9) for one in hosts)),
    }
    told = find(store, NOW, NOTHING, most=3)
    assert [one.signal.subject for one in told.found] == ["host:h49", "host:h48", "host:h47"]
    assert [(one.code, one.count) for one in told.notices] == [("metrics-series-left-out", 47)]


def test_of_one_family_no_more_are_looked_at_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MOST_OF_FAMILY", 2)
    store = a_host()
    hosts = [{"instance": f"h{number}", "job": "node"} for number in range(5)]
    store.told |= {
        MEMORY: const(*((one, 1e9) for one in hosts)),
        TOTAL: const(*((one, 64e9) for one in hosts)),
    }
    told = find(store, NOW, NOTHING)
    assert len(told.found) == 2
    assert [(one.code, one.count) for one in told.notices] == [("metrics-family-left-out", 3)]


@pytest.mark.parametrize("text", ["nul\0", "x" * 16_000])
def test_a_program_whose_labels_no_store_keeps_costs_its_own_series_alone(text: str) -> None:
    store = a_host()
    hosts = [{"instance": "h1", "job": "node"}, {"instance": "h2", "job": text}]
    store.told |= {
        MEMORY: const(*((one, 1e9) for one in hosts)),
        TOTAL: const(*((one, 64e9) for one in hosts)),
    }
    told = find(store, NOW, NOTHING)
    assert [one.signal.subject for one in told.found] == ["host:h1"]
    assert [(one.code, one.count) for one in told.notices] == [("metrics-labels-unfit", 1)]


def test_many_are_found_in_little_room_and_all_that_are_left_out_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finding, "_ROOM", 1)
    metrics = {"jobs": 0.2, "runs": 0.9, "slots": 0.5}
    store = MemoryMetricsStore(known=frozenset(f"{one}{end}" for one in metrics for end in ("", "_max")))
    hosts = [{"instance": f"h{number}"} for number in range(4)]
    for name, share in metrics.items():
        store.told[name] = const(*((one, share + 0.01 * number) for number, one in enumerate(hosts)))
        store.told[f"{name}_max"] = const(*((one, 1.0) for one in hosts))
    found = find(store, NOW, NOTHING, most=5)
    assert [one.now for one in found.found] == pytest.approx([0.93, 0.92, 0.91, 0.9, 0.53])
    assert [(one.code, one.count) for one in found.notices] == [("metrics-series-left-out", 7)]


def test_a_certificate_that_ends_soon_is_nearer_than_a_disk_that_is_half_full() -> None:
    left = "probe_ssl_earliest_cert_expiry - time()"
    store = a_host(**{left: const(({"instance": "a"}, 5 * 86_400.0), ({"instance": "b"}, 300 * 86_400.0))})
    store.known |= {"probe_ssl_earliest_cert_expiry"}
    assert [one.signal.subject for one in find(store, NOW, NOTHING).found] == [
        "site:a",
        "host:web1",
        "site:b",
    ]


def test_a_slow_server_is_asked_no_longer_than_there_is_time_and_first_for_what_the_file_states() -> None:
    clock = SetClock()

    class Slow(MemoryMetricsStore):
        def instant(self, query: str, at: float, seconds: float = 10.0, *more: object) -> object:
            asked.append((query, seconds))
            clock.advance(seconds)
            return super().instant(query, at)

    asked: list[tuple[str, float]] = []
    names = frozenset({f"{one}{end}" for one in ("jobs", "runs", "slots") for end in ("", "_max")})
    store = Slow({"own": const(({}, 1.0))}, known=names)
    setting = ForecastsSetting((ForecastSeries("own", "own"),))
    found = find(store, NOW, setting, clock=clock, seconds=30, within=70)
    assert asked == [("own", 30), ("jobs", 30), ("runs", 10)]
    assert [one.signal.key for one in found.found] == ["own{}"]
    late = [(one.code, one.count) for one in found.notices if one.code == "metrics-unasked"]
    assert late == [("metrics-unasked", 1)]


def test_a_series_of_the_file_that_is_not_there_is_told() -> None:
    found = find(a_host(), NOW, ForecastsSetting((ForecastSeries("gone", "nothing"),)))
    assert [(one.code, one.examples) for one in found.notices] == [("metrics-absent", ("nothing",))]
    assert len(found.found) == 1


def test_what_only_looks_like_a_maximum_is_none() -> None:
    known = frozenset({"jobs", "jobs_max"})
    store = MemoryMetricsStore({"jobs": const((WEB, 5.0)), "jobs_max": const((WEB, 9.0))}, known=known)
    assert only(store).signal.limit == Limit(9.0, Side.ABOVE, "the series jobs_max")
    store.told["jobs"] = const((WEB, 50.0))
    assert find(store, NOW, NOTHING).found == ()
    store.told["jobs"] = const(({**WEB, "a": "b"}, 5.0))
    assert find(store, NOW, NOTHING).found == ()


HOSTILE = st.text(max_size=30) | st.sampled_from(
    ['"} or up{a="', "\x1b[31m", "\u202egnp", "a\nb", "</script>", "x" * 5_000, "\\", "{instance}", "%s"]
)


@settings(max_examples=200)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_labels_and_names_of_a_server_are_never_trusted(instance: str, mount: str, rule: str) -> None:
    size = 'node_filesystem_size_bytes{fstype!~"'
    labels = {"instance": instance, "mountpoint": mount, "odd\u202e": rule, "__name__": "x"}

    class Store(MemoryMetricsStore):
        def _at(self, query: str, at: float, stopped: Callable[[], bool]) -> Told:
            super()._at(query, at, stopped)
            return [(labels, 5.0 if " - " in query else 10.0)] if query.startswith((size, "a")) else []

    names = {"node_filesystem_size_bytes", "node_filesystem_avail_bytes", rule, f"{instance}_max", instance}
    store = Store(known=frozenset(names), alerting=(AlertingRule(rule, "a > 5"), AlertingRule("x", rule)))
    told = find(store, NOW, NOTHING)
    for one in told.found:
        signal = one.signal
        shown = (
            signal.key,
            signal.subject,
            signal.what,
            signal.sort,
            signal.limit.source if signal.limit else "",
        )
        assert all(visible(text) == text and len(text) < 600 for text in shown)
    for notice in told.notices:
        assert all(visible(text) == text for text in (notice.text, notice.mend, *notice.examples))
    # What is asked for holds no value of a label.
    assert not any(f'"{value}"' in query for query in store.asked for value in (instance, mount) if value)
    # One whose size is known, and one of the rule; unless no store keeps their labels.
    unfit = any("\0" in value for value in labels.values())
    assert bool(told.found) != unfit
    assert any(one.code == "metrics-labels-unfit" for one in told.notices) == unfit


def test_a_server_whose_series_have_ended_says_when() -> None:
    last = NOW - NOW % 3_600 - 21 * 86_400

    def until_then(at: float) -> Told:
        return [({}, 1.0)] if at <= last else []

    store = MemoryMetricsStore({f"count({MEMORY})": until_then}, former=dict.fromkeys(MEMORY_NAMES, last))
    (told,) = find(store, NOW, NOTHING).notices
    assert (told.code, told.text) == (
        "metrics-ended", "The series of memory have ended: their last points are from 11 Dec 2025.",
    )  # fmt: skip
    # What is only unknown, or cannot be asked, has not ended.
    assert find(MemoryMetricsStore(former={"odd": last}), NOW, NOTHING).notices == ()
    store.refused = {f"count({MEMORY})"}
    assert find(store, NOW, NOTHING).notices == ()


def test_what_was_not_told_is_not_taken_to_have_ended() -> None:
    store = a_host()
    store.refused = {MEMORY}
    asked: list[str] = store.asked
    assert [one.code for one in find(store, NOW, NOTHING).notices] == ["metrics-unread"]
    assert not any(query.startswith("count(") for query in asked)
