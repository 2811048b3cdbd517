"""A real server that fails for some of its series, each in another way: all others are forecast, and nothing is half."""

import json
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit

import pytest

from mainstay.adapters.http.client import HttpClient
from mainstay.adapters.prometheus.store import PrometheusStore
from mainstay.config.operator.forecast_setting import ForecastsSetting
from mainstay.domain.address import address_in
from mainstay.keepers.metrics.finding import find
from mainstay.keepers.metrics.reading import batches
from tests.fakes.clock import SetClock
from tests.fakes.command_line import Ended, environment
from tests.fakes.receiver import (
    Behaviour,
    answer,
    close_early,
    drip,
    endless,
    garbage,
    hang,
    raw,
    receiving,
    say,
)
from tests.fakes.secrets import MemorySecrets
from tests.journeys.forks import forks
from tests.servers.exporters import BEGIN, END, HOUR, past
from tests.servers.prometheus import Prometheus, prometheus

FOUND, PAST = "/api/v1/query", "/api/v1/query_range"
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))

_LIE = (
    b'{"status":"success","data":{"resultType":"%s","result":'
    b'[{"metric":{"instance":"https://shop.example","job":"probe"},"%s":%s}]}}'
)
LIES = {
    FOUND: say(200, _LIE % (b"vector", b"value", b'[1,"much"]')),
    PAST: say(200, _LIE % (b"matrix", b"values", b'[[1,"much"]]')),
}
REFUSED = say(
    400, b'{"status":"error","errorType":"bad_data","error":"parse error: \\u001b[31m unexpected *"}'
)
TEN_GIGABYTES = endless(b"HTTP/1.1 200 OK\r\ncontent-length: 10737418240\r\n\r\n", b" " * (1 << 20))


def ills(where: str) -> Mapping[str, tuple[Behaviour, str, str]]:
    """Give what becomes of questions about metrics that begin so, which series those are, and what is told of it."""
    cut = raw(b'HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n{"status":"success","data":{"resultType"')
    return {
        "node_memory_": (garbage, "memory used", "no answer came"),
        "probe_ssl_": (LIES[where], "time that the certificate lasts", "its answer cannot be used"),
        "pg_": (cut, "connections", "no answer came"),
        "process_": (answer(429, Retry_After="3600"), "open files of shop", "it answered 429"),
        "cache_entries": (REFUSED, "cache entries of shop", "refused: parse error: \\x1b[31m unexpected *"),
        "celery_": (TEN_GIGABYTES, "tasks waiting", "its answer is not whole"),
        "node_filesystem_files": (close_early, "inodes used of /", "no answer came"),
    }


@pytest.fixture(scope="module")
def server() -> Iterator[Prometheus]:
    with prometheus(past()) as running:
        yield running


@contextmanager
def before(server: Prometheus, where: str, ill: Mapping[str, Behaviour]) -> Iterator[str]:
    """Stand before a server, and answer in its place what is asked at one address about metrics of some names."""

    def pass_on(handler: BaseHTTPRequestHandler) -> None:
        asked = handler.receiver.received[-1]  # type: ignore[attr-defined]
        path = asked.path.removeprefix("/hook")
        for name, behaviour in ill.items():
            if urlsplit(path).path == where and name.encode() in asked.body:
                behaviour(handler)  # type: ignore[arg-type]
                return
        kept = {"content-type": asked.headers["content-type"]}
        request = urllib.request.Request(server.url + path, asked.body or None, kept, method=asked.method)
        try:
            with _DIRECT.open(request, timeout=60) as told:
                say(told.status, told.read())(handler)  # type: ignore[arg-type]
        except HTTPError as error:
            say(error.code, error.read())(handler)  # type: ignore[arg-type]

    with receiving(pass_on) as receiver:
        yield receiver.address.partition("?")[0]


def forecast(folder: Path, *words: str) -> Ended:
    env = environment(HOME=str(folder), COLUMNS="120")
    return forks().run("ada", "forecast", *words, cwd=folder, env=env, at=END + 60)


def verdicts(done: Ended) -> dict[tuple[str, str], tuple[str, int]]:
    return {
        (one["signal"]["subject"], one["signal"]["what"]): (one["verdict"], one["at"])
        for one in json.loads(done.out)["forecasts"]
    }


@pytest.mark.parametrize("where", [FOUND, PAST])
def test_what_is_ill_costs_its_own_series_alone(where: str, server: Prometheus, tmp_path: Path) -> None:
    all_ills = ills(where)
    with before(server, "", {}) as address:
        good = forecast(tmp_path, "--prometheus", address, "--no-ledger", "--format", "json")
    with before(server, where, {name: ill for name, (ill, _, _) in all_ills.items()}) as address:
        done = forecast(
            tmp_path, "--prometheus", address, "--no-ledger", "--format", "json", "--html", "page.html"
        )
    assert (good.code, done.code) == (0, 0), done.err
    whole, left = verdicts(good), verdicts(done)
    lost = {what for _, (_, what, _) in all_ills.items()}
    assert {what for _, what in set(whole) - set(left)} == lost | {"inodes used of /var"}
    # What has its own series judged beside fewer others has another band; its limit and its kind stay.
    assert {series: verdict for series, (verdict, _) in left.items()} == {
        series: whole[series][0] for series in left
    }
    assert left["host:web1", "disk used of /var"][0] == "crosses"
    code = "metrics-unread" if where == FOUND else "metrics-past-unread"
    told = [one["text"] for one in json.loads(done.out)["notices"] if one["code"] == code]
    assert len(told) == len(all_ills)
    for _, _, why in all_ills.values():
        assert any(why in text for text in told), (why, told)
    page = (tmp_path / "page.html").read_text()
    assert page.rstrip().endswith("</html>") and "disk used of /var" in page
    assert "\x1b" not in done.err + done.out


@pytest.mark.parametrize("slow", [hang, drip])
def test_what_is_slow_costs_its_own_series_alone(slow: Behaviour, server: Prometheus) -> None:
    for where in (FOUND, PAST):
        with before(server, where, {"node_memory_": slow}) as address:
            store = PrometheusStore("slow", address_in(address), HttpClient(), MemorySecrets({}))
            finding = find(store, END, ForecastsSetting(), clock=SetClock(), seconds=2.0)
            what = {one.signal.what for one in finding.found}
            assert ("memory used" in what) == (where == PAST)
            read, missing = set(), set()
            for batch in batches(store, finding.found, BEGIN, END, HOUR, clock=SetClock(), seconds=2.0):
                read |= {one.signal.what for one, _ in batch.read}
                missing |= {one.signal.what for one in batch.missing}
        assert {"disk used of /", "disk used of /var", "connections", "tasks waiting"} <= read
        assert missing == ({"memory used"} if where == PAST else set())


def test_a_server_that_asks_for_patience_is_given_it(server: Prometheus) -> None:
    times: list[int] = []

    def patience(handler: BaseHTTPRequestHandler) -> None:
        times.append(1)
        busy = len(times) % 2 == 1
        body = b'{"status":"success","data":{"resultType":"vector","result":[]}}'
        (answer(429, Retry_After="0") if busy else say(200, body))(handler)  # type: ignore[arg-type]

    with before(server, FOUND, {"celery_": patience}) as address:
        store = PrometheusStore("busy", address_in(address), HttpClient(), MemorySecrets({}))
        finding = find(store, END, ForecastsSetting(), clock=SetClock())
    assert len(times) == 2
    assert [one.code for one in finding.notices] == ["metrics-no-limit"]


def test_what_has_no_past_is_told(server: Prometheus, tmp_path: Path) -> None:
    empty = say(200, b'{"status":"success","data":{"resultType":"matrix","result":[]}}')
    with before(server, PAST, {"celery_": empty, "pg_": empty}) as address:
        done = forecast(tmp_path, "--prometheus", address, "--no-ledger")
    assert done.code == 0, done.err
    assert " have no points in the past yet.\n mend: come back tomorrow" in done.err
    assert "note: 2 series of 127.0.0.1:" in done.err


def test_a_wrong_expression_of_the_operator_costs_itself_alone(server: Prometheus, tmp_path: Path) -> None:
    file = tmp_path / "server.yaml"
    file.write_text(
        f'metrics: [{{name: main, address: "{server.url}"}}]\n'
        "forecasts:\n  series:\n"
        '    - {name: odd, query: "sum by ( (x", limit: 5}\n'
        "    - {name: words, query: \"'text'\", limit: 5}\n"
        '    - {name: fine, query: "cache_entries", limit: 900}\n'
    )
    file.chmod(0o600)
    done = forecast(tmp_path, "--server-file", str(file), "--no-ledger", "--format", "json")
    assert done.code == 0, done.err
    found = {what for _, what in verdicts(done)}
    assert {"fine of shop", "disk used of /var", "memory used"} <= found
    assert "main did not answer for odd: an expression is refused: " in done.err
    assert "main did not answer for words: an expression cannot be used" in done.err


def test_without_any_answer_nothing_is_written(server: Prometheus, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("of yesterday")
    for ill in (garbage, close_early, TEN_GIGABYTES, answer(429, Retry_After="3600"), say(200, b"[]")):
        with receiving(ill) as receiver:
            address = receiver.address.partition("?")[0]
            done = forecast(tmp_path, "--prometheus", address, "--format", "json", "--html", "page.html")
        assert (done.code, done.out) == (5, ""), done.err
        assert (tmp_path / "page.html").read_text() == "of yesterday"
    assert [path.name for path in tmp_path.iterdir() if "page" in path.name] == ["page.html"]
