"""Actions of plugins: whatever one does is a result, and what it may not do while it foresees it cannot."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mainstay.adapters.actions.plugin import PluginAction
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.adapters.secrets.looking_up import LocalSecrets
from mainstay.domain.plan import Value
from mainstay.domain.run import LONGEST_DETAIL, LONGEST_OUTPUT, Answer, Mark, Result, WaitFor
from mainstay.plugins.asking import Allowed, Asking
from mainstay.plugins.installed import ACTION, installed
from mainstay.ports.action import Occasion
from tests.fakes.plugins import Environment
from tests.unit.adapters.actions.made import NOW, occasion

SECRET = "hunter2-and-more"


class Trying:
    """Plants an action and carries it out."""

    def __init__(self, environment: Environment, folder: Path) -> None:
        self.environment, self.folder = environment, folder

    def action(self, allowed: Allowed | None = None) -> PluginAction:
        (plugin,) = installed([str(self.environment.packages)], ACTION)
        asking = Asking(LocalProcesses(), allowed or Allowed(), self.environment.python)
        secrets = LocalSecrets({"TOKEN": SECRET}, LocalProcesses())
        return PluginAction(plugin, asking, secrets, looks=False)

    def act(self, body: str, circumstances: Occasion | None = None, to: Value = "") -> Result:
        self.environment.plant_action("tried", body)
        given = to or str(self.folder / "made")
        return self.action().act({"to": given}, circumstances or occasion())


@pytest.fixture
def trying(tmp_path: Path) -> Trying:
    return Trying(Environment.made(tmp_path / "environment"), tmp_path)


def test_it_acts_with_its_parameters_and_the_occasion(trying: Trying) -> None:
    told = occasion(
        number=2,
        memo={"n": (1, {"a": None})},
        done={"was": 1.5},
        answer=Answer.KEEP,
        answered_by="ada",
        first=False,
    )
    found = trying.act(
        """
        from pathlib import Path
        Path(parameters.to).write_text(occasion.key)
        return Result(Mark.DONE, occasion.answered_by, "a\\nb\\x1b[31m", {
            "memo": occasion.memo, "done": occasion.done, "n": occasion.number, "part": occasion.part is not None,
            "answer": occasion.answer.value, "first": occasion.first, "now": occasion.now, "stopped": occasion.stopped(),
        })
        """,
        told,
    )
    assert (trying.folder / "made").read_text() == "01-run.step.do"
    assert (found.mark, found.detail) == (Mark.DONE, "ada")
    assert found.output.startswith("a\nb") and "\x1b" not in found.output
    assert found.memo == {
        "memo": {"n": (1, {"a": None})},
        "done": {"was": 1.5},
        "n": 2,
        "part": True,
        "answer": "keep",
        "first": False,
        "now": NOW,
        "stopped": False,
    }


def test_it_waits_and_looks_again(trying: Trying) -> None:
    found = trying.act(
        "return Result(Mark.LATER, 'not yet', memo={'n': 1}, wake_at=occasion.now + 5, waits_for=WaitFor.TIME)"
    )
    assert (found.mark, found.wake_at, found.waits_for) == (Mark.LATER, NOW + 5, WaitFor.TIME)


def test_to_foresee_it_can_change_nothing_and_sees_no_secret(trying: Trying) -> None:
    trying.environment.plant_action(
        "tried",
        "raise SystemExit",
        foresee="""
        import socket
        from pathlib import Path
        found = []
        for attempt in (lambda: Path("%s").write_text("x"), lambda: socket.create_connection(("127.0.0.1", 9), 1)):
            try: attempt()
            except OSError as error: found.append(type(error).__name__)
        return Result(Mark.DONE, " ".join(found) + " " + parameters.to)
        """
        % (trying.folder / "made"),
    )
    found = trying.action().foresee({"to": "env:TOKEN"}, occasion())
    assert (found.mark, found.detail) == (Mark.DONE, "PermissionError PermissionError env:TOKEN")
    assert not (trying.folder / "made").exists()


def test_secrets_reach_it_and_come_back_in_no_form(trying: Trying) -> None:
    found = trying.act(
        """
        import base64
        secret = parameters.to
        return Result(Mark.DONE, f"with {secret}", f"{base64.b64encode(secret.encode()).decode()}\\n{secret}",
                      {"kept": [secret], secret: len(secret)})
        """,
        to="env:TOKEN",
    )
    assert found.mark is Mark.DONE
    assert found.memo["***"] == len(SECRET)
    assert SECRET not in repr(found) and "aHVudGVyMi" not in repr(found)


@pytest.mark.parametrize("before", [0, 250, 290, 299])
def test_no_part_of_a_secret_is_told_where_it_fails(trying: Trying, before: int) -> None:
    found = trying.act(f"raise ValueError('x' * {before} + parameters.to)", to="env:TOKEN")
    assert found.mark is Mark.UNKNOWN
    assert "hunte" not in found.detail


def test_a_secret_that_is_not_there_is_not_begun(trying: Trying) -> None:
    found = trying.act("return Result(Mark.DONE)", to="env:NONE")
    assert found.mark is Mark.NOT_BEGUN and "env:NONE" in found.detail


@pytest.mark.parametrize(
    ("body", "mark", "told"),
    [
        ("raise ValueError('no \\x1b[31m')", Mark.UNKNOWN, "ValueError: (planted_tried.py:"),
        ("raise SystemExit(0)", Mark.UNKNOWN, "SystemExit"),
        ("import os; os._exit(0)", Mark.UNKNOWN, "its answer is none"),
        ("import os; os.kill(os.getpid(), 9)", Mark.UNKNOWN, "it was ended by SIGKILL"),
        ("return None", Mark.UNKNOWN, "act gives a NoneType, and no Result"),
        ("return Result('great')", Mark.UNKNOWN, "its mark is none: great"),
        ("return Result(Mark.ANSWER)", Mark.UNKNOWN, "its mark is answer, which no action gives"),
        ("return Result(Mark.LATER, wake_at=1)", Mark.UNKNOWN, "does not say what it waits for"),
        ("return Result(Mark.LATER, wake_at=1, waits_for='time')", Mark.UNKNOWN, "not within a year"),
        ("return Result(Mark.LATER, wake_at=1<<60, waits_for='time')", Mark.UNKNOWN, "not within a year"),
        ("return Result(Mark.DONE, memo={'a': 'x' * 70_000})", Mark.UNKNOWN, "more than the 64 KiB"),
        ("return Result(Mark.DONE, memo={'a': '\\x00'})", Mark.UNKNOWN, "NUL"),
        ("return Result(Mark.DONE, memo={1: object()})", Mark.UNKNOWN, "values of other types"),
        ("deep = []\nfor _ in range(50): deep = [deep]\nreturn Result(Mark.DONE, memo={'a': deep})", Mark.UNKNOWN, "deep"),
        ("return Result(Mark.DONE, 'x' * (17 << 20))", Mark.UNKNOWN, "answered more than the 16 MiB"),
        ("return Result(Mark.DONE, 5)", Mark.UNKNOWN, "its answer is none"),
        ("x = b'x' * (2 << 30)", Mark.UNKNOWN, "MemoryError"),
    ],
)  # fmt: skip
def test_whatever_it_does_is_a_result(trying: Trying, body: str, mark: Mark, told: str) -> None:
    found = trying.act(body)
    assert found.mark is mark and told in found.detail
    assert found.detail.startswith("the plugin tried: ") and found.detail.isprintable()


def test_a_flood_is_cut_to_its_bounds(trying: Trying) -> None:
    found = trying.act("return Result(Mark.DONE, 'd' * 100_000, 'first' + 'o' * 1_000_000 + 'last')")
    assert (found.mark, len(found.detail) <= LONGEST_DETAIL) == (Mark.DONE, True)
    assert len(found.output) <= LONGEST_OUTPUT and found.output.endswith("last")


@pytest.mark.parametrize(
    ("parameters", "told"),
    [
        ({}, "its parameters cannot be used: Object missing required field `to`"),
        ({"to": 5}, "its parameters cannot be used: Expected `str`"),
        ({"to": "a", "more": 1}, "it takes no 'more'"),
    ],
)
def test_parameters_that_it_has_not_are_not_begun(
    trying: Trying, parameters: dict[str, Value], told: str
) -> None:
    trying.environment.plant_action("tried", "raise ValueError('it was called')")
    for found in (
        trying.action().act(parameters, occasion()),
        trying.action().foresee(parameters, occasion()),
    ):
        assert found.mark is Mark.NOT_BEGUN and told in found.detail


def test_one_that_does_not_load_is_not_begun(trying: Trying) -> None:
    trying.environment.plant("tried", "import not_there_at_all\n", kind="action")
    found = trying.action().act({}, occasion())
    assert found.mark is Mark.NOT_BEGUN and "ModuleNotFoundError" in found.detail


def test_a_python_that_is_not_there_is_not_begun(trying: Trying) -> None:
    trying.environment.plant_action("tried", "return Result(Mark.DONE)")
    (plugin,) = installed([str(trying.environment.packages)], ACTION)
    asking = Asking(LocalProcesses(), Allowed(), str(trying.folder / "none"))
    found = PluginAction(plugin, asking, LocalSecrets({}, LocalProcesses()), looks=True).act({}, occasion())
    assert found.mark is Mark.NOT_BEGUN and "is not there" in found.detail


HANGING = """
import os, signal, time
from pathlib import Path
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = os.fork()
if not child:
    os.setsid()
    time.sleep(600)
Path(parameters.to).write_text(f"{os.getpid()} {child}")
time.sleep(600)
"""


def gone(folder: Path) -> bool:
    pids = (folder / "made").read_text().split()
    return not any(Path("/proc", pid).exists() for pid in pids)


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def test_one_that_hangs_ends_with_its_time_and_all_that_it_started(trying: Trying) -> None:
    found = trying.act(HANGING, occasion(seconds=4.0))
    assert found.mark is Mark.UNKNOWN and "longer than the 3.5 seconds it may" in found.detail
    assert within(5, lambda: gone(trying.folder))


def test_one_that_is_stopped_ends_with_all_that_it_started(trying: Trying) -> None:
    stop = threading.Event()

    def stopping() -> None:
        within(30, (trying.folder / "made").exists)
        stop.set()

    thread = threading.Thread(target=stopping)
    thread.start()
    found = trying.act(HANGING, occasion(seconds=60.0, stopped=stop.is_set))
    thread.join()
    assert (found.mark, found.detail) == (Mark.UNKNOWN, "the plugin tried: it was stopped")
    assert within(5, lambda: gone(trying.folder))


def test_what_is_stopped_before_is_not_begun(trying: Trying) -> None:
    found = trying.act("return Result(Mark.DONE)", occasion(stopped=lambda: True))
    assert found.mark is Mark.NOT_BEGUN


def test_several_at_once_do_not_let_each_other_be_seen(trying: Trying) -> None:
    trying.environment.plant_action("tried", "import time; time.sleep(0.3); return Result(Mark.DONE)")
    action = trying.action()
    found: list[Result] = []
    threads = [
        threading.Thread(target=lambda: found.append(action.act({"to": "x"}, occasion()))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.mark for one in found] == [Mark.DONE] * 4
