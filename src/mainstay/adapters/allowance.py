"""What the system allows this process: looked at before the work begins, so that it does not fail half way."""

import ctypes
import errno
import gc
import os
import resource
import signal
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from mainstay.domain.errors import RunFailed

# Measured on Linux: below these, git or the workers cannot be started. Each job holds three files more.
_FILES = 48
_FILES_A_JOB = 3
_MEMORY = {resource.RLIMIT_DATA: (160 << 20, "ulimit -d"), resource.RLIMIT_AS: (400 << 20, "ulimit -v")}
# Kept back for the end of a run that has used up the rest: it has to be told of and tidied up after.
_RESERVE = 32 << 20
_STACK = 1 << 20
# M_ARENA_MAX of malloc.h
_ARENA_MAX = -8
_SHORT = {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN}
# Asks the main thread to end what it does; Ctrl-C and its like keep their meaning beside it.
_WAKING = signal.SIGUSR2
_NO_THREAD = "can't start new thread"
_MEND = "free some memory, raise the limits of this shell (ulimit -a), or try --jobs 1"


def make_ready(jobs: int) -> None:
    """Allow this process the open files that `jobs` workers need (0: one a core), as far as it may itself.

    Raises RunFailed where its limits are too tight for any work.
    """
    # Arrays are only sorted and summed; the threads that multiply matrices would each take 32 MiB from the start.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _allow_files(_FILES + _FILES_A_JOB * (jobs or os.cpu_count() or 1))
    for limit, (least, command) in _MEMORY.items():
        allowed, most = resource.getrlimit(limit)
        if allowed == resource.RLIM_INFINITY:
            continue
        if allowed < least:
            raise RunFailed(
                f"this process may use only {allowed >> 20} MiB of memory, and needs {least >> 20}",
                where=command,
                mend=f"raise the limit: {command} unlimited",
            )
        _spare_addresses()
        if allowed == most:
            resource.setrlimit(limit, (allowed - _RESERVE, most))


def _spare_addresses() -> None:
    """Let threads take little of limited memory, in this process and those that it starts.

    glibc sets 64 MiB of addresses aside for the memory of each thread and 8 MiB for its stack, used or not, and both
    limits count some of that.
    """
    os.environ.setdefault("MALLOC_ARENA_MAX", "1")
    threading.stack_size(_STACK)
    with suppress(AttributeError):  # another C library has no such number
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def _allow_files(wanted: int) -> None:
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if allowed == resource.RLIM_INFINITY or allowed >= wanted:
        return
    raised = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    if raised < _FILES:
        raise RunFailed(
            f"this process may open only {most} files at once, and needs {_FILES}",
            where="ulimit -n",
            mend="raise the limit: ulimit -n 256",
        )
    resource.setrlimit(resource.RLIMIT_NOFILE, (raised, most))


@contextmanager
def no_collecting() -> Iterator[None]:
    """Keep Python from looking for cycles of garbage in the block: a look makes a million records and next to no cycle."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def shortages_told() -> Iterator[None]:
    """Tell as what it is that memory, files or threads ran out in the block, wherever that was met.

    The main thread does not even wait for another one that died of it. Raises RunFailed for that.
    """
    told, before = _Told(), threading.excepthook
    threading.excepthook = told
    is_main = threading.current_thread() is threading.main_thread()
    usual = signal.signal(_WAKING, told.wake) if is_main else None
    try:
        yield
    except MemoryError as error:
        raise _out_of_memory(error) from error
    except OSError as error:
        if error.errno not in _SHORT:
            raise
        raise _short(f"the system gave no more: {error.strerror}") from error
    except RuntimeError as error:
        if str(error) != _NO_THREAD:
            raise
        raise _short("the system gave no more threads") from error
    finally:
        threading.excepthook = before
        # One that is still under way must not end the program, as it does where nobody handles it.
        if is_main:
            signal.signal(_WAKING, signal.SIG_IGN if told.by_a_thread else usual)


class _Told:
    """Wakes the main thread when another one dies of too little memory, for it may be waiting for that one for ever."""

    def __init__(self) -> None:
        self.by_a_thread = False
        self._main = threading.main_thread().ident or 0

    def __call__(self, died: threading.ExceptHookArgs) -> None:
        if not issubclass(died.exc_type, MemoryError):
            threading.__excepthook__(died)
        elif not self.by_a_thread:
            self.by_a_thread = True
            _take_reserve()
            if signal.getsignal(_WAKING) == self.wake:
                signal.pthread_kill(self._main, _WAKING)

    def wake(self, _number: int, _frame: FrameType | None) -> None:
        """End what the main thread waits for, if it was a thread that sent the signal."""
        if self.by_a_thread:
            raise MemoryError


def _take_reserve() -> None:
    for limit in _MEMORY:
        _, most = resource.getrlimit(limit)
        resource.setrlimit(limit, (most, most))


def _out_of_memory(error: BaseException) -> RunFailed:
    _take_reserve()
    # What the broken-off work still holds is not needed any more.
    traceback.clear_frames(error.__traceback__)
    return _short("memory ran out")


def _short(what: str) -> RunFailed:
    return RunFailed(what, where="this machine", mend=_MEND)
