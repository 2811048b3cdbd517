"""What every kind of action promises, whatever it does. A kind joins with one line in MAKERS."""

import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import pytest

from mainstay.adapters.actions.check_command import CommandCheck
from mainstay.adapters.actions.command import CommandAction
from mainstay.adapters.actions.file import FileAction
from mainstay.adapters.actions.programs import Programs
from mainstay.adapters.actions.service import ServiceAction
from mainstay.adapters.processes.supervising import LocalSupervisor
from mainstay.analysis.contents.canonical import encode
from mainstay.analysis.plans.action_shapes import misfits
from mainstay.domain.action_kinds import LOOKING
from mainstay.domain.plan import Action, Value
from mainstay.domain.run import LONGEST_DETAIL, LONGEST_OUTPUT, Mark, Result, WaitFor
from mainstay.ports.action import ActionKind
from tests.fakes.occasions import NOW, occasion, stopped_after
from tests.fakes.secrets import MemorySecrets
from tests.fakes.systemctl import UNIT, stand_in

Parameters: TypeAlias = Mapping[str, Value]
ENDS = 300.0
"""Seconds after which an action that was stopped is taken to hang."""

FORESEEN = {Mark.DONE, Mark.NOT_BEGUN, Mark.UNKNOWN}
SAID = {Mark.DONE, Mark.FAILED, Mark.NOT_BEGUN, Mark.UNKNOWN, Mark.LATER}


@dataclass(frozen=True)
class Made:
    """A kind with parameters by which it does its work well, and what shows all that it may change outside."""

    kind: ActionKind
    parameters: Parameters
    picture: Callable[[], object]


def programs() -> Programs:
    return Programs(LocalSupervisor(), MemorySecrets({}), {})


def files(folder: Path) -> dict[str, bytes | None]:
    return {str(path): path.read_bytes() if path.is_file() else None for path in sorted(folder.rglob("*"))}


def a_command(folder: Path) -> Made:
    code = "import pathlib, sys; pathlib.Path('made').touch(); print('x' * 100_000, file=sys.stderr)"
    parameters: Parameters = {"argv": (sys.executable, "-c", code), "cwd": str(folder)}
    return Made(CommandAction(programs()), parameters, lambda: files(folder))


def a_check_by_command(folder: Path) -> Made:
    parameters: Parameters = {"argv": ("sh", "-c", "echo it holds; sleep 0.2"), "within": "1m"}
    return Made(CommandCheck(programs()), parameters, lambda: files(folder))


def a_file(folder: Path) -> Made:
    (folder / "etc").mkdir()
    kind = FileAction((folder / "etc",), folder / "kept")
    return Made(
        kind, {"path": f"{folder}/etc/shop.conf", "content": "a line\n" * 9_000}, lambda: files(folder)
    )


def a_service(folder: Path) -> Made:
    systemd = stand_in(folder)
    kind = ServiceAction(LocalSupervisor(), ("shop.service",), str(systemd.path))
    return Made(kind, {"unit": UNIT, "to": "restart"}, systemd.calls)


MAKERS: dict[str, Callable[[Path], Made]] = {
    "command": a_command,
    "check-command": a_check_by_command,
    "file": a_file,
    "service": a_service,
}


@pytest.fixture(params=MAKERS)
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Made:
    folder = tmp_path / "room"
    folder.mkdir()
    one = MAKERS[request.param](folder)
    assert one.kind.name == request.param
    return one


def holds(result: Result, made: Made) -> None:
    """Hold a result to what any may be."""
    assert result.mark in SAID
    assert len(result.output) <= LONGEST_OUTPUT
    assert "\0" not in result.output
    assert len(result.detail) <= LONGEST_DETAIL
    assert result.detail.isprintable()
    assert result.detail == result.detail.strip() != ""
    encode(dict(result.memo))
    if result.mark is Mark.LATER:
        assert made.kind.looks
        assert result.wake_at > NOW or result.waits_for is WaitFor.PERSON
        assert result.waits_for is not WaitFor.NOTHING
    else:
        assert (result.wake_at, result.waits_for) == (0, WaitFor.NOTHING)


def test_its_parameters_are_as_its_shape_says(made: Made) -> None:
    assert list(misfits(Action(made.kind.name, made.parameters))) == []


def test_it_looks_where_its_kind_is_known_to(made: Made) -> None:
    assert made.kind.looks is (made.kind.name in LOOKING)


def test_foreseeing_changes_nothing(made: Made) -> None:
    before = made.picture()
    result = made.kind.foresee(made.parameters, occasion())
    holds(result, made)
    assert result.mark in FORESEEN
    assert made.picture() == before


def test_it_does_what_it_should_and_says_so(made: Made) -> None:
    before = made.picture()
    result = made.kind.act(made.parameters, occasion())
    holds(result, made)
    assert result.mark in ({Mark.DONE, Mark.LATER} if made.kind.looks else {Mark.DONE})
    assert (made.picture() == before) is made.kind.looks


def test_it_may_be_asked_again(made: Made) -> None:
    first = made.kind.act(made.parameters, occasion())
    again = occasion(number=2) if not made.kind.looks else replace(occasion(), memo=first.memo, first=False)
    result = made.kind.act(made.parameters, again)
    holds(result, made)
    assert result.mark in SAID - {Mark.FAILED}


@pytest.mark.parametrize("looks", [0, 1, 2, 5])
def test_stopped_soon_it_ends_and_tells_no_tales(made: Made, looks: int) -> None:
    before = made.picture()
    found: list[Result] = []
    asked = occasion(seconds=2 * ENDS, stopped=stopped_after(looks))
    thread = threading.Thread(target=lambda: found.append(made.kind.act(made.parameters, asked)), daemon=True)
    thread.start()
    thread.join(ENDS)
    assert found, "it goes on for ever"
    holds(found[0], made)
    assert found[0].mark is not Mark.FAILED
    if found[0].mark is Mark.NOT_BEGUN:
        assert changed(before, made.picture()) <= {"kept"}


def test_without_time_it_ends_too(made: Made) -> None:
    result = made.kind.act(made.parameters, occasion(seconds=0.05))
    holds(result, made)
    assert result.mark is not Mark.FAILED


def changed(before: object, after: object) -> set[str]:
    """Name what came about; copies of what was there before are no change."""
    if isinstance(before, dict) and isinstance(after, dict):
        new = {name for name in after if before.get(name, b"") != after[name]} | (
            before.keys() - after.keys()
        )
        return {"kept" if "/kept" in name else name for name in new}
    return set() if before == after else {"changed"}
