"""The head of the page."""

from dataclasses import replace

from mainstay.domain.source_file import FileKind
from mainstay.present.html.report import render
from mainstay.present.html.summary import summary
from tests.fakes import page_reports as reports


def test_without_a_quarter_to_compare_with_nothing_is_claimed() -> None:
    report = reports.medium()
    assert report.trend is not None
    old = replace(report, trend=replace(report.trend, worse=(), better=()))
    young = replace(old, trend=replace(old.trend, moments=report.trend.moments[-2:]))
    assert "nothing got measurably worse" in summary(old).lede
    assert summary(old).cards[1].value != "unknown"
    assert "worse" not in summary(young).lede
    assert (summary(young).cards[1].value, summary(young).cards[1].note) == (
        "unknown",
        "no quarter to compare with yet",
    )
    assert "There is no quarter to compare with yet." in render(young)
    assert "There is no quarter to compare with yet." not in render(old)


def test_a_history_that_fell_is_told_where_the_shape_held() -> None:
    report = reports.medium()
    assert report.trend is not None
    *earlier, last = report.trend.moments
    now = replace(last, score=replace(last.score, history=12.5))
    then = [replace(moment, score=replace(moment.score, history=40.0)) for moment in earlier]
    fallen = replace(report, trend=replace(report.trend, worse=(), better=(), moments=(*then, now)))
    card = summary(fallen).cards[1]
    assert (card.value, card.direction) == ("history", "down")
    assert card.note == "27.5 points of 100 lower than a quarter ago: 40 to 12.5"
    assert card.why == "In shape, no folder or file got measurably worse this quarter."
    same = replace(fallen.trend, moments=(*then, replace(now, score=then[0].score)))
    assert summary(replace(fallen, trend=same)).cards[1].value == "nothing"


def test_a_side_of_the_score_that_is_nothing_is_told_too() -> None:
    report = reports.medium()
    told = summary(replace(report, score=replace(report.score, shape=0.0, history=None))).cards[0].why
    assert told.startswith("Shape 0.")
    assert "history" not in told


def test_tests_beside_what_they_test_are_among_the_lines_of_tests() -> None:
    report = reports.medium()
    source = next(one for one in report.files if one.file.kind is FileKind.SOURCE)
    lines = source.file.code_lines
    code = replace(source, file=replace(source.file, code_lines=lines, test_lines=lines))
    card = next(one for one in summary(replace(report, files=(code,))).cards if one.title == "Code")
    assert card.why.endswith("50\u202f% of the lines are tests.")
    plain = replace(report, files=(source,))
    assert "are tests" not in next(one for one in summary(plain).cards if one.title == "Code").why
