"""Signals that wait for the end of a block, and others that started processes never get."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from mainstay.adapters.processes.interrupts import interrupts_held, signals_withheld

NUMBERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class CaughtError(Exception):
    """What the handlers of these tests raise."""


def catch(number: int, _frame: object) -> None:
    raise CaughtError(number)


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    before = {number: signal.signal(number, catch) for number in NUMBERS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_signal_is_handled_after_the_block(number: signal.Signals) -> None:
    reached = []
    with pytest.raises(CaughtError), interrupts_held():
        signal.raise_signal(number)
        reached.append("the end")
    assert reached == ["the end"]
    assert [signal.getsignal(each) for each in NUMBERS] == [catch] * 3


def test_a_block_within_another_one_waits_for_the_outer_one() -> None:
    reached = []
    with pytest.raises(CaughtError), interrupts_held():
        with interrupts_held():
            signal.raise_signal(signal.SIGTERM)
        reached.append("the end")
    assert reached == ["the end"]


def test_all_handlers_are_put_back_when_all_signals_came() -> None:
    with pytest.raises(CaughtError), interrupts_held():
        for number in NUMBERS:
            signal.raise_signal(number)
    assert [signal.getsignal(each) for each in NUMBERS] == [catch] * 3


def test_what_nobody_handles_is_left_alone() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with interrupts_held():
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN


def test_other_threads_are_not_concerned() -> None:
    seen = []

    def work() -> None:
        with interrupts_held():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [catch]


def test_processes_of_the_block_do_not_get_them() -> None:
    program = "import os, signal; [os.kill(os.getpid(), number) for number in (2, 15, 1)]; print('alive')"
    with signals_withheld():
        ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert ended.stdout == b"alive\n"
    assert not signal.pthread_sigmask(signal.SIG_BLOCK, ())
