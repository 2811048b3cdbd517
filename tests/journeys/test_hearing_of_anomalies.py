"""From a file or the address of a server to what was unusual, and a week later to whether it helped."""

import json
from pathlib import Path

import numpy as np

from tests.fakes.command_line import Ended, environment
from tests.journeys.forks import forks
from tests.servers.exporters import END, past
from tests.servers.prometheus import prometheus

DAY = 86_400
HOUR = 3_600
STEP = 300


def anomalies(folder: Path, *words: str, at: int = END + 60) -> Ended:
    env = environment(HOME=str(folder), COLUMNS="200")
    return forks().run("ada", "anomalies", *words, cwd=folder, env=env, at=at)


def table(folder: Path, until: int = END, dip: int = END - 2 * HOUR) -> Path:
    """Write three weeks of a series by the day, that falls for twenty minutes."""
    times = np.arange(END - 21 * DAY, until, STEP)
    values = 240 + 60 * np.sin(2 * np.pi * (times % DAY) / DAY)
    values += 4 * np.random.default_rng(1).standard_normal(len(times))
    values[(times >= dip) & (times < dip + 1_500)] = 60
    file = folder / "web.csv"
    file.write_text(
        "\n".join(["time,requests", *(f"{at},{value:.2f}" for at, value in zip(times, values, strict=True))])
    )
    return file


def test_a_dip_is_told_with_its_time_and_size(tmp_path: Path) -> None:
    table(tmp_path)
    done = anomalies(tmp_path, "web.csv", "--subject", "service:web", "--limit", "requests<50")
    assert done.code == 0, done.err
    (line,) = [line for line in done.out.splitlines() if "requests" in line]
    assert line.startswith("  requests fell from usually 2")
    assert " to 60 at 22:00 UTC for 20 minutes; " in line
    assert "times its usual spread." in line
    assert "of 1 series" in done.out
    assert anomalies(tmp_path, "web.csv", "--fail-on", "dip", "--no-ledger").code == 1
    assert anomalies(tmp_path, "web.csv", "--fail-on", "spike", "--no-ledger").code == 0
    quiet = anomalies(tmp_path, "web.csv", "--since", "30m", "--no-ledger")
    assert "Nothing unusual in the last 30 minutes." in quiet.out


def test_a_week_later_the_ledger_knows_whether_it_helped(tmp_path: Path) -> None:
    table(tmp_path)
    store = ("--store", str(tmp_path / "kept" / "store.sqlite"))
    (tmp_path / "kept").mkdir()
    for _ in range(2):
        assert anomalies(tmp_path, "web.csv", *store).code == 0
    table(tmp_path, until=END + 8 * DAY)
    later = anomalies(tmp_path, "web.csv", *store, at=END + 8 * DAY)
    assert later.code == 0, later.err
    assert "Nothing unusual" in later.out
    env = environment(HOME=str(tmp_path))
    listed = forks().run(
        "ada", "ledger", "predictions", *store, "--format", "json", cwd=tmp_path, env=env, at=END
    )
    # Among forecasts it does not stand.
    assert json.loads(listed.out)["predictions"] == []
    whole = forks().run("ada", "store", "check", *store, cwd=tmp_path, env=env, at=END)
    assert whole.code == 0, whole.err


def test_what_ended_long_ago_is_told_by_its_dates(tmp_path: Path) -> None:
    table(tmp_path)
    done = anomalies(tmp_path, "web.csv", at=END + 100 * DAY)
    assert "requests fell" in done.out
    assert "limit: web.csv ends on 28 Jan 2026: what was unusual then is told" in done.err


def test_a_server_is_looked_through_by_its_address(tmp_path: Path) -> None:
    with prometheus(past()) as server:
        done = anomalies(tmp_path, "--prometheus", server.url, "--format", "json", "--no-ledger")
    assert done.code == 0, done.err
    found = json.loads(done.out)
    assert found["series"] > 5
    # A quantile leaps where it leaves a bucket; what only grows as it always did is not unusual.
    told = [(one["signal"]["what"], one["kind"]) for one in found["anomalies"]]
    assert told == [("p95 latency of GET /dashboard", "level-shift")]


def test_a_server_that_is_away_is_told_as_such(tmp_path: Path) -> None:
    done = anomalies(tmp_path, "--prometheus", "http://127.0.0.1:9")
    assert done.code == 5
    assert "127.0.0.1:9" in done.err
