"""All results of all runs as columns, one row for each test of each file."""

import math
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.test_runs.identity import Identity
from mainstay.analysis.test_runs.junit import Case

MOST_TESTS = 300_000
MOST_ROWS = 10_000_000
_MOST_TRIES = 60_000

Whole = NDArray[np.int64]
Figures = NDArray[np.float64]


@dataclass(slots=True)
class _Seen:
    """One test in the file that is being read: tries that failed and passed, and whether it passed twice or more."""

    failures: int = 0
    passes: int = 0
    seconds: float = 0.0
    timed: int = 0


@dataclass(slots=True)
class Results:
    """Results while they are gathered. A name that passes twice in one file stands for several tests: nobody repeats a pass."""

    names: dict[str, int] = field(default_factory=dict)
    files: dict[int, str] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)
    runs: dict[str, int] = field(default_factory=dict)
    identities: list[Identity] = field(default_factory=list)
    ambiguous: set[int] = field(default_factory=set)
    beyond: int = 0
    _run: "array[int]" = field(default_factory=lambda: array("i"))
    _test: "array[int]" = field(default_factory=lambda: array("i"))
    _failures: "array[int]" = field(default_factory=lambda: array("i"))
    _passes: "array[int]" = field(default_factory=lambda: array("i"))
    _seconds: "array[float]" = field(default_factory=lambda: array("f"))
    _open: dict[int, _Seen] = field(default_factory=dict)

    @property
    def take(self) -> Callable[[Case], None]:
        """What takes the cases of one file; `close` ends it."""
        return self._take

    def _take(self, case: Case) -> None:
        if case.skipped and not case.failures:
            return
        test = self.names.get(case.name)
        if test is None:
            if len(self.names) >= MOST_TESTS:
                self.beyond += 1
                return
            test = self.names[case.name] = len(self.names)
        if case.file and test not in self.files:
            self.files[test] = case.file
            self.lines[test] = case.line
        seen = self._open.setdefault(test, _Seen())
        if case.passed and seen.passes:
            self.ambiguous.add(test)
        seen.failures = min(seen.failures + case.failures, _MOST_TRIES)
        seen.passes = min(seen.passes + case.passed, _MOST_TRIES)
        if not math.isnan(case.seconds):
            seen.seconds += case.seconds
            seen.timed += 1

    def close(self, identity: Identity) -> None:
        """End a file, which is of that run."""
        run = self.runs.get(identity.run)
        if run is None:
            run = self.runs[identity.run] = len(self.identities)
            self.identities.append(identity)
        for test, seen in self._open.items():
            if len(self._run) >= MOST_ROWS:
                self.beyond += 1
                continue
            self._run.append(run)
            self._test.append(test)
            self._failures.append(seen.failures)
            self._passes.append(seen.passes)
            self._seconds.append(seen.seconds / seen.timed if seen.timed else math.nan)
        self._open = {}

    def columns(self) -> "Columns":
        """Give all rows."""
        return Columns(
            np.array(self._run, dtype=np.int64),
            np.array(self._test, dtype=np.int64),
            np.array(self._failures, dtype=np.int64),
            np.array(self._passes, dtype=np.int64),
            np.array(self._seconds, dtype=np.float64),
        )


@dataclass(frozen=True, slots=True)
class Columns:
    """One row for each test of each file: its run, the test, tries that failed and passed, mean seconds of a try (NaN)."""

    run: Whole
    test: Whole
    failures: Whole
    passes: Whole
    seconds: NDArray[np.float64]

    def where(self, kept: NDArray[np.bool_]) -> "Columns":
        """Give the rows of which `kept` is true."""
        return Columns(
            self.run[kept], self.test[kept], self.failures[kept], self.passes[kept], self.seconds[kept]
        )
