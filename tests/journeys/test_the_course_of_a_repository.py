"""Where the code of a repository goes: foretold, entered in the ledger, replayed, by the commands a person gives."""

import json
import os
from pathlib import Path

import jsonschema

from mainstay.present.forecast_json import schema
from mainstay.present.replay_json import schema as replay_schema
from tests.fakes.command_line import Ended, environment
from tests.fakes.repositories import START, Repo, Step, make_repository, write_history
from tests.journeys.forks import forks
from tests.unit.keepers.code.looking import module

DAY = 86_400
LAST = 120


def at(day: int, folder: Path, *words: str) -> Ended:
    env = environment(HOME=str(folder), COLUMNS="120", MAINSTAY_STORE=str(folder / "store.sqlite"))
    return forks().run("ada", *words, cwd=folder, env=env, at=START + day * DAY)


def grown(folder: Path) -> Repo:
    """Make a repository with a module that gets four lines and two decisions longer each day."""
    repo = make_repository(folder / "shop")
    steps = (
        Step({"src/a.py": module("one", "two", decisions=100 + number, lines=20)}, f"Change {number}")
        for number in range(LAST)
    )
    write_history(repo, steps)
    return repo


def test_a_file_that_grows_has_levels_and_no_date_and_the_ledger_knows_both(tmp_path: Path) -> None:
    grown(tmp_path)
    done = at(50, tmp_path, "forecast", "--repository", "shop", "--format", "json")
    assert done.code == 0, done.err
    document = json.loads(done.out)
    jsonschema.validate(document, schema())
    sorts = {one["signal"]["sort"] for one in document["forecasts"]}
    assert sorts == {"complexity", "health", "file-lines"}
    (file,) = (one for one in document["forecasts"] if one["signal"]["sort"] == "file-lines")
    assert (file["signal"]["what"], file["verdict"], file["at"]) == (
        "code lines of src/a.py (shop)",
        "muted",
        0,
    )
    assert file["signal"]["limit"]["value"] == 750
    # It has 444 lines at first and four more each day: four weeks on it is about to pass 750.
    assert abs(file["course"]["middle"][27] - 750) < 8
    told = at(90, tmp_path, "forecast", "--repository", "shop")
    assert "beyond its limit now" in told.out
    found = json.loads(at(90, tmp_path, "ledger", "predictions", "--format", "json", "--most", "500").out)
    (date,) = [one for one in found["predictions"] if one["kind"] == "date"]
    assert (date["subject"], date["outcome"]) == ("repo:shop", "hit")


def test_the_whole_is_told_without_a_limit(tmp_path: Path) -> None:
    grown(tmp_path)
    told = at(LAST + 1, tmp_path, "forecast", "--repository", "shop", "--no-ledger")
    assert told.code == 0, told.err
    assert "Where it goes" in told.out
    assert "complexity of the code (shop)" in told.out and "health score (shop)" in told.out
    assert not (tmp_path / "store.sqlite").exists()
    # What was read is remembered beside the repository, as a check does it.
    assert (tmp_path / "shop" / ".mainstay").is_dir()


def test_ends_of_support_are_told_by_file_and_line_and_stand_on_the_time_line_of_a_check(
    tmp_path: Path,
) -> None:
    repo = make_repository(tmp_path / "shop")
    files = {
        "Dockerfile": "FROM python:3.6-slim\n<script>",
        "pyproject.toml": '[project]\nrequires-python = ">=3.7"\n',
    }
    write_history(repo, [Step({"src/a.py": "a = 1\n", **files})])
    told = at(4, tmp_path, "forecast", "--repository", "shop", "--no-ledger", "--format", "json")
    assert told.code == 0, told.err
    ends = json.loads(told.out)["ends"]
    assert [(one["what"], one["subject"], one["kind"]) for one in ends] == [
        ("support of Python 3.6", "repo:shop", "support"),
        ("support of Python 3.7 (still admitted)", "repo:shop", "support"),
    ]
    assert ends[0]["source"].startswith("Dockerfile:1 (FROM python:3.6-slim); looked up on ")
    (tmp_path / "foretold.json").write_text(told.out)
    done = at(4, tmp_path, "check", "shop", "--forecasts", "foretold.json", "--html", "report.html")
    assert done.code == 0, done.err
    assert "support of Python 3.6" in (tmp_path / "report.html").read_text()


def test_the_past_is_replayed(tmp_path: Path) -> None:
    grown(tmp_path)
    done = at(
        LAST + 1, tmp_path, "ledger", "replay", "--repository", "shop", "--weeks", "8", "--format", "json"
    )
    assert done.code == 0, done.err
    replay = json.loads(done.out)
    jsonschema.validate(replay, replay_schema())
    assert replay["replay"]["mondays"] == 8
    classes = {one["record"]["sort"]: one["record"] for one in replay["replay"]["classes"]}
    assert {"complexity", "file-lines"} <= classes.keys()
    assert classes["complexity"]["bands"] > 0
    told = at(LAST + 1, tmp_path, "ledger")
    assert "Replayed on the past" in told.out and "complexity" in told.out


def test_names_that_are_no_text_are_told_escaped(tmp_path: Path) -> None:
    grown(tmp_path)
    table = "\n".join(["time,waiting", *(f"{START + day * DAY},{day + day % 3}" for day in range(LAST))])
    (tmp_path / "shop").rename(tmp_path / os.fsdecode(b"shop-\xff"))
    (tmp_path / os.fsdecode(b"jobs-\xff.csv")).write_text(table)
    names = ("--repository", os.fsdecode(b"shop-\xff"), os.fsdecode(b"jobs-\xff.csv"))
    done = at(LAST + 1, tmp_path, "ledger", "replay", *names, "--weeks", "8", "--format", "json")
    assert done.code == 0, done.err
    replay = json.loads(done.out)["replay"]
    # A replay of the same file from another folder stands for this one, so that it goes by its whole path.
    assert replay["sources"] == [f"{tmp_path}/jobs-\\udcff.csv", f"{tmp_path}/shop-\\udcff"]
    assert at(LAST + 1, tmp_path, "ledger").code == 0
    told = at(LAST, tmp_path, "forecast", *names)
    assert told.code == 0 and "left out" not in told.err
    found = json.loads(at(LAST, tmp_path, "ledger", "predictions", "--format", "json").out)["predictions"]
    assert {one["subject"] for one in found} == {"file:jobs-\\udcff.csv", "repo:shop-\\xff"}


def test_what_is_no_repository_is_told(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    done = at(0, tmp_path, "forecast", "--repository", "plain")
    assert done.code == 2 and done.out == ""
    done = at(0, tmp_path, "forecast", "--repository", "nowhere")
    assert done.code == 2
