"""A look is named by all that it depends on, and kept only while nothing in it may pass."""

from dataclasses import replace

import pytest

from mainstay.config.settings import Settings
from mainstay.domain.check_options import CheckOptions
from mainstay.domain.code_report import CodeReport
from mainstay.domain.health import Score
from mainstay.domain.notice import Notice
from mainstay.domain.subject import Scope
from mainstay.ports.source import WorkTree
from mainstay.steps.observe.recall import Recall
from tests.fakes.cache import MemoryCache
from tests.fakes.source import FakeSource, MadeUpRepository

CLEAN = WorkTree((), (), (), "")


def opened(**about: object) -> FakeSource:
    made = MadeUpRepository()
    made.commit({"a.py": "a = 1\n"})
    return made.opened(**about)


def recall(cache: MemoryCache, source: FakeSource, **about: object) -> Recall:
    values = {"work_tree": CLEAN, "settings": Settings(), "options": CheckOptions(), "version": "1"} | about
    return Recall.of(cache, source, **values)


def report_of(source: FakeSource, *codes: str) -> CodeReport:
    scope = Scope(source.repository.head, 1, 2)
    notices = tuple(Notice(code, "Something.") for code in codes)
    score = Score(50.0, 50.0, None, ())
    return CodeReport(
        source.repository, scope, score, None, (), (), (), None, None, (), (), 0, notices, 1.0, "1"
    )


def test_what_is_written_is_read_by_the_same_look() -> None:
    cache, source = MemoryCache(), opened()
    assert recall(cache, source).read() is None
    recall(cache, source).write(report_of(source, "shallow-clone"))
    assert recall(cache, source).read() == report_of(source, "shallow-clone")
    assert recall(cache, source, version="2").read() is None
    assert recall(cache, source, work_tree=WorkTree(("a.py",), (), (), "stamp")).read() is None


def test_another_baseline_is_another_look() -> None:
    cache, source = MemoryCache(), opened()
    recall(cache, source, baseline="a").write(report_of(source))
    assert recall(cache, source, baseline="a").read() is not None
    assert recall(cache, source, baseline="b").read() is None
    assert recall(cache, source).read() is None


def test_a_report_is_kept_until_its_first_suppression_expires() -> None:
    cache, source = MemoryCache(), opened()
    recall(cache, source).write(replace(report_of(source), next_expiry=1_000))
    assert recall(cache, source).read(999) is not None
    assert recall(cache, source).read(1_000) is not None
    assert recall(cache, source).read(1_001) is None
    recall(cache, source).write(report_of(source))
    assert recall(cache, source).read(1 << 40) is not None


def test_names_cannot_run_into_each_other() -> None:
    cache = MemoryCache()
    keys = {
        recall(cache, opened(branch=branch, path=path)).key
        for branch, path in (("ab", "c"), ("a", "bc"), ("abc", ""), ("", "abc"))
    }
    assert len(keys) == 4


@pytest.mark.parametrize(
    "code",
    [
        "churn-left-out",
        "comparison-unfinished",
        "head-moved",
        "history-left-out",
        "trend-gaps",
        "unreadable-files",
        "unreadable-work-files",
        "usage-left-out",
        "work-tree-left-out",
    ],
)
def test_what_may_be_there_the_next_time_is_not_kept(code: str) -> None:
    cache, source = MemoryCache(), opened()
    recall(cache, source).write(report_of(source, code))
    assert cache.entries == {}


def test_what_is_too_large_now_is_so_the_next_time_and_is_kept() -> None:
    cache, source = MemoryCache(), opened()
    recall(cache, source).write(report_of(source, "comparison-left-out"))
    assert recall(cache, source).read() is not None


def test_where_the_repository_lies_is_not_written_down() -> None:
    cache, source = (
        MemoryCache(),
        opened(path="/home/somebody/secret-place", work_tree="/home/somebody/secret-place"),
    )
    recall(cache, source).write(report_of(source))
    assert all(b"secret-place" not in data for data in cache.entries.values())
    found = recall(cache, source).read()
    assert found is not None
    assert found.repository == source.repository
