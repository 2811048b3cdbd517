"""Findings: each with its place and price, in the order of need, and under a name that lasts."""

from dataclasses import replace

import pytest

from mainstay.analysis.duplication.fingerprints import Shingles
from mainstay.analysis.health.parts import Thresholds, rules
from mainstay.analysis.syntax.measure import READ_IN_PART
from mainstay.domain.code_report import FileReport
from mainstay.domain.finding import Urgency
from mainstay.domain.history import FileHistory
from mainstay.domain.source_file import MODULE, FileKind, Function, Region, SourceFile
from mainstay.keepers.code.content import Ask, examine
from mainstay.keepers.code.findings.gathering import findings
from mainstay.keepers.code.findings.ground import Ground, fingerprint
from mainstay.keepers.code.findings.of_tests import line_of_test
from mainstay.keepers.code.worker import given_up

ASK = Ask(Thresholds(), Shingles(100))
RULES = rules(Thresholds())
PRICES = {rule.code: 0.01 for rule in RULES}


def function(name: str = "f", **figures: int) -> Function:
    values = {"code_lines": 10, "cyclomatic": 1, "cognitive": 0, "nesting": 0, "parameters": 0} | figures
    return Function(name, 7, 20, **values)


def report(
    *functions: Function, path: str = "src/a.py", lost: dict[str, float] | None = None, **about
) -> FileReport:
    history = about.pop("history", None)
    file = SourceFile(path, about.pop("kind", FileKind.SOURCE), "Python", 100, functions=functions, **about)
    return FileReport(file, history, {"complexity": 1.0} if lost is None else lost)


def history(**about) -> FileHistory:
    values = {
        "commits": 10,
        "commits_year": 5,
        "fixes_year": 0,
        "authors": 2,
        "authors_year": 1,
        "created_at": 1,
        "changed_at": 2,
        "owner": "Ann",
        "owner_share": 0.9,
        "owner_active": True,
    }
    return FileHistory(**(values | about))


def nowhere(_path: str, _region: Region) -> str:
    return ""


GROUND = Ground({rule.code: rule for rule in RULES}, Thresholds(), PRICES, nowhere, active=5)


def codes(*reports: FileReport) -> list[str]:
    return [finding.code for finding in findings(reports, GROUND)]


@pytest.mark.parametrize(
    ("figures", "code", "text"),
    [
        ({"cognitive": 16}, "complex-function", "cognitive complexity 16, limit 15"),
        ({"code_lines": 51}, "long-function", "51 code lines, limit 50"),
        ({"nesting": 5}, "deep-nesting", "nested 5 deep, limit 4"),
        ({"parameters": 6}, "many-parameters", "6 parameters, limit 5"),
    ],
)
def test_a_function_beyond_a_limit(figures: dict[str, int], code: str, text: str) -> None:
    at_the_limit = {name: value - 1 for name, value in figures.items()}
    assert codes(report(function(**at_the_limit))) == []
    (finding,) = findings([report(function(**figures))], GROUND)
    assert (finding.code, finding.text, finding.symbol, finding.path) == (code, text, "f", "src/a.py")
    assert (finding.line, finding.end_line) == (7, 20)
    (rule,) = [rule for rule in RULES if rule.limit == finding.limit]
    lines = figures.get("code_lines", 10)
    assert finding.lost == pytest.approx(lines * rule.ramp(finding.value) * 0.01, abs=1e-6)


def test_code_outside_functions_may_be_long() -> None:
    assert codes(report(function(MODULE, code_lines=500, cognitive=40))) == ["complex-function"]


def test_urgency_follows_how_far_beyond() -> None:
    urgencies = [
        findings([report(function(cognitive=value))], GROUND)[0].urgency
        for value in (16, 26, 27, 48, 49, 500)
    ]
    low, medium, high = Urgency.LOW, Urgency.MEDIUM, Urgency.HIGH
    assert urgencies == [low, low, medium, medium, high, high]


def test_the_most_urgent_stand_first_then_the_dearest() -> None:
    found = findings(
        [
            report(function("small", cognitive=16), path="a.py"),
            report(function("dear", cognitive=60, code_lines=40), path="c.py"),
            report(function("cheap", cognitive=60), path="b.py"),
        ],
        GROUND,
    )
    assert [finding.symbol for finding in found] == ["dear", "cheap", "small"]


def test_what_costs_nothing_or_is_not_maintained_is_no_finding() -> None:
    bad = function(cognitive=60)
    assert codes(report(bad, lost={})) == []
    assert codes(report(bad, kind=FileKind.VENDORED)) == []
    assert codes(report(bad, kind=FileKind.GENERATED, error="line 3: no")) == []


def test_findings_of_a_file() -> None:
    lost = {"files": 0.3, "duplication": 0.1, "fixes": 0.04, "knowledge": 0.2}
    told = report(
        lost=lost,
        code_lines=800,
        duplicated=(Region(40, 60, 120), Region(90, 99, 100)),
        duplicated_lines=31,
        history=history(fixes_year=3, owner_active=False),
    )
    found = {finding.code: finding for finding in findings([told], GROUND)}
    assert found.keys() == {"large-file", "duplicated-code", "fixed-again", "knowledge-left"}
    assert found["large-file"].text == "800 code lines, limit 750"
    assert found["duplicated-code"].text == "31 lines in 2 places stand again"
    assert (found["duplicated-code"].line, found["duplicated-code"].end_line) == (40, 60)
    assert found["fixed-again"].text == "fixed 3 times in the year, in 5 commits"
    assert found["knowledge-left"].text == "Ann made 90% of its commits and has left"
    assert {code: finding.lost for code, finding in found.items()} == {
        "large-file": 0.3,
        "duplicated-code": 0.1,
        "fixed-again": 0.04,
        "knowledge-left": 0.2,
    }
    assert [found[code].urgency for code in ("large-file", "duplicated-code", "fixed-again")] == [
        Urgency.HIGH,
        Urgency.MEDIUM,
        Urgency.LOW,
    ]


def test_limits_of_the_findings_of_a_file() -> None:
    lost = {"knowledge": 1.0, "fixes": 1.0}
    assert codes(report(lost=lost, code_lines=750, history=history(fixes_year=2))) == []
    left = history(owner_active=False)
    assert codes(report(lost=lost, code_lines=99, history=left)) == []
    assert codes(report(lost=lost, code_lines=100, history=left)) == ["knowledge-left"]
    assert codes(report(lost={"fixes": 1.0}, code_lines=100, history=left)) == []


def test_a_file_that_does_not_parse() -> None:
    (finding,) = findings([report(error="line 12: invalid syntax", lost={})], GROUND)
    assert (finding.code, finding.line, finding.end_line, finding.text) == (
        "does-not-parse",
        12,
        12,
        "line 12: invalid syntax",
    )
    (elsewhere,) = findings([report(error="larger than 4 MiB: counted, not parsed", lost={})], GROUND)
    assert elsewhere.line == 1
    assert codes(report(error=READ_IN_PART, lost={})) == []
    (hard,) = findings([report(error=given_up(9).error, lost={})], GROUND)
    assert (hard.code, hard.urgency) == ("does-not-parse", Urgency.HIGH)
    minified = examine(b"a = 1\n" * 20 + b"b = '" + b"x" * 40_000 + b"'\n", "Python", ASK)
    (hidden,) = findings([report(kind=FileKind(minified.kind), error=minified.error, lost={})], GROUND)
    assert (hidden.code, hidden.urgency) == ("does-not-parse", Urgency.MEDIUM)
    assert "20 ordinary lines" in hidden.text
    few = examine(b"a = 1\n" * 19 + b"b = '" + b"x" * 40_000 + b"'\n", "Python", ASK)
    assert (few.kind, few.error) == (FileKind.MINIFIED, "")


def test_copied_code_says_where_it_stands_again() -> None:
    def again(path: str, region: Region) -> str:
        return f"not {path}:{region.line}"

    small, large = Region(40, 50, 120), Region(90, 119, 300)
    for regions, text in (
        ((small, large), "41 lines in 2 places stand again, the largest in not src/a.py:90"),
        ((large,), "41 lines in 1 place stand again in not src/a.py:90"),
    ):
        told = report(lost={"duplication": 0.1}, duplicated=regions, duplicated_lines=41)
        (finding,) = findings([told], replace(GROUND, again=again))
        assert (finding.text, finding.line, finding.end_line) == (text, 90, 119)


def test_names_of_findings_are_their_own_and_outlive_a_move() -> None:
    bad = function("f", cognitive=20)

    def named(*paths: str) -> list[str]:
        reports = [
            report(bad, bad, path=path, history=history(created_at=age)) for age, path in enumerate(paths)
        ]
        found = findings(reports, GROUND)
        return [finding.fingerprint for path in paths for finding in found if finding.path == path]

    names = named("x/base.py", "a/base.py", "b/other.py")
    assert len(set(names)) == 6
    assert named("x/base.py", "z/base.py", "other.py") == names


def test_a_name_stays_when_the_file_moves_and_the_function_changes() -> None:
    (one,) = findings([report(function("A.f", cognitive=20), path="src/a.py")], GROUND)
    (other,) = findings([report(function("A.f", cognitive=60, code_lines=33), path="lib/x/a.py")], GROUND)
    assert one.fingerprint == other.fingerprint
    names = {
        fingerprint(code, symbol, name)
        for code in ("complex-function", "long-function")
        for symbol in ("f", "g", "")
        for name in ("a.py", "b.py", "\udcff.py")
    }
    assert len(names) == 18
    assert all(len(name) == 16 for name in names)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("tests.test_a::test_one", 3),
        ("tests.test_a.TestX::test_two[1.5-a]", 9),
        ("tests.test_a.TestY::test_two", 15),
        ("tests.test_a.TestZ::test_two", 0),
        ("tests.test_a::test_gone", 0),
        ("test_one", 3),
    ],
)
def test_a_test_stands_where_its_function_does(name: str, line: int) -> None:
    there = (("test_one", 3), ("TestX.test_two", 9), ("TestY.test_two", 15))
    file = report(*(replace(function(one), line=at) for one, at in there)).file
    assert line_of_test(file, name) == line


@pytest.mark.parametrize(
    ("name", "told", "line"),
    [
        ("tests.test_a::test_one", 40, 3),
        ("tests.test_a.TestZ::test_two", 14, 15),
        ("tests.test_a::made at runtime", 7, 7),
        ("tests.test_a::made at runtime", 10_000_000, 0),
    ],
)
def test_where_its_name_does_not_tell_a_test_stands_where_its_result_says(
    name: str, told: int, line: int
) -> None:
    there = (("test_one", 3), ("TestX.test_two", 9), ("TestY.test_two", 15))
    file = report(*(replace(function(one), line=at) for one, at in there)).file
    file = replace(file, lines=20)
    assert line_of_test(file, name, told) == line
