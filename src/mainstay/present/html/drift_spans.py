"""A table's distance from its reference over time as a page shows it: a chart a column, and its figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mainstay.domain.drift_course import ColumnCourse, DriftCourse
from mainstay.present.charts.lines import Series, line_chart
from mainstay.present.charts.scale import Scale
from mainstay.present.course_words import course_headline, course_sentence, moment, spans_told
from mainstay.present.numbers import NONE, count, significant
from mainstay.present.visible import visible

CHARTS = 24
_ROWS = 200
_NAME = 160
_LABELS = 5


@dataclass(frozen=True, slots=True)
class CourseChart:
    """The course of one column: its chart, its sentence, and a row for each of the latest parts."""

    ident: str
    name: str
    sentence: str
    drawing: Markup
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class CourseView:
    """All courses: those with a chart, and how many others drifted once or more."""

    headline: str
    spans: str
    charts: Sequence[CourseChart]
    left: int


def course_of(course: DriftCourse) -> CourseView:
    """Take what a page shows of the parts of a table, the columns that call for most first."""
    told = course.drifted
    return CourseView(
        course_headline(course),
        spans_told(course),
        [_chart(one, course, f"course-{number}") for number, one in enumerate(told[:CHARTS], 1)],
        max(0, len(told) - CHARTS),
    )


def _chart(one: ColumnCourse, course: DriftCourse, ident: str) -> CourseChart:
    name = visible(one.name, _NAME) or "a column without a name"
    told = course_sentence(one, course)
    sentence = f"{told[:1].upper()}{told[1:]}."
    starts = course.starts[-_ROWS:]
    distances = [None if each is None else max(each, 0.0) for each in one.distances[-_ROWS:]]
    across = Scale(0, max(len(starts) - 1, 1), 0.0, 1.0)
    names = [moment(at, course.every) for at in starts]
    step = max(1, -(-len(starts) // _LABELS))
    marks = [name if not place % step else "" for place, name in enumerate(names)]
    drawing = line_chart(
        ident,
        f"{name}, distance",
        sentence,
        [Series("distance", distances), Series("gate", [1.0] * len(starts))],
        places=[across(place) for place in range(len(starts))],
        names=names,
        marks=marks,
        tell=significant,
    )
    rows = [
        (
            names[place],
            count(course.rows[-_ROWS:][place]),
            NONE if distances[place] is None else significant(distances[place] or 0.0),
            "● drifted" if one.beyond[-_ROWS:][place] else "",
        )
        for place in reversed(range(len(starts)))
    ]
    return CourseChart(f"{ident}-figure", name, sentence, drawing, rows)
