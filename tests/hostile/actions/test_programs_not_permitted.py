"""Plans that want to run what the operator did not name, where the operator names programs."""

import sys
from pathlib import Path

import pytest

from mainstay.adapters.actions.check_command import CommandCheck
from mainstay.adapters.actions.command import CommandAction
from mainstay.adapters.actions.programs import Programs
from mainstay.adapters.processes.supervising import LocalSupervisor
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark
from mainstay.ports.supervisor import Bounds, Ending, Outcome, Program
from tests.fakes.occasions import occasion
from tests.fakes.secrets import MemorySecrets

ECHO = str(Path("/bin/echo").resolve())


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    """Give a program that nobody named and that leaves a trace, under the name of one that may be run too."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("evil", "echo"):
        (folder / name).write_text(f"#!/bin/sh\ntouch {tmp_path}/trace\n")
        (folder / name).chmod(0o755)
    return folder / "evil"


def programs(*allowed: str) -> Programs:
    return Programs(LocalSupervisor(), MemorySecrets({}), {}, allowed=allowed)


def attacks(evil: Path) -> dict[str, dict[str, Value]]:
    folder = str(evil.parent)
    return {
        "by its path": {"argv": (str(evil),)},
        "relative to its folder": {"argv": ("bin/evil",), "cwd": str(evil.parents[1])},
        "here": {"argv": ("./evil",), "cwd": folder},
        "back and forth": {"argv": ("/usr/../" + str(evil),)},
        "by a PATH of the plan": {"argv": ("evil",), "env": {"PATH": folder}},
        "as another on PATH": {"argv": ("echo",), "env": {"PATH": folder}},
        "by the folder it runs in": {"argv": ("evil",), "env": {"PATH": ""}, "cwd": folder},
        "by an empty entry": {"argv": ("echo",), "env": {"PATH": ":/nowhere"}, "cwd": folder},
    }


@pytest.mark.parametrize("attack", attacks(Path("/a/b/evil")))
def test_no_way_of_naming_it_runs_it(evil: Path, attack: str) -> None:
    parameters = attacks(evil)[attack]
    for kind in (CommandAction(programs(ECHO)), CommandCheck(programs(ECHO))):
        for result in (kind.foresee(parameters, occasion()), kind.act(parameters, occasion())):
            assert result.mark in {Mark.NOT_BEGUN, Mark.UNKNOWN}, result
    assert not (evil.parents[1] / "trace").exists()


@pytest.mark.parametrize(
    "name",
    [
        "LD_PRELOAD",
        "LD_AUDIT",
        "BASH_ENV",
        "ENV",
        "PYTHONPATH",
        "PERL5OPT",
        "GIT_SSH_COMMAND",
        "NODE_OPTIONS",
        "HOME",
    ],
)
def test_no_variable_makes_a_named_one_run_another(name: str, evil: Path) -> None:
    result = CommandAction(programs(ECHO)).act({"argv": ("echo", "x"), "env": {name: str(evil)}}, occasion())
    assert (result.mark, "do not set" in result.detail) == (Mark.NOT_BEGUN, True)


def test_other_variables_are_given_and_a_name_is_kept() -> None:
    busy = str(Path(sys.executable).resolve())
    result = CommandAction(programs(busy)).act(
        {
            "argv": (sys.executable, "-c", "import os, sys; print(os.environ['PGUSER'], sys.orig_argv[0])"),
            "env": {"PGUSER": "shop"},
        },
        occasion(),
    )
    assert (result.mark, result.output) == (Mark.DONE, f"shop {sys.executable}")


def test_a_link_that_is_bent_after_it_was_looked_at_leads_nowhere_else(evil: Path) -> None:
    link = evil.parents[1] / "link"
    link.symlink_to(ECHO)

    class Late:
        """Bends the link when all has been looked at."""

        def hindrance(self, program: Program) -> str:
            return LocalSupervisor().hindrance(program)

        def supervise(self, program: Program, bounds: Bounds, stopped) -> Outcome:
            link.unlink()
            link.symlink_to(evil)
            return LocalSupervisor().supervise(program, bounds, stopped)

    kind = CommandAction(Programs(Late(), MemorySecrets({}), {}, allowed=(ECHO,)))
    result = kind.act({"argv": (str(link), "said")}, occasion())
    assert (result.mark, result.output) == (Mark.DONE, "said")
    assert not (evil.parents[1] / "trace").exists()


def test_a_narrow_glob_reaches_no_deeper(evil: Path) -> None:
    wide = f"{evil.parents[2]}/*/evil"
    assert CommandAction(programs(wide)).act({"argv": (str(evil),)}, occasion()).mark is Mark.NOT_BEGUN


def test_what_is_executed_is_the_file_that_was_named_whatever_it_is_called() -> None:
    program = Program(["/bin/false", "x"], {"PATH": "/bin"}, file=ECHO)
    outcome = LocalSupervisor().supervise(program, Bounds(seconds=60.0), lambda: False)
    assert (outcome.ending, outcome.stdout) == (Ending.EXITED, b"x\n")
    gone = Program(["/bin/echo", "x"], {"PATH": "/bin"}, file="/bin/no-such-program")
    assert LocalSupervisor().supervise(gone, Bounds(seconds=60.0), lambda: False).ending is Ending.NOT_BEGUN
