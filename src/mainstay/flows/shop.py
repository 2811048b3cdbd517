"""What carrying out needs at hand: an office, the kinds of action, and when to stop."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mainstay.domain.lease import Lease
from mainstay.flows.office import Office
from mainstay.ports.action import ActionKind


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Shop:
    """The office of the `worker` (a name that no other process has), the kinds of action, and when to stop.

    `stopped` says of a lease that it may be lost, or that the worker ends at once: what is under way is broken off. `ending`
    says that nothing more is begun.
    """

    office: Office
    kinds: Mapping[str, ActionKind]
    worker: str
    stopped: Callable[[Lease], bool]
    ending: Callable[[], bool] = _never

    @property
    def looking(self) -> frozenset[str]:
        """The kinds of action that change nothing."""
        return frozenset(name for name, kind in self.kinds.items() if kind.looks)
