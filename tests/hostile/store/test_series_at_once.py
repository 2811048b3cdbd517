"""Processes that take points of the same series in at once, or are killed in the midst: nothing is lost, nothing is half."""

import random
import time

import pytest

from mainstay.adapters.store.checking import check
from mainstay.adapters.store.opening import open_store
from mainstay.analysis.rollups.hours import DAY, HOUR
from mainstay.analysis.rollups.rolling import rolled
from mainstay.analysis.rollups.taking_in import read_from, taken_in
from mainstay.domain.errors import Taken
from mainstay.domain.rollup import Rollup
from mainstay.ports.store import Store
from tests.fakes.rollups import BEGAN, made_rollup, made_samples, made_signal
from tests.hostile.store.processes import end, kill, pipe, start

KEYS = tuple(f"k{number}" for number in range(8))
STEP = 5 * HOUR
KILLS = 12


def grow(store: Store, until: int) -> None:
    """Take the points of all series in, up to a moment; again where somebody else was faster."""
    while True:
        with store.reading() as work:
            known = work.series.known("host", KEYS)
        made = []
        for key in KEYS:
            kept = known.get(key)
            since = BEGAN if kept is None else max(BEGAN, read_from(kept.taken_to))
            one = taken_in(kept, made_signal(key), rolled(made_samples(since, until), since, until, until))
            assert one is not None
            made.append(one)
        try:
            with store.writing() as work:
                work.series.put(made)
        except Taken:
            continue
        return


def kept_of(store: Store) -> list[Rollup]:
    with store.reading() as work:
        found = [work.series.get("host", key) for key in KEYS]
    return [one for one in found if one is not None]


def grow_for_ever(place: str, outlet) -> None:
    store = open_store(place)
    there = kept_of(store)
    until = there[0].taken_to if there else BEGAN
    while True:
        until += STEP
        grow(store, until)
        outlet.send(until)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_kill_in_the_midst_leaves_the_old_or_the_new(place: str, seed: int) -> None:
    open_store(place).close()
    chance = random.Random(seed)
    for _ in range(KILLS // 2):
        inlet, outlet = pipe()
        process = start(grow_for_ever, place, outlet)
        # It has got going, and is in the midst of something.
        assert inlet.poll(60)
        time.sleep(chance.uniform(0, 0.05))
        kill(process)
        told = 0
        while inlet.poll():
            told = inlet.recv()
        store = open_store(place)
        kept = kept_of(store)
        store.close()
        assert len(kept) == len(KEYS)
        (taken_to,) = {one.taken_to for one in kept}
        assert told <= taken_to <= told + STEP
    assert check(place).wrong == ()
    whole = made_rollup(KEYS[0], (taken_to - BEGAN) / DAY)
    assert [(one.blocks, one.shape) for one in kept] == [(whole.blocks, whole.shape)] * len(KEYS)


def test_two_processes_that_take_in_at_once_lose_nothing(place: str) -> None:
    open_store(place).close()

    def work_on(who: int) -> None:
        store = open_store(place)
        for step in range(15):
            grow(store, BEGAN + (2 * step + who + 1) * STEP)
        store.close()

    both = [start(work_on, who) for who in range(2)]
    assert [end(process) for process in both] == [0, 0]
    store = open_store(place)
    kept = kept_of(store)
    store.close()
    whole = made_rollup(KEYS[0], 30 * STEP / DAY)
    assert [(one.taken_to, one.blocks, one.shape) for one in kept] == [
        (whole.taken_to, whole.blocks, whole.shape)
    ] * len(KEYS)
    assert check(place).wrong == ()
