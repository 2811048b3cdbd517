"""What `mainstay collect` asks of the program behind it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from mainstay.config.operator.collecting_setting import CollectingSetting
from mainstay.flows.collecting import Collector, Hearing, Terms


class CollectDoors(Protocol):
    """Collecting into one folder of points."""

    @property
    def setting(self) -> CollectingSetting:
        """What the operator's file says, else what holds without. Raises MainstayError where it cannot be read."""
        ...

    @property
    def place(self) -> str:
        """The folder of the points, fit to be shown. Raises UsageError where there is no home to keep them in."""
        ...

    @property
    def name(self) -> str:
        """What this host is called."""
        ...

    def held(self, what: str = "") -> AbstractContextManager[Collector]:
        """Give what collects, for the only process that does; `what` tells others which. Raises RunFailed where one does."""
        ...

    def run(self, what: str, terms: Terms, pause: Callable[[float], bool], hearing: Hearing) -> None:
        """Collect until `pause`, which waits for so many seconds, says that it is to end. Raises as `held` does."""
        ...
