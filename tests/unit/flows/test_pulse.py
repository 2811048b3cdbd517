"""A worker's pulse, and how others notice that it stopped."""

import threading
from collections.abc import Callable

import pytest

from mainstay.domain.errors import Unreachable
from mainstay.domain.lease import Lease
from mainstay.flows.pulse import BEATS, Pulse, Watch
from tests.fakes.clock import SetClock
from tests.fakes.store import MemoryStore

SECONDS = 30.0
ME = "me"


class Place:
    """A store with leases, and a pulse of who holds them."""

    def __init__(self) -> None:
        self.store, self.clock = MemoryStore(), SetClock()
        self.pulse = Pulse(self.store, self.clock, ME, SECONDS)  # type: ignore[arg-type]

    def take(self, target: str, holder: str = ME) -> Lease:
        with self.store.writing() as work:
            taken = work.leases.take(target, f"run of {target}", holder, work.leases.get(target))
        assert taken is not None
        return taken

    def held(self, target: str) -> Lease:
        return self.store.held.leases[target]


def test_it_beats_for_all_that_it_has_in_hand() -> None:
    place = Place()
    one, two, other = place.take("one"), place.take("two"), place.take("other", "somebody")
    place.pulse.hold(one, place.clock.elapsed())
    assert place.pulse.pause == SECONDS / BEATS
    assert place.pulse.beat() is None
    # One whose commit was answered, but not yet noted here, is not let die either.
    assert [place.held(name).beat for name in ("one", "two", "other")] == [one.beat + 1, two.beat + 1, 1]
    assert other.beat == 1


def test_who_holds_nothing_asks_the_store_nothing() -> None:
    place = Place()
    place.store.breaks = {"begin": Unreachable("away")}
    assert place.pulse.beat() is None
    assert place.store.breaks


def test_a_lease_that_could_not_beat_counts_as_lost_before_others_can_have_it() -> None:
    place = Place()
    lease = place.take("one")
    place.pulse.hold(lease, place.clock.elapsed())
    for _ in range(5):
        place.clock.advance(SECONDS / BEATS)
        assert place.pulse.beat() is None
        assert not place.pulse.lost(lease)
    for _ in range(3):
        place.store.breaks = {"begin": Unreachable("away")}
        place.clock.advance(SECONDS / BEATS)
        failure = place.pulse.beat()
        assert failure is not None
        assert failure.what == "away"
    assert 3 / BEATS < 1
    assert place.pulse.lost(lease), "a quarter of the time before anybody can have it"
    # Nobody took it: it is its own again, once the store is there.
    assert place.pulse.beat() is None
    assert not place.pulse.lost(lease)


def test_what_somebody_else_took_is_lost_for_good() -> None:
    place = Place()
    lease, other = place.take("one"), place.take("two")
    for each in (lease, other):
        place.pulse.hold(each, place.clock.elapsed())
    place.take("one", "somebody")
    assert not place.pulse.lost(lease), "nobody has told it yet"
    assert place.pulse.beat() is None
    assert place.pulse.lost(lease)
    assert not place.pulse.lost(other)


def test_a_lease_taken_before_it_stood_still_is_late_however_new_it_is_here() -> None:
    place = Place()
    first = place.take("first")
    place.pulse.hold(first, place.clock.elapsed())
    since = place.clock.elapsed()
    lease = place.take("one")
    place.clock.advance(SECONDS)
    # It stood still between the commit and this line, and another one has beaten since.
    assert place.pulse.beat() is None
    place.pulse.hold(lease, since)
    assert place.pulse.lost(lease)
    assert not place.pulse.lost(first)


def test_what_it_let_go_or_took_anew_is_not_mixed_up() -> None:
    place = Place()
    lease = place.take("one")
    assert place.pulse.lost(lease), "it was never held"
    place.pulse.hold(lease, place.clock.elapsed())
    place.pulse.drop("one")
    assert place.pulse.lost(lease)
    again = place.take("one")
    place.pulse.hold(again, place.clock.elapsed())
    assert place.pulse.lost(lease)
    assert not place.pulse.lost(again)
    place.pulse.drop("never held")


def test_a_lease_that_is_exchanged_while_a_beat_is_under_way_keeps_its_newer_self() -> None:
    place = Place()
    old = place.take("one")
    place.pulse.hold(old, place.clock.elapsed())
    exchanged: list[Lease] = []

    def exchange(what: str) -> None:
        # The beat that saw the old one has just been kept.
        if what == "committed" and not exchanged:
            exchanged.append(Lease("one", old.token + 1, "r", ME))
            place.pulse.hold(exchanged[0], place.clock.elapsed())

    counted: Callable[[str], None] = place.store.step
    place.store.step = lambda what: (counted(what), exchange(what))[0]  # type: ignore[method-assign]
    assert place.pulse.beat() is None
    assert not place.pulse.lost(exchanged[0])


def test_broken_off_everything_is_lost() -> None:
    place = Place()
    lease = place.take("one")
    place.pulse.hold(lease, place.clock.elapsed())
    place.pulse.broken_off.set()
    assert place.pulse.lost(lease)


def test_it_keeps_beating_until_its_worker_has_ended_and_tells_what_fails() -> None:
    place = Place()
    pulse = Pulse(place.store, place.clock, ME, 0.02)  # type: ignore[arg-type]
    lease = place.take("one")
    pulse.hold(lease, place.clock.elapsed())
    ended, told = threading.Event(), []
    place.store.breaks = {"begin": Unreachable("away")}
    beating = threading.Thread(target=pulse.keep_beating, args=(ended, told.append))
    beating.start()
    deadline = threading.Event()
    for _ in range(2_000):
        if place.held("one").beat > lease.beat + 3:
            break
        deadline.wait(0.005)
    ended.set()
    beating.join(10)
    assert not beating.is_alive()
    assert place.held("one").beat > lease.beat + 3
    assert [failure.what for failure in told] == ["away"]


@pytest.mark.parametrize("gone", [True, False])
def test_who_is_surely_gone_is_dead_at_once(gone: bool) -> None:
    clock = SetClock()
    watch = Watch(clock, SECONDS, lambda name: gone and name == "a")
    leases = [Lease("one", 1, "r", "a", 1), Lease("two", 1, "r", "b", 1)]
    assert watch.dead(leases) == (leases[:1] if gone else [])


def test_who_does_not_beat_for_so_long_by_this_stop_watch_is_dead() -> None:
    clock = SetClock()
    watch = Watch(clock, SECONDS, lambda name: False)
    silent, alive = Lease("one", 1, "r", "a", 5), Lease("two", 1, "r", "b", 5)
    assert watch.dead([silent, alive]) == []
    for beat in range(6, 9):
        clock.advance(9)
        assert watch.dead([silent, Lease("two", 1, "r", "b", beat)]) == []
    clock.advance(3)
    assert watch.dead([silent, Lease("two", 1, "r", "b", 8)]) == [silent]
    # Another token is another holder, whatever its beat.
    assert watch.dead([Lease("one", 2, "r", "c", 5)]) == []


def test_who_let_go_in_between_begins_anew() -> None:
    clock = SetClock()
    watch = Watch(clock, SECONDS, lambda name: False)
    lease = Lease("one", 1, "r", "a", 5)
    watch.dead([lease])
    clock.advance(SECONDS)
    assert watch.dead([]) == []
    assert watch.dead([lease]) == []
