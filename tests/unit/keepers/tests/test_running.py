"""Results of test runs read from a work tree, and findings made of them."""

from mainstay.domain.check_options import CheckOptions
from mainstay.domain.suite import SuiteSeen
from mainstay.keepers.code.look import CodeKeeper
from mainstay.keepers.tests.look import SuiteKeeper
from mainstay.keepers.tests.places import places
from tests.fakes.artefacts import MemoryArtefacts
from tests.fakes.progress import WrittenProgress
from tests.fakes.source import MadeUpRepository
from tests.fakes.workers import HereWorkers
from tests.unit.keepers.code.looking import VERSION, Looker


def run(*failed: str) -> bytes:
    cases = "".join(
        f'<testcase classname="tests.test_m" name="{name}" time="2">{"<failure/>" if name in failed else ""}</testcase>'
        for name in ("test_a", "test_b", "test_c")
    )
    return f"<testsuite>{cases}</testsuite>".encode()


def history(runs: int = 24) -> dict[str, bytes]:
    return {
        f"ci/abc{number // 2:04}/{number}.xml": run("test_a") if number in {3, 8} else run()
        for number in range(runs)
    }


def repository() -> MadeUpRepository:
    made = MadeUpRepository()
    made.commit({"src/m.py": "m = 1\n", "tests/test_m.py": "def test_a():\n    pass\n"})
    return made


def look(files: dict[str, bytes], **options: object) -> SuiteSeen:
    source = repository().opened()
    artefacts = MemoryArtefacts(files)
    left = places(artefacts, CheckOptions(**options))
    return SuiteKeeper(HereWorkers(), artefacts).look(source, source.work_tree(), left, WrittenProgress())


def test_a_history_in_a_folder() -> None:
    seen = look(history(), junit=("/elsewhere/ci",))
    runs = seen.suite.runs
    assert (runs.runs, runs.tests, runs.committed, runs.repeated) == (24, 3, 24, 24)
    assert [(one.name, one.path) for one in runs.flaky] == [("tests.test_m::test_a", "tests/test_m.py")]
    assert seen.suite.coverage is None
    assert seen.notices == ()


def test_well_known_places_are_looked_at() -> None:
    assert look({"target/surefire-reports/TEST-a.xml": run(), "junit.xml": run()}).suite.runs.runs == 2
    assert (
        look({"target/surefire-reports/TEST-a.xml": run(), "junit.xml": run()}, tests=False).suite.runs
        is None
    )


def test_what_cannot_be_read_is_told() -> None:
    seen = look({"junit.xml": b"<html/>", "report.xml": run()[:-20], "test-results/a.xml": run()})
    (notice,) = seen.notices
    assert (notice.code, notice.count) == ("results-unread", 2)
    assert seen.suite.runs.files == 2
    assert look({"junit.xml": b""}).suite.runs is None


def test_flaky_and_slow_tests_become_findings_where_their_file_is_known() -> None:
    looker, source = Looker(), repository().opened()
    keeper = CodeKeeper(looker.workers, looker.cache, looker.clock, VERSION)
    seen = look(history(), junit=("/elsewhere/ci",))
    report = keeper.look(
        source, source.work_tree(), looker.settings, looker.options, looker.progress, tested=seen
    )
    found = {one.code: one for one in report.findings if one.code in {"flaky-test", "slow-test"}}
    assert found["flaky-test"].path == "tests/test_m.py"
    assert found["flaky-test"].symbol == "test_a"
    assert found["flaky-test"].text.startswith("failed 2 of 24 runs at commits where it also passed: ")
    # Those that failed do not count, for they end when they fail.
    assert found["slow-test"].text == "takes 2.0 s, 31% of the time of all tests"
    assert all(one.repair for one in found.values())
    assert report.tests.runs == seen.suite.runs


def test_a_line_of_a_result_is_one_of_the_file_that_it_names() -> None:
    for file, line in (("tests/test_m.py", 2), ("elsewhere/other.cc", 0)):
        placed = b'name="test_a" file="%s" line="2"' % file.encode()
        there = {name: data.replace(b'name="test_a"', placed) for name, data in history().items()}
        (flaky,) = look(there, junit=("/elsewhere/ci",)).suite.runs.flaky
        assert (flaky.path, flaky.line) == ("tests/test_m.py", line)


def test_marks_alone_are_read_for_forecasts() -> None:
    dated = {
        f"ci/abc{n // 2:04}/2026-03-{n + 1:02}.xml": run("test_a") if n == 3 else run() for n in range(8)
    }
    artefacts = MemoryArtefacts({**dated, "coverage.xml": b"no coverage"})
    left = places(artefacts, CheckOptions(junit=("/elsewhere/ci",)))
    seen = SuiteKeeper(HereWorkers(), artefacts).marks(left, WrittenProgress())
    assert [one.flaky for one in seen.marks] == [False, False, False, True, False, False, False, False]
    assert (seen.suite.runs, seen.suite.coverage, seen.notices) == (None, None, ())
