"""The page's section about tests."""

from dataclasses import replace

from mainstay.domain.suite import Suite
from mainstay.present.html.report import render
from tests.fakes import page_reports as reports
from tests.fakes.suites import COVERAGE, RUNS
from tests.unit.present.html.page import check


def test_what_is_known_of_tests_stands_in_a_section_of_its_own() -> None:
    report = replace(reports.medium(60), tests=Suite(COVERAGE, RUNS))
    (section,) = check(render(report)).every(id="tests")
    told = " ".join(section.words().replace("\u202f", " ").split())
    assert "Flaky tests failed 3.2 % of 90 runs" in told
    assert "47 % of 150 lines in 2 files ran" in told
    assert "src/m.py" in told


def test_without_any_there_is_none() -> None:
    assert check(render(reports.medium(60))).every(id="tests") == []
    assert check(render(replace(reports.medium(60), tests=Suite()))).every(id="tests")


def test_what_has_a_past_has_a_chart_with_its_figures() -> None:
    page = check(render(replace(reports.medium(60), tests=Suite(COVERAGE, RUNS))))
    for ident, figures in (("c-coverage", "29 Dec 202540.0 %60150"), ("c-flakiness", "part 24.4 %245")):
        (chart,) = page.every(id=ident)
        assert figures in " ".join(chart.words().replace("\u202f", " ").split())
    bare = Suite(replace(COVERAGE, trend=()), replace(RUNS, flakiness=None, reason="too few"))
    page = check(render(replace(reports.medium(60), tests=bare)))
    assert page.every(id="c-coverage") == page.every(id="c-flakiness") == []
    assert "too few" in page.every(id="tests")[0].words()


def test_slow_tests_clusters_and_remarks_stand_there_too() -> None:
    (section,) = check(render(replace(reports.medium(60), tests=Suite(COVERAGE, RUNS)))).every(id="tests")
    told = " ".join(section.words().replace("\u202f", " ").split())
    assert "2 tests failed together in 3 runs: a.B::t, a.B::v" in told
    assert "1 run set apart, in which most tests failed." in told
    assert "a.B::s2.0 s3.0 s40 %2.5 times" in told
