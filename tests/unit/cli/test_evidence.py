"""No gate passes without the evidence that it rests on, code by code; what was found fails it all the same."""

from dataclasses import replace

import pytest

from mainstay import wiring
from mainstay.cli.codes import finding_codes
from mainstay.cli.evidence import RESTS_ON, Evidence, missing
from mainstay.cli.fail_on import Limits, judged
from mainstay.cli.session import Session
from mainstay.domain.check_options import CheckOptions
from mainstay.domain.code_report import CodeReport
from mainstay.domain.coverage import Coverage, CoverageSource
from mainstay.domain.errors import EvidenceMissing, ExitCode
from mainstay.domain.external import ExternalFile
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.source_file import TOO_HARD
from mainstay.domain.suite import Suite
from tests.fakes import suites
from tests.fakes import written_reports as reports
from tests.fakes.changes import with_change

WHOLE = CheckOptions(sarif=(ExternalFile("ruff.sarif"),))
OF_EACH = {
    Evidence.CONTENTS: "unreadable-files",
    Evidence.FUNCTIONS: "functions-left-out",
    Evidence.SURVEY: "usage-left-out",
    Evidence.MANIFESTS: "manifests-left-out",
    Evidence.DECLARATIONS: "declarations-left-out",
    Evidence.CONTRACTS: "contracts-not-judged",
    Evidence.PAST: "shallow-clone",
    Evidence.RUNS: "results-unread",
    Evidence.LINES_RUN: "coverage-unread",
    Evidence.OUTSIDE: "external-left-out",
}
_C, _S = Evidence.CONTENTS, Evidence.SURVEY
_ROWS: tuple[tuple[str, set[Evidence]], ...] = (
    ("complex-function long-function deep-nesting many-parameters large-class", {_C, Evidence.FUNCTIONS}),
    ("large-file duplicated-code todo-comment does-not-parse score", {_C}),
    ("dead-module import-cycle", {_S, _C, Evidence.MANIFESTS}),
    ("dead-function dead-class dead-method dead-variable", {_S, _C}),
    ("layer-violation", {_S, _C, Evidence.MANIFESTS, Evidence.CONTRACTS}),
    ("unused-dependency missing-dependency test-only-dependency", {_S, _C, Evidence.DECLARATIONS}),
    ("fixed-again knowledge-left knowledge-of-one change-coupling", {Evidence.PAST}),
    ("flaky-test slow-test", {Evidence.RUNS}),
    ("untested-risk coverage new-coverage", {Evidence.LINES_RUN}),
    ("external", {Evidence.OUTSIDE}),
)
EXPECTED = {code: needed for codes, needed in _ROWS for code in codes.split()}


def calm() -> CodeReport:
    """Give a report that nothing is found in and nothing is missing from."""
    return replace(
        reports.lively(),
        findings=(),
        findings_total=0,
        notices=(),
        tests=Suite(suites.COVERAGE, suites.RUNS),
        plugins=(),
        analysers=("ruff",),
    )


def limits(*codes: str, **more: object) -> Limits:
    return Limits(",".join(codes), codes=codes, **more)


def test_each_code_of_a_finding_and_each_figure_has_its_row() -> None:
    assert {*RESTS_ON} == {*finding_codes(Session(wiring)), "coverage", "new-coverage", "score"}
    assert {*RESTS_ON} == {*EXPECTED}


@pytest.mark.parametrize("code", RESTS_ON)
def test_a_row_lacks_nothing_where_all_was_read(code: str) -> None:
    assert missing(calm(), WHOLE, [code], by_urgency=True) == ()


@pytest.mark.parametrize("code", RESTS_ON)
@pytest.mark.parametrize("evidence", OF_EACH)
def test_a_row_misses_what_it_rests_on_and_nothing_else(code: str, evidence: Evidence) -> None:
    notice = Notice(OF_EACH[evidence], "It was not read.", Weight.LIMIT, "read it", examples=("a",))
    lacks = missing(replace(calm(), notices=(notice,)), WHOLE, [code], by_urgency=False)
    assert [(one.what, one.mend) for one in lacks] == (
        [("It was not read (a)", "read it")] if evidence in EXPECTED[code] else []
    )


@pytest.mark.parametrize(
    ("code", "report", "options"),
    [
        ("flaky-test", replace(calm(), tests=None), WHOLE),
        ("slow-test", replace(calm(), tests=Suite()), WHOLE),
        ("flaky-test", replace(calm(), tests=None), replace(WHOLE, tests=False)),
        ("untested-risk", replace(calm(), tests=None), WHOLE),
        (
            "untested-risk",
            replace(calm(), tests=Suite(Coverage((CoverageSource("c", "LCOV", 1, 0),), (), 0, 0, 0, 0))),
            WHOLE,
        ),
        ("external:ruff", calm(), CheckOptions()),
        ("external:ruff/F401", calm(), CheckOptions()),
        ("fixed-again", replace(calm(), history=None), WHOLE),
    ],
)
def test_a_code_without_its_evidence_leaves_with_5_and_a_mend(
    code: str, report: CodeReport, options: CheckOptions
) -> None:
    with pytest.raises(EvidenceMissing) as told:
        judged(Session(wiring), report, limits(code), options)
    assert told.value.exit_code == ExitCode.EVIDENCE
    assert told.value.what.startswith("--fail-on cannot judge: ")
    assert ("--no-tests" in told.value.mend) == (not options.tests)
    assert told.value.mend


@pytest.mark.parametrize("code", ["external:bandit", "external:bandit/B602"])
def test_results_of_one_analyser_are_no_evidence_of_another(code: str) -> None:
    with pytest.raises(EvidenceMissing, match="no results of bandit") as told:
        judged(Session(wiring), calm(), limits(code), WHOLE)
    assert told.value.mend == "name the file that bandit wrote with --sarif FILE"
    both = replace(calm(), analysers=("bandit", "ruff"))
    assert judged(Session(wiring), both, limits(code), WHOLE) == ExitCode.DONE


def test_what_was_found_fails_where_there_is_no_score() -> None:
    unscored = replace(calm(), score=replace(calm().score, value=None))
    found = reports.findings()
    asked = limits(found[0].code)
    failed = replace(unscored, findings=found)
    assert judged(Session(wiring), failed, asked, WHOLE) == ExitCode.FINDINGS
    with pytest.raises(EvidenceMissing, match="there is no score"):
        judged(Session(wiring), unscored, asked, WHOLE)


@pytest.mark.parametrize("code", ["usage-left-out", "unreadable-files", "tests-left-out"])
def test_an_urgency_rests_on_all_that_is_looked_for_unasked(code: str) -> None:
    report = replace(calm(), notices=(Notice(code, "It was left out.", Weight.LIMIT),))
    by_urgency = Limits("medium", reports.findings()[0].urgency)
    with pytest.raises(EvidenceMissing, match="It was left out"):
        judged(Session(wiring), report, by_urgency, WHOLE)
    assert judged(Session(wiring), calm(), by_urgency, WHOLE) == ExitCode.DONE
    without = replace(calm(), tests=None)
    assert judged(Session(wiring), without, by_urgency, CheckOptions()) == ExitCode.DONE


@pytest.mark.parametrize("code", ["comparison-left-out", "comparison-unfinished"])
@pytest.mark.parametrize("asked", [limits("flaky-test"), limits("score", score=1.0), limits("dead-class")])
def test_a_comparison_that_is_not_whole_passes_no_gate(asked: Limits, code: str) -> None:
    notice = Notice(code, "Left out.", Weight.LIMIT)
    changed = with_change(replace(reports.lively(), tests=Suite(suites.COVERAGE, suites.RUNS)))
    report = replace(changed, findings=(), findings_total=0, notices=(notice,))
    with pytest.raises(EvidenceMissing, match="Left out") as told:
        judged(Session(wiring), report, asked, WHOLE)
    assert told.value.exit_code == ExitCode.EVIDENCE


def test_what_was_found_fails_whatever_is_missing() -> None:
    found = reports.findings()
    report = replace(calm(), findings=found, notices=(Notice("usage-left-out", "Left out.", Weight.LIMIT),))
    asked = limits(found[0].code, "dead-class")
    assert judged(Session(wiring), report, asked, WHOLE) == ExitCode.FINDINGS


def test_a_file_that_is_too_hard_to_parse_holds_the_whole_up() -> None:
    first, *rest = calm().files
    hard = replace(first, file=replace(first.file, error=f"{TOO_HARD}: x"))
    report = replace(calm(), files=(hard, *rest))
    with pytest.raises(EvidenceMissing, match="took more time or memory"):
        judged(Session(wiring), report, limits("complex-function"), WHOLE)
    assert judged(Session(wiring), report, limits("flaky-test"), WHOLE) == ExitCode.DONE
