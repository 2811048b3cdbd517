"""Nights that are killed at any instant: what was taken in stays whole, and the next night goes on from there."""

import random
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from mainstay.adapters.executors.here import ThreadExecutors
from mainstay.adapters.store.checking import check
from mainstay.adapters.store.opening import open_store
from mainstay.analysis.forecasting.foretelling import forecasts
from mainstay.analysis.rollups.hours import DAY
from mainstay.domain.night import Night
from mainstay.domain.rollup import Rollup
from mainstay.flows.blocks import Blocks
from mainstay.flows.foretelling_kept import Made
from mainstay.flows.nightly import NightShift, spend_night
from tests.fakes.clock import SetClock
from tests.fakes.rollups import BEGAN, made_signal
from tests.fakes.series_sources import MemorySource
from tests.hostile.store.processes import kill, pipe, start

NOW = BEGAN + 100 * DAY
KEYS = tuple(f"k{number}" for number in range(9))
KILLS = 5


def night(place: str, told) -> Night:
    store = open_store(place)
    source = MemorySource({key: made_signal(key) for key in KEYS}, before=lambda: told("read"))
    with Blocks(ThreadExecutors(2)) as blocks:
        foretell = partial(forecasts, now=NOW)
        found = spend_night(NightShift(store, SetClock(NOW), [source], foretell, _entered, blocks))
    store.close()
    return found


def _entered(made: Made, _series: int) -> None:
    assert len(made) == len(KEYS)


def nights(place: str, outlet) -> None:
    while True:
        night(place, outlet.send)


def kept(place: str) -> Sequence[Rollup]:
    store = open_store(place)
    with store.reading() as work:
        found = [work.series.get("host", key) for key in KEYS]
    store.close()
    return [one for one in found if one is not None]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_night_that_was_killed_is_gone_on_with(place: str, seed: int, tmp_path: Path) -> None:
    open_store(place).close()
    chance = random.Random(seed)
    ends = [0] * len(KEYS)
    for number in range(KILLS):
        inlet, outlet = pipe()
        process = start(nights, place, outlet)
        # It has read some portions, and is about to put one.
        for _ in range(number + 1):
            assert inlet.poll(60)
            inlet.recv()
        time.sleep(chance.uniform(0, 0.01))
        kill(process)
        left = kept(place)
        for one in left:
            # Whole spans, and never less than there was.
            assert (one.taken_to - BEGAN) // DAY in {16 + 14, 16 + 28, 16 + 42, 16 + 56, 16 + 70, 16 + 84}
            at = KEYS.index(one.signal.key)
            assert one.taken_to >= ends[at]
            ends[at] = one.taken_to
    assert any(ends)
    assert night(place, lambda _: None).series == len(KEYS)
    whole_place = str(tmp_path / "whole.sqlite")
    open_store(whole_place).close()
    night(whole_place, lambda _: None)
    for one, other in zip(kept(place), kept(whole_place), strict=True):
        assert (one.taken_to, one.blocks, one.shape) == (other.taken_to, other.blocks, other.shape)
    assert check(place).wrong == ()
