"""Doors to a workshop in memory: each command runs as `user`, and workers carry on with kinds of action that a test sets."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from mainstay.domain.decision import Door
from mainstay.domain.errors import MainstayError
from mainstay.flows.shop import Shop
from mainstay.flows.working import Terms, Worker
from tests.fakes.actions import NobodyGone
from tests.fakes.record_doors import FakeRecordDoors
from tests.fakes.workshops import Workshop


class FakeRunDoors(FakeRecordDoors):
    """What `mainstay.wiring.runs` gives, over a workshop whose clock goes by itself while a worker works."""

    def __init__(self, workshop: Workshop) -> None:
        super().__init__(workshop.house)
        self.workshop = workshop
        self.workers: list[tuple[str, Terms]] = []
        self.fails: list[MainstayError] = []
        self.gone: set[str] = set()

    def runs(self, server_file: str, place: str) -> "FakeRunDoors":
        self.named = (server_file, place)
        return self

    @contextmanager
    def shop(self) -> Iterator[Shop]:
        yield self.workshop.shop(who=self.user)

    @contextmanager
    def worker(self, called: str, terms: Terms, say: Callable[[MainstayError], None]) -> Iterator[Worker]:
        self.workers.append((called, terms))
        for failure in self.fails:
            say(failure)
        office = replace(self.house.office("worker"), door=Door.WORKER)

        def shop() -> Shop:
            self.house.clock.advance(1)
            return replace(self.workshop.shop(called), office=office)

        yield Worker(shop, NobodyGone(), replace(terms, jobs=terms.jobs or 1), say)

    def is_gone(self, worker: str) -> bool:
        return worker in self.gone
