"""Standard streams that are closed, full, narrow or odd: each is told once, with the right exit code, and nothing else."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.fakes.command_line import ARGV, environment, journey

COMMANDS = [
    ["check"],
    ["check", "--format", "json"],
    ["explain"],
    ["--help"],
    ["check", "--help"],
    ["--version"],
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_reader_that_wants_no_more_is_no_failure(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    told = journey(*arguments, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (told.code, told.err) == (0, "")


def test_head_and_a_pager_that_closes_are_no_failure() -> None:
    line = " ".join(ARGV)
    told = subprocess.run(
        [
            "bash",
            "-c",
            f"set -o pipefail; {line} check --format json | head -c 10; echo; {line} check -v | true",
        ],
        env=environment(),
        capture_output=True,
        text=True,
    )
    assert (told.returncode, told.stdout, told.stderr) == (0, '{"reposito\n', "")


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_full_disk_behind_standard_output_is_told_once(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        told = journey(*arguments, stdout=full, stderr=subprocess.PIPE)
    assert told.code == 3
    assert told.err.startswith(
        "error: the result could not be written: No space left on device\nwhere: standard output\n"
    )
    assert told.err.count("\n") == 3


@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"])
@pytest.mark.parametrize("arguments", ["check", "check --no-such", "--version", "check -o report.json"])
def test_closed_streams(tmp_path, closed: str, arguments: str) -> None:
    told = subprocess.run(
        ["bash", "-c", f"{' '.join(ARGV)} {arguments} {closed}"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
    )
    if "no-such" in arguments:
        assert told.returncode == 2
    elif arguments == "check" and "1>&-" in closed:
        assert told.returncode == 3
        assert "2>&-" in closed or "standard output is closed" in told.stderr
    else:
        assert told.returncode == 0
    assert "Traceback" not in told.stderr
    if "-o" in arguments:
        assert (tmp_path / "report.json").read_text().startswith('{"repository"')


ASCII = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize("report", ["lively", "hostile"])
@pytest.mark.parametrize(
    "arguments", [["check", "-v"], ["check", "--format", "markdown"], ["explain"], ["--help"]], ids=str
)
def test_an_ascii_terminal_gets_ascii(report: str, arguments: list[str]) -> None:
    told = journey(*arguments, env=environment(STAND_IN_REPORT=report, **ASCII))
    assert (told.code, told.out.isascii()) == (0, True)
    assert "Traceback" not in told.err


def test_json_keeps_its_text_on_an_ascii_terminal(tmp_path) -> None:
    told = journey("check", "-o", "r.md", cwd=tmp_path, env=environment(**ASCII))
    assert told.code == 0
    assert "−2.7" in (tmp_path / "r.md").read_text("utf-8")


@pytest.mark.parametrize("locale", ["C", "POSIX", "xx_YY.nonsense", ""])
@pytest.mark.parametrize("report", ["lively", "hostile", "empty"])
def test_no_locale_makes_it_fail(locale: str, report: str) -> None:
    told = journey("check", env=environment(LANG=locale, LC_ALL=locale, STAND_IN_REPORT=report))
    assert (told.code, told.err) == (0, "")


@pytest.mark.parametrize("term", ["", "dumb", "vt52", "unknown", "\x1b[31m", "x" * 5_000])
@pytest.mark.parametrize("columns", ["1", "0", "-1", "40", "100000", "wide"])
def test_odd_terminals(term: str, columns: str) -> None:
    told = journey("check", env=environment(TERM=term, COLUMNS=columns))
    assert (told.code, told.err) == (0, "")
    assert "\x1b" not in told.out


def test_forced_and_forbidden_colours() -> None:
    assert "\x1b[" in journey("check", env=environment(FORCE_COLOR="1")).out
    assert "\x1b[" not in journey("check", env=environment(FORCE_COLOR="1", NO_COLOR="1")).out
    assert "\x1b[" not in journey("check").out


def test_a_failure_leaves_standard_output_empty() -> None:
    told = journey("check", env=environment(STAND_IN_DOES="fail"))
    assert (told.code, told.out) == (3, "")
    assert told.err == "error: git ended badly\nwhere: /repo\n mend: look at git fsck\n"
    told = journey("check", env=environment(STAND_IN_DOES="break"))
    assert (told.code, told.out) == (3, "")
    assert "\\x1b[31mboom" in told.err
    assert "Traceback" not in told.err


def test_a_file_that_does_not_fit_leaves_the_old_one(tmp_path) -> None:
    """RLIMIT_FSIZE stands for a full disk: writing beyond it fails with EFBIG in the middle of the file."""
    old = tmp_path / "report.json"
    old.write_text("old")
    line = f"ulimit -f 8; trap '' XFSZ; exec {' '.join(ARGV)} check -o report.json"
    told = subprocess.run(
        ["bash", "-c", line], cwd=tmp_path, env=environment(), capture_output=True, text=True
    )
    assert told.returncode == 3
    assert told.stderr.startswith(
        "error: the result could not be written: it is larger than a file may be here\n"
    )
    assert old.read_text() == "old"
    assert [place.name for place in tmp_path.iterdir()] == ["report.json"]


def test_a_folder_without_permission(tmp_path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o555)
    # Root may write everywhere, so it gives that up first.
    down = (
        ["setpriv", "--inh-caps=-dac_override", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
    )
    for name in ("new.json", "deeper/new.json"):
        told = subprocess.run(
            [*down, *ARGV, "check", "-o", folder / name], env=environment(), capture_output=True, text=True
        )
        assert told.returncode == (3 if name == "new.json" else 2)
        assert ("there is no permission to write it" in told.stderr) == (name == "new.json")
        assert told.stderr.count("\n") == 3
    assert list(folder.iterdir()) == []
