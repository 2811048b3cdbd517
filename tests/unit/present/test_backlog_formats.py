"""The list as JSON follows its published schema; as Markdown no text of the repository acts as markup."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from mainstay.analysis.backlog import Wanted, backlog_of
from mainstay.domain.finding import Suppression
from mainstay.present import backlog_json, backlog_markdown
from mainstay.present.visible import HIDDEN
from tests.fakes.priced_reports import backlog_report

REPORT = backlog_report(12)
SCHEMA = Path(__file__).parents[3] / "docs" / "reference" / "list.schema.json"


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(top=2), Wanted(suppressed=True), Wanted({"none"})])
def test_json_follows_the_published_schema(wanted: Wanted) -> None:
    document = json.loads(backlog_json.render(backlog_of(REPORT, wanted, 85, "EUR")))
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text())).validate(document)
    assert document["schema"] == "1"
    assert document["currency"] == "EUR"
    assert [row["rank"] for row in document["rows"]] == sorted(row["rank"] for row in document["rows"])


def test_json_holds_nothing_that_steers_a_terminal() -> None:
    hostile = replace(REPORT.findings[0], path="\x1b[2J\u202e", text="\ud800")
    report = replace(REPORT, findings=(hostile,), findings_total=1)
    text = backlog_json.render(backlog_of(report, Wanted()))
    assert not HIDDEN.search(text.rstrip("\n"))
    assert json.loads(text)["rows"][0]["finding"]["path"] == "\x1b[2J\u202e"


def test_markdown_has_a_row_for_each_finding_and_says_what_is_left_out() -> None:
    text = backlog_markdown.render(backlog_of(REPORT, Wanted(top=3), 85, "EUR"))
    assert text.startswith("## `sympy` 12 findings to mend\n")
    assert "(EUR 2,600 to 7,600\\)" in text
    assert "| 1 | `" in text
    assert text.count("\n| ") == 5
    assert "\n9 more.\n" in text


def test_markdown_of_what_is_set_aside() -> None:
    text = backlog_markdown.render(backlog_of(REPORT, Wanted(suppressed=True)))
    assert "| # | What | Where | By | Until | Reason |" in text
    assert text.count("planned for the spring") == 5
    assert text.count("2027-03-01") == 2


def test_no_text_acts_as_markup() -> None:
    vile = "<script>|`x` @all [a](b) \x1b[31m"
    hostile = replace(
        REPORT.findings[0], path=vile, symbol=vile, text=vile, suppressed=Suppression("comment", vile)
    )
    report = replace(REPORT, findings=(hostile,), suppressed=(hostile,), findings_total=1)
    for wanted in (Wanted(), Wanted(suppressed=True)):
        text = backlog_markdown.render(backlog_of(report, wanted))
        row = text.split("\n")[-4]
        outside = "".join(part for place, part in enumerate(row.split("``")) if place % 2 == 0)
        assert "<script>" not in outside
        assert "\x1b" not in text
        assert "@all" not in outside
