"""Coverage led to a repository: what several files tell together, and what is said of those that do not fit."""

from pathlib import Path
from typing import Any

import pytest

from mainstay.adapters.artefacts import LocalArtefacts
from mainstay.domain.check_options import CheckOptions
from mainstay.domain.errors import UsageError
from mainstay.domain.suite import NOT_LOOKED, SuiteSeen
from mainstay.keepers.tests.look import SuiteKeeper
from mainstay.keepers.tests.places import places
from tests.fakes.artefacts import MemoryArtefacts
from tests.fakes.progress import WrittenProgress
from tests.fakes.source import MadeUpRepository
from tests.fakes.workers import HereWorkers

LCOV = b"SF:src/a.py\nDA:1,1\nDA:2,0\nend_of_record\nSF:/ci/build/src/a.py\nDA:2,1\nDA:1,0\nend_of_record\n"


def look(files: dict[str, bytes], workers: HereWorkers | None = None, **options: object) -> SuiteSeen:
    made = MadeUpRepository()
    made.commit({"src/a.py": "a = 1\nb = 2\n", "src/b.py": "b = 1\n"})
    made.work = {"src/c.py": b"c = 1\n", "src/b.py": None}
    source = made.opened()
    artefacts = MemoryArtefacts(files)
    keeper = SuiteKeeper(workers or HereWorkers(), artefacts)
    left = places(artefacts, CheckOptions(**options))
    return keeper.look(source, source.work_tree(), left, WrittenProgress())


def codes(tested: SuiteSeen) -> list[str]:
    return [notice.code for notice in tested.notices]


def test_without_files_nothing_is_told_and_no_worker_started() -> None:
    workers = HereWorkers()
    assert look({}, workers) is NOT_LOOKED
    assert not workers.opened


def test_two_names_of_one_file_are_laid_over_each_other() -> None:
    tested = look({"lcov.info": LCOV})
    assert tested.lines["src/a.py"].covered == {1, 2}
    assert tested.suite.coverage.covered == tested.suite.coverage.executable == 2
    assert codes(tested) == []


def test_uncommitted_files_count_and_removed_ones_do_not() -> None:
    tested = look({"lcov.info": b"SF:src/c.py\nDA:1,1\nend_of_record\nSF:src/b.py\nDA:1,1\nend_of_record\n"})
    assert tested.lines.keys() == {"src/c.py"}
    (notice,) = tested.notices
    assert (notice.code, notice.examples) == ("coverage-unmatched", ("src/b.py",))


def test_what_is_wrong_is_told_with_examples() -> None:
    other = LCOV.replace(b"DA:2,", b"DA:3,")
    tested = look({"lcov.info": LCOV, "coverage/lcov.info": other, "coverage.xml": b"<x/>"})
    assert codes(tested) == ["coverage-unread", "coverage-contradicted"]
    assert tested.notices[0].examples == ("coverage.xml: it is XML, but no coverage",)
    assert all(notice.mend for notice in tested.notices)


def test_a_worker_that_dies_is_told() -> None:
    workers = HereWorkers(dies=lambda _: True)
    assert workers is not None
    tested = look({"lcov.info": LCOV}, _Refusing())
    assert codes(tested) == ["tests-left-out"]


class _Refusing(HereWorkers):
    """Workers that die at the first task."""

    def open(self, jobs, prepare, arguments):
        executor = super().open(jobs, prepare, arguments)
        executor._dead = True
        return executor


def test_what_is_named_stands_in_place_of_what_is_known() -> None:
    files = {"lcov.info": LCOV, "mine/other.info": b"SF:src/a.py\nDA:1,0\nend_of_record\n"}
    assert [one.name for one in look(files, coverage=("/elsewhere/mine",)).suite.coverage.sources] == [
        "mine/other.info"
    ]
    assert look(files, tests=False) is NOT_LOOKED
    assert look(files, head_only=True) is NOT_LOOKED
    assert look(files, head_only=True, coverage=("/elsewhere/mine",)) is not NOT_LOOKED


def test_another_content_is_another_look() -> None:
    stamps = {
        places(MemoryArtefacts(files), CheckOptions(tests=tests)).stamp
        for files, tests in (({}, True), ({"lcov.info": LCOV}, True), ({"lcov.info": b""}, True))
    }
    assert len(stamps) == 3


def test_older_data_in_a_folder_is_the_past() -> None:
    def of(ran: int) -> bytes:
        return b"SF:src/a.py\nDA:1,1\nDA:2,%d\nend_of_record\n" % ran

    files = {"cov/2026-01-05-abc1234/a.info": of(1), "cov/2026-01-01-abc1233/a.info": of(0)}
    coverage = look(files, coverage=("/elsewhere/cov",)).suite.coverage
    assert [(point.covered, point.executable) for point in coverage.trend] == [(1, 2), (2, 2)]
    assert [point.commit for point in coverage.trend] == ["abc1233", "abc1234"]
    assert (coverage.covered, len(coverage.sources)) == (2, 1)
    # Of one day they are laid over each other.
    files = {"cov/2026-01-05/a.info": of(1), "cov/2026-01-05/b.info": of(0)}
    coverage = look(files, coverage=("/elsewhere/cov",)).suite.coverage
    assert (coverage.trend, coverage.covered, len(coverage.sources)) == ((), 2, 2)


def test_the_oldest_data_on_a_file_tells_when_it_was_measured() -> None:
    def of(at: int) -> bytes:
        line = b'<line number="1" hits="1"/>'
        return b'<coverage timestamp="%d"><class filename="src/a.py">%s</class></coverage>' % (at, line)

    tested = look({"coverage.xml": of(1_700_000_000), "cobertura.xml": of(1_700_009_000), "lcov.info": LCOV})
    assert tested.made_before == {"src/a.py": 1_700_003_600}
    assert look({"lcov.info": LCOV}).made_before == {}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"coverage": ("nosuch",)}, "a file of coverage data cannot be read: nosuch"),
        ({"junit": ("nosuch",)}, "a file of test results cannot be read: nosuch"),
    ],
)
def test_what_a_person_named_and_is_not_there_is_told_by_its_option(
    options: dict[str, Any], told: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError) as error:
        places(LocalArtefacts(str(tmp_path)), CheckOptions(**options))
    assert f"{error.value.what}: {error.value.where}" == told
