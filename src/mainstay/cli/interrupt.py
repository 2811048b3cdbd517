"""What Ctrl-C does, by how far the program has come."""

import os
import signal
import sys
import threading
from types import FrameType

CODE = 130
LINE = "interrupted\n"


def leave_at_once() -> None:
    """From here on Ctrl-C ends the program on the spot: nothing has begun that would have to be put in order.

    An exception would not do, for raised during an import it may come out of any library as another one.
    """
    _handle(_leave)


def unwind() -> None:
    """From here on Ctrl-C raises KeyboardInterrupt, so that work that has begun is put in order.

    A second one while that happens is let pass, a third one ends the program whatever it does.
    """
    _handle(_raise_once)
    sys.unraisablehook = _not_swallowed


def leave_silently() -> None:
    """From here on Ctrl-C ends the program without a word: all is said, only the interpreter is still closing."""
    _handle(signal.SIG_DFL)


def _handle(handler: object) -> None:
    # Ignored means that a caller wants it so (nohup, a job in the background).
    if (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGINT) != signal.SIG_IGN
    ):
        signal.signal(signal.SIGINT, handler)  # type: ignore[arg-type]  # signal's own union has no name


def _leave(_signal: int, _frame: FrameType | None) -> None:
    os.write(2, LINE.encode())
    os._exit(CODE)


def _raise_once(_signal: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGINT, _let_pass)
    raise KeyboardInterrupt


def _let_pass(_signal: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _not_swallowed(failure: "sys.UnraisableHookArgs") -> None:
    """Raise an interrupt again that hit a place where Python drops exceptions, such as a finaliser."""
    if failure.exc_type is KeyboardInterrupt:
        unwind()
        threading.Timer(0.01, signal.raise_signal, [signal.SIGINT]).start()
    else:
        sys.__unraisablehook__(failure)
