"""Night after night: what a real Prometheus has new is taken in, and what is kept is forecast as what was asked for."""

import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest

from mainstay.adapters.store.opening import open_store
from mainstay.analysis.schedules.due import mark_of
from mainstay.config.operator.forecast_setting import NIGHT
from tests.fakes.command_line import Ended, environment
from tests.journeys.forks import forks
from tests.journeys.running import Running
from tests.servers.cluster import cluster
from tests.servers.exporters import END, past
from tests.servers.prometheus import Prometheus, prometheus

DAY = 86_400
DIRECT = build_opener(ProxyHandler({}))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def run(home: Path, *words: str, at: int = END + 60, user: str = "ada") -> Ended:
    env = environment(HOME=str(home), COLUMNS="120", MAINSTAY_SERVER_FILE=str(home / "mainstay-server.yaml"))
    return forks().run(user, *words, cwd=home, env=env, at=at)


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


def test_each_is_told_what_is_kept_of_the_subjects_of_their_teams(home: Path) -> None:
    file = home / "mainstay-server.yaml"
    people = (
        "people: [{name: ada, user: ada}, {name: bob, user: bob}, {name: cem, user: cem}]\n"
        'teams: [{name: web, subjects: ["host:web1"]}, {name: shop, subjects: ["shop:*"]}]\n'
        "roles: [{person: ada, role: developer, team: web}, {person: bob, role: lead}, "
        "{person: cem, role: developer, team: shop}]\n"
    )
    with prometheus(past()) as server:
        file.write_text(f'metrics: [{{name: main, address: "{server.url}"}}]\n')
        assert run(home, "nightly", at=END - 8 * DAY + 60).code == 0
        everybody = dates(run(home, "forecast", "--kept", "--format", "json"))
        file.write_text(f'metrics: [{{name: main, address: "{server.url}"}}]\n{people}')
        asked = {user: run(home, "forecast", "--format", "json", user=user) for user in ("ada", "bob", "eve")}
    # What a server tells by itself is everybody's who may ask it; what was foretold of it is in the store.
    remembered = {
        user: {one["signal"]["subject"] for one in json.loads(done.out)["forecasts"] if one["past"]}
        for user, done in asked.items()
    }
    assert remembered["ada"] == {"host:web1"} < remembered["bob"] and not remembered["eve"]
    assert {subject for subject, _ in everybody} > {"host:web1"}
    assert dates(run(home, "forecast", "--kept", "--format", "json", user="bob")) == everybody
    own = dates(run(home, "forecast", "--kept", "--format", "json", user="ada"))
    assert own == {series: at for series, at in everybody.items() if series[0] == "host:web1"}
    none = run(home, "forecast", "--kept", user="cem")
    assert (none.code, none.out) == (5, "") and "no series of subjects of your teams" in none.err
    stranger = run(home, "forecast", "--kept", user="eve")
    assert (stranger.code, stranger.out) == (2, "") and "is nobody who may decide" in stranger.err


def test_a_server_is_one_by_its_name_and_by_its_address(home: Path) -> None:
    with prometheus(past()) as server:
        written = server.url.replace("127.0.0.1", "LocalHost") + "/"
        (home / "mainstay-server.yaml").write_text(f'metrics: [{{name: main, address: "{written}"}}]\n')
        assert run(home, "nightly").code == 0
        other = server.url.replace("127.0.0.1", "localhost")
        done = run(home, "forecast", "--prometheus", other, "--prometheus", f"{other}/", "--format", "json")
        alone = run(home, "forecast", "--prometheus", server.url, "--no-ledger", "--format", "json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["sources"] == ["main"]
    assert json.loads(alone.out)["sources"] == [server.url.removeprefix("http://")]
    entered = json.loads(run(home, "ledger", "predictions", "--most", "500", "--format", "json").out)
    series = [(one["of"]["key"], one["kind"], one["of"]["days"]) for one in entered["predictions"]]
    assert {one["of"]["source"] for one in entered["predictions"]} == {"main"}
    assert len(series) == len(set(series))


def test_a_prediction_that_cannot_be_read_is_named_and_the_night_goes_on(home: Path) -> None:
    with prometheus(past()) as server:
        (home / "mainstay-server.yaml").write_text(f'metrics: [{{name: main, address: "{server.url}"}}]\n')
        assert run(home, "nightly", at=END - 8 * DAY + 60).code == 0
        file = next(home.rglob("store.sqlite"))
        with closing(sqlite3.connect(file)) as store, store:
            ((spoilt,),) = store.execute("SELECT id FROM ledger WHERE judged_at = 0 ORDER BY id LIMIT 1")
            store.execute("UPDATE ledger SET limit_side = 'beside' WHERE id = ?", [spoilt])
        done = run(home, "nightly", "--format", "json")
        kept = run(home, "forecast", "--kept", "--format", "json")
    assert done.code == 0, done.err
    assert spoilt in done.err and "ledger-unreadable" in {
        one["code"] for one in json.loads(done.out)["notices"]
    }
    assert kept.code == 0
    listed = json.loads(run(home, "ledger", "predictions", "--most", "500", "--format", "json").out)
    assert any(one["judged_at"] for one in listed["predictions"])
    assert max(one["made_at"] for one in listed["predictions"]) >= END


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


def test_a_night_on_a_cluster_is_as_one_at_home(home: Path) -> None:
    with prometheus(past()) as server, cluster(2) as made:
        (home / "mainstay-server.yaml").write_text(f'metrics: [{{name: main, address: "{server.url}"}}]\n')
        there = run(home, "nightly", "--executor", "dask", "--scheduler", made.address, "--format", "json")
        here = run(home, "nightly", "--executor", "processes", "--workers", "2", "--format", "json")
        for night in (there, here):
            assert night.code == 0, night.err
        first, second = (json.loads(night.out) for night in (there, here))
        assert (first["series"], first["counts"]) == (second["series"], second["counts"])
        assert first["series"] > 0
        computing = f"forecasts: {{computing: {{executor: dask, scheduler: '{made.address}'}}}}\n"
        kept = dates(run(home, "forecast", "--kept", "--format", "json"))
        with (home / "mainstay-server.yaml").open("a") as file:
            file.write(computing)
        assert dates(run(home, "forecast", "--kept", "--format", "json")) == kept
    gone = run(home, "forecast", "--kept")
    assert gone.code == 3
    assert "the scheduler cannot be asked" in gone.err
    stranger = run(home, "nightly", "--scheduler", "tcp://192.0.2.1:8786")
    assert stranger.code == 2
    assert "with TLS alone" in stranger.err
