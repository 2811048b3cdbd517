"""The charts of the past year: score, code, complexity, duplication, commits; each with a table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mainstay.domain.code_report import CodeReport
from mainstay.domain.history import HistorySummary
from mainstay.domain.trend import Change, Moment, Trend
from mainstay.present.charts.bars import columns
from mainstay.present.charts.lines import Series, line_chart
from mainstay.present.html.folders import duplication, per_thousand
from mainstay.present.numbers import NONE, THIN, brief, compact, count, percent, signed, signed_percent
from mainstay.present.times import day, month
from mainstay.present.trend_points import moment_before, relative_change


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its title, newest figure, that figure's change, and all figures as rows of text.

    `keys` are classes of the drawing with what they stand for, where the drawing itself has no room to say
    so.
    """

    ident: str
    title: str
    newest: str
    change: str
    drawing: Markup
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    keys: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Trends:
    """All charts (none without a trend), what got worse and better, and whether a quarter ago is there to compare with."""

    charts: Sequence[Chart]
    compared: bool
    worse: Sequence[Change]
    better: Sequence[Change]


def trends(report: CodeReport) -> Trends:
    """Draw a report's past year; empty without a trend."""
    trend = report.trend
    if trend is None or not trend.moments:
        return Trends((), False, (), ())
    moments = trend.moments
    drawn = [
        _score(trend),
        _single(
            trend,
            "lines",
            "Code lines without tests",
            [float(moment.figures.code_lines) for moment in moments],
            compact,
        ),
        _single(
            trend,
            "cognitive",
            "Complexity per 1,000 code lines",
            [per_thousand(moment.figures.cognitive, moment.figures.code_lines) for moment in moments],
            brief,
        ),
        _single(
            trend,
            "duplication",
            "Duplicated lines",
            [duplication(moment.figures.duplicated_lines, moment.figures.code_lines) for moment in moments],
            _percent_of_axis,
            # A percentage of a percentage would be taken for points of it.
            _moved_points,
        ),
        _commits(trend, report.history),
    ]
    compared = moment_before(trend, "a quarter") is not None
    return Trends([chart for chart in drawn if chart.drawing], compared, trend.worse, trend.better)


def _score(trend: Trend) -> Chart:
    moments = trend.moments
    lines = [
        Series("Score", [moment.score.value for moment in moments]),
        Series("Shape", [moment.score.shape for moment in moments]),
        Series("History", [moment.score.history for moment in moments]),
    ]
    shown = [line for line in lines if any(value is not None for value in line.values)]
    quarter = moment_before(trend, "a quarter")
    before = lines[0].values[quarter] if quarter is not None else None
    after = lines[0].values[-1]
    change = f"{signed(after - before)} in a quarter" if before is not None and after is not None else ""
    drawing = line_chart(
        "c-score",
        "Score",
        _told("The score of 0 to 100 and its two aspects", trend),
        shown,
        tell=brief,
        from_zero=False,
        places=_places(moments),
        names=_days(moments),
        marks=_marks(moments),
    )
    parts = [(part.title, part.code) for part in moments[-1].score.parts]
    rows = [
        [
            day(moment.at),
            *(brief(value) for value in (moment.score.value, moment.score.shape, moment.score.history)),
            *(brief(moment.score.points_of(code)) for _, code in parts),
        ]
        for moment in moments
    ]
    heads = ["Moment", "Score", "Shape", "History", *(title for title, _ in parts)]
    return Chart("c-score", "Score", brief(after), change, drawing, heads, rows)


def _single(
    trend: Trend,
    name: str,
    title: str,
    values: Sequence[float | None],
    tell: Callable[[float], str],
    moved: Callable[[Sequence[float | None], int | None], str] | None = None,
) -> Chart:
    moments = trend.moments
    ident = f"c-{name}"
    change = (moved or _moved)(values, moment_before(trend, "a quarter"))
    drawing = line_chart(
        ident,
        title,
        _told(title, trend),
        [Series(title, values)],
        tell=tell,
        places=_places(moments),
        names=_days(moments),
        marks=_marks(moments),
    )
    rows = [
        [day(moment.at), NONE if value is None else tell(value)]
        for moment, value in zip(moments, values, strict=True)
    ]
    newest = NONE if values[-1] is None else tell(values[-1])
    told = f"{change} in a quarter" if change else ""
    return Chart(ident, title, newest, told, drawing, ["Moment", title], rows)


def _commits(trend: Trend, past: HistorySummary | None) -> Chart:
    moments = trend.moments
    # The month of a moment is the one that ends there; the last one is still running.
    names = [month(moment.at - 1) for moment in moments[:-1]] + [f"{month(moments[-1].at)} so far"]
    drawing = columns(
        "c-commits",
        "Commits and fixes per month",
        _told("Commits in each month, and those marked as fixes", trend),
        [
            Series("Commits", [float(moment.commits) for moment in moments]),
            Series("Fixes", [float(moment.fixes) for moment in moments]),
        ],
        names=names,
        marks=_month_marks([moment.at - 1 for moment in moments]),
        tell=count,
    )
    rows = [
        [name, count(moment.commits), count(moment.fixes), count(moment.people), *_churn(moment)]
        for name, moment in zip(names, moments, strict=True)
    ]
    # The months are not the year: the last one is still running.
    newest = count(past.commits_year) if past is not None else NONE
    change = "in a year" if past is not None else ""
    if past is not None and past.commits_year:
        change += f", {percent(past.fixes_year / past.commits_year)} fixes"
    return Chart(
        "c-commits",
        "Commits and fixes per month",
        newest,
        change,
        drawing,
        ["Month", "Commits", "Fixes", "People", "Lines added", "Lines deleted"],
        rows,
        [("s0", "all"), ("s1", "fixes")],
    )


def _churn(moment: Moment) -> list[str]:
    return [NONE if lines < 0 else count(lines) for lines in (moment.added, moment.deleted)]


def _moved(values: Sequence[float | None], earlier: int | None) -> str:
    change = relative_change(values, earlier)
    return "" if change is None else signed_percent(change, 1)


def _moved_points(values: Sequence[float | None], earlier: int | None) -> str:
    before, after = (values[earlier] if earlier is not None else None), values[-1]
    if before is None or after is None:
        return ""
    points = signed((after - before) * 100)
    return "no change" if points == "0" else f"{points} percentage points"


def _percent_of_axis(share: float) -> str:
    return f"{brief(share * 100)}{THIN}%"


def _told(what: str, trend: Trend) -> str:
    first, last = trend.moments[0].at, trend.moments[-1].at
    return f"{what}, from {day(first)} to {day(last)}; the figures stand in the table beneath."


def _places(moments: Sequence[Moment]) -> list[float]:
    first, last = moments[0].at, moments[-1].at
    return [
        min(max((moment.at - first) / (last - first), 0.0), 1.0) if last > first else 0.5
        for moment in moments
    ]


def _days(moments: Sequence[Moment]) -> list[str]:
    return [day(moment.at) for moment in moments]


def _marks(moments: Sequence[Moment]) -> list[str]:
    marks = _month_marks([moment.at for moment in moments])
    return [*marks[:-1], "now"] if len(marks) > 2 else marks


def _month_marks(times: Sequence[int]) -> list[str]:
    """Label every third month, with the year where it is the first label or has changed."""
    marks: list[str] = []
    year = ""
    for index, at in enumerate(times):
        name, _, this_year = month(at).partition(" ")
        marks.append("" if index % 3 else name if this_year == year else f"{name} {this_year}")
        year = year if index % 3 else this_year
    return marks
