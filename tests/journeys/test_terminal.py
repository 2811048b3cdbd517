"""On a terminal: colours, width, a progress bar for who waits, and nothing of the repository's that steers it."""

import re

import pytest
from rich.cells import cell_len

from tests.fakes.command_line import ARGV, environment
from tests.fakes.terminal import Terminal

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def shown(tmp_path, *arguments: str, columns: int = 80, **env: str | None) -> tuple[int, str]:
    with Terminal([*ARGV, *arguments], environment(**env), tmp_path, columns=columns) as terminal:
        return terminal.read_to_end(), terminal.written.replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [60, 80, 140, 200])
def test_the_report_fits_the_terminal_and_has_colours(tmp_path, columns: int) -> None:
    code, written = shown(tmp_path, "check", columns=columns)
    assert code == 0
    assert "\x1b[1;38;5;29m82/100" in written
    lines = ESCAPE.sub("", written).split("\n")
    assert max(map(cell_len, lines)) <= columns
    assert ("changes a year" in written) == (columns >= 96)
    assert written.endswith("\x1b[1mmainstay check --html mainstay-report.html\x1b[0m\n")


@pytest.mark.parametrize("change", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": None}])
def test_terminals_without_colours(tmp_path, change: dict[str, str | None]) -> None:
    code, written = shown(tmp_path, "check", **change)
    assert code == 0
    assert "\x1b" not in written


def test_who_waits_sees_how_far_it_is(tmp_path) -> None:
    with Terminal([*ARGV, "check"], environment(STAND_IN_DOES="work:5"), tmp_path) as terminal:
        first = terminal.read_until("analysing files")
        assert re.search(r"\d+/1000", terminal.read_until("/1000"))
        assert terminal.read_to_end() == 0
    assert "82/100" not in first
    report = terminal.written[terminal.written.rindex("\x1b[2K") :]
    assert "sympy" in report, "the bar is gone before the report comes"
    assert "\x1b[?25h" in terminal.written, "the cursor is back"


@pytest.mark.parametrize(
    "words", [("forecast", "--repository", "."), ("ledger", "replay", "--repository", ".")]
)
def test_who_waits_for_a_forecast_sees_how_far_it_is(tmp_path, words: tuple[str, ...]) -> None:
    with Terminal([*ARGV, *words], environment(STAND_IN_DOES="work:5"), tmp_path) as terminal:
        assert re.search(r"\d+/1000", terminal.read_until("/1000"))
        assert terminal.read_to_end() == 0
    assert terminal.written.rindex("\x1b[?25h") > terminal.written.rindex("\x1b[?25l")
    _, quiet = shown(tmp_path, *words, "-q", STAND_IN_DOES="work:1")
    assert "/1000" not in quiet


@pytest.mark.parametrize("change", [{"TERM": "dumb"}, {}])
def test_nobody_is_shown_progress_who_does_not_want_it(tmp_path, change: dict[str, str | None]) -> None:
    arguments = ["check"] if change else ["check", "-q"]
    _, written = shown(tmp_path, *arguments, STAND_IN_DOES="work:5", **change)
    assert "analysing" not in written
    assert "82/100" in written


def test_progress_never_reaches_standard_output(tmp_path) -> None:
    line = f"{' '.join(ARGV)} check --format json > report.json"
    with Terminal(["bash", "-c", line], environment(STAND_IN_DOES="work:5"), tmp_path) as terminal:
        terminal.read_until("analysing files")
        assert terminal.read_to_end() == 0
    assert (tmp_path / "report.json").read_text().startswith('{"repository"')
    assert "\x1b" not in (tmp_path / "report.json").read_text()


def test_ctrl_c_on_the_terminal_gives_the_cursor_back(tmp_path) -> None:
    with Terminal([*ARGV, "check"], environment(STAND_IN_DOES="work:300"), tmp_path) as terminal:
        terminal.read_until("reading history")
        terminal.type("\x03")
        assert terminal.read_to_end() == 130
    assert terminal.written.rstrip().endswith("interrupted")
    assert terminal.written.rindex("\x1b[?25h") > terminal.written.rindex("\x1b[?25l")
    assert "Traceback" not in terminal.written


def test_a_hostile_repository_does_not_steer_the_terminal(tmp_path) -> None:
    code, written = shown(tmp_path, "check", "-v", STAND_IN_REPORT="hostile")
    assert code == 0
    allowed = re.compile(r"\x1b\[[0-9;]*m")
    rest = allowed.sub("", written)
    assert not set(rest) & set("\x1b\x07\u202e\u200b\r")


def test_nothing_asks(tmp_path) -> None:
    for arguments in (["check"], ["doctor"], ["explain"], ["config", "show"]):
        code, _ = shown(tmp_path, *arguments)
        assert code == 0
