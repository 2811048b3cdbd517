"""The page's section about tests."""

from dataclasses import replace

from mainstay.domain.suite import Suite
from mainstay.present.html.report import render
from tests.fakes import page_reports as reports
from tests.fakes.suites import COVERAGE, RUNS
from tests.unit.present.html.page import check


def test_what_is_known_of_tests_stands_in_a_section_of_its_own() -> None:
    report = replace(reports.medium(), tests=Suite(COVERAGE, RUNS))
    (section,) = check(render(report)).every(id="tests")
    told = " ".join(section.words().replace("\u202f", " ").split())
    assert "flakiness 3.2 % of 90 runs" in told
    assert "47 % of 150 lines in 2 files ran" in told
    assert "src/m.py" in told


def test_without_any_there_is_none() -> None:
    assert check(render(reports.medium())).every(id="tests") == []
    assert check(render(replace(reports.medium(), tests=Suite()))).every(id="tests")
