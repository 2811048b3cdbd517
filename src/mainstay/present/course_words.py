"""What is said of a table's distance from its reference over time, and of when a model is due for retraining."""

from mainstay.domain.drift_course import ColumnCourse, DriftCourse, Due, Retraining
from mainstay.domain.forecast import COVER
from mainstay.present.forecast_words import chance
from mainstay.present.numbers import count, percent, plural
from mainstay.present.times import day, exact
from mainstay.present.visible import visible

_DAY = 86_400
_NAME = 60


def course_headline(course: DriftCourse) -> str:
    """Say when the model is due for retraining, by the column that calls for it first."""
    first = course.columns[0] if course.columns else None
    if first is None or first.due.retraining not in {Retraining.NOW, Retraining.DUE}:
        return "Nothing says that retraining is due"
    name = visible(first.name, _NAME)
    if first.due.retraining is Retraining.NOW:
        beyond = sum(one.due.retraining is Retraining.NOW for one in course.columns)
        others = f" and {plural(beyond - 1, 'other column')}" if beyond > 1 else ""
        return f"Retraining is due now: {name}{others}"
    return f"Retraining is due about {day(first.due.at)}: {name}"


def spans_told(course: DriftCourse) -> str:
    """Say into what the table was divided."""
    first, last = course.starts[0], course.starts[-1] + course.every - 1
    return f"{plural(len(course.starts), 'part')} of {length(course.every)}, {day(first)} to {day(last)}"


def course_sentence(one: ColumnCourse, course: DriftCourse) -> str:
    """Say how often a column drifted, since when, and where its distance goes."""
    # A part with few rows tells itself only where it drifted far: of all parts, or it would always be all.
    untold = sum(far is None and not beyond for far, beyond in zip(one.distances, one.beyond, strict=True))
    often = f"drifted in {count(one.times)} of {plural(len(one.distances), 'part')}"
    if untold:
        often += f" ({count(untold)} with too few rows to tell)"
    if one.since:
        often += f", since {moment(one.since, course.every)} without a break"
    return f"{often}; {due_words(one.due)}"


def due_words(due: Due) -> str:
    """Say when a column passes its gate."""
    if due.retraining is Retraining.NOW:
        return "beyond its gate now"
    if due.retraining is Retraining.DUE:
        late = day(due.late) if due.late else f"later than {day(due.horizon)}"
        return f"passes its gate about {day(due.at)} ({day(due.early)} to {late}, {percent(COVER)})"
    if due.retraining is Retraining.TOO_SHORT:
        return "too few parts to tell where it goes; 14 are needed"
    told = (
        f", chance to pass its gate by {day(due.horizon)} {chance(due.chance)}"
        if due.chance is not None
        else ""
    )
    words = "may pass its gate" if due.retraining is Retraining.MAY else "no growth evidence"
    return f"{words}{told}"


def length(seconds: int) -> str:
    """Give a length of time in its largest whole unit: 7 days, 12 hours."""
    for size, unit in ((_DAY, "day"), (3_600, "hour"), (60, "minute")):
        if seconds % size == 0:
            return plural(seconds // size, unit)
    return plural(seconds, "second")


def moment(at: int, every: int) -> str:
    """Give the beginning of a part: its day, to the second where parts are shorter."""
    return day(at) if every >= _DAY else exact(at)
