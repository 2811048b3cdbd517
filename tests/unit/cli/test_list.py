"""What `list` asks for and prints."""

import json

import pytest

from mainstay.config.settings import Settings
from mainstay.domain.check_options import CheckOptions
from tests.fakes.doors import FakeDoors
from tests.fakes.priced_reports import backlog_report


@pytest.fixture
def doors() -> FakeDoors:
    return FakeDoors(lambda: backlog_report(30))


def test_without_options_it_looks_as_check_does_and_prints_twenty_rows(command, doors) -> None:
    told = command("list")
    assert doors.asked == [(".", Settings(), CheckOptions())]
    assert told.out.startswith("sympy  30 findings to mend, by hours saved a year for an hour of work\n")
    rows = [line for line in told.out.split("\n") if line.strip()[:1].isdigit() and "/" in line]
    assert len(rows) == 20
    assert "10 more: --top 30\n" in told.out
    assert told.out.endswith("\nNext: mainstay explain 001d\n")
    assert (told.code, told.err) == (0, "")


@pytest.mark.parametrize(
    ("flags", "options"),
    [
        (["--hours", "8"], CheckOptions(hours=8.0)),
        (["--no-history"], CheckOptions(history=False, trend=False)),
        (["--head-only", "--no-cache", "--jobs", "2"], CheckOptions(head_only=True, cache=False, jobs=2)),
    ],
)
def test_options_are_those_of_check(command, doors, flags: list[str], options: CheckOptions) -> None:
    command("list", "there", *flags)
    assert doors.asked == [("there", Settings(), options)]


def test_filters_choose_rows_and_keep_ranks(command) -> None:
    told = command("list", "--format", "json", "--code", "long-function", "--top", "0")
    document = json.loads(told.out)
    assert {row["finding"]["code"] for row in document["rows"]} == {"long-function"}
    assert document["matching"] == len(document["rows"]) < document["total"] == 30
    path = document["rows"][0]["finding"]["path"]
    other = json.loads(command("list", "--format", "json", "--path", f"/{path}").out)
    assert {row["finding"]["path"] for row in other["rows"]} == {path}
    assert json.loads(command("list", "--format", "json", "--path", "nowhere/").out)["rows"] == []


def test_suppressed_ones_in_place_of_the_others(command) -> None:
    told = command("list", "--suppressed")
    assert told.out.startswith("sympy  5 findings set aside\n")
    assert told.out.count("planned") == 5


def test_money_comes_from_the_settings(command, tmp_path) -> None:
    assert "EUR" not in command("list").out
    (tmp_path / "mainstay.toml").write_text('hourly_rate = "85 EUR"\n')
    assert " EUR " in command("list").out
    assert " USD " in command("list", "--hourly-rate", "90 USD").out


def test_the_suffix_tells_the_format(command, tmp_path) -> None:
    told = command("list", "-o", "list.md", "--top", "3")
    assert (told.out, told.err) == ("", "written: list.md\n")
    assert (tmp_path / "list.md").read_text().startswith("## `sympy`")
    assert command("list", "-o", "list.json").code == 0
    assert json.loads((tmp_path / "list.json").read_text())["schema"] == "1"
    refused = command("list", "-o", "list.html")
    assert refused.code == 2
    assert "text, json, markdown" in refused.err
    assert not (tmp_path / "list.html").exists()


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--code", "long-funktion"], "did you mean long-function?"),
        (["--code", "\x1b[31m"], r"\x1b[31m"),
        (["--code", "complexity"], "no finding complexity"),
        (["--code", "complexity"], "told of a report as a whole: mainstay explain complexity"),
        (["--path", "../x"], "leads out of the repository"),
        (["--path", ""], "names nothing"),
        (["--path", "x" * 201], "too many paths"),
        (["--hours", "0"], "--hours"),
        (["--hours", "nan"], "--hours"),
        (["--top", "-1"], "--top"),
        (["--format", "html"], "--format"),
        (["--hourly-rate", "85"], "hourly_rate"),
        (["--hourly-rate", "85 eur"], "hourly_rate"),
    ],
)
def test_what_cannot_be_used_is_refused_before_the_work(command, doors, flags: list[str], words: str) -> None:
    told = command("list", *flags)
    assert (told.code, told.out, doors.asked) == (2, "", [])
    assert words in told.err
