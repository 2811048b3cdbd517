"""The page of forecasts as a file, and forecasts in the report of a check."""

import shlex
from dataclasses import replace
from pathlib import Path

import pytest

from mainstay.analysis.forecasting import reading
from mainstay.present.forecast_json import render
from tests.fakes.foretold import foretold


def test_the_page_comes_beside_what_is_printed(command, doors, tmp_path: Path) -> None:
    doors.foretold = foretold()
    told = command("forecast", "--html", "a page.html")
    assert told.code == 0
    assert "disk used of /var" in told.out
    assert f"written: a page.html\n   open: xdg-open '{tmp_path}/a page.html'\n" in told.err
    page = (tmp_path / "a page.html").read_text()
    assert page.startswith("<!doctype html>") and "disk used of /var" in page


def test_what_is_to_be_typed_next_runs_nothing_that_a_series_is_called(command, doors) -> None:
    name = 'disk{of="it\'s $(date)"}'
    found = foretold()
    first = found.forecasts[0]
    named = replace(first, signal=replace(first.signal, what=name))
    doors.foretold = replace(found, forecasts=(named, *found.forecasts[1:]))
    (line,) = [one for one in command("forecast").err.splitlines() if one.startswith("Next: ")]
    assert f"--series {shlex.quote(name)} tells" in line


def test_json_and_the_page_in_one_go(command, doors, tmp_path: Path) -> None:
    doors.foretold = foretold()
    assert command("forecast", "--format", "json", "--html", "a.html").out == render(foretold())
    assert (tmp_path / "a.html").exists()


def test_what_cannot_be_written_is_refused_before_the_work(command, doors, tmp_path: Path) -> None:
    told = command("forecast", "--html", "no/such/a.html")
    assert told.code == 2
    assert "there is no such folder to write to" in told.err
    assert doors.forecasts_asked == []


def test_a_check_shows_forecasts_in_its_page(command, doors, tmp_path: Path) -> None:
    (tmp_path / "f.json").write_text(render(foretold()))
    told = command("check", "--forecasts", "f.json", "--html", "r.html")
    assert told.code == 0
    assert 'id="forecasts"' in (tmp_path / "r.html").read_text()
    plain = command("check", "--html", "p.html")
    assert plain.code == 0
    assert 'id="forecasts"' not in (tmp_path / "p.html").read_text()


@pytest.mark.parametrize(
    ("content", "flags", "words"),
    [
        ("{}", ["--html", "r.html"], "these are no forecasts"),
        ("NaN", ["--html", "r.html"], "these are no forecasts"),
        ('{"schema": 9}', ["--html", "r.html"], "its schema is of version 9"),
        ("{}", [], "forecasts are shown in the HTML report alone"),
        ("{}", ["--format", "json"], "give --html FILE too"),
        (None, ["--html", "r.html"], "the file with forecasts cannot be read"),
    ],
)
def test_what_is_none_is_told_before_the_work(
    command, doors, tmp_path: Path, content: str | None, flags: list[str], words: str
) -> None:
    if content is not None:
        (tmp_path / "f.json").write_text(content)
    told = command("check", "--forecasts", "f.json", *flags)
    assert told.code == 2
    assert words in told.err
    assert doors.asked == []
    assert not (tmp_path / "r.html").exists()


def test_a_file_that_is_too_large_is_refused(command, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("mainstay.cli.foretold.MOST_BYTES", 2_000_000)
    (tmp_path / "f.json").write_text(" " * 2_000_001)
    told = command("check", "--forecasts", "f.json", "--format", "html")
    assert told.code == 2
    assert "the file with forecasts is larger than 2 MB" in told.err
    assert reading.MOST_BYTES >= 10_000_000


def test_a_page_is_not_written_over_a_file_that_is_read(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    table = tmp_path / "series.csv"
    table.write_text("time,a\n")
    refused = command("forecast", "series.csv", "--html", str(table))
    assert refused.code == 2
    assert "not written over a file" in refused.err
    assert table.read_text() == "time,a\n"
