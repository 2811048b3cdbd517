"""Coverage held against the code and its ranking."""

from dataclasses import replace

from mainstay.analysis.coverage.totals import coverage_of
from mainstay.domain.coverage import LineCoverage
from mainstay.domain.suite import Suite, SuiteSeen
from mainstay.keepers.code.look import CodeKeeper
from tests.fakes.source import MadeUpRepository
from tests.unit.keepers.code.looking import VERSION, Looker, module, notice_of

HARD = "def hard(a):\n" + "".join(
    f"    if a > {n}:\n        for x in a:\n            if x:\n                show(x)\n" for n in range(8)
)


def repository() -> MadeUpRepository:
    made = MadeUpRepository()
    made.commit({"src/a.py": module("one", "two"), "src/h.py": HARD, "tests/test_a.py": module("test_a")})
    for number in range(4):
        made.commit({"src/a.py": module("one", "two", lines=6 + number)}, "Fix what was wrong")
    return made


def look(lines: dict[str, LineCoverage]):
    looker = Looker()
    source = repository().opened()
    tested = SuiteSeen(Suite(coverage_of(lines, ())), lines)
    keeper = CodeKeeper(looker.workers, looker.cache, looker.clock, VERSION)
    return keeper.look(
        source, source.work_tree(), looker.settings, looker.options, looker.progress, tested=tested
    )


def lines(ran: int, missed: int) -> LineCoverage:
    return LineCoverage(frozenset(range(1, ran + 1)), frozenset(range(ran + 1, ran + missed + 1)))


def test_a_risky_file_that_hardly_ran_is_a_gap() -> None:
    report = look({"src/a.py": lines(2, 20), "tests/test_a.py": lines(10, 0)})
    (gap,) = report.tests.coverage.gaps
    assert (gap.path, gap.symbol, gap.missed, gap.executable) == ("src/a.py", "", 20, 22)
    assert gap.fixes > 0 < gap.per_hour
    (finding,) = [one for one in report.findings if one.code == "untested-risk"]
    assert finding.path == "src/a.py"
    assert finding.text.startswith("20 of 22 lines did not run in the tests; ")
    assert finding.repair
    # Tests are no part of the sums.
    assert report.tests.coverage.executable == 22


def test_a_file_that_ran_is_none() -> None:
    assert look({"src/a.py": lines(20, 9)}).tests.coverage.gaps == ()


def test_a_complex_function_that_did_not_run_is_a_gap_in_any_file() -> None:
    report = look({"src/h.py": lines(1, 32)})
    found = [gap for gap in report.tests.coverage.gaps if gap.symbol]
    assert [(gap.symbol, gap.missed, gap.executable) for gap in found] == [("hard", 32, 32)]
    assert found[0].cognitive > 15


def test_where_only_what_ran_is_told_a_function_is_a_gap_when_nothing_in_it_did() -> None:
    only = LineCoverage(frozenset({1}), complete=False)
    assert [gap.symbol for gap in look({"src/h.py": only}).tests.coverage.gaps] == ["hard"]
    assert look({"src/h.py": replace(only, covered=frozenset({1, 2}))}).tests.coverage.gaps == ()


def test_coverage_of_another_state_is_left_out_and_told() -> None:
    report = look({"src/a.py": lines(2, 2_000)})
    assert report.tests.coverage.files == ()
    assert notice_of(report, "coverage-stale").examples == ("src/a.py",)


def test_without_coverage_nothing_is_told() -> None:
    looker = Looker()
    assert looker.look(repository().opened()).tests is None
