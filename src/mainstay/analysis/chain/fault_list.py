"""A list of faults that stays short whatever is wrong: neighbours become one, and past a number they are only counted."""

from mainstay.domain.audit import Defect, Fault

MOST = 1_000
"""As many stretches as a person could ever look at, for each kind."""


class FaultList:
    """The faults of one kind, in the order of their places."""

    def __init__(self, defect: Defect) -> None:
        """Begin with none."""
        self._defect = defect
        self.faults: list[Fault] = []
        self.more = 0

    def add(self, first: int, last: int) -> None:
        """Add the places from `first` to `last`."""
        if self.faults and self.faults[-1].last == first - 1:
            first = self.faults.pop().first
        if len(self.faults) < MOST:
            self.faults.append(Fault(self._defect, first, last))
        else:
            self.more += 1
