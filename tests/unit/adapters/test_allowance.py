"""What the system allows this process."""

import errno
import gc
import os
import resource
import signal
import threading
import weakref
from collections.abc import Iterator

import pytest

from mainstay.adapters.allowance import make_ready, no_collecting, shortages_told
from mainstay.domain.errors import RunFailed


@pytest.fixture
def files() -> Iterator[int]:
    """Give back the limit of open files that was there, after letting the test narrow it; gives the hard one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    yield hard
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize(("jobs", "least"), [(1, 48), (16, 96), (0, 48)])
def test_open_files_are_raised_to_what_the_jobs_need(files: int, jobs: int, least: int) -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (40, files))
    make_ready(jobs)
    assert least <= resource.getrlimit(resource.RLIMIT_NOFILE)[0] < 1000


def test_a_limit_that_is_wide_enough_is_left_alone(files: int) -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (1000, files))
    make_ready(2)
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == (1000, files)


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        OSError(errno.EMFILE, "Too many open files"),
        BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable"),
        RuntimeError("can't start new thread"),
    ],
)
def test_what_ran_out_is_told(error: Exception) -> None:
    with pytest.raises(RunFailed) as told, shortages_told():
        raise error
    assert told.value.__cause__ is error
    assert "--jobs 1" in told.value.mend


@pytest.mark.parametrize("error", [OSError(errno.EIO, "Input/output error"), RuntimeError("no"), KeyError(1)])
def test_other_failures_stay_what_they_are(error: Exception) -> None:
    with pytest.raises(type(error)) as told, shortages_told():
        raise error
    assert told.value is error


def fail() -> None:
    raise MemoryError


def test_a_thread_that_dies_of_too_little_memory_is_not_waited_for() -> None:
    never, before = threading.Event(), threading.excepthook
    usual = signal.getsignal(signal.SIGUSR2)
    with pytest.raises(RunFailed, match="memory ran out"), shortages_told():
        threading.Thread(target=fail, daemon=True).start()
        never.wait(60)
    assert threading.excepthook is before
    signal.signal(signal.SIGUSR2, usual)


def test_the_signal_that_wakes_does_nothing_by_itself() -> None:
    usual = signal.getsignal(signal.SIGUSR2)
    with shortages_told():
        os.kill(os.getpid(), signal.SIGUSR2)
    assert signal.getsignal(signal.SIGUSR2) == usual


def test_an_interrupt_stays_one() -> None:
    before = threading.excepthook
    with pytest.raises(KeyboardInterrupt), shortages_told():
        raise KeyboardInterrupt
    assert threading.excepthook is before


def test_what_was_at_work_is_let_go_when_memory_ran_out() -> None:
    class Large:
        pass

    def work() -> None:
        large = Large()
        watched.append(weakref.ref(large))
        fail()

    watched: list[weakref.ref[Large]] = []
    with pytest.raises(RunFailed), shortages_told():
        work()
    assert watched[0]() is None


def test_garbage_is_not_looked_for_in_between_and_is_again_afterwards() -> None:
    assert gc.isenabled()
    with no_collecting():
        assert not gc.isenabled()
        with no_collecting():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), no_collecting():
        raise ZeroDivisionError
    assert gc.isenabled()
