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


def test_a_share_moves_by_percentage_points() -> None:
    report = reports.medium()
    assert report.trend is not None

    def change(before: int, after: int) -> str:
        *earlier, last = report.trend.moments
        lines = [replace(one, figures=replace(one.figures, code_lines=1000)) for one in (*earlier, last)]
        *then, now = (
            replace(one, figures=replace(one.figures, duplicated_lines=after if one is lines[-1] else before))
            for one in lines
        )
        told = trends(replace(report, trend=replace(report.trend, moments=(*then, now))))
        return next(chart.change for chart in told.charts if chart.ident == "c-duplication")

    assert change(10, 25) == "+1.5 percentage points in a quarter"
    assert change(25, 10) == "\u22121.5 percentage points in a quarter"
    assert change(10, 10) == "no change in a quarter"


def test_months_without_a_year_beside_them() -> None:
    chart = commits_chart(None)
    assert (chart.newest, chart.change) == ("–", "")
    assert len(chart.rows) == 13
