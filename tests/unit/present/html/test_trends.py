"""The charts of the past year."""

from dataclasses import replace

from mainstay.domain.history import HistorySummary
from mainstay.present.html.trends import Chart, trends
from tests.fakes import page_reports as reports


def commits_chart(past: HistorySummary | None) -> Chart:
    report = replace(reports.medium(), history=past)
    return next(chart for chart in trends(report).charts if chart.ident == "c-commits")


def test_the_year_of_commits_is_that_of_the_history() -> None:
    past = reports.medium().history
    assert past is not None
    chart = commits_chart(replace(past, commits_year=50, fixes_year=10))
    assert (chart.newest, chart.change) == ("50", "in a year, 20\u202f% fixes")
    quiet = commits_chart(replace(past, commits_year=0, fixes_year=0))
    assert (quiet.newest, quiet.change) == ("0", "in a year")


def test_months_without_a_year_beside_them() -> None:
    chart = commits_chart(None)
    assert (chart.newest, chart.change) == ("–", "")
    assert len(chart.rows) == 13
