"""The head of the page."""

from dataclasses import replace

from mainstay.present.html.report import render
from mainstay.present.html.summary import summary
from tests.fakes import page_reports as reports


def test_without_a_quarter_to_compare_with_nothing_is_claimed() -> None:
    report = reports.medium()
    assert report.trend is not None
    old = replace(report, trend=replace(report.trend, worse=(), better=()))
    young = replace(old, trend=replace(old.trend, moments=report.trend.moments[-2:]))
    assert "nothing got measurably worse" in summary(old).lede
    assert summary(old).cards[1].value == "nothing"
    assert "worse" not in summary(young).lede
    assert (summary(young).cards[1].value, summary(young).cards[1].note) == (
        "unknown",
        "no quarter to compare with yet",
    )
    assert "There is no quarter to compare with yet." in render(young)
    assert "There is no quarter to compare with yet." not in render(old)


def test_a_side_of_the_score_that_is_nothing_is_told_too() -> None:
    report = reports.medium()
    told = summary(replace(report, score=replace(report.score, shape=0.0, history=None))).cards[0].why
    assert told.startswith("Shape 0.")
    assert "history" not in told
