"""What `check` asks for, what it prints, and what its exit code says."""

import json
from dataclasses import replace

import pytest

from mainstay.cli import table
from mainstay.config.settings import TESTS, Settings, Thresholds
from mainstay.domain.check_options import CheckOptions, Churn
from mainstay.domain.finding import Urgency
from tests.fakes import written_reports as reports
from tests.fakes.doors import FakeDoors


def test_without_options_it_asks_for_everything_and_prints_text(command, doors) -> None:
    told = command("check")
    assert doors.asked == [(".", Settings(), CheckOptions())]
    assert told.out.startswith("sympy  82/100")
    assert told.out.endswith("Next: mainstay check --html mainstay-report.html\n")
    assert (told.code, told.err) == (0, "")
    assert CheckOptions() == CheckOptions(
        head_only=False,
        trend=True,
        history=True,
        churn=Churn.YEAR,
        cache=True,
        jobs=0,
        follow_alternates=False,
    )


@pytest.mark.parametrize(
    ("flags", "options"),
    [
        (["--head-only"], CheckOptions(head_only=True)),
        (["--no-trend"], CheckOptions(trend=False)),
        (["--no-history"], CheckOptions(history=False, trend=False)),
        (["--churn", "all"], CheckOptions(churn=Churn.ALL)),
        (["--churn", "none"], CheckOptions(churn=Churn.NONE)),
        (["--no-cache"], CheckOptions(cache=False)),
        (["--jobs", "3"], CheckOptions(jobs=3)),
        (["--follow-alternates"], CheckOptions(follow_alternates=True)),
    ],
)
def test_each_option_asks_for_what_it_says(command, doors, flags: list[str], options: CheckOptions) -> None:
    command("check", "there", *flags)
    assert doors.asked == [("there", Settings(), options)]


def test_settings_come_from_the_repository_and_flags_lie_over_them(command, doors, tmp_path) -> None:
    (tmp_path / "mainstay.toml").write_text('exclude = ["a/"]\n[thresholds]\nnesting = 7\nparameters = 8\n')
    command(
        "check",
        "--exclude",
        "b/",
        "--exclude",
        "c/",
        "--nesting",
        "9",
        "--tests",
        "t/",
        "--function-lines",
        "70",
    )
    assert doors.asked[0][1] == Settings(
        exclude=("a/", "b/", "c/"),
        tests=(*TESTS, "t/"),
        thresholds=Thresholds(nesting=9, parameters=8, function_lines=70),
    )


def test_a_wrong_setting_stops_before_the_work(command, doors, tmp_path) -> None:
    (tmp_path / "mainstay.toml").write_text('command = "rm -rf /"\n')
    told = command("check")
    assert told.code == 2
    assert "mainstay-server.yaml" in told.err
    assert doors.asked == []
    (tmp_path / "mainstay.toml").unlink()
    assert "allowed is a whole number from 1 to 50" in command("check", "--nesting", "0").err
    assert "leads out of the repository" in command("check", "--exclude", "../x").err
    assert doors.asked == []


@pytest.mark.parametrize(
    ("arguments", "file", "start"),
    [
        (["--format", "json"], None, '{"repository"'),
        (["--format", "markdown"], None, "## `sympy`"),
        (["--format", "text", "-o", "a.json"], "a.json", "sympy  82/100"),
        (["-o", "a.json"], "a.json", '{"repository"'),
        (["-o", "a.md"], "a.md", "## `sympy`"),
        (["-o", "A.MARKDOWN"], "A.MARKDOWN", "## `sympy`"),
        (["-o", "a.txt"], "a.txt", "sympy  82/100"),
        (["-o", "report"], "report", "sympy  82/100"),
        (["-o", "-"], None, "sympy  82/100"),
        (["-o", "-", "--format", "json"], None, '{"repository"'),
    ],
)
def test_formats_and_files(command, tmp_path, arguments: list[str], file: str | None, start: str) -> None:
    told = command("check", *arguments)
    assert told.code == 0
    result = told.out if file is None else (tmp_path / file).read_text()
    assert result.startswith(start)
    if file is not None:
        assert told.out == ""
        assert told.err.startswith(f"written: {file}")


def test_html_comes_beside_the_printed_report_and_says_how_to_open_it(command, tmp_path, monkeypatch) -> None:
    page = type("page", (), {"render": staticmethod(lambda report: f"<html>{report.repository.name}")})
    monkeypatch.setattr(
        "mainstay.cli.formats.load", lambda name: page if name == table.FORMATS["html"] else table.load(name)
    )
    told = command("check", "--html", "a report.html")
    assert (tmp_path / "a report.html").read_text() == "<html>sympy"
    assert told.out.startswith("sympy  82/100")
    assert told.out.endswith("Next: mainstay explain complex-function\n")
    assert told.err == f"written: a report.html\n   open: xdg-open '{tmp_path}/a report.html'\n"
    assert command("check", "-o", "b.htm").out == ""
    assert (tmp_path / "b.htm").read_text() == "<html>sympy"
    assert command("check", "--format", "html").out == "<html>sympy"


def test_the_file_is_refused_before_the_work(command, doors, tmp_path) -> None:
    for arguments in (["-o", "."], ["-o", "no/x.json"], ["--html", str(tmp_path)]):
        assert command("check", *arguments).code == 2
    assert doors.asked == []


def test_quiet_prints_the_headline_and_nothing_else(command) -> None:
    for arguments in (["check", "-q"], ["-q", "check"]):
        told = command(*arguments)
        assert told.out.count("\n") <= 2
        assert told.out.startswith("sympy  82/100")
        assert told.err == ""


def test_verbose_and_top_reach_the_report(command) -> None:
    assert "submodules are not looked into" in command("check", "-v").out
    assert "submodules are not looked into" not in command("check").out
    assert command("check", "--top", "1").out.count("sympy/solvers/solveset.py") < command("check").out.count(
        "sympy/solvers/solveset.py"
    )


def test_no_input_is_accepted_everywhere(command) -> None:
    assert command("check", "--no-input").code == 0
    assert command("--no-input", "explain").code == 0


@pytest.mark.parametrize(
    ("level", "most", "code"),
    [
        ("never", Urgency.HIGH, 0),
        ("high", Urgency.HIGH, 1),
        ("high", Urgency.MEDIUM, 0),
        ("medium", Urgency.MEDIUM, 1),
        ("low", Urgency.LOW, 1),
        ("low", None, 0),
    ],
)
def test_fail_on_judges_by_urgency(command, level: str, most: Urgency | None, code: int) -> None:
    found = tuple(finding for finding in reports.findings() if most is not None and finding.urgency <= most)
    doors = FakeDoors(lambda: replace(reports.lively(), findings=found, findings_total=len(found)))
    told = command("check", "--fail-on", level, over=doors)
    assert told.code == code
    assert told.out.startswith("sympy  82/100")


def test_fail_on_without_a_score_is_missing_evidence_and_still_prints(command) -> None:
    told = command("check", "--fail-on", "low", over=FakeDoors(reports.empty))
    assert told.code == 5
    assert told.out.startswith("new  no score: nothing is committed yet")
    assert "has nothing to judge" in told.err
    assert command("check", over=FakeDoors(reports.empty)).code == 0


@pytest.mark.parametrize(
    ("arguments", "report", "suggested"),
    [
        (["check"], reports.lively, "mainstay check --html mainstay-report.html"),
        (["check", "my repo"], reports.lively, "mainstay check 'my repo' --html mainstay-report.html"),
        (["check"], reports.empty, "git add --all, then: git commit"),
    ],
)
def test_the_next_command_fits_what_was_found(command, arguments, report, suggested: str) -> None:
    assert command(*arguments, over=FakeDoors(report)).out.endswith(f"Next: {suggested}\n")


def test_json_on_a_hostile_repository_is_json(command) -> None:
    told = command("check", "--format", "json", over=FakeDoors(reports.hostile))
    assert json.loads(told.out)["score"]["value"] == 82.3


def test_a_limit_that_is_passed_says_so(command) -> None:
    told = command("check", "--fail-on", "low")
    number = len(reports.lively().findings)
    assert f"--fail-on low: {number} findings of low urgency or more, so exit code 1\n" in told.err
    assert command("check", "--fail-on", "low", "-q").err == ""


def test_a_folder_within_a_repository_says_that_all_of_it_is_looked_at(command, tmp_path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "part").mkdir()
    assert command("check").err == ""
    told = command("check", "part")
    assert told.err == f"note: all of {tmp_path} is looked at, not only part\n"


def test_a_wrong_threshold_is_mended_on_the_command_line(command) -> None:
    told = command("check", "--cognitive", "0")
    assert told.code == 2
    assert "mend: give --cognitive another value;" in told.err


def test_a_suffix_that_means_another_format_is_remarked_on(command) -> None:
    assert command("check", "-o", "report.pdf").err == "written: report.pdf, as text\n"
    assert command("check", "-o", "x.json", "--format", "markdown").err == "written: x.json, as markdown\n"
    assert command("check", "-o", "report.TXT").err == "written: report.TXT\n"


def test_two_results_do_not_go_to_one_place(command) -> None:
    for place in ("one.html", "-"):
        told = command("check", "-o", place, "--html", place)
        assert told.code == 2
        assert "both results would go to the same place" in told.err


def test_also_writes_other_formats_beside_the_result(command, tmp_path) -> None:
    told = command("check", "--also", "sarif=a.sarif", "--also", "gitlab=quality.json", "--format", "github")
    assert told.code == 0
    assert told.out.startswith("::")
    assert json.loads((tmp_path / "a.sarif").read_text())["version"] == "2.1.0"
    assert isinstance(json.loads((tmp_path / "quality.json").read_text()), list)
    assert "written: a.sarif" in told.err


@pytest.mark.parametrize(
    ("value", "mend"),
    [
        ("srif=a", "did you mean sarif=a?"),
        ("sarif", "did you mean sarif=FILE?"),
        ("=x", "one of"),
        ("??=x", "one of"),
    ],
)
def test_also_refuses_what_is_no_format_and_file(command, doors, value: str, mend: str) -> None:
    told = command("check", "--also", value)
    assert told.code == 2
    assert mend in told.err
    assert doors.asked == []


def test_two_results_never_go_to_one_place(command, doors, tmp_path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "link").symlink_to("folder/a")
    for other in ("a", "./a", "folder/../a", str(tmp_path / "a")):
        told = command("check", "--also", "sarif=a", "--also", f"gitlab={other}")
        assert told.code == 2
        assert "both results would go to the same place" in told.err
    assert command("check", "-o", "link", "--also", "gitlab=folder/a").code == 2
    assert doors.asked == []
