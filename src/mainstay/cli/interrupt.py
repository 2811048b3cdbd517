"""What Ctrl-C does, by how far the program has come. This is loaded first of all, so it loads next to nothing itself."""

import _thread
import os
import signal
import sys
import time

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
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        return
    try:
        signal.signal(signal.SIGINT, handler)  # type: ignore[arg-type]  # signal's own union has no name
    except ValueError:
        return  # not the main thread: whoever runs us in another one handles signals


def _leave(_signal: int, _frame: object) -> None:
    os.write(2, LINE.encode())
    os._exit(CODE)


def _raise_once(_signal: int, _frame: object) -> None:
    signal.signal(signal.SIGINT, _let_pass)
    raise KeyboardInterrupt


def _let_pass(_signal: int, _frame: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _not_swallowed(failure: "sys.UnraisableHookArgs") -> None:
    """Raise an interrupt again that hit a place where Python drops exceptions, such as a finaliser."""
    if failure.exc_type is KeyboardInterrupt:
        unwind()
        _thread.start_new_thread(_again, (_thread.get_ident(),))
    else:
        sys.__unraisablehook__(failure)


def _again(interrupted: int) -> None:
    time.sleep(0.01)  # until the finaliser is over
    # To the thread itself, so that it wakes when it is waiting for something.
    signal.pthread_kill(interrupted, signal.SIGINT)
