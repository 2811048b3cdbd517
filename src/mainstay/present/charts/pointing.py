"""What a pointer meets on the chart of a course: strips that cannot be seen, each with its day, level and band."""

from collections.abc import Callable

from markupsafe import Markup

from mainstay.domain.forecast import COVER, Course
from mainstay.present.charts.scale import drawable
from mainstay.present.charts.svg import element
from mainstay.present.measures import measured
from mainstay.present.numbers import percent
from mainstay.present.times import day

MOST = 60
"""Strips of a chart: as many as a hand can tell apart, and few enough to keep a page with many charts small."""
_DAY = 86_400


def strips(course: Course, unit: str, height: float) -> Markup:
    """Lay strips of one or more days over a chart so high (pixels), from its left end to its right one.

    Each tells of the day in its middle.
    """
    days = len(course.past) + len(course.middle)
    return strips_of(days, lambda index: told(course, unit, index, day(course.start + index * _DAY)), height)


def strips_of(days: int, words: Callable[[int], str], height: float) -> Markup:
    """Lay strips over a chart of so many days, or hours; `words` tell of one by its place."""
    wide = -(-days // MOST)
    made = [
        element(
            "rect",
            element("title", words(min(first + wide // 2, days - 1))),
            x=first,
            width=wide,
            height=1,
        )
        for first in range(0, days, max(wide, 1))
    ]
    return element(
        "svg",
        *made,
        class_="days",
        viewBox=f"0 0 {days} 1",
        preserveAspectRatio="none",
        width="100%",
        height=height,
    )


def told(course: Course, unit: str, index: int, name: str) -> str:
    """Tell of a place of a course by its `name`: its level, or the foretold one with its band."""
    ahead = index - len(course.past)
    if ahead < 0:
        level = course.past[index]
        return f"{name}: {measured(level, unit) if drawable([level]) else 'no level'}"
    low, middle, high = (measured(edge[ahead], unit) for edge in (course.low, course.middle, course.high))
    return f"{name}: {middle} foretold, {low} to {high} ({percent(COVER)})"
