"""The head of the page."""

from dataclasses import replace

from mainstay.present.html.summary import summary
from tests.fakes import page_reports as reports


def test_a_side_of_the_score_that_is_nothing_is_told_too() -> None:
    report = reports.medium()
    told = summary(replace(report, score=replace(report.score, shape=0.0, history=None))).cards[0].why
    assert told.startswith("Shape 0.")
    assert "history" not in told
