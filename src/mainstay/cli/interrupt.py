"""What Ctrl-C, SIGTERM and SIGHUP do, by how far the program has come.

Each ends it with one word on standard error and the exit code that shells give for it: 128 and the signal's number.
One that was ignored when the program began stays ignored (nohup, a job in the background). This is loaded first of
all, so it loads next to nothing itself.
"""

import _thread
import atexit
import os
import signal
import sys
import time

# A class of `typing` alone, and that is loaded later.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType

WORDS: "dict[int, str]" = {signal.SIGINT: "interrupted", signal.SIGTERM: "terminated"}
if sys.platform != "win32":
    WORDS[signal.SIGHUP] = "hung up"
    # Without a handler it does nothing, and nobody else sends it to us.
    _NUDGE = signal.SIGURG
_BETWEEN_NUDGES = 0.01  # seconds
_PATIENCE = 3.0  # seconds that putting in order takes at the most
# Cut in two, these leave a lock taken that a thread waits for, a module half loaded, a folder half removed.
_WHOLE = frozenset(
    {
        "_frozen_importlib",
        "_frozen_importlib_external",
        "concurrent",
        "importlib",
        "multiprocessing",
        "shutil",
        "subprocess",
        "tempfile",
        "threading",
        "weakref",
    }
)


class Interrupted(KeyboardInterrupt):
    """The program was asked to end by the signal `number`."""

    def __init__(self, number: int) -> None:
        """Take the signal's number."""
        super().__init__()
        self.number = number


def leave_at_once() -> None:
    """From here on a signal ends the program on the spot: nothing has begun that would have to be put in order.

    An exception would not do, for raised during an import it may come out of any library as another one.
    """
    _handle(_leave)


def unwind() -> None:
    """From here on the first signal raises Interrupted in this thread, the main one, so that work is put in order.

    Further ones let that go on for three seconds, as whoever forwards signals sends them twice; a later one ends the
    program whatever it does. It is raised where it leaves no lock taken: not while one of the libraries is at work that
    have locks, but as soon as our own code is again. What may take long must therefore wait in our own code, by a
    function that is not written in Python: `queue.SimpleQueue.get`, `select.poll`, `os.waitid`.
    """
    if _handle(_unwinding.signalled):
        sys.unraisablehook = _unwinding.not_swallowed
        _unwinding.begin()


def leave_silently() -> None:
    """From here on a signal ends the program without a word: all is said, only the interpreter is still closing."""
    _handle(signal.SIG_DFL)


def insist() -> None:
    """Raise Interrupted again where another failure came up, while work was put in order, and took its place."""
    if _unwinding.raised:
        raise Interrupted(_unwinding.first)


def ending(failure: KeyboardInterrupt) -> tuple[str, int]:
    """Give the word to be said and the exit code."""
    number = failure.number if isinstance(failure, Interrupted) else signal.SIGINT
    return WORDS[number], 128 + number


def _handle(handler: object) -> bool:
    try:
        for number in WORDS:
            # Ignored means that a caller wants it so.
            if signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, handler)  # type: ignore[arg-type]  # signal's own union has no name
    except ValueError:
        return False  # not the main thread: whoever runs us in another one handles signals
    return True


def _leave(number: int, _frame: object = None) -> None:
    try:
        os.write(2, f"{WORDS[number]}\n".encode())
    finally:
        # Also where standard error is closed, or a terminal that is gone.
        os._exit(128 + number)


class _Unwinding:
    """The one signal that is raised, and the thread that sees to it.

    The thread is needed because Python only notes a signal and looks at its notes between two steps: one that comes
    just before the main thread begins to wait is not looked at before the waiting ends, and one that arrives in
    another thread wakes nobody. So the main thread is nudged until it has looked.
    """

    def __init__(self) -> None:
        self.first = 0
        self.raised = False
        self._main = 0
        self._writing = -1

    def begin(self) -> None:
        self.first, self.raised = 0, False
        signal.signal(_NUDGE, self._nudged)
        if self._writing < 0:
            self._main = _thread.get_ident()
            # Registered before all others, hence called after them.
            atexit.register(self._keep_the_exit_code)
            reading, self._writing = os.pipe()
            os.set_blocking(self._writing, False)
            # Written to at once and by the system's own handler, whichever thread it runs in.
            signal.set_wakeup_fd(self._writing, warn_on_full_buffer=False)
            # A fork has the same pipe, and what it is told to do would be done here too; it has no thread that attends either.
            os.register_at_fork(after_in_child=self._forget)
            _thread.start_new_thread(self._attend, (reading,))

    def _forget(self) -> None:
        signal.set_wakeup_fd(-1)
        self.first, self.raised, self._writing = 0, False, -1

    def signalled(self, number: int, frame: "FrameType | None") -> None:
        self.first = self.first or number
        self._nudged(number, frame)

    def not_swallowed(self, failure: "sys.UnraisableHookArgs") -> None:
        """Raise it again when it hit a place where Python drops exceptions, such as a finaliser."""
        if issubclass(failure.exc_type, KeyboardInterrupt):
            self.raised = False
            os.write(self._writing, bytes([_NUDGE]))
        else:
            sys.__unraisablehook__(failure)

    def _nudged(self, _number: int, frame: "FrameType | None") -> None:
        if self.first and not self.raised and not _must_end_first(frame):
            self.raised = True
            raise Interrupted(self.first)

    def _keep_the_exit_code(self) -> None:
        """Let no later signal end a program that was interrupted, and said so, in another way while Python closes.

        Python puts each handler of its own back to the default while it closes; a signal that is ignored stays so.
        """
        if self.first:
            for number in WORDS:
                signal.signal(number, signal.SIG_IGN)

    def _attend(self, reading: int) -> None:
        since = 0.0
        while True:
            # A nudge is noted here as well, so that nudging goes on until one has worked.
            for number in os.read(reading, 512):
                if number in WORDS:
                    since = since or time.monotonic()
                    if time.monotonic() - since > _PATIENCE:
                        _leave(number)
            if since and not self.raised:
                time.sleep(_BETWEEN_NUDGES)
                signal.pthread_kill(self._main, _NUDGE)


def _must_end_first(frame: "FrameType | None") -> bool:
    """Tell whether code is running that must come to its end, or was called by such."""
    while frame is not None:
        module = frame.f_globals.get("__name__", "")
        if module == "mainstay.cli.main":
            return False  # whatever called the program itself
        if module.partition(".")[0] in _WHOLE:
            return True
        frame = frame.f_back
    return False


_unwinding = _Unwinding()
