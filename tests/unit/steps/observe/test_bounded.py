"""A worker that takes too much ends, and nothing else does: real processes that die each in its own way."""

import os
import resource
import signal
from concurrent.futures import BrokenExecutor, CancelledError, Future
from pathlib import Path

import pytest

from mainstay.adapters.executors.processes import LocalWorkers
from mainstay.domain.errors import UsageError
from mainstay.steps.observe.bounded import (
    Awaited,
    Ending,
    Time,
    WorkerEnded,
    ask_alone,
    asked_of,
    begin_bounded,
    done_here,
    within,
)

MEMORY = 512 << 20
MOMENT = 0.2
"""CPU seconds."""


def doubled(number: int) -> int:
    with within(60):
        return 2 * number


def killed(_: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def greedy(size: int) -> int:
    with within(60):
        return len(bytearray(size))


def endless(_: int) -> int:
    with within(MOMENT):
        while True:
            pass


def deep(depth: int) -> int:
    with within(60):
        return deep(depth + 1)


def refusing(_: int) -> int:
    with within(MOMENT):
        raise UsageError("no")


def busy(rounds: int) -> int:
    """Work on for longer than what went before was allowed."""
    try:
        refusing(0)
    except UsageError:
        began = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        while resource.getrusage(resource.RUSAGE_SELF).ru_utime < began + 3 * MOMENT:
            rounds += 1
    return rounds


def bounds(_: int) -> tuple[int, int, bool]:
    return (
        resource.getrlimit(resource.RLIMIT_DATA)[0],
        resource.getrlimit(resource.RLIMIT_CORE)[0],
        signal.getsignal(signal.SIGPROF) is signal.SIG_DFL,
    )


def alone(task, argument: int = 0):
    return ask_alone(LocalWorkers(1), MEMORY, task, argument)


def test_an_answer_comes_back_and_so_does_what_the_task_raised() -> None:
    assert alone(doubled, 21) == 42
    with pytest.raises(UsageError, match="no"):
        alone(refusing)


@pytest.mark.parametrize(
    ("task", "argument", "how"),
    [
        (killed, 0, Ending.KILLED),
        (endless, 0, Ending.KILLED),
        (greedy, 2 * MEMORY, Ending.MEMORY),
        (deep, 0, Ending.DEPTH),
    ],
    ids=["killed", "too long", "too much", "too deep"],
)
def test_a_worker_that_ends_tells_how(task, argument: int, how: Ending) -> None:
    with pytest.raises(WorkerEnded) as ended:
        alone(task, argument)
    assert ended.value.how is how


def test_what_fits_within_the_memory_is_done() -> None:
    assert alone(greedy, MEMORY // 4) == MEMORY // 4


def test_a_worker_begins_with_its_bounds_even_where_signals_are_ignored() -> None:
    before = signal.signal(signal.SIGPROF, signal.SIG_IGN)
    try:
        assert alone(bounds) == (MEMORY, 0, True)
    finally:
        signal.signal(signal.SIGPROF, before)


def test_time_is_over_with_what_it_was_given_for() -> None:
    assert alone(busy) > 0


def test_a_dead_executor_is_told_with_the_result_of_what_it_is_asked_next(tmp_path: Path) -> None:
    workers = LocalWorkers(1)
    executor = workers.open(1, begin_bounded, (MEMORY,))
    try:
        for task in (killed, doubled):
            with pytest.raises(WorkerEnded) as ended:
                asked_of(executor, task, 1).result()
            assert ended.value.how is Ending.KILLED
    finally:
        workers.end(executor)


@pytest.mark.parametrize(
    ("error", "how"), [(CancelledError(), Ending.CANCELLED), (BrokenExecutor(), Ending.KILLED)]
)
def test_one_that_was_ended_for_another_is_told_apart(error: BaseException, how: Ending) -> None:
    future: Future[int] = Future()
    future.set_exception(error)
    awaited: Awaited[int] = Awaited()
    awaited.put(future)
    with pytest.raises(WorkerEnded) as ended:
        awaited.result()
    assert ended.value.how is how


def recursing(depth: int) -> int:
    return recursing(depth + 1)


def full(_: int) -> int:
    raise MemoryError


def test_what_is_done_here_is_told_the_same_way() -> None:
    assert done_here(abs, -1) == 1
    for task, how in ((recursing, Ending.DEPTH), (full, Ending.MEMORY)):
        with pytest.raises(WorkerEnded) as ended:
            done_here(task, 0)
        assert ended.value.how is how


def test_time_grows_with_what_is_read_to_a_bound() -> None:
    time = Time(20.0, per_mib=0.5, most=30.0)
    assert [time.of(), time.of(4 << 20), time.of(1 << 30)] == [20.0, 22.0, 30.0]
    assert Time(4.0, per_mib=2.0).of(1 << 30) == 2052.0
