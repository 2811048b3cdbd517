"""Ids that grow with time, whatever the clock does, and that no two processes share."""

from concurrent.futures import ThreadPoolExecutor

from mainstay.adapters.ids import TimeIds
from tests.fakes.clock import SetClock


def test_they_grow_also_when_the_clock_stands_or_goes_back() -> None:
    clock = SetClock()
    ids = TimeIds(clock)
    given = []
    for seconds in (0, 0, 1, -3_600, 0, 86_400, -10):
        clock.advance(seconds)
        given += [ids.new() for _ in range(50)]
    assert given == sorted(set(given))
    assert all(len(one) == 16 and int(one, 16) >= 0 for one in given)


def test_they_begin_with_the_second() -> None:
    assert TimeIds(SetClock(0x6B02_3403)).new()[:8] == "6b023403"


def test_several_at_once_share_none() -> None:
    ids, other = TimeIds(SetClock()), TimeIds(SetClock())
    with ThreadPoolExecutor(4) as several:
        given = list(several.map(lambda number: (ids if number % 2 else other).new(), range(2_000)))
    assert len(set(given)) == 2_000


def test_what_another_process_makes_later_within_the_second_is_greater() -> None:
    nanoseconds = iter(range(0, 10**9, 10**6))
    made = [TimeIds(SetClock(), lambda: next(nanoseconds)).new() for _ in range(900)]
    assert made == sorted(made)


def test_both_clocks_are_read_within_one_second() -> None:
    class Ticking(SetClock):
        def now(self) -> int:
            self.advance(1 if self.asked == 0 else 0)
            self.asked += 1
            return super().now()

        asked = 0

    clock = Ticking(0x6B02_3402)
    first = clock.now()
    parts = iter([10**9 - 1, 0])
    clock.asked = -1
    found = TimeIds(clock, lambda: next(parts)).new()
    assert int(found[:8], 16) >= first
