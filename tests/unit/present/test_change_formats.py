"""SARIF, annotations, Code Quality and the comment: the rules of each format, with plain and with hostile findings."""

import json
import re
from dataclasses import replace

import pytest

from mainstay.domain.code_report import CodeReport
from mainstay.domain.comparison import ChangeCoverage
from mainstay.domain.finding import Suppression, Urgency
from mainstay.domain.notice import Notice
from mainstay.domain.topic import Topic
from mainstay.present import github, gitlab, markdown, sarif
from mainstay.present.html import report as html
from mainstay.present.text import report as text_report
from mainstay.present.text.look import Look
from tests.fakes import written_reports as reports
from tests.fakes.changes import hostile, with_change

COMMAND = re.compile(
    r"^::(error|warning|notice) file=[^,:\n]+(,line=\d+,endLine=\d+)?,title=[^,:\n]+::[^\n]+$"
)


def lively() -> CodeReport:
    report = reports.lively()
    first, *rest = report.findings
    return replace(report, findings=(hostile(first), *rest))


def run_of(report: CodeReport):
    topics = [Topic(one.code, "Findings", "A title", "A summary.") for one in report.findings]
    log = json.loads(sarif.render(report, topics))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("/sarif-schema-2.1.0.json")
    return log["runs"][0]


@pytest.mark.parametrize("report", [lively(), with_change(lively())])
def test_sarif_keeps_the_rules_of_its_standard(report: CodeReport) -> None:
    run = run_of(report)
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert all(rule["shortDescription"]["text"] for rule in rules)
    for result in run["results"]:
        # 3.27.6: ruleIndex is the place of the rule of that id; 3.27.10: the levels; 3.30.5: lines count from 1.
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        uri = physical["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri), "a relative reference of RFC 3986"
        assert not uri.startswith("/")
        assert physical["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]
        region = physical.get("region", {"startLine": 1, "endLine": 1})
        assert 1 <= region["startLine"] <= region["endLine"]
        assert re.fullmatch("[0-9a-f]{16}|.+", result["partialFingerprints"]["mainstay/v1"])


def test_sarif_tells_what_is_new_and_what_is_set_aside() -> None:
    report = lively()
    assert all("baselineState" not in result for result in run_of(report)["results"])
    changed = with_change(report)
    assert [one["baselineState"] for one in run_of(changed)["results"]][:3] == ["new", "updated", "unchanged"]
    aside = replace(report.findings[1], suppressed=Suppression("comment", "it follows the law"))
    run = run_of(replace(report, findings=(), suppressed=(aside,)))
    assert run["results"][0]["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "it follows the law"}
    ]


def test_a_text_in_sarif_is_no_link_and_no_placeholder() -> None:
    report = reports.lively()
    hostile = r"[click](https://example.org) {0} \[x] {{1}}"
    first, *others = report.findings
    notice = Notice("odd", hostile)
    shown = replace(report, findings=(replace(first, text=hostile, repair=""), *others), notices=(notice,))
    run = json.loads(sarif.render(shown))["runs"][0]
    told = [run["results"][0], run["invocations"][0]["toolExecutionNotifications"][0]]
    escaped = r"\[click\](https://example.org) {{0}} \\\[x\] {{{{1}}}}"
    assert [one["message"]["text"] for one in told] == [escaped, escaped]


def test_a_path_in_sarif_reads_back_as_it_is() -> None:
    from urllib.parse import unquote

    report = replace(lively(), findings=(replace(lively().findings[0], path="a b/ü%20#?.py"),))
    result = run_of(report)["results"][0]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri) == "a b/ü%20#?.py"


def test_annotations_are_one_command_a_line_and_nothing_else() -> None:
    said = github.render(lively())
    lines = said.splitlines()
    assert len(lines) == len(lively().findings)
    assert all(COMMAND.match(line) for line in lines), said
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "100 %25 of it" in said
    assert github.render(replace(lively(), findings=())) == ""


def test_urgent_annotations_come_first() -> None:
    kinds = [line.split(" ")[0] for line in github.render(lively()).splitlines()]
    assert kinds == sorted(kinds, key=["::error", "::warning", "::notice"].index)


def test_code_quality_has_what_gitlab_reads() -> None:
    for one, finding in zip(json.loads(gitlab.render(lively())), lively().findings, strict=True):
        assert set(one) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert one["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert one["location"]["lines"]["begin"] >= 1
        assert one["location"]["path"] == finding.path
    assert gitlab.render(replace(lively(), findings=())) == "[]\n"


def test_the_comment_begins_with_the_verdict_and_folds_the_rest_away() -> None:
    said = markdown.render(with_change(lively()))
    assert "| Introduced or made worse | Place | Urgency | Change |" in said
    assert said.startswith("### 1 finding introduced, 1 made worse; 1 paid back\n")
    assert said.count("<details>") == said.count("</details>") == 1
    assert said.rstrip().endswith("</details>")
    assert "worse, was" in said.split("<details>")[0]
    assert "](http" not in said
    assert "@you" not in said
    calm = replace(with_change(lively()), findings=(), findings_total=0)
    calm = replace(calm, comparison=replace(calm.comparison, new=(), paid_back=(), paid_back_total=0))
    assert markdown.render(calm).startswith("### No new debt\n")


def test_each_urgency_has_its_word_in_every_format() -> None:
    finding = lively().findings[1]
    for urgency in Urgency:
        report = replace(lively(), findings=(replace(finding, urgency=urgency),))
        assert run_of(report)["results"][0]["level"] == {1: "note", 2: "warning", 3: "error"}[urgency]
        assert github.render(report).startswith(f"::{ {1: 'notice', 2: 'warning', 3: 'error'}[urgency] } ")


def test_the_page_begins_with_the_change_and_what_tests_run_of_it() -> None:
    changed = with_change(lively())
    coverage = ChangeCoverage(40, 31, ("src/<b>x.py",), gained=12, lost=1, before=True)
    assert changed.comparison is not None
    changed = replace(changed, comparison=replace(changed.comparison, coverage=coverage))
    page = html.render(changed)
    section = page[page.index('id="change"') : page.index('aria-label="In three numbers"')]
    told = " ".join(section.split())
    assert "1 finding introduced, 1 made worse; 1 paid back." in told
    assert "Tests run 31 of 40 new lines" in told
    assert "12 older lines came under test. 1 older line fell out of the tests." in told
    assert "<b>x.py" not in section
    assert "worse, was" in told
    assert section.count("<table") == 2
    assert 'id="change"' not in html.render(lively())


def test_the_terminal_begins_with_the_verdict_and_leaves_the_whole_to_minus_v() -> None:
    report = with_change(reports.priced())
    short = text_report.render(report, Look())
    assert short.startswith("This change\n")
    assert short.index("Introduced or made worse") < short.index("Paid back") < short.index("82/100")
    assert "all tables with -v" in short


def test_an_annotation_says_what_a_figure_was() -> None:
    told = github.render(with_change(reports.lively()))
    assert told.count("(worse, was ") == 1
