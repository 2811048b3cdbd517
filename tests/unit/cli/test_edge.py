"""Every way in which a command can end becomes calm lines on standard error and the documented exit code."""

import pytest

from mainstay.cli.exit_codes import MEANINGS
from mainstay.config.validation import refusal
from mainstay.config.validation import validate as validate_document
from mainstay.domain.errors import (
    ConfigurationError,
    EvidenceMissing,
    ExitCode,
    MainstayError,
    RunFailed,
    UsageError,
)
from tests.fakes.doors import FakeDoors, fail


@pytest.mark.parametrize(
    ("kind", "code"),
    [(MainstayError, 3), (UsageError, 2), (ConfigurationError, 2), (RunFailed, 3), (EvidenceMissing, 5)],
)
def test_a_failure_is_told_in_three_lines(command, kind: type[MainstayError], code: int) -> None:
    told = command("check", over=FakeDoors(does=fail(kind("it broke", where="/repo", mend="mend it"))))
    assert told.err == "error: it broke\nwhere: /repo\n mend: mend it\n"
    assert (told.code, told.out) == (code, "")


def test_parts_that_are_not_known_are_left_out(command) -> None:
    assert command("check", over=FakeDoors(does=fail(UsageError("it broke")))).err == "error: it broke\n"


def test_many_places_stand_on_a_line_each(command) -> None:
    _, problems = validate_document({"exlude": 1, "tsts": 2})
    told = command("check", over=FakeDoors(does=fail(refusal(problems, {}, "mainstay.toml"))))
    assert told.err.split("\n")[:3] == [
        "error: 2 settings cannot be used",
        "where: mainstay.toml: exlude: there is no such setting; did you mean exclude?",
        "       mainstay.toml: tsts: there is no such setting; did you mean tests?",
    ]


def test_hostile_texts_in_an_error_do_not_reach_the_terminal(command) -> None:
    error = RunFailed("bad \x1b[31m name", where="/\u202erepo\x07", mend="x\r\x1b]0;y")
    told = command("check", over=FakeDoors(does=fail(error)))
    assert not set(told.err) & set("\x1b\x07\u202e\r")
    assert "\\x1b[31m" in told.err


def test_the_unexpected_is_told_without_a_traceback(command) -> None:
    told = command("check", over=FakeDoors(does=fail(ZeroDivisionError("division"))))
    assert told.code == ExitCode.FAILED
    assert told.err.startswith(
        "error: something went wrong inside mainstay: ZeroDivisionError: division\n mend: run it again"
    )
    assert "Traceback" not in told.err


@pytest.mark.parametrize("arguments", [["check", "--debug"], ["--debug", "check"]])
@pytest.mark.parametrize("error", [ZeroDivisionError("\x1b"), RunFailed("it broke")])
def test_debug_shows_where_it_comes_from(command, arguments: list[str], error: Exception) -> None:
    told = command(*arguments, over=FakeDoors(does=fail(error)))
    assert "Traceback (most recent call last)" in told.err
    assert "in does\n" in told.err
    assert "\x1b" not in told.err


def test_an_interrupt_is_one_line(command) -> None:
    def interrupted(_progress) -> None:
        raise KeyboardInterrupt

    told = command("check", over=FakeDoors(does=interrupted))
    assert (told.code, told.out, told.err) == (130, "", "interrupted\n")


@pytest.mark.parametrize(
    ("arguments", "what", "mend"),
    [
        (["chek"], "there is no command chek", "did you mean mainstay check?"),
        (["zzzz"], "there is no command zzzz", "mainstay --help lists all"),
        (["config", "shw"], "there is no command shw", "did you mean mainstay config show?"),
        (["check", "--no-tren"], "there is no option --no-tren", "did you mean --no-trend?"),
        (["check", "--zzzz"], "there is no option --zzzz", "mainstay check --help lists all"),
        (["check", "--jobs", "x"], "'x' is not a valid integer", "see mainstay check --help"),
        (["check", "--jobs", "-1"], "-1 is not in the range", "see mainstay check --help"),
        (["check", "--churn", "month"], "'month' is not one of", "see mainstay check --help"),
        (["runs", "--state", "waitin"], "'waitin' is not one of", "did you mean waiting?"),
        (["answer", "6b02", "rollback"], "'rollback' is not one of", "did you mean roll-back?"),
        (["check", "a", "b"], "unexpected extra argument", "see mainstay check --help"),
        (["check", "--format"], "requires an argument", "see mainstay check --help"),
        (["config", "explain"], "missing argument", "see mainstay config explain --help"),
        (["completion", "tcsh"], "'tcsh' is not one of", "see mainstay completion --help"),
        (["\x1b[2J"], "there is no command \\x1b[2J", "lists all"),
        (["check", "--\x1b[2J"], "there is no option --\\x1b[2J", "lists all"),
        (["check", "--jobs", "\x1b[2J"], "\\x1b[2J' is not a valid integer", "see"),
    ],
)
def test_mistakes_on_the_command_line(command, arguments: list[str], what: str, mend: str) -> None:
    told = command(*arguments)
    assert told.code == ExitCode.USAGE
    assert told.out == ""
    lines = told.err.rstrip("\n").split("\n")
    assert what in lines[0]
    assert lines[1].startswith("where: mainstay")
    assert mend in lines[2]
    assert len(lines) == 3
    assert "\x1b" not in told.err


def test_every_exit_code_has_its_meaning_and_explain_tells_them(command) -> None:
    assert set(MEANINGS) == set(ExitCode)
    told = command("explain", "exit-codes").out
    for code, meaning in MEANINGS.items():
        assert f"{code.value:>4}  {meaning}" in told
