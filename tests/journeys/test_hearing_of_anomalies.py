"""From a file or the address of a server to what was unusual, and a week later to whether it helped."""

import json
import re
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


def queue(deployed: int) -> str:
    """Give two weeks of a queue by the day in the form of OpenMetrics, that fills after a new version came."""
    chance = np.random.default_rng(1)
    lines: dict[str, list[str]] = {"celery_queue_length": [], "build_number": []}
    for at in range(END - 14 * DAY, END + 1, STEP):
        waiting = 50 + 20 * np.sin(2 * np.pi * (at % DAY) / DAY) + chance.standard_normal()
        waiting += 150 if deployed + 600 <= at < deployed + 3_000 else 0
        labels = 'instance="app1:8080",job="shop"'
        lines["celery_queue_length"].append(
            f'celery_queue_length{{{labels},queue_name="mail"}} {waiting:.1f} {at}'
        )
        lines["build_number"].append(f"build_number{{{labels}}} {7 if at < deployed else 8} {at}")
    return "\n".join(line for some in lines.values() for line in some)


def test_what_was_done_shortly_before_stands_beside_it(tmp_path: Path) -> None:
    deployed = END - 5 * HOUR
    with prometheus(queue(deployed)) as server:
        file = tmp_path / "server.yaml"
        file.write_text(
            f'metrics: [{{name: main, address: "{server.url}"}}]\n'
            'forecasts: {events: [{query: \'build_number{job="shop"}\', subject: "queue:mail"}]}\n'
        )
        file.chmod(0o600)
        done = anomalies(tmp_path, "--server-file", str(file), "--no-ledger", "--format", "json")
        text = anomalies(tmp_path, "--server-file", str(file), "--no-ledger")
    assert done.code == 0, done.err
    (one,) = json.loads(done.out)["anomalies"]
    assert (one["kind"], one["happening"]["subject"]) == ("spike", "queue:mail")
    # A moment of an event is late by at most a step.
    assert 0 <= one["at"] - one["happening"]["at"] <= 900
    assert " minutes after an event of queue:mail." in " ".join(text.out.split())


def levels(folder: Path) -> str:
    """Give twelve weeks of two disks by the hour: one leaps three weeks before the end, the other begins to fill."""
    chance = np.random.default_rng(2)
    lines: dict[str, list[str]] = {}
    for place, mount in enumerate(("/", "/var", "/home")):
        labels = f'instance="web1:9100",job="node",device="/dev/sd{place}",fstype="ext4",mountpoint="{mount}"'
        for hour in range(84 * 24 + 1):
            at = END - 84 * DAY + hour * HOUR
            used = 40e9 + 2e8 * chance.standard_normal()
            used += 6e9 if place == 0 and at >= END - 21 * DAY else 0
            used += max(0, at - (END - 20 * DAY)) / DAY * 1e9 if place == 1 else 0
            for name, value in (("size", 100e9), ("avail", 100e9 - used)):
                lines.setdefault(name, []).append(f"node_filesystem_{name}_bytes{{{labels}}} {value} {at}")
    return "\n".join(line for some in lines.values() for line in some)


def test_of_what_is_kept_steps_and_bends_are_told(tmp_path: Path) -> None:
    env = environment(
        HOME=str(tmp_path), COLUMNS="200", MAINSTAY_SERVER_FILE=str(tmp_path / "mainstay-server.yaml")
    )

    def run(*words: str, at: int = END + 60) -> Ended:
        return forks().run("ada", *words, cwd=tmp_path, env=env, at=at)

    empty = run("anomalies", "--kept")
    assert empty.code in {2, 5}
    with prometheus(levels(tmp_path)) as server:
        (tmp_path / "mainstay-server.yaml").write_text(
            f'metrics: [{{name: main, address: "{server.url}"}}]\n'
        )
        assert run("nightly").code == 0
    done = run("anomalies", "--kept")
    assert done.code == 0, done.err
    out = " ".join(done.out.replace("\u202f", " ").split())
    assert "disk used of / rose from usually 40" in out and "and stays there" in out
    # It fills by 1 GB a day.
    assert re.search(r"disk used of /var rises by (9\d\d MB|1\.0\d GB) a day since about", out), out
    assert "/home" not in out
    # Judged a week later by what is kept then: nothing new came, and nobody knows yet.
    assert run("anomalies", "--kept", at=END + 9 * DAY).code == 0
    both = run("anomalies", "--kept", "--host")
    assert (both.code, "what is kept is looked at alone" in both.err) == (2, True)
