"""The score's parts in their two aspects, and what moved the score since each earlier point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mainstay.domain.code_report import CodeReport
from mainstay.domain.health import Aspect, Movement, Part
from mainstay.present.charts.bars import part_bar, sign_bar
from mainstay.present.charts.sparkline import sparkline
from mainstay.present.html import phrases
from mainstay.present.trend_points import SPANS, moment_before, part_course
from mainstay.present.wording import earlier, mover_name

_MOST_MOVERS = 8
_ASPECTS = {
    Aspect.SHAPE: "Shape: how the code stands",
    Aspect.HISTORY: "History: how it has been changed",
}


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part, its bar and course, and the change of its points over SPANS (None: not known)."""

    part: Part
    bar: Markup
    spark: Markup
    changes: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class AspectRows:
    """One side of the score: its title, its own score, and its parts."""

    title: str
    score: float | None
    rows: Sequence[PartRow]


@dataclass(frozen=True, slots=True)
class MoverRow:
    """One cause of a movement: a path, or "" and what it is called instead; the part's title, the points."""

    path: str
    name: str
    part: str
    points: float
    bar: Markup


@dataclass(frozen=True, slots=True)
class MovementTable:
    """How the score moved `since` a point ("the last run"), and by what; `change` is None where one end has no score."""

    movement: Movement
    since: str
    change: float | None
    direction: str
    rows: Sequence[MoverRow]


def aspects(report: CodeReport) -> list[AspectRows]:
    """Give the parts by aspect, in the score's own order."""
    scores = {Aspect.SHAPE: report.score.shape, Aspect.HISTORY: report.score.history}
    return [
        AspectRows(
            title,
            scores[aspect],
            [_row(report, part) for part in report.score.parts if part.aspect is aspect],
        )
        for aspect, title in _ASPECTS.items()
        if any(part.aspect is aspect for part in report.score.parts)
    ]


def reasons(report: CodeReport) -> list[str]:
    """Give why there is no score, each reason once; nothing when at least one part has evidence."""
    if any(part.points is not None for part in report.score.parts):
        return []
    return list(dict.fromkeys(part.reason for part in report.score.parts if part.reason))


def movement_tables(report: CodeReport) -> list[MovementTable]:
    """Give a table for each movement, its rows summing to the change."""
    titles = {part.code: part.title for part in report.score.parts}
    return [_table(movement, titles) for movement in report.movements]


def _row(report: CodeReport, part: Part) -> PartRow:
    points = part_course(report.trend, part.code)
    return PartRow(
        part, part_bar(part.points, part.weight), sparkline(points, 96, 20), _changes(report, points)
    )


def _changes(report: CodeReport, points: Sequence[float | None]) -> list[float | None]:
    found: list[float | None] = []
    for span in SPANS:
        index = moment_before(report.trend, span) if report.trend else None
        before = points[index] if index is not None else None
        after = points[-1] if points else None
        found.append(after - before if before is not None and after is not None else None)
    return found


def _table(movement: Movement, titles: Mapping[str, str]) -> MovementTable:
    shown = movement.movers[:_MOST_MOVERS]
    rest = movement.rest + sum(mover.points for mover in movement.movers[_MOST_MOVERS:])
    most = max((abs(points) for points in (*(mover.points for mover in shown), rest)), default=0.0)
    rows = [
        MoverRow(
            mover.path,
            "" if mover.path else mover_name(mover),
            titles.get(mover.part, mover.part),
            mover.points,
            sign_bar(mover.points, most),
        )
        for mover in shown
    ]
    if round(abs(rest), 2):
        rows.append(MoverRow("", "everything else", "", rest, sign_bar(rest, most)))
    change = phrases.moved(movement)
    return MovementTable(
        movement, earlier(movement.since).removeprefix("at "), change, phrases.direction(change), rows
    )
