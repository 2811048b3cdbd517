"""The score's parts as aligned bars, with points, the share of code that lost them, and the past twelve months."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.code_report import CodeReport
from mainstay.domain.health import Aspect, Part, Score
from mainstay.domain.trend import Trend
from mainstay.present.numbers import NONE, decimal, percent
from mainstay.present.text.columns import NEVER, Column, laid_out, shortened, title
from mainstay.present.text.look import ACCENT, FAINT, PLAIN, STRONG, by_score, strong
from mainstay.present.text.marks import bar, course
from mainstay.present.visible import visible
from mainstay.present.wording import ASPECTS

# A part's course fills the height only from a change of a tenth of its weight on.
_STEADY = 0.1
_MOST_MOMENTS = 13
_LINES_LOST_FROM = 72
_BESIDE_REASON = 54  # cells of the other columns
_BESIDE_BAR = 48, 38  # cells of the columns other than title and bar, with and without the lines lost
_SHORTEST_BAR, _LONGEST_BAR = 8, 24
_TITLE = 30


def parts_table(report: CodeReport, width: int) -> RenderableType:
    """Give a row for each part below its aspect's own score; a part without evidence says why instead."""
    cells = _bar_cells(report, width)
    rows: list[list[Text]] = []
    for aspect in ASPECTS:
        parts = [part for part in report.score.parts if part.aspect is aspect]
        if parts:
            rows.append(_aspect(aspect, report.score, report.trend))
            rows += [_part(part, report.trend, cells, width - _BESIDE_REASON) for part in parts]
    months = report.trend is not None and len(report.trend.moments) > 1
    columns = [
        Column(long=True, side="left"),
        Column(side="left"),
        Column("points"),
        Column("lines lost", from_width=_LINES_LOST_FROM),
        Column("12 months", "left", from_width=58 if months else NEVER),
    ]
    return laid_out(title("Score"), columns, rows, width)


def _bar_cells(report: CodeReport, width: int) -> int:
    """Give the bars what the titles leave."""
    titles = max(cell_len(visible(part.title, _TITLE)) for part in report.score.parts)
    left = width - titles - _BESIDE_BAR[width < _LINES_LOST_FROM]
    return max(_SHORTEST_BAR, min(_LONGEST_BAR, left))


def _aspect(aspect: Aspect, score: Score, trend: Trend | None) -> list[Text]:
    def of(found: Score) -> float | None:
        return found.shape if aspect is Aspect.SHAPE else found.history

    value = of(score)
    points = Text().append(decimal(value, 0), strong(by_score(value)))
    past = course([of(found) for found in _scores(trend)], 100 * _STEADY)
    return [
        Text(ASPECTS[aspect], STRONG),
        Text(),
        points.append(" / 100", FAINT),
        Text(),
        _drawn(past),
    ]


def _part(part: Part, trend: Trend | None, cells: int, reason: int) -> list[Text]:
    name = Text("  " + visible(part.title, _TITLE))
    if part.points is None:
        return [
            name,
            Text(shortened(visible(part.reason), max(cells, reason)), FAINT),
            Text(NONE, FAINT),
            Text(),
            Text(),
        ]
    share = part.points / part.weight if part.weight else 0.0
    filled, rest = bar(share, cells)
    past = course([found.points_of(part.code) for found in _scores(trend)], part.weight * _STEADY)
    return [
        name,
        Text().append(filled, by_score(share * 100)).append(rest, FAINT),
        Text(decimal(part.points)).append(f" / {decimal(part.weight, 0)}", FAINT),
        Text(percent(part.lost_share), PLAIN if part.lost_share else FAINT),
        _drawn(past),
    ]


def _scores(trend: Trend | None) -> Sequence[Score]:
    if trend is None or len(trend.moments) < 2:
        return ()
    return [moment.score for moment in trend.moments[-_MOST_MOMENTS:]]


def _drawn(past: str) -> Text:
    """Draw a course quietly, and where it has come to in the accent."""
    return Text().append(past[:-1], FAINT).append(past[-1:], ACCENT)
