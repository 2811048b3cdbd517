"""Which tests are called slow, in every format."""

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console, Group

from mainstay.domain.suite import Suite
from mainstay.domain.test_runs import SlowTest
from mainstay.present import suite_markdown
from mainstay.present.html.report import render
from mainstay.present.suite_words import slow_telling
from mainstay.present.text import suite as suite_text
from tests.fakes import page_reports as reports
from tests.fakes.suites import RUNS


@pytest.mark.parametrize(
    ("one", "is_told"),
    [
        (SlowTest("t", "", 30, 2.0, 2.5, 0.4), True),
        (SlowTest("t", "", 30, 0.1, 0.2, 0.4), False),
        (SlowTest("t", "", 30, 2.0, 2.5, 0.001), False),
        (SlowTest("t", "", 30, 0.1, 0.2, 0.001, 0.1, 0.3), True),
    ],
)
def test_slow_is_what_people_call_so_or_what_became_slower(one: SlowTest, is_told: bool) -> None:
    assert slow_telling([one]) == ([one] if is_told else [])
    suite = Suite(runs=replace(RUNS, slow=(one,)))
    console = Console(width=100, record=True, file=StringIO())
    console.print(Group(*suite_text.tests_tables(suite, 100, 5)))
    markdown = "\n".join(suite_markdown.tests_blocks(suite, 5, everything=True))
    page = render(replace(reports.medium(), tests=suite))
    for told in (console.export_text(), markdown, page):
        assert ("Slow tests" in told) is is_told
