"""Gathers the rows of a table, portion by portion, and gives the points of each of its series."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mainstay.adapters.tables.kinds import kinds
from mainstay.adapters.tables.roles import Roles, key_of
from mainstay.adapters.tables.unfit import Unfit
from mainstay.domain.signal import Samples, Signal, Times, Values
from mainstay.ports.tables import MOST_POINTS, MOST_SERIES
from mainstay.present.visible import visible

_LONGEST_PATH = 4_096


class Gathering:
    """What was read so far, as arrays."""

    def __init__(self, roles: Roles) -> None:
        """Begin with nothing."""
        self.roles = roles
        self.rows = 0
        self._times: list[Times] = []
        self._values: list[list[Values]] = [[] for _ in roles.values]
        self._groups: list[NDArray[np.int32]] = []
        self._known: dict[tuple[str, ...], int] = {}

    def add(self, times: Times, values: Sequence[Values], labels: Sequence[Sequence[str]]) -> None:
        """Add rows: times, one array of numbers a column, and the labels of each column. Raises Unfit where it is too much."""
        if labels:
            keys = list(zip(*labels, strict=True))
            for key in dict.fromkeys(keys):
                self._known.setdefault(key, len(self._known))
            self.add_groups(
                times,
                values,
                np.fromiter(map(self._known.__getitem__, keys), np.int32, len(keys)),
                self._known,
            )
        else:
            self.add_groups(times, values, None, {})

    def add_groups(
        self,
        times: Times,
        values: Sequence[Values],
        groups: NDArray[np.int32] | None,
        known: dict[tuple[str, ...], int],
    ) -> None:
        """Add rows whose labels are numbers already, by `known`; None for a table without."""
        self._known = known
        self.rows += len(times)
        if self.rows * len(self._values) > MOST_POINTS:
            raise Unfit(
                f"it has more than {MOST_POINTS} points", -1, "divide it, or name the columns of numbers"
            )
        if max(1, len(known)) * len(self._values) > MOST_SERIES:
            raise Unfit(
                f"it has more than {MOST_SERIES} series", -1, "name the columns that tell series apart"
            )
        self._times.append(times)
        for column, more in zip(self._values, values, strict=True):
            column.append(more)
        if groups is not None:
            self._groups.append(groups)

    def series(self, path: Path, subject: str) -> Iterator[tuple[Signal, Samples]]:
        """Give each series with its points, in the order of the file; what was gathered is given away."""
        # Files of one name in several folders are not one source: the ledger would judge one by the other.
        source = visible(str(path.resolve()), _LONGEST_PATH)
        times = _joined(self._times, np.int64)
        order, bounds = self._order(len(times))
        if order is not None:
            times = times[order]
        names = list(self._known) or [()]
        kind_of = kinds(self.roles, names, path)
        for place, column in zip(self.roles.values, self._values, strict=True):
            values = _joined(column, np.float64)
            if order is not None:
                values = values[order]
            for number, labels in enumerate(names):
                part = slice(bounds[number], bounds[number + 1])
                plain = Signal(source, "", subject, "", kind_of(place, labels))
                yield self._signal(plain, place, labels), Samples(times[part], values[part])

    def _order(self, count: int) -> tuple[NDArray[np.intp] | None, list[int]]:
        """Give the order in which rows of one series stand together, and where each begins."""
        if not self._groups:
            return None, [0, count]
        groups = _joined(self._groups, np.int32)
        ends = np.cumsum(np.bincount(groups, minlength=len(self._known)))
        return np.argsort(groups, kind="stable"), [0, *ends.tolist()]

    def _signal(self, plain: Signal, place: int, labels: tuple[str, ...]) -> Signal:
        key = key_of(self.roles, place, labels)
        told = {self.roles.names[one]: text for one, text in zip(self.roles.labels, labels, strict=True)}
        return replace(plain, key=key, what=key, labels=told)


def _joined(parts: list, kind: type) -> NDArray:  # type: ignore[type-arg]
    """Join arrays and let go of the parts."""
    whole = parts[0] if len(parts) == 1 else np.concatenate(parts) if parts else np.empty(0, kind)
    parts.clear()
    return whole
