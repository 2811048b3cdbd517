"""`mainstay tests`: what is known of the tests alone, in each format."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from mainstay.domain.notice import Notice
from mainstay.domain.suite import Suite
from mainstay.present.suite_json import schema
from tests.fakes import written_reports as reports
from tests.fakes.doors import FakeDoors
from tests.fakes.suites import COVERAGE, RUNS


@pytest.fixture
def suite() -> Suite | None:
    return Suite(COVERAGE, RUNS)


@pytest.fixture
def doors(suite: Suite | None) -> FakeDoors:
    notices = (Notice("results-unread", "Some were not read."), Notice("shallow-clone", "Shallow."))
    return FakeDoors(lambda: replace(reports.lively(), tests=suite, notices=notices))


def test_text(command, tmp_path: Path) -> None:
    told = command("tests", str(tmp_path))
    assert told.code == 0
    out = " ".join(told.out.split())
    assert (
        "flaky tests failed 3.2 % of 90 runs (80 % interval 2.1 % to 5.0 %), 3.6 % lately, up from 2.8 %; 1 test named"
        in out
    )
    assert "1 run set apart" in out
    assert "2 tests flipped in under 20 runs: not enough evidence" in out
    assert (
        "47 % of 150 lines in 2 files ran, 50 % of branches, +6.7 points since 29 Dec 2025; read from coverage.xml (Cobertura)"
        in out
    )
    assert "2 tests failed together in 3 runs: a.B::t, a.B::v" in out
    assert "src/m.py:5 hard" in out
    assert "Some were not read." in out
    assert "Shallow" not in out
    assert "\x1b[31m" not in told.out


def test_json_holds_to_its_schema(command, tmp_path: Path) -> None:
    told = command("tests", str(tmp_path), "--format", "json")
    report = json.loads(told.out)
    jsonschema.validate(report, schema())
    assert report["suite"]["runs"]["flaky"][0]["rate"] == 0.05
    assert [notice["code"] for notice in report["notices"]] == ["results-unread"]


def test_markdown(command, tmp_path: Path) -> None:
    told = command("tests", str(tmp_path), "--format", "markdown")
    assert "| Flaky tests | Fails wrongly | 80 % interval | Failed |" in told.out
    assert "| Slow tests |" in told.out
    assert "| Coverage by folder |" in told.out
    assert "\x1b" not in told.out


@pytest.mark.parametrize("suite", [None])
@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_without_anything_that_is_said(command, tmp_path: Path, form: str) -> None:
    told = command("tests", str(tmp_path), "--format", form)
    assert told.code == 0
    assert form == "json" or "no results of test runs" in " ".join(told.out.split())


def test_paths_are_made_whole_before_anything_moves(
    command, doors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command("tests", ".", "--coverage", "c.xml", "--junit", "runs", "--junit", "/more")
    (_, _, options) = doors.asked[0]
    assert options.coverage == (str(tmp_path / "c.xml"),)
    assert options.junit == (str(tmp_path / "runs"), "/more")
    command("check", ".", "--no-tests")
    assert not doors.asked[1][2].tests


def test_a_file_is_written_in_the_format_of_its_name(command, tmp_path: Path) -> None:
    command("tests", str(tmp_path), "-o", str(tmp_path / "t.md"))
    assert (tmp_path / "t.md").read_text().startswith("## Tests of ")
    assert command("tests", str(tmp_path), "-o", str(tmp_path / "t.html")).code == 2


def test_the_next_command_lists_only_what_there_is(command, doors, tmp_path: Path) -> None:
    assert "--code untested-risk" in " ".join(command("tests", str(tmp_path)).out.split())
    bare = Suite(replace(COVERAGE, gaps=()), RUNS)
    doors.report = lambda: replace(reports.lively(), tests=bare)
    assert "untested-risk" not in command("tests", str(tmp_path)).out
