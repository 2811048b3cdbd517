"""The kinds `command` and `check-command`: what a program gets, what is told of it, and what its end means."""

import os
import pwd
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mainstay.adapters.actions.check_command import CommandCheck
from mainstay.adapters.actions.command import CommandAction
from mainstay.adapters.actions.programs import PATH, Programs, ended
from mainstay.adapters.processes.supervising import LocalSupervisor
from mainstay.domain.plan import Value
from mainstay.domain.run import LONGEST_DETAIL, LONGEST_OUTPUT, Mark, Result, WaitFor
from tests.fakes.occasions import NOW, occasion, stopped_after
from tests.fakes.secrets import MemorySecrets

SECRET = "correct horse battery"
PROGRAMS = Programs(
    LocalSupervisor(),
    MemorySecrets({"env:DB": SECRET, "file:/run/key": "first line of a key\nsecond line of it"}),
    {"TZ": "Europe/Vienna", "API_TOKEN": "tok-31415926", "HIDDEN": "never", "LANG": "de_AT"},
    passable=frozenset({"TZ", "API_TOKEN", "UNSET"}),
    users=frozenset({"nobody", "nobody-of-this-name", "root", "daemon", pwd.getpwuid(os.geteuid()).pw_name}),
)
COMMAND = CommandAction(PROGRAMS)
CHECK = CommandCheck(PROGRAMS)


def act(
    *argv: str, programs: Programs = PROGRAMS, at: dict[str, Any] | None = None, **given: Value
) -> Result:
    return CommandAction(programs).act({"argv": argv, **given}, occasion(**at or {}))


def python(code: str, **given: Value) -> Result:
    return act(sys.executable, "-c", code, **given)


def test_an_expected_status_is_done_and_another_failed() -> None:
    assert act("sh", "-c", "echo well") == Result(Mark.DONE, "sh ended with status 0", "well", {"status": 0})
    assert act("sh", "-c", "exit 3").mark is Mark.FAILED
    assert act("sh", "-c", "exit 3", expect=3).mark is Mark.DONE
    assert act("sh", "-c", "exit 3", expect=(0, 3)).mark is Mark.DONE
    assert act("true", expect=(1, 3)).detail == "true ended with status 0"


def test_a_signal_is_named() -> None:
    result = act("sh", "-c", "kill -SEGV $$", expect=(0, 139))
    assert (result.mark, result.detail) == (Mark.FAILED, "sh was ended by SIGSEGV")
    assert ended(-40) == "was ended by signal 40"


def test_it_gets_a_small_environment_and_what_it_is_done_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEAKED", "by the worker")
    told = act("env", at={"number": 2}).output.splitlines()
    assert dict(line.split("=", 1) for line in told) == {
        "PATH": PATH,
        "HOME": pwd.getpwuid(os.geteuid()).pw_dir,
        "LANG": "C.UTF-8",
        "MAINSTAY_RUN": "r1",
        "MAINSTAY_STEP": "s1",
        "MAINSTAY_TRY": "2",
        "MAINSTAY_TOKEN": "7",
        "MAINSTAY_KEY": "r1.s1.do",
    }


def test_a_plan_cannot_change_what_it_is_done_for() -> None:
    told = act("env", env={"MAINSTAY_TOKEN": "8", "PATH": "/bin:/usr/bin", "MORE": "yes"}).output.splitlines()
    assert {"MAINSTAY_TOKEN=7", "PATH=/bin:/usr/bin", "MORE=yes"} <= set(told)


def test_it_gets_the_workers_variables_that_the_operator_allows() -> None:
    told = act("env", **{"pass": ("TZ", "UNSET")}).output.splitlines()
    assert "TZ=Europe/Vienna" in told
    assert not [line for line in told if line.startswith("UNSET")]
    result = act("env", **{"pass": ("TZ", "HIDDEN")})
    assert result.mark is Mark.NOT_BEGUN
    assert "does not let plans have the variable HIDDEN" in result.detail


def test_secrets_reach_it_and_nobody_else() -> None:
    result = act(
        "sh",
        "-c",
        'test "$DB" = "correct horse battery" || exit 9; echo "$DB"; echo "$KEY" >&2; echo $DB $DB | base64; env',
        env={"DB": "env:DB", "KEY": "file:/run/key"},
        **{"pass": ("API_TOKEN", "TZ")},
    )
    assert result.mark is Mark.DONE
    for secret in (
        SECRET,
        "first line of a key",
        "second line",
        "tok-31415926",
        "Y29ycmVjdCBob3JzZSBiYXR0ZXJ5",
    ):
        assert secret not in result.output
    assert "***" in result.output
    assert "TZ=Europe/Vienna" in result.output


def test_what_is_passed_on_is_not_shown_whatever_its_name() -> None:
    programs = replace(
        PROGRAMS,
        environment={
            "DB_PW": "hunter2hunter2",
            "DSN": "pg://me@db/shop",
            "LEVEL": "info",
            "LC_ALL": "de_AT.UTF-8",
        },
        passable=frozenset({"DB_PW", "DSN", "LEVEL", "LC_ALL"}),
    )
    result = act("env", programs=programs, **{"pass": ("DB_PW", "DSN", "LEVEL", "LC_ALL")})
    told = result.output.splitlines()
    assert {"DB_PW=***", "DSN=***", "LEVEL=info", "LC_ALL=de_AT.UTF-8"} <= set(told)


def test_no_rest_of_a_secret_stands_where_the_output_was_cut() -> None:
    # However the end falls, some of these lines are cut in the midst of the secret.
    for more in range(len(SECRET)):
        code = f"import os; print((os.environ['DB'] * 5000) + 'x' * {more}, end='')"
        told = python(code, env={"DB": "env:DB"}).output.strip("x")
        assert set(told) <= {"*"}, told[:80]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"env": {"A": "env:NONE"}}, "there is no such secret (env:NONE)"),
        ({"env": {"A": "exec:/bin/cat /etc/shadow"}}, "there is no such secret"),
        ({"cwd": "/nowhere"}, "the folder /nowhere is not there"),
        ({"user": "nobody-of-this-name"}, "there is no user nobody-of-this-name"),
        ({"argv": ("no-such-program-here",)}, "the program no-such-program-here is not there"),
        ({"argv": ("\u202etrue",)}, "the program \\u202etrue is not there"),
    ],
)
def test_what_cannot_be_begun_was_not_and_is_foreseen(given: dict[str, Value], told: str) -> None:
    parameters = {"argv": ("true",), **given}
    for result in (COMMAND.act(parameters, occasion()), COMMAND.foresee(parameters, occasion())):
        assert result.mark is Mark.NOT_BEGUN
        assert told in result.detail
    assert CHECK.act(parameters, occasion()).mark is Mark.UNKNOWN


def test_past_its_time_nobody_knows() -> None:
    result = act("sh", "-c", "echo begun; sleep 600", at={"seconds": 0.5})
    assert (result.mark, result.output) == (Mark.UNKNOWN, "begun")
    assert result.detail == "sh ran longer than the 0.5 seconds it may, and was ended"


def test_without_time_it_is_not_begun() -> None:
    assert act("true", at={"seconds": 0.0}).mark is Mark.NOT_BEGUN


def test_stopped_before_it_is_not_begun_and_stopped_meanwhile_nobody_knows(tmp_path: Path) -> None:
    touched = tmp_path / "touched"
    assert act("touch", str(touched), at={"stopped": lambda: True}).mark is Mark.NOT_BEGUN
    assert not touched.exists()
    result = act("sleep", "600", at={"stopped": stopped_after(3)})
    assert (result.mark, result.detail) == (Mark.UNKNOWN, "sleep was ended, for it was not wanted any more")


def test_what_it_left_running_is_told() -> None:
    result = act("sh", "-c", "setsid sleep 600 & exit 0")
    assert (result.mark, result.detail) == (
        Mark.DONE,
        "sh ended with status 0; 1 that it had left running were ended",
    )


def test_output_is_short_clean_and_of_both() -> None:
    code = (
        "import sys; w = sys.stdout.buffer.write; w(b'o' * 50_000 + b'\\x1b[31m\\0\\xff\\r\\nlast\\n'); "
        "sys.stderr.write('e' * 50_000 + '\\u202elast error')"
    )
    result = python(code)
    assert len(result.output) <= LONGEST_OUTPUT
    stdout, _, stderr = result.output.partition("\n-- standard error:\n")
    assert stdout.endswith("oo\\x1b[31m\\x00\ufffd\nlast")
    assert stderr.endswith("ee\\u202elast error")
    assert min(len(stdout), len(stderr)) > LONGEST_OUTPUT // 2 - 100
    lopsided = python("import sys; print('o' * 50_000); sys.stderr.write('short')").output
    assert len(lopsided) == LONGEST_OUTPUT
    assert lopsided.endswith("o\n-- standard error:\nshort")


def test_memory_is_bounded() -> None:
    result = python("x = bytearray(300 << 20)", memory="150m")
    assert result.mark is Mark.FAILED
    assert "MemoryError" in result.output


def test_foreseeing_runs_nothing_and_shows_no_secret(tmp_path: Path) -> None:
    touched = tmp_path / "touched"
    result = COMMAND.foresee(
        {"argv": ("touch", str(touched), "a b", SECRET), "env": {"DB": "env:DB"}, "cwd": "/usr"}, occasion()
    )
    assert not touched.exists()
    assert result.mark is Mark.DONE
    assert result.detail.startswith(f"would run touch {touched} 'a b' '***' in /usr as ")
    assert "DB" in result.detail
    assert SECRET not in result.detail


def test_the_longest_arguments_make_no_long_detail() -> None:
    result = COMMAND.foresee({"argv": ("echo", "x\n" * 10_000)}, occasion())
    assert len(result.detail) <= LONGEST_DETAIL
    assert "\n" not in result.detail


def test_a_check_holds_or_not_or_cannot_be_told() -> None:
    assert CHECK.act({"argv": ("true",)}, occasion()).mark is Mark.DONE
    assert CHECK.act({"argv": ("false",)}, occasion()).mark is Mark.FAILED
    assert CHECK.act({"argv": ("false",), "expect": 1}, occasion()).mark is Mark.DONE
    assert CHECK.act({"argv": ("sleep", "600")}, occasion(seconds=0.4)).mark is Mark.UNKNOWN


def test_a_check_is_patient() -> None:
    parameters: dict[str, Value] = {"argv": ("false",), "within": "10s", "every": "3s"}
    first = CHECK.act(parameters, occasion())
    assert (first.mark, first.wake_at, first.waits_for) == (Mark.LATER, NOW + 3, WaitFor.TIME)
    last = CHECK.act(parameters, replace(occasion(now=NOW + 9), memo=first.memo, first=False))
    assert last.mark is Mark.FAILED


def test_a_check_that_is_stopped_cannot_be_told_however_patient() -> None:
    stopped = occasion(stopped=stopped_after(3), memo={"held": 1})
    found = CHECK.act({"argv": ("sleep", "60"), "within": "1m", "times": 2}, stopped)
    assert (found.mark, found.memo) == (Mark.UNKNOWN, {})


@pytest.mark.parametrize(
    ("allowed", "mark"),
    [
        (("/nowhere/*",), Mark.NOT_BEGUN),
        (("/**",), Mark.DONE),
        ((str(Path("/bin/true").resolve()),), Mark.DONE),
    ],
)
def test_only_programs_that_the_operator_allows_are_run(allowed: tuple[str, ...], mark: Mark) -> None:
    kind = CommandAction(Programs(LocalSupervisor(), MemorySecrets({}), {}, allowed=allowed))
    for found in (kind.foresee({"argv": ("true",)}, occasion()), kind.act({"argv": ("true",)}, occasion())):
        assert found.mark is mark


def test_only_users_that_the_operator_allows_are_run_as() -> None:
    kind = CommandAction(Programs(LocalSupervisor(), MemorySecrets({}), {}, users={"daemon"}))
    found = kind.act({"argv": ("true",), "user": "nobody"}, occasion())
    assert (found.mark, "does not let plans run as nobody" in found.detail) == (Mark.NOT_BEGUN, True)
