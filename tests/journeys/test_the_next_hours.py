"""The next hours of series of a file: where hours are asked for, and where a limit is near."""

import json
import math
import random
from pathlib import Path
from typing import Any

import jsonschema

from mainstay.present.forecast_json import schema
from tests.fakes.command_line import Ended, environment
from tests.journeys.forks import forks

DAY, HOUR = 86_400, 3_600
NOW = 20_500 * DAY
WEEKS = 8


def run(folder: Path, *words: str) -> Ended:
    env = environment(HOME=str(folder), COLUMNS="120", MAINSTAY_STORE=str(folder / "store.sqlite"))
    return forks().run("ada", "forecast", *words, "--no-ledger", cwd=folder, env=env, at=NOW + 60)


def hours_of(done: Ended) -> dict[str, dict[str, Any]]:
    document = json.loads(done.out)
    jsonschema.validate(document, schema())
    return {one["signal"]["what"]: one["next_hours"] for one in document["forecasts"]}


def written(folder: Path, weeks: int = WEEKS) -> str:
    """Write a disk that fills by 1.2 a day up to 100, and a load that goes by the hour of the day."""
    chance = random.Random(5)
    rows = ["time,disk,load"]
    for hour in range(-weeks * 168, 0):
        load = 50 + 20 * math.sin(hour * math.tau / 24) + chance.gauss(0, 1)
        rows.append(f"{NOW + hour * HOUR},{100 + hour / 20 + chance.gauss(0, 0.2):.3f},{load:.3f}")
    (folder / "a.csv").write_text("\n".join(rows) + "\n")
    return "a.csv"


def test_hours_that_are_asked_for_are_told_of_all_series(tmp_path: Path) -> None:
    file = written(tmp_path)
    done = run(tmp_path, file, "--horizon", "48h", "--limit", "disk>101", "--format", "json")
    assert done.code == 0, done.err
    told = hours_of(done)
    load, disk = told["load"], told["disk"]
    assert [len(one["middle"]) for one in (load, disk)] == [48, 48]
    came = [50 + 20 * math.sin(hour * math.tau / 24) for hour in range(48)]
    assert max(abs(one - other) for one, other in zip(load["middle"], came, strict=True)) < 4
    # At 1.2 a day from 100 on it is at 101 after twenty hours.
    assert disk["start"] == NOW
    assert 12 <= (disk["at"] - NOW) / HOUR <= 28
    assert NOW < disk["early"] <= disk["at"]
    assert load["at"] == 0
    for one in (load, disk):
        assert one["tries"] == 5
        assert one["error"] <= one["profile"]
    page = run(tmp_path, file, "--horizon", "48h", "--limit", "disk>101")
    assert "The next hours" in page.out
    assert "disk: in 48 hours at 10" in page.out
    assert "library" not in page.err


def test_without_hours_only_what_is_near_its_limit_is_told_by_hours(tmp_path: Path) -> None:
    file = written(tmp_path)
    done = run(tmp_path, file, "--limit", "disk>103", "--limit", "load>500", "--format", "json")
    assert done.code == 0, done.err
    told = hours_of(done)
    assert told["load"] is None
    assert len(told["disk"]["middle"]) == 168
    far = hours_of(run(tmp_path, file, "--limit", "disk>900", "--format", "json"))
    assert far == {"disk": None, "load": None}


def test_with_less_than_two_weeks_no_hours_are_told(tmp_path: Path) -> None:
    told = hours_of(run(tmp_path, written(tmp_path, 1), "--horizon", "48h", "--format", "json"))
    assert told == {"disk": None, "load": None}


def test_of_what_is_kept_days_are_told(tmp_path: Path) -> None:
    done = run(tmp_path, "--kept", "--horizon", "48h")
    assert done.code == 2
    assert "days are told, not hours" in done.err
