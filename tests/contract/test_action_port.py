"""What every kind of action promises, whatever it does. A kind joins with one line in MAKERS."""

import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

import pytest

from mainstay.adapters.actions.check_command import CommandCheck
from mainstay.adapters.actions.check_http import HttpCheck
from mainstay.adapters.actions.check_promql import PromqlCheck
from mainstay.adapters.actions.check_tcp import TcpCheck
from mainstay.adapters.actions.command import CommandAction
from mainstay.adapters.actions.file import FileAction
from mainstay.adapters.actions.http import HttpAction
from mainstay.adapters.actions.people import ManualAction, NotifyAction
from mainstay.adapters.actions.programs import Programs
from mainstay.adapters.actions.promising import PromiseAction
from mainstay.adapters.actions.requests import Asking
from mainstay.adapters.actions.service import ServiceAction
from mainstay.adapters.actions.sql.kept import KeptDatabase
from mainstay.adapters.actions.sql.kind import SqlAction, SqlCheck
from mainstay.adapters.actions.waiting import WaitAction, WaitWindowAction
from mainstay.adapters.actions.watch import WatchAction
from mainstay.adapters.http.client import HttpClient
from mainstay.adapters.processes.supervising import LocalSupervisor
from mainstay.analysis.contents.canonical import encode
from mainstay.analysis.plans.action_shapes import misfits
from mainstay.domain.action_kinds import KINDS, LOOKING
from mainstay.domain.plan import Action, Value
from mainstay.domain.run import LONGEST_DETAIL, LONGEST_OUTPUT, Mark, Result, WaitFor
from mainstay.ports.action import ActionKind
from tests.fakes.keeping import Kept
from tests.fakes.metrics import MemoryMetrics
from tests.fakes.occasions import NOW, occasion, stopped_after
from tests.fakes.receiver import Receiver, answer, receiving
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


def a_repository(folder: Path) -> Made:
    kept = Kept(folder)
    parameters = kept.parameters("branch", at=kept.base)
    return Made(kept.action, parameters, kept.tip)


def a_database(folder: Path) -> KeptDatabase:
    with closing(sqlite3.connect(folder / "orders.sqlite")) as connection:
        connection.execute("CREATE TABLE orders (number INTEGER)")
        connection.commit()
    return KeptDatabase(str(folder / "orders.sqlite"), journal=True)


def a_change_in_a_database(folder: Path) -> Made:
    def rows() -> object:
        with closing(sqlite3.connect(folder / "orders.sqlite")) as connection:
            return connection.execute("SELECT * FROM orders").fetchall()

    kind = SqlAction({"orders": a_database(folder)}, MemorySecrets({}))
    return Made(kind, {"database": "orders", "statements": ("INSERT INTO orders VALUES (1)",)}, rows)


def a_check_in_a_database(folder: Path) -> Made:
    kind = SqlCheck({"orders": a_database(folder)}, MemorySecrets({}))
    query: Parameters = {
        "database": "orders",
        "query": "SELECT count(*) FROM orders",
        "is": "equal",
        "value": 0,
    }
    return Made(kind, query, lambda: files(folder))


def a_request(_folder: Path, receiver: Receiver) -> Made:
    kind = HttpAction(Asking(HttpClient(), MemorySecrets({})))
    parameters: Parameters = {"url": receiver.address, "method": "POST", "body": {"a": 1}}
    return Made(kind, parameters, lambda: len(receiver.received))


def a_check_of_an_address(_folder: Path, receiver: Receiver) -> Made:
    kind = HttpCheck(Asking(HttpClient(), MemorySecrets({})))
    return Made(kind, {"url": receiver.address, "within": "1m"}, lambda: None)


def a_check_of_a_port(_folder: Path, receiver: Receiver) -> Made:
    port = urlsplit(receiver.address).port or 0
    return Made(TcpCheck(), {"host": "127.0.0.1", "port": port}, lambda: None)


def a_check_of_a_metric(_folder: Path) -> Made:
    server = MemoryMetrics()
    server.tell("up", 1.0)
    return Made(PromqlCheck({"main": server}), {"query": "up", "is": "equal", "value": 1}, lambda: None)


def a_notice(_folder: Path) -> Made:
    told: dict[str, str] = {}

    def say(key: str, _channels: tuple[str, ...], text: str) -> str:
        told[key] = text
        return ""

    return Made(NotifyAction(say, ("all",)), {"text": "It is done."}, lambda: dict(told))


def a_watch(_folder: Path) -> Made:
    server = MemoryMetrics()
    server.tell("up", 1.0)
    metrics: Value = ({"name": "up", "query": "up", "worse": "lower"},)
    parameters: Parameters = {"for": "5m", "every": "1m", "baseline": "10m", "metrics": metrics}
    return Made(WatchAction({"main": server}), parameters, lambda: None)


def waits(kind: ActionKind, **parameters: Value) -> Callable[[Path], Made]:
    return lambda _folder: Made(kind, parameters, lambda: None)


PROMISED: Parameters = {"what": "fast", "query": "p95", "is": "below", "value": 1, "after": "3d"}
MAKERS: dict[str, Callable[[Path], Made]] = {
    "command": a_command,
    "check-command": a_check_by_command,
    "file": a_file,
    "service": a_service,
    "git": a_repository,
    "sql": a_change_in_a_database,
    "check-sql": a_check_in_a_database,
    "check-promql": a_check_of_a_metric,
    "notify": a_notice,
    "wait": waits(WaitAction(), **{"for": "15m"}),
    "wait-window": waits(WaitWindowAction(lambda _window, _subject, _environment, now: now + 60)),
    "manual": waits(ManualAction(), what="Turn the key."),
    "watch": a_watch,
    "promise": waits(PromiseAction({"main": MemoryMetrics()}), **PROMISED),
}
ASKING: dict[str, Callable[[Path, Receiver], Made]] = {
    "http": a_request,
    "check-http": a_check_of_an_address,
    "check-tcp": a_check_of_a_port,
}


def test_every_kind_that_comes_along_is_held_to_this() -> None:
    assert {*MAKERS, *ASKING} == KINDS


@pytest.fixture(params=[*MAKERS, *ASKING])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Made]:
    folder = tmp_path / "room"
    folder.mkdir()
    if request.param in MAKERS:
        one = MAKERS[request.param](folder)
        assert one.kind.name == request.param
        yield one
        return
    with receiving(answer(200)) as receiver:
        one = ASKING[request.param](folder, receiver)
        assert one.kind.name == request.param
        yield one


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
