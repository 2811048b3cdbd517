"""A command run within the test's process, which gets back what the program changes in a process of its own."""

import signal
import sys
from collections.abc import Callable, Iterator

import pytest

from mainstay.cli import interrupt
from mainstay.cli.edge import run
from tests.fakes.command_line import Ended
from tests.fakes.doors import FakeDoors


@pytest.fixture(autouse=True)
def _process_as_before() -> Iterator[None]:
    handlers = {number: signal.getsignal(number) for number in (*interrupt.WORDS, signal.SIGURG)}
    hook = sys.unraisablehook
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)
    sys.unraisablehook = hook


@pytest.fixture
def doors() -> FakeDoors:
    return FakeDoors()


@pytest.fixture
def command(doors: FakeDoors, capsys, tmp_path, monkeypatch) -> Callable[..., Ended]:
    """Give a function that runs a command in an empty folder and tells how it ended."""
    monkeypatch.chdir(tmp_path)
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "_MAINSTAY_COMPLETE"):
        monkeypatch.delenv(name, raising=False)

    def ended(*arguments: str, over: FakeDoors = doors) -> Ended:
        code = run(list(arguments), over)
        out, err = capsys.readouterr()
        return Ended(code, out, err)

    return ended
