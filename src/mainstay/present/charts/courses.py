"""The chart of one forecast: its past, where it goes, its band and limit, when that is passed, and what was foretold before."""

from collections.abc import Sequence

from markupsafe import Markup

from mainstay.domain.forecast import Course, Forecast, Past, Verdict
from mainstay.present.charts.days import around
from mainstay.present.charts.limits import limit_line
from mainstay.present.charts.lines import runs
from mainstay.present.charts.marks import Shape, mark
from mainstay.present.charts.plots import DAY, HEIGHT, Plot, earlier_drawn, past_middle, plotted
from mainstay.present.charts.pointing import strips
from mainstay.present.charts.scale import drawable
from mainstay.present.charts.svg import element, figure, join, share
from mainstay.present.numbers import brief, decimal
from mainstay.present.times import day

WIDE = 1_000
"""Units across of the stretched inner drawing."""
_SIDE = 0.2  # of the width: nearer to an end half a date would reach beyond it on a narrow page


def course_chart(one: Forecast, ident: str, title: str, description: str, present: str = "today") -> Markup:
    """Draw a forecast that has a course; "" for one that has none.

    `ident` begins its ids, `description` tells it in words, `present` names the moment at which its past ends.
    """
    course = one.course
    if course is None or not drawable((*course.past, *course.middle)):
        return Markup("")
    plot = plotted(one, course)
    now = course.start + len(course.past) * DAY
    here = share(plot.across(now))
    drawn = element(
        "svg",
        element("path", class_="band", d=band_area(course, plot)),
        element("path", class_="line past", d=level_path(course.past, course.start, plot)),
        element("path", class_="line ahead", d=level_path(joined(course), now - DAY, plot)),
        viewBox=f"0 0 {WIDE} {HEIGHT}",
        preserveAspectRatio="none",
        width="100%",
        height=HEIGHT,
        class_="drawn",
    )
    return element(
        "svg",
        element("title", title, id=f"{ident}-t"),
        element("desc", description, id=f"{ident}-d"),
        level_axis(plot),
        _days(course, now, present),
        _interval(one, plot),
        drawn,
        element("line", class_="now", x1=here, x2=here, y1=0, y2=HEIGHT),
        _step(one, plot),
        _earlier(one.past, plot),
        limit_line(one, plot),
        _crossing(one, plot),
        strips(course, one.signal.unit, HEIGHT),
        class_="foretold",
        width="100%",
        height=HEIGHT + 64,
        role="img",
        aria_labelledby=f"{ident}-t {ident}-d",
    )


def level_axis(plot: Plot) -> Markup:
    """Draw the ticks of levels with their unit."""
    step = plot.ticks[1] - plot.ticks[0]
    places = next((places for places in range(6) if abs(round(step, places) - step) < step * 1e-6), 6)
    lines: list[Markup] = [element("text", plot.unit, class_="tick", x=-8, y=-12, text_anchor="end")]
    for tick in plot.ticks:
        down = plot.down(tick * plot.factor)
        lines.append(element("line", class_="grid", x1=0, x2="100%", y1=down, y2=down))
        name = brief(tick, places) if not places else decimal(tick, places)
        lines.append(element("text", name, class_="tick", x=-8, y=down + 4, text_anchor="end"))
    return join(lines)


def _days(course: Course, now: int, present: str) -> Markup:
    end = course.start + (len(course.past) + len(course.middle)) * DAY
    names = []
    ticks = around(course.start, end, now, present)
    here = next(index for index, tick in enumerate(ticks) if tick.name == present)
    for index, tick in enumerate(ticks):
        names.append(
            element(
                "text",
                tick.name,
                class_=f"tick{' second' if (index - here) % 2 else ''}",
                x=share(tick.place),
                y=HEIGHT + 18,
                text_anchor="end" if tick.place > 0.97 else "start" if tick.place < 0.03 else "middle",
            )
        )
    return join(names)


def level_path(levels: Sequence[float | None], start: int, plot: Plot) -> str:
    """Draw levels, each in the middle of its day; a lone one is a dot, a gap is a gap."""
    told: list[str] = []
    for run in runs(levels):
        places = [
            f"{figure(plot.across(start + (index + 0.5) * DAY) * WIDE)},{figure(plot.down(levels[index] or 0.0))}"
            for index in run
        ]
        told.append(f"M{'L'.join(places)}" if len(places) > 1 else f"M{places[0]}h0.01")
    return "".join(told)


def joined(course: Course) -> Sequence[float | None]:
    """Give the foretold levels with the last known one before them, where there is one on the last day."""
    return (course.past[-1] if course.past else None, *course.middle)


def band_area(course: Course, plot: Plot) -> str:
    """Draw the band, a place in the middle of each day."""
    start = course.start + len(course.past) * DAY
    edges = [
        (plot.across(start + (index + 0.5) * DAY) * WIDE, low, high)
        for index, (low, high) in enumerate(zip(course.low, course.high, strict=False))
        if len(drawable([low, high])) == 2
    ]
    above = [f"{figure(x)},{figure(_bounded(plot.down(high)))}" for x, _, high in edges]
    below = [f"{figure(x)},{figure(_bounded(plot.down(low)))}" for x, low, _ in reversed(edges)]
    return f"M{'L'.join([*above, *below])}z" if edges else ""


def _bounded(down: float) -> float:
    # Far outside of the drawing, where it is cut off all the same; a browser cannot place just any number.
    return min(max(down, -10.0 * HEIGHT), 11.0 * HEIGHT)


def _interval(one: Forecast, plot: Plot) -> Markup:
    if not one.early:
        return Markup("")
    firm = one.verdict is Verdict.CROSSES
    shift = past_middle(one)
    start = plot.across(one.early - shift)
    end = min(plot.across(one.late - shift), 1.0) if one.late else 1.0
    if start >= 1:
        return Markup("")
    sides = [start, *([end] if one.late else [])]
    return element(
        "rect",
        class_="between" if firm else "between maybe",
        x=share(start),
        width=share(max(end - start, 0.002)),
        y=0,
        height=HEIGHT,
    ) + join(element("line", class_="side", x1=share(at), x2=share(at), y1=0, y2=HEIGHT) for at in sides)


def _crossing(one: Forecast, plot: Plot) -> Markup:
    if not one.at or one.signal.limit is None:
        return Markup("")
    place = min(plot.across(one.at - past_middle(one)), 1.0)
    side = "end" if place > 1 - _SIDE else "start" if place < _SIDE else "middle"
    drawn = [
        element("text", day(one.at), class_="date", x=share(place), y=-12, text_anchor=side),
        mark(Shape.DOT, place, plot.clipped(one.signal.limit.value)),
    ]
    if not one.late:
        drawn.append(mark(Shape.OPEN, 1.0, plot.clipped(one.signal.limit.value)))
    return join(drawn)


def _step(one: Forecast, plot: Plot) -> Markup:
    if one.step is None or not 0 <= plot.across(one.step.at) <= 1:
        return Markup("")
    place = plot.across(one.step.at)
    shape = Shape.UP if one.step.height > 0 else Shape.DOWN
    line = element("line", class_="step", x1=share(place), x2=share(place), y1=0, y2=HEIGHT)
    return line + mark(shape, place, HEIGHT - 6.0)


def _earlier(past: Sequence[Past], plot: Plot) -> Markup:
    """Draw what was foretold for a day as a whisker, and what came: a ring inside of it, or a cross outside."""
    drawn: list[Markup] = []
    for one in earlier_drawn(past):
        place = plot.across(one.due_at - DAY // 2)
        if not 0 <= place <= 1:
            continue
        here = share(place)
        drawn.append(
            element(
                "line",
                class_="whisker",
                x1=here,
                x2=here,
                y1=plot.clipped(one.low),
                y2=plot.clipped(one.high),
            )
        )
        drawn.append(mark(Shape.TICK, place, plot.clipped(one.middle)))
        if one.value is not None and drawable([one.value]):
            shape = Shape.RING if one.inside else Shape.CROSS
            drawn.append(mark(shape, place, plot.clipped(one.value), "came"))
    return join(drawn)
