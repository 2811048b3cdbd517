"""The charts of the tests: coverage over its history, and the share of runs that flaky tests failed; each with a table."""

from collections.abc import Iterator, Sequence

from mainstay.domain.coverage import CoveragePoint
from mainstay.domain.suite import Suite
from mainstay.domain.test_runs import Flakiness
from mainstay.present.charts.lines import Series, line_chart
from mainstay.present.html.trends import Chart
from mainstay.present.numbers import THIN, brief, count, percent
from mainstay.present.suite_words import coverage_change, flakiness_change
from mainstay.present.times import day

_FEWEST = 2


def suite_charts(suite: Suite | None) -> list[Chart]:
    """Draw what has a past; nothing where nothing has."""
    return list(_drawn(suite)) if suite is not None else []


def _drawn(suite: Suite) -> Iterator[Chart]:
    if suite.coverage is not None:
        points = [point for point in suite.coverage.trend if point.executable]
        if len(points) >= _FEWEST:
            yield _coverage(points)
    flakiness = suite.runs.flakiness if suite.runs is not None else None
    if flakiness is not None and len(flakiness.trend) >= _FEWEST:
        yield _flakiness(flakiness)


def _coverage(points: Sequence[CoveragePoint]) -> Chart:
    title = "Lines that tests run"
    days = [day(point.at) for point in points]
    drawing = line_chart(
        "c-coverage",
        title,
        f"The share of lines that ran, from {days[0]} to {days[-1]}; the figures stand in the table beneath.",
        [Series("Ran", [100 * point.covered / point.executable for point in points])],
        places=_places([point.at for point in points]),
        names=days,
        marks=_ends(days),
        tell=_tell,
        from_zero=False,
    )
    rows = [
        (when, percent(point.covered / point.executable, 1), count(point.covered), count(point.executable))
        for when, point in zip(days, points, strict=True)
    ]
    newest = percent(points[-1].covered / points[-1].executable, 1)
    change = coverage_change(points).removeprefix(", ")
    return Chart("c-coverage", title, newest, change, drawing, ("Day", "Ran", "Lines run", "Lines"), rows)


def _flakiness(told: Flakiness) -> Chart:
    title = "Runs that a flaky test failed"
    dated = all(point.at for point in told.trend)
    numbers = range(1, len(told.trend) + 1)
    names = (
        [f"runs until {day(point.at)}" for point in told.trend]
        if dated
        else [f"part {number}" for number in numbers]
    )
    drawing = line_chart(
        "c-flakiness",
        title,
        "The share of runs in which a test failed wrongly, oldest first; the figures stand in the table beneath.",
        [Series("Failed wrongly", [100 * point.flaky / point.runs for point in told.trend])],
        places=[(number - 1) / (len(told.trend) - 1) for number in numbers],
        names=names,
        marks=_ends([day(point.at) for point in told.trend]) if dated else _ends(["oldest", "newest"], names),
        tell=_tell,
    )
    rows = [
        (name, percent(point.flaky / point.runs, 1), count(point.flaky), count(point.runs))
        for name, point in zip(names, told.trend, strict=True)
    ]
    heads = ("Runs", "Failed wrongly", "Of them", "Runs in all")
    return Chart("c-flakiness", title, percent(told.rate, 1), flakiness_change(told), drawing, heads, rows)


def _places(times: Sequence[int]) -> list[float]:
    first, last = times[0], times[-1]
    return [(at - first) / (last - first) if last > first else 0.5 for at in times]


def _ends(labels: Sequence[str], of: Sequence[str] | None = None) -> list[str]:
    """Label the first and the last moment, and none between."""
    between = len(of if of is not None else labels) - 2
    return [labels[0], *[""] * between, labels[-1]]


def _tell(share: float) -> str:
    return f"{brief(share)}{THIN}%"
