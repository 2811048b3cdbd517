"""Night after night: what a real Prometheus has new is taken in, and what is kept is forecast as what was asked for."""

import json
import time
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest

from mainstay.adapters.store.opening import open_store
from mainstay.analysis.schedules.due import mark_of
from mainstay.config.operator.forecast_setting import NIGHT
from tests.fakes.command_line import Ended, environment
from tests.journeys.forks import forks
from tests.journeys.running import Running
from tests.servers.exporters import END, past
from tests.servers.prometheus import Prometheus, prometheus

DAY = 86_400
DIRECT = build_opener(ProxyHandler({}))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def run(home: Path, *words: str, at: int = END + 60) -> Ended:
    env = environment(HOME=str(home), COLUMNS="120", MAINSTAY_SERVER_FILE=str(home / "mainstay-server.yaml"))
    return forks().run("ada", *words, cwd=home, env=env, at=at)


def told(server: Prometheus) -> float:
    """Tell how many bytes of the past the server has answered with so far."""
    with DIRECT.open(f"{server.url}/metrics", timeout=10) as page:
        lines = page.read().decode().splitlines()
    begin = 'prometheus_http_response_size_bytes_sum{handler="/api/v1/query_range"}'
    return sum(float(line.split()[1]) for line in lines if line.startswith(begin))


def dates(done: Ended) -> dict[tuple[str, str], int]:
    assert done.code == 0, done.err
    return {
        (one["signal"]["subject"], one["signal"]["what"]): one["at"]
        for one in json.loads(done.out)["forecasts"]
    }


def test_what_is_kept_is_forecast_as_what_is_asked_for(home: Path) -> None:
    with prometheus(past()) as server:
        (home / "mainstay-server.yaml").write_text(f'metrics: [{{name: main, address: "{server.url}"}}]\n')
        before = told(server)
        first = run(home, "nightly", at=END - DAY + 60)
        between = told(server)
        second = run(home, "nightly", "--format", "json")
        after = told(server)
        asked = dates(run(home, "forecast", "--format", "json"))
    assert first.code == 0, first.err
    assert first.out.startswith("main: 12 of 12 series taken in, 12 of them new\n")
    assert second.code == 0, second.err
    night = json.loads(second.out)
    assert [(one["taken"], one["new"], one["unread"]) for one in night["sources"]] == [(12, 0, 0)]
    # The days that are still open are read anew: two of them and the new one, instead of four weeks.
    assert 0 < after - between < (between - before) / 4
    # What is foretold each night enters the ledger, once a week.
    entered = json.loads(run(home, "ledger", "predictions", "--format", "json").out)["predictions"]
    kinds = [one["kind"] for one in entered if one["subject"] == "host:web1"]
    assert {"level", "passes"} <= set(kinds)
    # No server is left to be asked.
    kept = dates(run(home, "forecast", "--kept", "--format", "json"))
    assert set(kept) == set(asked)
    assert kept["host:web1", "disk used of /var"] > END
    given = run(
        home, "forecast", "--kept", "--limit", "disk used of /v*>60%", "--limit", "odd>5", "--format", "json"
    )
    limits = {one["signal"]["what"]: one["signal"]["limit"] for one in json.loads(given.out)["forecasts"]}
    assert (
        limits["disk used of /var"]["source"] == "0.6 of the filesystem's own size, given on the command line"
    )
    assert "The limit odd>5 is of no use: no series is named so." in given.err
    for series, at in asked.items():
        assert bool(kept[series]) == bool(at), series
        assert abs(kept[series] - at) <= DAY, series


def test_a_server_that_is_away_is_told_and_others_are_taken_in(home: Path) -> None:
    with prometheus(past()) as server:
        (home / "mainstay-server.yaml").write_text(
            f'metrics: [{{name: away, address: "http://127.0.0.1:9"}}, {{name: main, address: "{server.url}"}}]\n'
        )
        done = run(home, "nightly")
    assert done.code == 5
    assert "away: nothing was taken in" in done.out
    assert "main: 12 of 12 series taken in" in done.out
    page = run(home, "forecast", "--kept", "--series", "disk used of /var")
    assert page.code == 0
    assert "it passes" in page.out


def test_what_cannot_be_done_is_told(home: Path) -> None:
    file = home / "mainstay-server.yaml"
    file.write_text("metrics: []\n")
    done = run(home, "nightly")
    assert (done.code, done.out) == (2, "")
    assert "there is no metrics server" in done.err
    made = run(home, "submit", "--help")
    assert made.code == 0
    both = run(home, "forecast", "--kept", "--prometheus", "http://127.0.0.1:9")
    assert both.code == 2
    assert "is forecast alone" in both.err
    none = run(home, "forecast", "--kept", "--store", str(home / "none.sqlite"))
    assert none.code == 2


def test_a_worker_spends_the_night_by_itself_and_is_light_afterwards(home: Path) -> None:
    with prometheus(past()) as server:
        room = Running(home, more=f'metrics: [{{name: main, address: "{server.url}"}}]')
        store = open_store(str(home / "store.sqlite"))
        mark = mark_of(NIGHT)
        with store.writing() as work:
            # It was last spent yesterday.
            work.schedules.put(mark, int(time.time()) - 2 * DAY, None)

        def done() -> bool:
            with store.reading() as work:
                last = work.schedules.get(mark)
            return last is not None and last > time.time() - DAY - 60

        with room.worker() as worker:
            room.wait_for(done)
            heaviest = memory(worker.pid)
    store.close()
    assert heaviest < 150 << 20


def memory(process: int) -> int:
    """Tell how much memory a process had at most, in bytes."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM:"))) << 10
