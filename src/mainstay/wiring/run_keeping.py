"""Puts together what carries plans out: the kinds of action, a workshop for a person, a worker.

The kinds are imported where they are first needed, so that `runs` and `pause` load neither git nor arrays.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property

from mainstay.adapters.presence import KernelPresence
from mainstay.domain.decision import Door
from mainstay.domain.errors import MainstayError
from mainstay.domain.lease import Lease
from mainstay.domain.schedule import Schedule
from mainstay.flows.nights import Nights, Spent
from mainstay.flows.office import Office
from mainstay.flows.shop import Shop
from mainstay.flows.ticking import Outgoing
from mainstay.flows.working import Terms, Worker
from mainstay.ports.action import ActionKind
from mainstay.ports.metrics import Metrics
from mainstay.ports.store import Store
from mainstay.wiring.chores import Chores
from mainstay.wiring.own_files import own_files
from mainstay.wiring.record_keeping import Records

WORKER = "worker"
_FRESH = 30.0
"""Seconds after which a worker reads the operator's file again, and what it names, also where the file seems unchanged."""


@dataclass(frozen=True)
class RunKeeping(Records):
    """The doors to runs, beside those to records."""

    @contextmanager
    def shop(self) -> Iterator[Shop]:
        """Give the workshop of the person who runs this, in which nothing is carried on. Raises as `office` does."""
        with self.office() as office:
            yield Shop(office, self.kinds(office), office.who, _never)

    def kinds(self, office: Office) -> Mapping[str, ActionKind]:
        """Give the kinds of action that come along, are declared, and are installed."""
        from mainstay.wiring.acting import action_kinds

        own = own_files(self._file, self._operator, self._outside, self.store_place())
        return action_kinds(self._operator, self._outside, office, self.declared(), own)

    def servers(self) -> dict[str, Metrics]:
        """Give the metrics servers of the operator's file by their names."""
        from mainstay.wiring.acting import metrics_servers

        return metrics_servers(self._operator, self._outside)

    def night(self) -> Schedule | None:
        """Tell when series are forecast each night, None for never, also without a metrics server and a model."""
        return self._operator.forecasts.night if self._operator.metrics or self._operator.models else None

    def spend_night(self, stopped: Callable[[], bool]) -> Spent:
        """Spend a night in a process of its own, by the files and the store that these doors were given."""
        from mainstay.wiring.night_process import spend_night

        return spend_night(self.environment, self._needed_file(), self.place, stopped)

    def outgoing(self) -> tuple[Outgoing, tuple[MainstayError, ...]]:
        """Give what sends messages, and why some channels cannot be used."""
        return self._outside.outgoing()

    def schedules(self) -> tuple[Schedule, ...]:
        """Give the schedules of the operator's file."""
        return self._operator.schedules

    @contextmanager
    def worker(self, called: str, terms: Terms, say: Callable[[MainstayError], None]) -> Iterator[Worker]:
        """Give a worker `called` so, that works by `terms` as far as the operator's file says nothing else.

        Raises UsageError where there is no operator's file, MainstayError when the store cannot be used.
        """
        self._needed_file()
        presence = KernelPresence()
        setting = self._operator.worker
        agreed = replace(terms, seconds=float(setting.lease), jobs=terms.jobs or setting.jobs)
        with self._opened() as store:
            rules = _Rules(self, store, presence.own_name(called))
            nights = None if terms.idle else Nights(rules.spend_night, say)
            chores = () if terms.only else (Chores(lambda: rules.doors, say, nights),)
            worker = Worker(rules.shop, presence, agreed, say, chores)
            if terms.only or terms.idle:
                yield worker
                return
            from mainstay.wiring.collecting_beside import collecting_beside

            with collecting_beside(lambda: rules.doors, say):
                yield worker

    def is_gone(self, worker: str) -> bool:
        """Whether a worker of this machine has surely ended."""
        return KernelPresence().is_gone(worker)

    def working_office(self, store: Store) -> Office:
        """Give the office that workers sit in."""
        return replace(self._office(store, WORKER), door=Door.WORKER)

    def anew(self) -> "RunKeeping":
        """Give the same doors, with everything read from the operator's file again."""
        return RunKeeping(self.server_file, self.place, self.environment, self.default_place, self.users)

    @cached_property
    def stamp(self) -> tuple[int, ...]:
        """Tell by what a change of the operator's file would be seen."""
        told = self._needed_file().stat()
        return (told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns)


class _Rules:
    """The rules that a worker goes by, read again where they changed."""

    def __init__(self, doors: RunKeeping, store: Store, name: str) -> None:
        self.doors, self._store, self._name = doors, store, name
        self._made: Shop | None = None
        self._at = 0.0

    def spend_night(self, stopped: Callable[[], bool]) -> Spent:
        """Spend a night by the rules of now."""
        return self.doors.spend_night(stopped)

    def shop(self) -> Shop:
        """Give a workshop by the rules of now. Raises MainstayError while they cannot be read."""
        fresh = self.doors.anew()
        elapsed = 0.0 if self._made is None else self._made.office.clock.elapsed()
        if self._made is None or fresh.stamp != self.doors.stamp or elapsed - self._at > _FRESH:
            office = fresh.working_office(self._store)
            self._made = Shop(office, fresh.kinds(office), self._name, _never)
            self.doors, self._at = fresh, office.clock.elapsed()
        return self._made


def _never(lease: Lease) -> bool:  # noqa: ARG001  # what is asked of each lease
    return False
