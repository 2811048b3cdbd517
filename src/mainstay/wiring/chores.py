"""What a worker does between runs: it seals, lets time pass and sends as `tick` does, runs schedules, holds to promises.

Nights are long: they are begun and looked after here, and spent elsewhere.
"""

from collections.abc import Callable
from typing import Protocol

from mainstay.domain.errors import MainstayError
from mainstay.domain.plan import Plan
from mainstay.domain.schedule import Schedule
from mainstay.flows.deciding import seal_here
from mainstay.flows.nights import Nights
from mainstay.flows.promising import judge_promises
from mainstay.flows.scheduling import run_schedules
from mainstay.flows.shop import Shop
from mainstay.flows.ticking import Outgoing, tick
from mainstay.ports.metrics import Metrics

_SEALS, _TICKS, _LOOKS = 1.0, 30.0, 10.0
_JUDGES = 60.0


class ChoreDoors(Protocol):
    """What chores are done by, as the operator's file says it."""

    def outgoing(self) -> tuple[Outgoing, tuple[MainstayError, ...]]:
        """Give what sends messages, and why some channels cannot be used."""
        ...

    def servers(self) -> dict[str, Metrics]:
        """Give the metrics servers by their names."""
        ...

    def schedules(self) -> tuple[Schedule, ...]:
        """Give the schedules."""
        ...

    def night(self) -> Schedule | None:
        """Tell when series are forecast each night, None for never."""
        ...

    def scheduled_plan(self, schedule: Schedule) -> tuple[Plan, str]:
        """Read the plan of a schedule, with the hash of its content. Raises MainstayError where it cannot be used."""
        ...


class Chores:
    """Chores by a stop watch; what is due is done in the worker's own thread, between two looks for work."""

    def __init__(
        self,
        doors: Callable[[], ChoreDoors],
        say: Callable[[MainstayError], None],
        nights: Nights | None = None,
    ) -> None:
        """Do them by the rules that `doors` gives, and `say` what fails; the `nights` of a worker that stays are its too."""
        self._doors, self._say, self._nights = doors, say, nights
        self._next: dict[str, float] = {}

    def __call__(self, shop: Shop) -> None:
        """Do what is due. Raises RunFailed when the store cannot be used."""
        if self._is_due("tick", _TICKS, shop):
            self._tick(shop)
        elif self._is_due("seal", _SEALS, shop):
            self._tell(seal_here(shop.office))
        if self._is_due("schedules", _LOOKS, shop):
            self._schedules(shop)
        if self._is_due("promises", _JUDGES, shop):
            judge_promises(shop.office, self._doors().servers())
        if self._nights is not None and self._is_due("night", _LOOKS, shop):
            self._nights.look(shop.office, self._doors().night(), shop.ending)

    def _tick(self, shop: Shop) -> None:
        outgoing, failures = self._doors().outgoing()
        self._tell((*tick(shop.office, outgoing).failures, *failures))

    def _schedules(self, shop: Shop) -> None:
        doors = self._doors()
        found = run_schedules(shop.office, doors.schedules(), self._plan)
        self._tell(found.failures)

    def _plan(self, schedule: Schedule) -> tuple[Plan, str]:
        return self._doors().scheduled_plan(schedule)

    def _tell(self, failures: tuple[MainstayError, ...]) -> None:
        for failure in failures:
            self._say(failure)

    def _is_due(self, chore: str, every: float, shop: Shop) -> bool:
        now = shop.office.clock.elapsed()
        if now < self._next.get(chore, float("-inf")):
            return False
        self._next[chore] = now + every
        return True
