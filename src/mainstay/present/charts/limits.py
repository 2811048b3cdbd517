"""The limit on the chart of a course: its line, and its name where nothing else runs."""

from markupsafe import Markup

from mainstay.domain.forecast import Forecast, Past
from mainstay.present.charts.labels import ASIDE, Point, spot
from mainstay.present.charts.lines import runs
from mainstay.present.charts.plots import DAY, HEIGHT, Plot, earlier_drawn, past_middle
from mainstay.present.charts.scale import drawable
from mainstay.present.charts.svg import element, share
from mainstay.present.measures import STATED
from mainstay.present.numbers import significant

_OVER = -27  # pixels down of a name above the plot, where there is no room within
_LABEL = 16  # pixels that a label needs above its line
_MARK = 8  # pixels that a mark reaches up and down


def limit_line(one: Forecast, plot: Plot) -> Markup:
    """Draw the limit and its name, which stands above the plot, beside a sample of the line, where there is no room within."""
    limit = one.signal.limit
    if limit is None or not drawable([limit.value]):
        return Markup("")
    lowest, highest = plot.ticks[0] * plot.factor, plot.ticks[-1] * plot.factor
    value = limit.value / plot.factor
    name = f"limit {significant(value, STATED)} {plot.unit}".rstrip()
    if lowest <= limit.value <= highest:
        down = plot.down(limit.value)
        line = element("line", class_="limit", x1=0, x2="100%", y1=down, y2=down)
        rows = [row for row in (down - 6, down + _LABEL) if _LABEL <= row + 6 <= HEIGHT]
    else:
        line, beyond = Markup(""), limit.value > highest
        name = f"{'↑' if beyond else '↓'} {name}"
        rows = [12.0 if beyond else HEIGHT - 6.0]
    lines, dotted = _lines(one, plot), _dotted(one, plot)
    # A dotted line may stop at the name's halo where there is no other room; nothing else may.
    found = spot(name, rows, lines + dotted) or spot(name, rows, lines)
    if found is None:
        key = element("line", class_="limit", x1=0, x2=18, y1=_OVER - 4, y2=_OVER - 4) if line else Markup("")
        label = element("text", name, class_="limit-name", x=24 if line else 0, y=_OVER)
        return line + key + label
    label = element(
        "text",
        name,
        class_="limit-name",
        x=share(found.place),
        dx=-ASIDE if found.anchor == "end" else ASIDE,
        y=found.down,
        text_anchor=found.anchor,
    )
    return line + label


def _lines(one: Forecast, plot: Plot) -> list[list[Point]]:
    """Give what a name must not lie upon: levels, the band, earlier forecasts, and the mark of the date."""
    course = one.course
    if course is None:
        return []
    now = course.start + len(course.past) * DAY
    places = [plot.across(now + (index + 0.5) * DAY) for index in range(len(course.middle))]
    found = [
        [
            (plot.across(course.start + (index + 0.5) * DAY), plot.down(course.past[index] or 0.0))
            for index in run
        ]
        for run in runs(course.past)
    ]
    found.append([(at, plot.down(level)) for at, level in zip(places, course.middle, strict=False)])
    upright = [(past.due_at - DAY // 2, *_reach(past, plot)) for past in earlier_drawn(one.past)]
    if one.at and one.signal.limit is not None:
        down = plot.clipped(one.signal.limit.value)
        upright.append((one.at - past_middle(one), down - _MARK, down + _MARK))
    found += [[(plot.across(at), high), (plot.across(at), low)] for at, high, low in upright]
    found += [
        [(at, plot.clipped(high)), (at, plot.clipped(low))]
        for at, low, high in zip(places, course.low, course.high, strict=False)
        if len(drawable([low, high])) == 2
    ]
    return found


def _dotted(one: Forecast, plot: Plot) -> list[list[Point]]:
    """Give the dotted lines from top to bottom: today, a step, and the ends of the interval."""
    moments = [moment - past_middle(one) for moment in (one.early, one.late) if moment]
    moments += [one.step.at] if one.step is not None else []
    moments += [one.course.start + len(one.course.past) * DAY] if one.course is not None else []
    return [[(plot.across(at), 0.0), (plot.across(at), float(HEIGHT))] for at in moments]


def _reach(past: Past, plot: Plot) -> tuple[float, float]:
    """Give from where to where down the whisker of an earlier forecast goes, with what came of it."""
    came = drawable([past.value])
    downs = [plot.clipped(level) for level in (past.low, past.high, *came)]
    return min(downs) - _MARK, max(downs) + _MARK
