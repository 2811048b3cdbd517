"""Finds the moments of a trend that a report compares with: a month, a quarter and a year ago."""

from collections.abc import Sequence

from mainstay.analysis.health.calendar import nearest_moments
from mainstay.domain.trend import Moment, PathTrend, Trend

SPANS = ("a month", "a quarter", "a year")


def moment_before(trend: Trend, since: str) -> int | None:
    """Give the index of the moment nearest to a span before the last one; None when none is near enough."""
    if not trend.moments:
        return None
    *earlier, last = (moment.at for moment in trend.moments)
    return dict(nearest_moments(tuple(earlier), last)).get(since)


def part_course(trend: Trend | None, code: str) -> list[float | None]:
    """Give the points of one part at each moment."""
    return [moment.score.points_of(code) for moment in trend.moments] if trend else []


def course(moments: Sequence[Moment], field: str) -> list[float | None]:
    """Give one field of the repository's figures at each moment."""
    return [float(getattr(moment.figures, field)) for moment in moments]


def path_course(path: PathTrend | None, field: str) -> list[float | None]:
    """Give one field of a folder's or file's figures at each moment; None where it was absent."""
    if path is None:
        return []
    return [None if figures is None else float(getattr(figures, field)) for figures in path.figures]


def relative_change(values: Sequence[float | None], index: int | None) -> float | None:
    """Give the relative change from the moment `index` to the last; None where it cannot be told."""
    if index is None or index >= len(values):
        return None
    before, after = values[index], values[-1]
    return (after - before) / before if before and after is not None else None
