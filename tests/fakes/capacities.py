"""Capacity as commands and pages show it."""

from mainstay.domain.capacity import (
    CapacityReport,
    Fit,
    Growth,
    Need,
    Pace,
    PastAdvice,
    Planned,
    Resource,
    Scaling,
    Sizing,
)
from mainstay.domain.forecast import Verdict
from mainstay.domain.signal import Limit, Side, Signal

NOW = 1_700_000_000
DAY = 86_400
DISK = Signal(
    "main", "d", "host:web1", "disk used of /var", "disk", "B", limit=Limit(1e12, Side.ABOVE, "its size")
)
NEEDS = (Need(3, 7e11, 7.2e11), Need(6, 8e11, 8.4e11), Need(12, 9.5e11, 1.02e12))


def scaled(state: Scaling = Scaling.DATED, begin: int = NOW + 170 * DAY) -> Growth:
    """Give a disk that must be scaled in half a year."""
    at = begin + 14 * DAY
    return Growth(
        DISK, state, Verdict.CROSSES, 84, 6e11, 8e11, True, NEEDS, at, at - 9 * DAY, 0, begin, 3e11, 2e11, 30.0
    )  # fmt: skip


def large() -> Sizing:
    """Give a workload with far too much CPU."""
    return Sizing(
        "main",
        "container:shop/web/app",
        Resource.CPU,
        Fit.OVER,
        4.0,
        28,
        0.75,
        0.9,
        1.1,
        0.0,
        0.01,
        3,
        1.1,
        saved=195.75,
    )


def killed() -> Sizing:
    """Give a workload that was killed for want of memory."""
    return Sizing(
        "main",
        "container:shop/etl/job",
        Resource.MEMORY,
        Fit.TOO_SMALL,
        2.0**30,
        28,
        9e8,
        1e9,
        killed_at=2.0**30,
        advised=1.2 * 2**30,
        saved=-0.6,
        reason="it was killed for want of memory",
    )


def capacities(*growth: Growth) -> CapacityReport:
    """Give a report with all that can be told."""
    past = (
        PastAdvice(NOW - 90 * DAY, NOW, "container:a", "a: 1 core of cpu is enough", "hit", held=True),
        PastAdvice(NOW - 80 * DAY, NOW + DAY, "container:b", "b: 2 cores of cpu is enough"),
    )
    sizes = (
        killed(),
        large(),
        Sizing("main", "container:x", Resource.CPU, Fit.LEFT_OUT, 2.0, 5, reason="5 of 14 days are there"),
    )
    return CapacityReport(
        1,
        NOW,
        ("main",),
        Pace.DOUBLE,
        (Planned(NOW + 9 * DAY, 0.2),),
        0.2,
        14,
        6,
        growth or (scaled(),),
        sizes,
        "EUR",
        195.15,
        30.0,
        past,
    )
