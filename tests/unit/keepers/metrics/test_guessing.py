"""Families that are guessed from the names of metrics."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.promql.arithmetic import term_of
from mainstay.keepers.metrics.guessing import MOST_HISTOGRAMS, MOST_PAIRS, latencies, pairs

NONE = frozenset[str]()


@pytest.mark.parametrize(
    ("quantity", "limit"),
    [
        ("slots", "slots_max"),
        ("cache_entries", "cache_entries_limit"),
        ("pool_bytes", "pool_max_bytes"),
        ("pool_used_bytes", "pool_size_bytes"),
        ("pool_bytes", "pool_size_bytes"),
        ("pool", "pool_size_bytes"),
        ("disk_usage_bytes", "disk_limit_bytes"),
        ("db_open_connections", "db_max_open_connections"),
        ("db_active_connections", "db_max_connections"),
        ("queue_length", "queue_capacity"),
    ],
)
def test_a_quantity_beside_its_maximum(quantity: str, limit: str) -> None:
    (found,) = pairs({quantity, limit, "other"}, NONE)
    assert (found.query, found.limit, found.source) == (quantity, limit, f"the series {limit}")
    assert found.guessed


@pytest.mark.parametrize(
    "names",
    [
        {"jobs_max"},
        {"jobs", "jobs_min"},
        {"jobs_total", "jobs_total_max"},
        {"requests_seconds", "requests_seconds_max"},
        {"requests_count", "requests_count_max"},
        {'a{b="c"}', 'a{b="c"}_max'},
        {"a b", "a b_max"},
        {"", "_max"},
        {"ü", "ü_max"},
    ],
)
def test_what_is_no_pair(names: set[str]) -> None:
    assert list(pairs(names, NONE)) == []


def test_what_another_family_has_is_no_pair() -> None:
    assert list(pairs({"a", "a_max"}, frozenset({"a"}))) == []


def test_histograms_of_latencies_have_their_quantiles() -> None:
    names = {
        "http_request_duration_seconds_bucket",
        "grpc_server_handling_seconds_bucket",
        "proxy_request_duration_milliseconds_bucket",
        "prometheus_http_request_duration_seconds_bucket",
        "gc_pause_seconds_bucket",
        "request_size_bytes_bucket",
    }
    found = list(latencies(names, {0.95, 0.99}))
    assert [(one.what, one.alone) for one in found] == [("p99 latency", False), ("p95 latency", True)] * 3
    assert found[0].instead_of == (found[1].name,)
    assert [one.query.endswith("/ 1000") for one in found] == [False] * 4 + [True] * 2
    assert "grpc_method" in found[0].query


def test_there_are_not_endlessly_many() -> None:
    assert len(list(latencies((f"http_{n}_seconds_bucket" for n in range(500)), ()))) == MOST_HISTOGRAMS
    names = {f"a{n}{end}" for n in range(500) for end in ("", "_max")}
    assert len(list(pairs(names, NONE))) == MOST_PAIRS


@given(
    st.sets(st.text(max_size=20) | st.from_regex(r"[a-z_]{0,9}(_max|_limit|_seconds_bucket)?"), max_size=20)
)
def test_whatever_names_there_are_what_is_asked_is_arithmetic(names: set[str]) -> None:
    for one in (*latencies(names, (0.5,)), *pairs(names, NONE)):
        assert term_of(one.query).metrics <= names
        assert not one.limit or term_of(one.limit).metrics <= names
