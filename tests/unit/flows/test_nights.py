"""The night of workers: once, by one of them, and anew where it was not brought to its end."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from mainstay.analysis.schedules.due import mark_of
from mainstay.config.operator.forecast_setting import night_at
from mainstay.domain.errors import EvidenceMissing, MainstayError, RunFailed
from mainstay.domain.schedule import Schedule
from mainstay.flows.nights import GONE, Nights, Spent
from tests.fakes.clock import SetClock
from tests.fakes.offices import House

DAY, HOUR = 86_400, 3_600
MIDNIGHT = 1_767_225_600
SCHEDULE = night_at(150, "UTC")


@dataclass
class Sleeper:
    """Spends nights until a test lets them end."""

    ends: threading.Event = field(default_factory=threading.Event)
    comes: list[Spent | Exception] = field(default_factory=list)
    begun: int = 0
    stopped: int = 0

    def __call__(self, stopped: Callable[[], bool]) -> Spent:
        self.begun += 1
        while not self.ends.wait(0.002):
            if stopped():
                self.stopped += 1
                return Spent(done=False)
        came = self.comes.pop(0) if self.comes else Spent(done=True)
        if isinstance(came, Exception):
            raise came
        return came


@dataclass
class Hand:
    """A worker beside others in one house."""

    house: House
    sleeper: Sleeper = field(default_factory=Sleeper)
    said: list[MainstayError] = field(default_factory=list)
    ending: bool = False

    def __post_init__(self) -> None:
        self.nights = Nights(self.sleeper, self.said.append)

    def look(self, schedule: Schedule | None = SCHEDULE) -> None:
        self.nights.look(self.house.office("worker"), schedule, lambda: self.ending)

    def ended(self, schedule: Schedule | None = SCHEDULE) -> None:
        """Let the night end, and look after it."""
        self.sleeper.ends.set()
        self.settle(schedule)
        self.sleeper.ends.clear()

    def settle(self, schedule: Schedule | None = SCHEDULE) -> None:
        """Look on until no night is under way."""
        deadline = time.monotonic() + 60
        while self.nights.under_way:
            assert time.monotonic() < deadline
            self.look(schedule)
            time.sleep(0.001)


@pytest.fixture
def house() -> House:
    return House(clock=SetClock(MIDNIGHT))


def marks(house: House) -> tuple[int | None, int | None]:
    held, mark = house.store.held.schedules, mark_of(SCHEDULE)
    return held.get(mark), held.get(f"{mark} begun")


def wait_until(house: House, hour: float) -> None:
    house.clock.advance(MIDNIGHT + hour * HOUR - house.clock.now())


def test_it_begins_with_the_next_night_and_is_spent_once(house: House) -> None:
    hand = Hand(house)
    hand.look()
    assert hand.sleeper.begun == 0
    wait_until(house, 2.4)
    hand.look()
    assert hand.sleeper.begun == 0
    wait_until(house, 2.5)
    hand.look()
    hand.ended()
    assert (hand.sleeper.begun, hand.said) == (1, [])
    assert marks(house)[0] == MIDNIGHT + 2.5 * HOUR
    for hour in (2.6, 20, 26):
        wait_until(house, hour)
        hand.look()
    assert hand.sleeper.begun == 1
    wait_until(house, 26.5)
    hand.look()
    hand.ended()
    assert hand.sleeper.begun == 2


def test_of_several_workers_one_spends_it_however_long_it_takes(house: House) -> None:
    hands = [Hand(house) for _ in range(3)]
    for hand in hands:
        hand.look()
    wait_until(house, 2.5)
    for _ in range(60):
        for hand in hands:
            hand.look()
        house.clock.advance(GONE / 4)
    assert [hand.sleeper.begun for hand in hands] == [1, 0, 0]
    hands[0].ended()
    for hand in hands:
        hand.look()
    assert [hand.sleeper.begun for hand in hands] == [1, 0, 0]


def test_after_a_crash_another_begins_it_anew_in_the_same_night(house: House) -> None:
    dead, other = Hand(house), Hand(house)
    dead.look()
    wait_until(house, 2.5)
    dead.look()
    house.clock.advance(GONE - 1)
    other.look()
    assert other.sleeper.begun == 0
    house.clock.advance(1)
    other.look()
    assert other.sleeper.begun == 1
    other.ended()
    assert marks(house)[0] == MIDNIGHT + 2.5 * HOUR
    # It was only frozen: it finds that another took its night, and ends.
    dead.look()
    dead.settle()
    assert (dead.sleeper.stopped, dead.said) == (1, [])
    assert marks(house)[0] == MIDNIGHT + 2.5 * HOUR


def test_one_that_fails_is_said_and_tried_again_ever_later(house: House) -> None:
    hand = Hand(house)
    hand.sleeper.comes = [
        Spent(done=False, failure=RunFailed("the store is away")),
        RunFailed("it cannot be begun"),
        ValueError("odd"),
    ]
    hand.look()
    wait_until(house, 2.5)
    begun = []
    for _ in range(150):
        before = hand.sleeper.begun
        hand.look()
        if hand.sleeper.begun > before:
            begun.append(round((house.clock.now() - MIDNIGHT) / 60 - 150))
            hand.ended()
        house.clock.advance(60)
    assert begun == [0, 5, 20, 80]
    assert [one.what for one in hand.said] == [
        "the store is away", "it cannot be begun", "a night could not be spent: ValueError: odd",
    ]  # fmt: skip
    assert marks(house)[0] == MIDNIGHT + 2.5 * HOUR


def test_one_that_could_not_read_all_is_done_and_says_so(house: House) -> None:
    hand = Hand(house)
    hand.sleeper.comes = [Spent(done=True, failure=EvidenceMissing("not all could be read"))]
    hand.look()
    wait_until(house, 3)
    hand.look()
    hand.ended()
    assert [one.what for one in hand.said] == ["not all could be read"]
    hand.look()
    assert hand.sleeper.begun == 1


def test_a_worker_that_ends_takes_its_night_with_it_and_begins_none(house: House) -> None:
    hand = Hand(house)
    hand.look()
    wait_until(house, 3)
    hand.look()
    hand.ending = True
    hand.settle()
    hand.look()
    assert (hand.sleeper.begun, hand.sleeper.stopped) == (1, 1)
    assert marks(house)[0] == MIDNIGHT


@pytest.mark.parametrize("hours", [3, 30])
def test_a_night_that_nobody_was_there_for_is_made_up_for_once(hours: float, house: House) -> None:
    hand = Hand(house)
    hand.look()
    wait_until(house, 24 + hours)
    hand.look()
    hand.ended()
    hand.look()
    assert hand.sleeper.begun == 1


def test_never_is_never_and_ends_what_is_under_way(house: House) -> None:
    hand = Hand(house)
    hand.look(None)
    hand.look()
    wait_until(house, 3)
    hand.look(None)
    assert hand.sleeper.begun == 0
    hand.look()
    hand.settle(None)
    assert (hand.sleeper.begun, hand.sleeper.stopped) == (1, 1)


def test_what_a_wrong_clock_said_about_times_to_come_does_not_count(house: House) -> None:
    hand = Hand(house)
    hand.look()
    wait_until(house, 2.5)
    with house.store.writing() as work:
        work.schedules.put(f"{mark_of(SCHEDULE)} begun", house.clock.now() + 400 * DAY, None)
    hand.look()
    assert hand.sleeper.begun == 1
    hand.ended()


def test_a_time_that_the_clocks_leave_out_is_a_night_too(house: House) -> None:
    berlin = night_at(150, "Europe/Berlin")
    hand = Hand(house)
    # 29 March 2026: from 02:00 the clocks go on with 03:00.
    house.clock.advance(1_774_738_800 - house.clock.now())
    hand.look(berlin)
    begun = []
    for _ in range(36):
        before = hand.sleeper.begun
        hand.look(berlin)
        if hand.sleeper.begun > before:
            begun.append(house.clock.now())
            hand.ended(berlin)
        house.clock.advance(HOUR)
    assert begun == [1_774_746_000, 1_774_746_000 + 23 * HOUR + HOUR]
