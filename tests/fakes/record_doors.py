"""Doors to a house of people in memory: each command runs as `user`, over the store and policy of the house."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from mainstay.config.plans.reading import Submitted, plan_of
from mainstay.domain.action_kinds import KINDS
from mainstay.domain.channel import Channel
from mainstay.domain.errors import MainstayError, UsageError
from mainstay.domain.gate import Policy
from mainstay.domain.policy_report import Problem
from mainstay.flows.office import Office
from mainstay.flows.telling import Told
from mainstay.flows.ticking import Outgoing, Ticked, tick
from mainstay.ports.store import Store
from tests.fakes.doors import FakeDoors
from tests.fakes.offices import House


class FakeRecordDoors(FakeDoors):
    """Remembers what the options named."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self.house, self.user = house, "ada"
        self.named: tuple[str, str] = ("", "")
        self.told = Told()
        self.nobody = self.no_store = False
        self.failures: tuple[MainstayError, ...] = ()

    def records(self, server_file: str, place: str) -> "FakeRecordDoors":
        self.named = (server_file, place)
        return self

    @contextmanager
    def store(self, *, make: bool = True) -> Iterator[Store]:
        if not make and self.no_store:
            raise UsageError("there is no store")
        yield self.house.store

    @contextmanager
    def office(self) -> Iterator[Office]:
        if self.nobody:
            raise UsageError("the operator's file is not there")
        yield replace(self.house.office(self.user), advisory=True)

    def policy(self) -> Policy:
        return self.house.policy

    def unread(self) -> tuple[MainstayError, ...]:
        return ()

    def channels(self) -> tuple[Channel, ...]:
        return self.house.channels

    def carrying_out(self) -> tuple[Problem, ...]:
        return ()

    def lines(self) -> Mapping[str, int]:
        return {}

    def file(self) -> str:
        return "mainstay-server.yaml"

    def now(self) -> int:
        return self.house.clock.now()

    def calendar(self) -> bytes:
        return b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"

    def plan(self, data: bytes, file: str) -> Submitted:
        return plan_of(data, file, KINDS)

    def tick(self) -> Ticked:
        done = tick(self.house.office(self.user), Outgoing({}, lambda: 0.0, str))
        return done._replace(told=self.told, failures=(*done.failures, *self.failures))
