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


def look(lines: dict[str, LineCoverage], made_before: dict[str, int] | None = None, **options):
    looker = Looker()
    looker.options = replace(looker.options, **options)
    source = repository().opened()
    tested = SuiteSeen(Suite(coverage_of(lines, ())), lines, made_before=made_before or {})
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


def test_coverage_older_than_a_files_last_change_is_left_out_for_that_file() -> None:
    both = {"src/a.py": lines(2, 20), "src/h.py": lines(1, 32)}
    changed = {one.file.path: one.history.changed_at for one in look(both).files if one.history}
    assert changed["src/h.py"] < changed["src/a.py"]
    between = changed["src/a.py"] - 1
    report = look(both, dict.fromkeys(both, between))
    assert [one.path for one in report.tests.coverage.files] == ["src/h.py"]
    assert {gap.path for gap in report.tests.coverage.gaps} == {"src/h.py"}
    assert notice_of(report, "coverage-outdated").examples == ("src/a.py",)
    # Data made in the second of the change may be of what it made.
    report = look(both, dict.fromkeys(both, changed["src/a.py"]))
    assert len(report.tests.coverage.files) == 2
    assert not [one for one in report.notices if one.code == "coverage-outdated"]


def test_without_a_past_it_is_told_that_coverage_is_older_than_the_commit() -> None:
    only = {"src/a.py": lines(2, 20)}
    report = look(only, {"src/a.py": 1_000}, history=False, trend=False)
    assert notice_of(report, "coverage-outdated").text.startswith("Coverage was measured before this commit")
    assert [one.path for one in report.tests.coverage.files] == ["src/a.py"]
    report = look(only, {"src/a.py": 1 << 40}, history=False, trend=False)
    assert not [one for one in report.notices if one.code == "coverage-outdated"]
