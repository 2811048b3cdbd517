"""From a file to what drives a series of it, and from there to the forecast that tells it."""

import json
from pathlib import Path

import numpy as np

from tests.fakes.command_line import Ended, environment
from tests.journeys.forks import forks
from tests.servers.exporters import END

HOUR = 3_600
SLOTS = 42 * 24


def run(folder: Path, *words: str) -> Ended:
    env = environment(HOME=str(folder), COLUMNS="200")
    return forks().run("ada", *words, "--no-ledger", cwd=folder, env=env, at=END + 60)


def table(folder: Path) -> None:
    """Write six weeks of requests that grow, memory that follows them by two hours, and what has nothing to do with them."""
    draw = np.random.default_rng(5)
    slots = np.arange(SLOTS)
    requests = 100 + 0.05 * slots + 30 * np.sin(slots * 2 * np.pi / 24) + draw.normal(0, 5, SLOTS)
    memory = 2_000 + 3 * np.concatenate([np.full(2, requests[0]), requests[:-2]]) + draw.normal(0, 4, SLOTS)
    columns = {
        "requests": requests,
        "memory": memory,
        "memory_kb": memory * 1_000,
        "rows": 1e5 + 40 * slots + draw.normal(0, 100, SLOTS),
        "walk": 50 + draw.normal(size=SLOTS).cumsum(),
        "constant": np.full(SLOTS, 7.0),
    }
    lines = [
        ",".join([str(END - (SLOTS - at) * HOUR), *(f"{one[at]:.3f}" for one in columns.values())])
        for at in range(SLOTS)
    ]
    (folder / "web.csv").write_text("\n".join([",".join(["time", *columns]), *lines]))


def test_the_driver_is_told_and_the_same_thing_is_not(tmp_path: Path) -> None:
    table(tmp_path)
    done = run(tmp_path, "why", "memory", "web.csv")
    assert done.code == 0, done.err
    out = " ".join(done.out.split())
    assert "1. requests, file:web.csv Leads by 2 hours, the same way: correlation 0.9" in out
    assert "of the slope" in out
    assert "2. " not in out
    assert "memory_kb is the same thing in another form, or a part of it: it explains nothing." in out
    assert "of 5 candidates, in steps of 1 hour over 42 days" in out
    found = json.loads(run(tmp_path, "why", "memory", "web.csv", "--format", "json").out)
    assert [one["signal"]["key"] for one in found["causes"]] == ["requests"]


def test_none_found_is_an_answer(tmp_path: Path) -> None:
    table(tmp_path)
    done = run(tmp_path, "why", "walk", "web.csv")
    assert done.code == 0, done.err
    assert done.out.startswith("No driver of walk was found: 5 candidates looked at: ")
    before = run(tmp_path, "why", "memory", "web.csv", "--began", "3h")
    assert before.code == 0, before.err
    assert "none changed before it more than at other times" in " ".join(before.out.split())


def test_a_name_of_none_or_of_several_is_refused(tmp_path: Path) -> None:
    table(tmp_path)
    none = run(tmp_path, "why", "nothing", "web.csv")
    assert none.code == 2
    assert "no series is named so" in none.err
    several = run(tmp_path, "why", "mem", "web.csv")
    assert several.code == 2
    assert "2 series are named so: 'memory', 'memory_kb'" in several.err
    early = run(tmp_path, "why", "memory", "web.csv", "--began", "80d")
    assert early.code == 2
    assert "lies before all that was read" in early.err


def test_a_file_with_one_series_has_no_candidates(tmp_path: Path) -> None:
    rows = [f"{END - at * HOUR},{at}" for at in range(400, 0, -1)]
    (tmp_path / "one.csv").write_text("\n".join(["time,level", *rows]))
    done = run(tmp_path, "why", "level", "one.csv")
    assert done.code == 0, done.err
    assert "there is nothing else in what was given" in " ".join(done.out.split())


def test_a_forecast_tells_the_driver_of_what_passes_its_limit(tmp_path: Path) -> None:
    table(tmp_path)
    done = run(tmp_path, "forecast", "web.csv", "--limit", "memory>2500", "--html", "page.html")
    assert done.code == 0, done.err
    told = done.out.replace("\u202f", " ").replace("\u00a0", " ")
    assert "    likely driver: requests (leads by 2 hours, explains 9" in told
    assert "ikely driver: requests (leads by 2 hours" in (tmp_path / "page.html").read_text()
    found = json.loads(run(tmp_path, "forecast", "web.csv", "--limit", "memory>2500", "--format", "json").out)
    drivers = {one["signal"]["key"]: one["driver"] for one in found["forecasts"]}
    assert drivers["memory"]["lag"] == 2 * HOUR
    assert [key for key, one in drivers.items() if one is not None] == ["memory"]
