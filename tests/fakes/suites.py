"""What is known of a suite of tests, with a name that would steer a terminal."""

from mainstay.domain.coverage import Coverage, CoveragePoint, CoverageSource, FileCoverage, Gap
from mainstay.domain.test_runs import Cluster, Flakiness, FlakinessPoint, FlakyTest, RunHistory, SlowTest

RUNS = RunHistory(
    files=90,
    runs=90,
    tests=30,
    environments=2,
    committed=90,
    dated=90,
    repeated=90,
    infrastructure=1,
    seconds=43.5,
    flakiness=Flakiness(
        0.032,
        0.021,
        0.05,
        90,
        3,
        0.028,
        0.036,
        (FlakinessPoint(0, 45, 1), FlakinessPoint(0, 45, 2)),
    ),
    flaky=(FlakyTest("a.B::\x1b[31mt", "a.py", 0.05, 0.02, 0.09, 90, 4),),
    broken=("a.B::u",),
    unjudged=2,
    ambiguous=0,
    clusters=(Cluster(("a.B::t", "a.B::v"), 3),),
    slow=(SlowTest("a.B::s", "a.py", 90, 2.0, 3.0, 0.4, 1.0, 2.5),),
)
COVERAGE = Coverage(
    (CoverageSource("coverage.xml", "Cobertura", 2, 2),),
    (FileCoverage("src/m.py", 100, 20), FileCoverage("src/n.py", 50, 50)),
    150,
    70,
    10,
    5,
    trend=(CoveragePoint(1_767_000_000, 150, 60), CoveragePoint(1_769_000_000, 150, 70, "abc1234")),
    gaps=(Gap("src/m.py", 5, 60, "hard", 50, 50, 1.5, 2.25, 40),),
)
