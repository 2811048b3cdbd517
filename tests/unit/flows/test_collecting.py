"""Looking again and again: what is kept, what is left out, and what is tried all the same."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from mainstay.domain.errors import Full, MainstayError
from mainstay.flows.collecting import MOST_OF_A_PAGE, Collector, Hearing, Page, Seen, Terms, collect
from mainstay.ports.points import LATEST, MOST_SERIES, Known
from mainstay.ports.scrapes import Kind
from tests.fakes.clock import SetClock
from tests.fakes.machine import MemoryHost
from tests.fakes.points import MemoryPoints
from tests.fakes.scrapes import MemoryScrapes

DAY = 86_400


@dataclass
class Heard(Hearing):
    looks: list[Seen] = field(default_factory=list)
    failures: list[MainstayError] = field(default_factory=list)

    def seen(self, seen: Seen) -> None:
        self.looks.append(seen)

    def failed(self, failure: MainstayError) -> None:
        self.failures.append(failure)


@dataclass
class Room:
    """A collector with all that it works with; `pages` are asked too."""

    pages: list[Page] = field(default_factory=list)
    clock: SetClock = field(default_factory=SetClock)
    host: MemoryHost = field(default_factory=MemoryHost)
    points: MemoryPoints = field(default_factory=MemoryPoints)
    heard: Heard = field(default_factory=Heard)

    def collector(self) -> Collector:
        return Collector(self.host, self.pages, self.points, self.clock)

    def collect(self, terms: Terms, times: int, does: Callable[[int], None] = lambda _: None) -> list[float]:
        """Collect until so many pauses were made; give how long each was, after `does` for each."""
        paused: list[float] = []

        def pause(seconds: float) -> bool:
            if seconds:
                paused.append(seconds)
                self.clock.advance(seconds)
                does(len(paused))
            return len(paused) >= times

        collect(self.collector(), terms, self.clock, pause, self.heard)
        return paused

    def moments(self, key: str) -> list[int]:
        return self.points.read(key, 0, LATEST).times.tolist()


def page(**told: tuple[Kind, float]) -> Page:
    return Page(MemoryScrapes(told, name="shop"))


def test_each_look_is_kept_at_its_moment() -> None:
    room = Room()
    begun = room.clock.now()
    assert room.collect(Terms(), 3) == [60.0, 60.0, 60.0]
    key = room.heard.looks[0].series and next(iter(room.heard.looks[0].series))
    assert room.moments(key) == [begun, begun + 60, begun + 120]
    assert room.heard.failures == []


def test_what_was_counted_is_handed_on_to_the_next_look_and_the_next_process() -> None:
    room = Room()
    room.collect(Terms(), 2)
    assert "rates-later" in {one.code for one in room.heard.looks[0].notices}
    assert "rates-later" not in {one.code for one in room.heard.looks[1].notices}
    assert room.points.remembered() == room.heard.looks[-1].counts
    seen = room.collector().see()
    assert "rates-later" not in {one.code for one in seen.notices}


def test_it_ends_when_the_time_is_over() -> None:
    room = Room()
    assert room.collect(Terms(every=10.0, lasts=35.0), 99) == [10.0, 10.0, 10.0]
    assert len(room.heard.looks) == 4


def test_looks_that_were_due_during_a_long_one_are_left_out() -> None:
    room = Room()

    class Slow(MemoryHost):
        def look(self, *words, **named):
            room.clock.advance(150)
            return super().look(*words, **named)

    room.host = Slow()
    assert room.collect(Terms(), 2) == [30.0, 30.0]


def test_a_full_disk_is_told_and_tried_again() -> None:
    room, room_left = Room(), [False]
    append = room.points.append

    def full(at: int, values: dict[str, float]) -> None:
        if not room_left[0]:
            raise Full("the disk is full: nothing was kept", where="points", mend="make room")
        append(at, values)

    room.points.append = full  # type: ignore[method-assign]
    room.collect(Terms(), 4, lambda count: room_left.__setitem__(0, count >= 2))
    assert [type(one) for one in room.heard.failures] == [Full, Full]
    assert len(room.heard.looks) == 2


def test_old_points_are_forgotten_each_day() -> None:
    room = Room()
    begun = room.clock.now()
    for day in range(40):
        room.points.append(begun - DAY * (40 - day), {"old": 1.0})
    room.collect(Terms(every=3_600.0, keep=14), 50)
    assert room.moments("old")[0] >= begun - 15 * DAY
    # The second day has begun, and with it one more was dropped.
    assert room.moments("old")[0] > begun - 14 * DAY - DAY // 2


@pytest.mark.parametrize("leap", [7_200, -7_200])
def test_a_clock_that_leaps_is_told_once(leap: int) -> None:
    room = Room()
    moved = [0]
    now = room.clock.now
    room.clock.now = lambda: now() + moved[0]  # type: ignore[method-assign]
    room.collect(Terms(), 4, lambda count: moved.__setitem__(0, leap if count >= 2 else 0))
    told = [one.text for look in room.heard.looks for one in look.notices if one.code == "clock-leapt"]
    assert len(told) == 1
    assert ("ahead" if leap > 0 else "back") in told[0]
    assert len(room.heard.looks) == 4


def test_pages_are_kept_by_their_names_and_counters_are_known_as_such() -> None:
    room = Room([page(jobs=(Kind.GAUGE, 4.0), sold_total=(Kind.COUNTER, 7.0), odd_total=(Kind.UNKNOWN, 1.0))])
    room.collect(Terms(), 1)
    known = room.points.known()
    assert {key: one.counts for key, one in known.items() if key.startswith("page:")} == {
        "page:shop:jobs": False,
        "page:shop:sold_total": True,
        "page:shop:odd_total": True,
    }
    assert room.points.read("page:shop:sold_total", 0, LATEST).values.tolist() == [7.0]
    assert known["page:shop:jobs"].signal.subject == "service:shop"


def test_what_is_no_quantity_by_itself_is_not_kept() -> None:
    told = {
        "a_bucket": 1.0,
        "a_created": 1.0,
        "a_info": 1.0,
        "nothing": math.nan,
        "endless": math.inf,
        "good": 2.0,
    }
    room = Room([page(**{name: (Kind.GAUGE, value) for name, value in told.items()})])
    room.collect(Terms(), 1)
    assert [key for key in room.points.known() if key.startswith("page:")] == ["page:shop:good"]


def test_globs_choose_what_of_a_page_is_kept() -> None:
    room = Room([Page(page(jobs_a=(Kind.GAUGE, 1.0), other=(Kind.GAUGE, 2.0)).scrapes, ("jobs_*", "none"))])
    room.collect(Terms(), 1)
    assert [key for key in room.points.known() if key.startswith("page:")] == ["page:shop:jobs_a"]


def test_of_too_many_series_those_that_are_known_stay() -> None:
    late = {f"b{number:04}": (Kind.GAUGE, 1.0) for number in range(MOST_OF_A_PAGE)}
    shown = MemoryScrapes(late, name="shop")
    room = Room([Page(shown)])
    room.collect(Terms(), 1)
    shown.told = {f"a{number:04}": (Kind.GAUGE, 1.0) for number in range(MOST_OF_A_PAGE)} | late
    room.collect(Terms(), 1)
    kept = [key for key in room.points.known() if key.startswith("page:")]
    assert kept == [f"page:shop:{name}" for name in late]
    assert "page-series-left-out" in {one.code for one in room.heard.looks[-1].notices}


def test_names_that_ever_change_do_not_keep_the_host_from_being_kept() -> None:
    room = Room([page(new=(Kind.GAUGE, 1.0))])
    (signal,) = [one.signal for key, one in room.collector().see().series.items() if key == "page:shop:new"]
    room.points.know({f"old{number}": Known(signal) for number in range(MOST_SERIES - 10)})
    room.collect(Terms(), 1)
    room.pages[0].scrapes.told = {f"n{number}": (Kind.GAUGE, 1.0) for number in range(50)}  # type: ignore[attr-defined]
    room.collect(Terms(), 2)
    assert room.heard.failures == []
    assert len(room.points.keys()) == MOST_SERIES
    assert len(room.heard.looks) == 3


def test_a_page_that_is_away_keeps_nothing_else_back() -> None:
    away = MemoryScrapes(away="it is away", name="shop")
    room = Room([Page(away), page(good=(Kind.GAUGE, 1.0))])
    room.collect(Terms(), 1)
    assert "page-unread" in {one.code for one in room.heard.looks[0].notices}
    assert "page:shop:good" in room.points.known()


def test_what_is_known_is_written_where_it_changed() -> None:
    room = Room()
    written: list[int] = []
    know = room.points.know
    room.points.know = lambda series: (written.append(len(series)), know(series))[1]  # type: ignore[method-assign]
    room.collect(Terms(), 3)
    assert written[0] > 0
    assert written[2] == 0
    room.collect(Terms(), 1)
    assert written[-1] == 0
