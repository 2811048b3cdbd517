"""Blocks in executors whose workers die: what is tried again, alone, here, and what is lost."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.adapters.executors.here import SerialExecutor
from mainstay.domain.errors import RunFailed
from mainstay.domain.notice import Weight
from mainstay.flows.blocks import TRIES, Blocks
from mainstay.ports.executors import TaskKilled
from tests.fakes.block_tasks import doubled


class _Breaking(Executor):
    """Does what it is given when it is asked for, until it comes to what breaks it; nothing after that is done."""

    def __init__(self, breaks: Callable[[Any], BaseException | None], given: list[Any]) -> None:
        self._breaks, self._given, self._broken = breaks, given, False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if self._broken:
            raise BrokenExecutor("it broke before")
        future: Future[Any] = Future()
        if not args:
            future.set_result(fn())
            return future
        self._given.append(args[0])
        error = self._breaks(args[0])
        if error is None:
            future.set_result(fn(*args))
        else:
            self._broken = isinstance(error, BrokenExecutor)
            future.set_exception(error)
        return future


class Fakes:
    """Opens executors that break at what `breaks` says, at most `most` of them; remembers all it was given."""

    name = "fake"

    def __init__(
        self,
        breaks: Callable[[Any], BaseException | None] = lambda _: None,
        most: int = 100,
        width: int = 2,
        worth: int = 0,
    ) -> None:
        self.breaks, self.most, self.width, self.worth = breaks, most, width, worth
        self.opened, self.ended, self.given = 0, 0, list[Any]()

    def open(self) -> Executor:
        if self.opened >= self.most:
            raise RunFailed("no more can be had")
        self.opened += 1
        return _Breaking(self.breaks, self.given)

    def end(self, executor: Executor) -> None:
        self.ended += 1


def first_times(which: dict[int, int]) -> Callable[[int], BaseException | None]:
    """Break at each number so many times, and not any more."""
    left = dict(which)

    def breaks(number: int) -> BaseException | None:
        left[number] = left.get(number, 0) - 1
        return BrokenExecutor("its worker died") if left[number] >= 0 else None

    return breaks


def made(fakes: Fakes, many: int = 10) -> tuple[list[tuple[int, int | None]], Blocks]:
    with Blocks(fakes) as blocks:
        found = list(blocks.each(doubled, ((number, number) for number in range(many))))
    assert fakes.ended == fakes.opened
    return found, blocks


def whole(many: int = 10) -> list[tuple[int, int | None]]:
    return [(number, 2 * number) for number in range(many)]


def test_what_broke_once_is_done_in_a_new_executor() -> None:
    fakes = Fakes(first_times({3: 1}))
    found, blocks = made(fakes)
    assert found == whole()
    assert fakes.opened == 2
    (told,) = blocks.notices()
    assert (told.code, told.count, told.weight) == ("workers-died", 1, Weight.NOTE)


def test_what_was_done_already_is_not_done_again() -> None:
    fakes = Fakes(first_times({3: 1}))
    made(fakes)
    assert [fakes.given.count(number) for number in range(10)] == [1, 1, 1, 2, 1, 1, 1, 1, 1, 1]


def test_a_block_that_breaks_them_alone_too_is_lost_and_all_others_are_done() -> None:
    fakes = Fakes(lambda number: BrokenExecutor("dead") if number == 3 else None)
    found, blocks = made(fakes)
    assert found == [(number, None if number == 3 else 2 * number) for number in range(10)]
    assert fakes.given.count(3) == 1 + TRIES
    blocks.lose(["host: a\x1b[31m", *(f"host: {number}" for number in range(9))])
    told = blocks.notices()[1]
    assert (told.code, told.count, len(told.examples)) == ("series-lost", 10, 5)
    assert told.examples[0] == "host: a\\x1b[31m"
    assert told.weight is Weight.LIMIT
    assert told.mend


def test_after_two_breaks_one_block_is_under_way_at_a_time() -> None:
    fakes = Fakes(first_times({1: 1, 4: 1}), width=3)
    with Blocks(fakes) as blocks:
        for number, _ in blocks.each(doubled, ((number, number) for number in range(30))):
            if number > 8:
                assert max(fakes.given) == number


def test_where_no_new_executor_can_be_had_the_rest_is_computed_here() -> None:
    fakes = Fakes(first_times({3: 1}), most=1)
    found, blocks = made(fakes)
    assert found == whole()
    assert "without them" in blocks.notices()[0].text
    assert 9 not in fakes.given


def test_where_new_workers_do_not_even_begin_the_rest_is_computed_here() -> None:
    class Stillborn(Fakes):
        def open(self) -> Executor:
            executor = super().open()
            if self.opened > 1:
                executor.submit = _refuse  # type: ignore[method-assign]
            return executor

    found, _ = made(Stillborn(first_times({0: 1})))
    assert found == whole()


def _refuse(*_: object) -> Future[Any]:
    raise BrokenExecutor("it does not begin")


def test_where_none_can_be_had_at_first_that_is_said() -> None:
    with Blocks(Fakes(most=0)) as blocks, pytest.raises(RunFailed, match="no more can be had"):
        list(blocks.each(doubled, [(1, 1)]))


def test_a_task_that_was_killed_beside_others_is_tried_alone_once() -> None:
    left = [TaskKilled("several died"), None]
    once = Fakes(lambda number: left.pop(0) if number == 3 else None)
    assert made(once)[0] == whole()
    always = Fakes(lambda number: TaskKilled("several died") if number == 3 else None)
    assert made(always)[0][3] == (3, None)
    assert (always.given.count(3), always.opened) == (2, 1)


def test_fewer_blocks_than_it_is_worth_open_nothing() -> None:
    fakes = Fakes(worth=4)
    assert made(fakes, 3)[0] == whole(3)
    assert fakes.opened == 0
    assert made(fakes, 4)[0] == whole(4)
    assert fakes.opened == 1


def test_what_raises_ends_the_executor() -> None:
    def failing(number: int) -> int:
        raise OSError("no disk")

    fakes = Fakes()
    fakes.open = SerialExecutor  # type: ignore[method-assign,assignment]
    with pytest.raises(OSError, match="no disk"), Blocks(fakes) as blocks:
        list(blocks.each(failing, [(1, 1)]))
    assert fakes.ended == 1


class Late(Executor):
    """Does all in threads of its own, in any order."""

    def __init__(self, order: Sequence[int]) -> None:
        self._order = order

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        wait = self._order[args[0] % len(self._order)] / 2_000
        threading.Timer(wait, lambda: future.set_result(fn(*args))).start()
        return future


@given(st.dictionaries(st.integers(0, 19), st.integers(1, 4)), st.integers(1, 5), st.integers(0, 4))
def test_whatever_breaks_each_block_comes_once_in_its_order(
    which: dict[int, int], width: int, worth: int
) -> None:
    found, _ = made(Fakes(first_times(which), width=width, worth=worth), 20)
    assert [number for number, _ in found] == list(range(20))
    for number, twice in found:
        assert twice == 2 * number or (twice is None and which.get(number, 0) > TRIES - 1)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=8), st.integers(1, 5))
def test_whatever_is_done_first_blocks_come_in_their_order(order: list[int], width: int) -> None:
    fakes = Fakes(width=width)
    fakes.open = lambda: Late(order)  # type: ignore[method-assign]
    with Blocks(fakes) as blocks:
        assert list(blocks.each(doubled, ((number, number) for number in range(9)))) == whole(9)
