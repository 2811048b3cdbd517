"""Many workers that find a night due at the same instant: one of them spends it."""

import multiprocessing
import time
from dataclasses import replace

from mainstay.adapters.store.opening import open_store
from mainstay.analysis.schedules.due import mark_of
from mainstay.config.operator.forecast_setting import NIGHT
from mainstay.domain.errors import MainstayError
from mainstay.flows.nights import Nights, Spent
from tests.fakes.clock import SetClock
from tests.fakes.offices import House
from tests.hostile.store.processes import end, heard, pipe, start

DAY = 86_400
AT = 1_767_225_600
WORKERS = 4
ROUNDS = 8


def work(place: str, number: int, together, outlet) -> None:
    store = open_store(place)
    clock = SetClock(AT)
    begun: list[int] = []

    def spend(_: object) -> Spent:
        begun.append(number)
        return Spent(done=True)

    failed: list[MainstayError] = []
    nights = Nights(spend, failed.append)
    office = replace(House(clock=clock).office("worker"), store=store)
    for _ in range(ROUNDS):
        together.wait(120)
        nights.look(office, NIGHT, lambda: False)
        while nights.under_way:
            nights.look(office, NIGHT, lambda: False)
            time.sleep(0.001)
        # The next night comes for all of them when each has looked.
        together.wait(120)
        clock.advance(DAY)
    store.close()
    outlet.send((len(begun), len(failed)))


def test_of_many_workers_one_spends_each_night(place: str) -> None:
    store = open_store(place)
    with store.writing() as session:
        session.schedules.put(mark_of(NIGHT), AT - 2 * DAY, None)
    together = multiprocessing.get_context("fork").Barrier(WORKERS)
    inlet, outlet = pipe()
    workers = [start(work, place, number, together, outlet) for number in range(WORKERS)]
    assert [end(one) for one in workers] == [0] * WORKERS
    told = heard(inlet)
    assert (sum(begun for begun, _ in told), sum(failed for _, failed in told)) == (ROUNDS, 0)
    with store.reading() as session:
        last = session.schedules.get(mark_of(NIGHT))
    store.close()
    # 02:30 of the day before the last look, which was at midnight.
    assert last == AT + (ROUNDS - 2) * DAY + 9_000
