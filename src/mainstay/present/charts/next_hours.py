"""The chart of the next hours: the last days of hours, where they go, their band and limit, and the hour that passes it."""

from dataclasses import replace

from markupsafe import Markup

from mainstay.domain.forecast import Course, Forecast
from mainstay.domain.short_term import ShortTerm
from mainstay.present.charts.courses import WIDE, band_area, joined, level_axis, level_path
from mainstay.present.charts.limits import limit_line
from mainstay.present.charts.marks import Shape, mark
from mainstay.present.charts.plots import DAY, HEIGHT, Plot, plotted
from mainstay.present.charts.pointing import strips_of, told
from mainstay.present.charts.scale import drawable
from mainstay.present.charts.svg import element, join, share
from mainstay.present.times import exact

HOUR = 3_600
_STEPS = (6, 12, 24, 48)
_MOST = 6
_APART = 0.1  # of the width, as much as a short name takes on a narrow page
_SIDE = 0.15  # of the width: nearer to an end half a name would reach beyond it


def hours_chart(one: Forecast, ident: str, title: str, description: str) -> Markup:
    """Draw the next hours of a forecast; "" where none are told.

    `ident` begins its ids, `description` tells it in words.
    """
    found = one.next_hours
    if found is None or not drawable((*found.past, *found.middle)):
        return Markup("")
    # An hour is drawn as a course draws a day.
    course = Course(0, found.past, found.middle, found.low, found.high)
    shown = replace(one, course=course, past=(), step=None, at=0, early=0, late=0)
    plot = plotted(shown, course)
    now = len(found.past) * DAY
    here = share(plot.across(now))
    drawn = element(
        "svg",
        element("path", class_="band", d=band_area(course, plot)),
        element("path", class_="line past", d=level_path(course.past, 0, plot)),
        element("path", class_="line ahead", d=level_path(joined(course), now - DAY, plot)),
        viewBox=f"0 0 {WIDE} {HEIGHT}",
        preserveAspectRatio="none",
        width="100%",
        height=HEIGHT,
        class_="drawn",
    )
    count = len(found.past) + len(found.middle)
    unit = one.signal.unit
    return element(
        "svg",
        element("title", title, id=f"{ident}-t"),
        element("desc", description, id=f"{ident}-d"),
        level_axis(plot),
        _names(found),
        drawn,
        element("line", class_="now", x1=here, x2=here, y1=0, y2=HEIGHT),
        limit_line(shown, plot),
        _passing(one, found, plot),
        strips_of(count, lambda index: told(course, unit, index, exact(moment(found, index))), HEIGHT),
        class_="foretold",
        width="100%",
        height=HEIGHT + 64,
        role="img",
        aria_labelledby=f"{ident}-t {ident}-d",
    )


def moment(found: ShortTerm, index: int) -> int:
    """Give when an hour begins, by its place on the chart (seconds since 1970)."""
    return found.start + (index - len(found.past)) * HOUR


def _names(found: ShortTerm) -> Markup:
    """Name the present, and hours before and after it that do not touch."""
    count, now = len(found.past) + len(found.middle), len(found.past)
    step = next((step for step in _STEPS if count / step <= _MOST), _STEPS[-1])
    hours = [0, *(sign * step * turn for turn in range(1, count // step + 1) for sign in (1, -1))]
    made: list[Markup] = []
    for at in hours:
        place = (now + at) / count
        if not 0 <= place <= 1 or (at and abs(at) / count < _APART):
            continue
        name = f"{at:+d} h".replace("-", "\N{MINUS SIGN}") if at else "now"
        second = " second" if at // step % 2 else ""
        anchor = "end" if place > 0.97 else "start" if place < 0.03 else "middle"
        made.append(
            element("text", name, class_=f"tick{second}", x=share(place), y=HEIGHT + 18, text_anchor=anchor)
        )
    return join(made)


def _passing(one: Forecast, found: ShortTerm, plot: Plot) -> Markup:
    """Mark the first hour beyond the limit, and from when on the band is."""
    if one.signal.limit is None:
        return Markup("")
    count = len(found.past) + len(found.middle)
    made: list[Markup] = []
    if found.early:
        place = share(_place(found.early, found) / count)
        made.append(element("line", class_="side", x1=place, x2=place, y1=0, y2=HEIGHT))
    if found.at:
        across = _place(found.at, found) / count
        side = "end" if across > 1 - _SIDE else "start" if across < _SIDE else "middle"
        ahead = (found.at - found.start) // HOUR
        made.append(element("text", f"in {ahead} h", class_="date", x=share(across), y=-12, text_anchor=side))
        made.append(mark(Shape.DOT, across, plot.clipped(one.signal.limit.value)))
    return join(made)


def _place(at: int, found: ShortTerm) -> float:
    """Give the middle of the hour that ends at a moment, in hours from the left end."""
    return len(found.past) + (at - found.start) / HOUR - 0.5
