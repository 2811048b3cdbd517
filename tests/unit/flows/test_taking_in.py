"""Taking in what is new of a source: from where it was left, whatever failed, and whoever else does the same."""

from dataclasses import replace

import numpy as np
import pytest

from mainstay.analysis.rollups.hours import DAY, HOUR
from mainstay.analysis.rollups.rolling import Numbers
from mainstay.analysis.rollups.taking_in import numbers_of_block
from mainstay.domain.night import Taking
from mainstay.domain.rollup import BLOCK, Rollup
from mainstay.domain.signal import Samples, Signal
from mainstay.flows.taking_in import HISTORY, take_in
from tests.fakes.rollups import BEGAN, made_samples, made_signal
from tests.fakes.series_sources import MemorySource, since
from tests.fakes.store import Killed, MemoryStore

NOW = BEGAN + 100 * DAY + 2 * HOUR + 1_234
KEYS = ("a", "b", "c")


def made(*keys: str, **more: object) -> MemorySource:
    return MemorySource({key: made_signal(key) for key in keys or KEYS}, **more)


def kept(store: MemoryStore, key: str) -> Rollup:
    with store.reading() as work:
        found = work.series.get("host", key)
    assert found is not None
    return found


def means(store: MemoryStore, key: str, first: int, days: int) -> list[float]:
    one = kept(store, key)
    return [float(numbers(one, day).mean[day % BLOCK]) for day in range(first // DAY, first // DAY + days)]


def numbers(one: Rollup, day: int) -> Numbers:
    return numbers_of_block(one, day // BLOCK)


def test_the_first_time_twelve_weeks_are_read_in_portions() -> None:
    store, source = MemoryStore(), made()
    taking, notices = take_in(store, source, NOW)
    assert taking == Taking("host", 3, 3, 3)
    assert [one.code for one in notices] == ["metrics-no-limit"]
    first = BEGAN + 16 * DAY
    assert source.asked[0][0] == first
    assert all(end - start <= 14 * DAY for start, end, _ in source.asked)
    assert [end for _, end, _ in source.asked[:-1]] == [start for start, _, _ in source.asked[1:]]
    assert source.asked[-1][1] == BEGAN + 100 * DAY + 2 * HOUR
    one = kept(store, "a")
    assert (one.first_day, one.last_day) == (first // DAY, NOW // DAY)
    assert one.taken_to == BEGAN + 100 * DAY + 2 * HOUR
    assert len([one for one in means(store, "a", first, HISTORY) if one == one]) == HISTORY


def test_later_only_what_is_open_or_new_is_read() -> None:
    store, source = MemoryStore(), made()
    take_in(store, source, NOW)
    source.asked.clear()
    taking, _ = take_in(store, source, NOW + DAY)
    assert taking == Taking("host", 3, 3, 0)
    assert [(start, end) for start, end, _ in source.asked] == [
        (BEGAN + 99 * DAY, BEGAN + 101 * DAY + 2 * HOUR)
    ]
    whole = MemoryStore()
    take_in(whole, made(), NOW + DAY)
    days = (BEGAN + 17 * DAY, HISTORY)
    assert means(store, "a", *days) == means(whole, "a", *days)


def test_one_that_was_not_seen_for_long_is_read_on_alone() -> None:
    store, source = MemoryStore(), made()
    take_in(store, made("a"), NOW - 30 * DAY)
    take_in(store, source, NOW)
    source.asked.clear()
    take_in(store, made("b", "c"), NOW + 20 * DAY)
    take_in(store, source, NOW + 20 * DAY)
    assert [(end - start, keys) for start, end, keys in source.asked] == [
        (14 * DAY, ("a",)),
        (7 * DAY + 2 * HOUR, KEYS),
    ]
    assert (source.asked[0][0] - BEGAN) / DAY == 99


def test_a_source_that_is_away_costs_itself_alone() -> None:
    taking, (notice,) = take_in(MemoryStore(), made(away="it is down"), NOW)
    assert taking == Taking("host", failure="it is down")
    assert (notice.code, notice.mend) == ("metrics-unread", "mend it")


def test_a_source_that_fails_in_the_midst_leaves_what_was_taken_in_and_no_hole() -> None:
    store, source = MemoryStore(), made(fails_at=3)
    taking, notices = take_in(store, source, NOW)
    # Two portions of the first span, and the first one of the second.
    assert taking == Taking("host", 3, 3, 3, 3)
    assert [(one.code, one.count) for one in notices if one.code == "metrics-past-unread"] == [
        ("metrics-past-unread", 2)
    ]
    assert [kept(store, key).taken_to for key in KEYS] == [BEGAN + day * DAY for day in (44, 44, 30)]
    again = made()
    assert take_in(store, again, NOW)[0] == Taking("host", 3, 3, 0)
    assert again.asked[0] == (BEGAN + 28 * DAY, BEGAN + 42 * DAY, ("c",))
    whole = MemoryStore()
    take_in(whole, made(), NOW)
    days = (BEGAN + 16 * DAY, HISTORY)
    for key in KEYS:
        assert means(store, key, *days) == means(whole, key, *days)


def test_nothing_is_open_while_points_are_read_and_merged() -> None:
    store = MemoryStore()

    def look() -> None:
        with store.writing() as work:
            work.subjects.get("nobody")

    take_in(store, made(before=look), NOW)
    assert kept(store, "a").turn == 7


def test_who_is_overtaken_does_it_again() -> None:
    store = MemoryStore()
    take_in(store, made("a"), NOW - DAY)
    source = made("a")
    overtaking = [True]

    def overtake() -> None:
        if overtaking:
            overtaking.clear()
            take_in(store, made("a"), NOW - HOUR)

    source.before = overtake
    assert take_in(store, source, NOW)[0] == Taking("host", 1, 1, 0)
    whole = MemoryStore()
    take_in(whole, made("a"), NOW)
    days = (BEGAN + 16 * DAY, HISTORY)
    assert means(store, "a", *days) == means(whole, "a", *days)
    assert kept(store, "a").taken_to == kept(whole, "a").taken_to


class Racing(MemoryStore):
    """A store in which somebody else is always faster, so many times."""

    times = 0

    def writing(self):
        if self.times:
            self.times -= 1
            for name, one in self.held.series.items():
                self.held.series[name] = replace(one, turn=one.turn + 1)
        return super().writing()


@pytest.mark.parametrize(("times", "unread"), [(4, 0), (5, 1)])
def test_who_is_overtaken_again_and_again_gives_way(times: int, unread: int) -> None:
    store = Racing()
    take_in(store, made("a"), NOW - DAY)
    store.times = times
    taking, notices = take_in(store, made("a"), NOW)
    assert taking == Taking("host", 1, 1 - unread, 0, unread)
    assert ("series-taken" in {one.code for one in notices}) == bool(unread)


def test_a_series_in_another_unit_begins_anew() -> None:
    store = MemoryStore()
    take_in(store, made(), NOW - 20 * DAY)
    old = kept(store, "a")
    source = made(tell=lambda _, start, end: made_samples(max(start, BEGAN + 60 * DAY), end, height=7.0))
    source.signals["a"] = replace(source.signals["a"], unit="s")
    taking, notices = take_in(store, source, NOW)
    assert taking == Taking("host", 3, 3, 0)
    (changed,) = [one for one in notices if one.code == "series-unit-changed"]
    assert (changed.count, changed.examples) == (1, ("a",))
    new = kept(store, "a")
    assert (new.signal.unit, new.number, old.signal.unit) == ("s", old.number, "B")
    levels = means(store, "a", BEGAN, 100)
    # Nothing is left of what was counted in bytes.
    assert np.isnan(levels[:60]).all()
    assert min(levels[60:]) > 6.9 and max(levels[60:]) < 7.2
    assert max(means(store, "b", BEGAN + 78 * DAY, 1)) > 1e11
    assert take_in(store, source, NOW + DAY)[1][0].code == "metrics-no-limit"


def test_a_clock_that_was_put_back_asks_for_nothing_to_come() -> None:
    store = MemoryStore()
    take_in(store, made(), NOW)
    source = made()
    assert take_in(store, source, NOW - 30 * DAY)[0].unread == 0
    assert [(start, end) for start, end, _ in source.asked] == [
        (BEGAN + 69 * DAY, BEGAN + 70 * DAY + 2 * HOUR)
    ]
    assert kept(store, "a").taken_to == BEGAN + 100 * DAY + 2 * HOUR


def test_values_that_fall_back_to_nothing_are_levels_like_others() -> None:
    def resets(signal: Signal, start: int, end: int) -> Samples:
        samples = since(BEGAN)(signal, start, end)
        return Samples(samples.times, np.where(samples.times >= BEGAN + 90 * DAY, 0.0, samples.values))

    store = MemoryStore()
    take_in(store, made(tell=resets), NOW)
    levels = means(store, "a", BEGAN + 80 * DAY, 20)
    assert min(levels[:10]) > 1e11
    assert levels[10:] == [0.0] * 10


def test_what_cannot_be_read_is_told_and_the_others_are_taken_in() -> None:
    store = MemoryStore()
    take_in(store, made(), NOW - DAY)
    name = ("host", "b")
    store.held.series[name] = replace(store.held.series[name], shape=b"\7odd")
    taking, notices = take_in(store, made(), NOW)
    assert taking == Taking("host", 3, 2, 0, 1)
    (told,) = [one for one in notices if one.code == "series-unreadable"]
    assert told.examples == (
        "b: profile and histogram of a series cannot be read: it has 4 bytes and is cut short",
    )
    assert kept(store, "b").shape == b"\7odd"


def test_a_kill_leaves_what_was_put(monkeypatch: pytest.MonkeyPatch) -> None:
    store, source = MemoryStore(), made()
    times = iter(range(100))

    def die() -> None:
        if next(times) == 4:
            raise Killed

    source.before = die
    with pytest.raises(Killed):
        take_in(store, source, NOW)
    assert {kept(store, key).taken_to for key in KEYS} == {BEGAN + 44 * DAY}
    assert take_in(store, made(), NOW)[0] == Taking("host", 3, 3, 0)
