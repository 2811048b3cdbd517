"""A host without a metrics store: it is collected, by one process at a time and through kills, and then forecast."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from mainstay.adapters.points.file import PointsFile
from mainstay.domain.signal import Limit, Side, Signal
from mainstay.ports.points import LATEST, Known
from tests.fakes.command_line import Ended, environment
from tests.fakes.receiver import receiving, say
from tests.journeys.forks import forks
from tests.journeys.running import Running, kill

DAY, HOUR = 86_400, 3_600
NOW = 1_790_000_000
PATIENCE = 120.0
POINTS = ".local/state/mainstay/points"


def run(folder: Path, *words: str, at: int = 0, **more: str) -> Ended:
    env = environment(HOME=str(folder), COLUMNS="110", **more)
    return forks().run("ada", *words, cwd=folder, env=env, at=at)


@contextmanager
def collecting(folder: Path, *words: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Collect each second in a process of its own, and end it with the block; a test may end it before."""
    process = subprocess.Popen(
        [sys.executable, "-m", "mainstay", "collect", "--every", "1s", *words],
        cwd=folder,
        env=environment(HOME=str(folder)),
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(PATIENCE)
        if process.stderr is not None:
            process.stderr.close()


def until(right: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not right():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def looks(points: PointsFile) -> int:
    return len(points.read("load", 0, LATEST).times)


def grown(folder: Path, days: int, until: int = NOW) -> PointsFile:
    """Lay down points of so many days, each hour: a disk that grows by a gigabyte a day, and one that was taken away."""
    points, noise = PointsFile(folder / POINTS), np.random.default_rng(3)
    disk = Signal(
        "host",
        "disk_used:/srv",
        "host:here",
        "disk used of /srv",
        "disk",
        "B",
        {"of": "/srv"},
        Limit(50e9, Side.ABOVE, "the filesystem's own size"),
    )
    gone = Signal("host", "disk_used:/old", "host:here", "disk used of /old", "disk", "B", {"of": "/old"})
    sold = Signal("shop", "sold_total", "service:shop", "sold_total", "metric")
    points.know(
        {disk.key: Known(disk), gone.key: Known(gone), "page:shop:sold_total": Known(sold, counts=True)}
    )
    begun = until - days * DAY
    for number in range(days * 24):
        at = begun + number * HOUR
        values = {
            disk.key: 20e9 + 1e9 * number / 24 + 2e7 * noise.standard_normal(),
            # It begins anew each day.
            "page:shop:sold_total": float(3_600 * 2 * (number % 24)),
        }
        if number < days * 12:
            values[gone.key] = 5e9
        points.append(at, values)
    return points


def forecast(folder: Path, *words: str, at: int = NOW) -> dict:
    done = run(folder, "forecast", *words, "--format", "json", at=at)
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_it_collects_until_it_is_asked_to_end(tmp_path: Path) -> None:
    points = PointsFile(tmp_path / POINTS)
    with collecting(tmp_path) as process:
        until(lambda: looks(points) >= 3)
        second = run(tmp_path, "collect", "--once", "--points", str(tmp_path / "elsewhere"))
        told = run(tmp_path, "forecast")
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 143
        assert process.stderr is not None
        said = process.stderr.read().decode()
    assert "is looked at every" in said
    assert "looks kept. Next: mainstay forecast" in said
    assert second.code == 0, second.err
    # A forecast takes no look of its own meanwhile.
    assert (
        f"Process {process.pid} (mainstay collect) collects here already: its points are taken." in told.err
    )
    assert "and it goes on being collected" in told.err
    moments = points.read("load", 0, LATEST).times
    assert (np.diff(moments) >= 1).all()
    # What it counted is there for whoever looks next.
    assert points.remembered() is not None
    assert run(tmp_path, "collect", "--once").code == 0
    assert len(points.read("cpu_busy", 0, LATEST).times) >= looks(points) - 1


def test_a_kill_loses_at_most_the_look_under_way(tmp_path: Path) -> None:
    points = PointsFile(tmp_path / POINTS)
    for kills in range(1, 4):
        before = looks(points)
        with collecting(tmp_path) as process:
            until(lambda before=before: looks(points) >= before + 2)
            kept = looks(points)
            kill(process)
        assert looks(points) >= kept >= 2 * kills
    assert run(tmp_path, "collect", "--once").code == 0
    assert set(points.known()) == set(points.keys())
    assert run(tmp_path, "forecast").code == 0


def test_of_two_that_collect_the_second_is_told_of_the_first(tmp_path: Path) -> None:
    with collecting(tmp_path) as first:
        until(lambda: looks(PointsFile(tmp_path / POINTS)) >= 1)
        with collecting(tmp_path) as second:
            assert second.wait(PATIENCE) == 3
            assert second.stderr is not None
            assert (
                f"process {first.pid} (mainstay collect) collects here already"
                in second.stderr.read().decode()
            )
        assert first.poll() is None


def test_a_fresh_host_says_how_long_until_there_are_forecasts(tmp_path: Path) -> None:
    done = run(tmp_path, "forecast", at=NOW)
    assert done.code == 0, done.err
    assert done.out.startswith("Too little history: forecasts from 5 Oct 2026 on, if no day is missed.")
    assert "Nearest to their limits now" in done.out
    assert "disk used of" in done.out
    assert "1 of 14 days are there, and nothing collects it by itself" in done.err
    assert "mend: let it go on by itself: mainstay collect" in done.err
    again = run(tmp_path, "forecast", at=NOW + 60)
    # Processor and network have rates now, for the look of before was remembered.
    busy = forecast(tmp_path, "--series", "processor time in use", at=NOW + 120)
    assert "cpu_busy" in {one["signal"]["key"] for one in busy["forecasts"]}
    assert "nothing collects it by itself" in again.err
    assert run(tmp_path, "collect", "--once", at=NOW + 180).code == 0


def test_what_is_beyond_its_limit_is_told_on_the_first_day(tmp_path: Path) -> None:
    done = run(tmp_path, "forecast", "--limit", "memory used*>0.0001%", "--fail-within", "7")
    assert done.code == 1
    assert "memory used, without what can be given back  beyond its limit now" in done.out
    (tmp_path / "mainstay-server.yaml").write_text(
        "forecasts: {collecting: {limits: [{series: memory_used, share: 0.000001}]}}\n"
    )
    (tmp_path / "mainstay-server.yaml").chmod(0o600)
    found = forecast(tmp_path, "--server-file", "mainstay-server.yaml", at=0)
    (memory,) = [one for one in found["forecasts"] if one["signal"]["key"] == "memory_used"]
    assert memory["verdict"] == "crossed"
    assert "mainstay-server.yaml" in memory["signal"]["limit"]["source"]


def test_after_two_weeks_it_tells_when_the_disk_is_full(tmp_path: Path) -> None:
    grown(tmp_path, 20)
    found = forecast(tmp_path)
    told = {one["signal"]["key"]: one for one in found["forecasts"]}
    disk = told["disk_used:/srv"]
    assert disk["verdict"] == "crosses"
    # A gigabyte a day, and ten of them are left.
    assert abs((disk["at"] - NOW) / DAY - 10) < 3
    # It grows by two a second, though it begins anew each day.
    sold = told["sold_total"]
    assert sold["signal"]["unit"] == "1/s"
    assert abs(sold["level"] - 2) < 0.2
    assert "disk_used:/old" not in told
    (ended,) = [one for one in found["notices"] if one["code"] == "series-ended"]
    assert ended["examples"] == ["disk used of /old"]
    text = run(tmp_path, "forecast", at=NOW)
    assert "disk used of /srv" in text.out.splitlines()[1]
    assert "Nothing has collected this host since" in text.err


def test_what_has_too_few_days_says_how_many(tmp_path: Path) -> None:
    grown(tmp_path, 3)
    found = forecast(tmp_path)
    (disk,) = [one for one in found["forecasts"] if one["signal"]["key"] == "disk_used:/srv"]
    assert disk["verdict"] == "too-short"
    assert disk["reason"] == "3 of 14 days are there"
    assert abs(disk["ready"] - NOW - 11 * DAY) <= HOUR
    assert run(tmp_path, "forecast", at=NOW).out.startswith(
        "Too little history: forecasts from 2 Oct 2026 on"
    )


def test_this_host_comes_beside_files(tmp_path: Path) -> None:
    rows = [f"{NOW - (84 * 24 - hour) * HOUR},{100 + hour / 24}" for hour in range(84 * 24)]
    (tmp_path / "jobs.csv").write_text("\n".join(["time,waiting", *rows]))
    alone = forecast(tmp_path, "jobs.csv", at=NOW)
    both = forecast(tmp_path, "jobs.csv", "--host", at=NOW)
    assert [one["signal"]["key"] for one in alone["forecasts"]] == ["waiting"]
    keys = {one["signal"]["key"] for one in both["forecasts"]}
    assert {"waiting", "memory_used"} <= keys
    assert len(both["sources"]) == 2


def test_who_lets_workers_collect_hears_of_this_host_beside_servers(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(
        "metrics: [{name: away, address: 'http://127.0.0.1:9'}]\n"
        "forecasts: {collecting: {by_workers: true, points: kept}}\n"
    )
    (tmp_path / "rules.yaml").chmod(0o600)
    found = forecast(tmp_path, "--server-file", "rules.yaml", at=0)
    assert "memory_used" in {one["signal"]["key"] for one in found["forecasts"]}
    # A server that is away keeps nothing else back.
    assert "server-unasked" in {one["code"] for one in found["notices"]}


def test_counters_of_files_are_forecast_by_their_rates(tmp_path: Path) -> None:
    rows = [
        f"{NOW - (40 * 24 - hour) * HOUR},{3600 * 5 * (hour % 24)},{hour * hour % 997}"
        for hour in range(40 * 24)
    ]
    (tmp_path / "shop.csv").write_text("\n".join(["time,sold_total,daily_total", *rows]))
    found = forecast(tmp_path, "shop.csv", "--limit", "sold_total>4.5", at=NOW)
    told = {one["signal"]["key"]: one for one in found["forecasts"]}
    assert told["sold_total"]["signal"]["what"] == "sold_total a second"
    assert abs(told["sold_total"]["level"] - 5) < 0.3
    assert told["sold_total"]["verdict"] == "crossed"
    # It falls as often as it rises, so it is no counter.
    assert told["daily_total"]["signal"]["unit"] == "1"
    assert [one["count"] for one in found["notices"] if one["code"] == "taken-as-rates"] == [1]


def test_pages_and_probes_of_the_operators_file_are_collected(tmp_path: Path) -> None:
    shown = (
        b"# TYPE sold counter\nsold_total 7\n# TYPE queue gauge\nqueue 2.5\npool_used 3\npool_max 8\n# EOF\n"
    )
    with receiving(say(200, shown)) as receiver:
        host = receiver.address.removeprefix("http://").partition("/")[0]
        (tmp_path / "rules.yaml").write_text(
            f"""
forecasts:
  collecting:
    points: kept
    pages: [{{name: shop, address: "{receiver.address}", series: ["queue", "sold*", "pool_*"]}}]
    probes: [{{name: port, address: "tcp://{host}"}}, {{name: web, address: "http://{host}/"}}]
    limits: [{{series: queue, limit: 2}}]
"""
        )
        (tmp_path / "rules.yaml").chmod(0o600)
        done = run(tmp_path, "collect", "--once", "--server-file", "rules.yaml")
        assert done.code == 0, done.err
        found = forecast(tmp_path, "--server-file", "rules.yaml", at=0)
    points = PointsFile(tmp_path / "kept")
    assert points.read("page:shop:queue", 0, LATEST).values.tolist()[0] == 2.5
    assert points.known()["page:shop:sold_total"].counts
    assert points.read("probe_up:port", 0, LATEST).values.tolist()[0] == 1.0
    assert points.read("probe_up:web", 0, LATEST).values.tolist()[0] == 1.0
    (queue,) = [one for one in found["forecasts"] if one["signal"]["key"] == "queue"]
    assert (queue["verdict"], queue["signal"]["subject"]) == ("crossed", "service:shop")
    (pool,) = [one for one in found["forecasts"] if one["signal"]["key"] == "pool_used"]
    assert (pool["signal"]["limit"]["value"], pool["signal"]["limit"]["source"]) == (
        8.0,
        "the series pool_max",
    )
    away = run(tmp_path, "collect", "--once", "--server-file", "rules.yaml")
    assert away.code == 0
    assert "The page shop could not be read" in away.err


def test_a_worker_collects_where_the_operators_file_says_so(tmp_path: Path) -> None:
    room = Running(tmp_path, "forecasts: {collecting: {by_workers: true, every: 1s, points: kept}}")
    points = PointsFile(tmp_path / "kept")
    with room.worker():
        until(lambda: looks(points) >= 2)
        told = room.run("bob", "collect", "--once")
        assert told.code == 3
        assert "(mainstay worker) collects here already" in told.err
    after = room.run("bob", "collect", "--once")
    assert after.code == 0, after.err


def test_what_cannot_be_used_is_told(tmp_path: Path) -> None:
    for words, told in (
        (("--every", "0s"), "is no length of time"),
        (("--every", "2h"), "is no length of time"),
        (("--every", "often"), "is no length of time"),
        (("--for", "x"), "is no length of time"),
    ):
        done = run(tmp_path, "collect", *words)
        assert (done.code, done.out) == (2, "")
        assert told in done.err
    (tmp_path / "file").write_text("")
    done = run(tmp_path, "collect", "--once", "--points", str(tmp_path / "file" / "below"))
    assert done.code == 3
    assert "the folder of points cannot be used" in done.err
    done = run(tmp_path, "forecast", "--points", str(tmp_path / "file" / "below"))
    assert done.code == 0
    assert "could not be kept: the folder of points cannot be used" in done.err
    assert "memory used" in done.out


def test_it_ends_when_its_time_is_over(tmp_path: Path) -> None:
    done = run(tmp_path, "collect", "--every", "1s", "--for", "2s")
    assert done.code == 0, done.err
    assert "looks kept. Next: mainstay forecast" in done.err
