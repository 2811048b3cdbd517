"""What the results of test runs tell: which tests are flaky, which fail together, which are slow."""

from dataclasses import dataclass

FEWEST_RUNS = 20
"""No verdict on a test is given on fewer runs that share their commit and environment with another run."""


@dataclass(frozen=True, slots=True)
class FlakyTest:
    """A test that both passed and failed at the same commit in the same environment.

    `rate` is the chance that it fails where it should pass, `low` to `high` with a chance of 80 %; it rests on `runs`, of
    which `failures` failed. `path` is the file it stands in, "" where that is not told; `line` is as its result says,
    0 for none.
    """

    name: str
    path: str
    rate: float
    low: float
    high: float
    runs: int
    failures: int
    line: int = 0


@dataclass(frozen=True, slots=True)
class SlowTest:
    """A test that takes much of the suite's time: `median` and `p95` in seconds, `share` (0 to 1) of all time of tests.

    `before` and `after` are the medians of the earlier and the later half of its runs where the later is clearly slower,
    else 0. `line` is what its result says, 0 for none.
    """

    name: str
    path: str
    runs: int
    median: float
    p95: float
    share: float
    before: float = 0.0
    after: float = 0.0
    line: int = 0


@dataclass(frozen=True, slots=True)
class Cluster:
    """Flaky tests that fail in the same runs more often than chance lets expect: they are likely to have one cause."""

    tests: tuple[str, ...]
    together: int


@dataclass(frozen=True, slots=True)
class RunMark:
    """One run: when it was (seconds since 1970), and whether a test failed in it that should have passed."""

    at: int
    flaky: bool


@dataclass(frozen=True, slots=True)
class FlakinessPoint:
    """So many successive runs, of which in `flaky` a test failed wrongly; `at` is when the last ran (0 where not told)."""

    at: int
    runs: int
    flaky: int


@dataclass(frozen=True, slots=True)
class Flakiness:
    """The share of runs in which a test failed that passed at the same commit in the same environment.

    `low` to `high` with a chance of 80 %, of `runs` that can tell; `before` is the share in their earlier half and `after`
    that in their later one, both None where the halves are too small. `trend` takes the runs in up to twelve parts of ten or
    more, oldest first; it is empty where there are no two.
    """

    rate: float
    low: float
    high: float
    runs: int
    flaky: int
    before: float | None = None
    after: float | None = None
    trend: tuple[FlakinessPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class RunHistory:
    """The results of test runs, as far as they were recognised.

    Of `runs`, `committed` name their commit and `dated` their time; `repeated` share commit and environment with another
    one, or tried a failed test again. `infrastructure` runs, in which most tests failed, were set apart. `flaky` stand by
    rate, `slow` by share of time; `broken` tests failed each time at some commit and never passed there; of `unjudged` flips
    were seen in fewer than 20 runs; `ambiguous` names stand for several tests. `reason` says why nothing is told of
    flakiness, "" where it is. `seconds` is the median time that the tests of a run take.
    """

    files: int
    runs: int
    tests: int
    environments: int
    committed: int
    dated: int
    repeated: int
    infrastructure: int
    seconds: float
    flakiness: Flakiness | None
    flaky: tuple[FlakyTest, ...]
    broken: tuple[str, ...]
    unjudged: int
    ambiguous: int
    clusters: tuple[Cluster, ...]
    slow: tuple[SlowTest, ...]
    reason: str = ""
