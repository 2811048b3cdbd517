"""Holding signals back for the moment in which a program is started but not yet known to be ours, or is being ended."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# The last is what the command line reminds the main thread of the others with.
_HELD = (*_ENDING, signal.SIGURG)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Let signals that Python code handles wait until the end of the block, which must be short.

    Only the main thread is ever interrupted, so in others this does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # One in the other, so that what the first lets through does not keep the next from being put back.
    with _held(_HELD[0]), _held(_HELD[1]), _held(_HELD[2]), _held(_HELD[3]):
        yield


@contextmanager
def _held(number: signal.Signals) -> Iterator[None]:
    handler = signal.getsignal(number)
    if not callable(handler):
        yield
        return
    came: list[int] = []
    try:
        signal.signal(number, lambda number, _frame: came.append(number))
        yield
    finally:
        signal.signal(number, handler)
        if came:
            handler(number, sys._getframe())


@contextmanager
def signals_withheld() -> Iterator[None]:
    """Keep processes that are started in the block out of reach of Ctrl-C, SIGTERM and SIGHUP.

    A terminal sends them to all processes at once; these are for us to end. Here they only wait, or reach another thread.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
