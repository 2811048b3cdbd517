"""The report's head: what was looked at, the sentence that sums it up, and the three numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mainstay.domain.code_report import CodeReport
from mainstay.domain.source_file import FileKind
from mainstay.domain.trend import Change, Trend
from mainstay.present.charts.sparkline import sparkline
from mainstay.present.html import phrases
from mainstay.present.numbers import brief, compact, percent, plural, signed_percent
from mainstay.present.trend_points import course, moment_before, path_course
from mainstay.present.visible import visible
from mainstay.present.wording import (
    amount,
    measure,
    scope_name,
    spans_note,
    telling_movement,
    uncommitted,
)


@dataclass(frozen=True, slots=True)
class Card:
    """One of the three numbers: its value, a note beneath, a sentence, a link and the past year's course.

    `direction` is "up" (better), "down" (worse) or "".
    """

    title: str
    value: str
    note: str
    direction: str
    why: str
    link: str
    link_text: str
    spark: Markup


@dataclass(frozen=True, slots=True)
class Summary:
    """The sentence that sums up, what is mixed into the commit, when its spans end ("" for none and for today), the cards."""

    lede: str
    edits: str
    spans: str
    cards: Sequence[Card]


def summary(report: CodeReport) -> Summary:
    """Sum a report up."""
    cards = (_health(report), _worst(report), _code(report))
    return Summary(phrases.lede(report), uncommitted(report.scope), spans_note(report.scope), cards)


def _health(report: CodeReport) -> Card:
    score = report.score
    movement = telling_movement(report)
    sides = [
        f"{name} {brief(value, 0)}"
        for name, value in (("Shape", score.shape), ("history", score.history))
        if value is not None
    ]
    why = f"{', '.join(sides)}." if sides else ""
    if (
        not report.scope.clean
        and report.committed_score is not None
        and report.committed_score.value is not None
    ):
        committed = brief(report.committed_score.value)
        why += f" Without what is not committed {committed}, with it {brief(score.value)}."
    scores = [moment.score.value for moment in report.trend.moments] if report.trend else []
    return Card(
        "Health",
        "no score" if score.value is None else brief(score.value, 0),
        phrases.told_move(movement) or ("of 100" if score.value is not None else "not enough evidence"),
        phrases.direction(phrases.moved(movement)),
        why,
        "#movement" if report.movements else "#parts",
        "What moved it" if report.movements else "Its parts",
        sparkline(scores),
    )


def _worst(report: CodeReport) -> Card:
    trend = report.trend
    if trend is None:
        return Card(
            "What got worse", "unknown", "no trend yet", "", "", "#trend", "How to get one", Markup("")
        )
    if moment_before(trend, "a quarter") is None:
        note = "no quarter to compare with yet"
        return Card("What got worse", "unknown", note, "", "", "#trend", "All trends", Markup(""))
    if not trend.worse:
        note = "in shape, no folder or file got measurably worse this quarter"
        fell = _history_fell(trend)
        # A falling history must not stand beside a large green "nothing".
        value, direction = ("history", "down") if fell else ("nothing", "up")
        why = f"{note[:1].upper()}{note[1:]}." if fell else ""
        return Card("What got worse", value, fell or note, direction, why, "#trend", "All trends", Markup(""))
    change = trend.worse[0]
    known = next((one for one in (*trend.folders, *trend.files) if one.path == change.path), None)
    return Card(
        "What got worse",
        amount(change),
        f"{measure(change.measure)} of {scope_name(change.path, 80)}",
        "down",
        _change_why(change),
        "#changes",
        f"All {plural(len(trend.worse), 'change')} for the worse" if len(trend.worse) > 1 else "See it",
        sparkline(path_course(known, change.measure)),
    )


def _history_fell(trend: Trend) -> str:
    """Tell by how much the past's own score fell in the quarter; "" where it did not."""
    quarter = moment_before(trend, "a quarter")
    before = trend.moments[quarter].score.history if quarter is not None else None
    after = trend.moments[-1].score.history
    if before is None or after is None or round(before - after, 1) <= 0:
        return ""
    return (
        f"{brief(before - after)} points of 100 lower than a quarter ago: {brief(before)} to {brief(after)}"
    )


def _change_why(change: Change) -> str:
    told = f"{brief(change.before)} to {brief(change.after)} {phrases.since(change.since)}"
    if change.lines_share is not None:
        told += f", its code lines {signed_percent(change.lines_share)}"
    if round(abs(change.points), 1):
        told += f"; {brief(abs(change.points))} points {'lost' if change.points < 0 else 'gained'}"
    return f"{told}."


def _code(report: CodeReport) -> Card:
    maintained = [one.file for one in report.files if one.file.kind.maintained]
    lines = sum(file.code_lines for file in maintained)
    functions = sum(len(file.functions) for file in maintained)
    courses = course(report.trend.moments, "code_lines") if report.trend else []
    return Card(
        "Code",
        compact(lines),
        f"lines in {plural(len(maintained), 'file')}, {plural(functions, 'function')}",
        "",
        _languages(report, lines),
        "#languages",
        "Languages and kinds",
        sparkline(courses),
    )


def _languages(report: CodeReport, lines: int) -> str:
    in_tests = sum(one.file.code_lines for one in report.files if one.file.kind is FileKind.TEST)
    # Tests that stand beside what they test, as Rust's do, are told apart from the lines of code.
    beside = sum(one.file.test_lines for one in report.files if one.file.kind.maintained)
    largest = sorted(report.languages, key=lambda language: -language.code_lines)[:3]
    total = sum(language.code_lines for language in report.languages)
    told = [
        f"{visible(language.language, 32)} {percent(language.code_lines / total)}"
        for language in largest
        if total
    ]
    if not told:
        return "No source file was found."
    tests = (
        f" {percent((in_tests + beside) / (lines + beside))} of the lines are tests."
        if in_tests + beside
        else ""
    )
    return f"{', '.join(told)}.{tests}"
