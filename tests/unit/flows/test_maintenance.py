"""A check remembers its last look as long as nothing that it depends on has changed."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mainstay.config.settings import Settings, Thresholds
from mainstay.domain.check_options import CheckOptions, Churn
from mainstay.domain.code_report import CodeReport
from mainstay.domain.errors import RunFailed
from mainstay.domain.notice import Notice
from mainstay.flows.maintenance import check
from mainstay.keepers.code.look import CodeKeeper
from mainstay.ports.source import WorkTree
from tests.fakes.cache import MemoryCache
from tests.fakes.clock import SetClock
from tests.fakes.progress import WrittenProgress
from tests.fakes.source import FakeSource, MadeUpRepository
from tests.fakes.workers import HereWorkers


class Checking:
    """Checks again and again, with one memory, and counts the looks that were really taken."""

    def __init__(self) -> None:
        self.made = MadeUpRepository()
        self.made.commit({"src/a.py": "def f(a):\n    return a and 1\n"})
        self.cache = MemoryCache()
        self.clock = SetClock()
        self.settings = Settings()
        self.options = CheckOptions()
        self.version = "0.1.0"
        self.looks = 0
        self.source = self.made.opened()

    def __call__(self, **about: object) -> CodeReport:
        self.source = self.made.opened(**about)
        return self.of(self.source)

    def of(self, source: FakeSource) -> CodeReport:
        keeper = CodeKeeper(HereWorkers(), self.cache, self.clock, self.version)

        def collector(opened: FakeSource, work_tree: WorkTree, progress: WrittenProgress) -> CodeReport:
            self.looks += 1
            self.clock.advance(2)
            return keeper.look(opened, work_tree, self.settings, self.options, progress)

        return check(
            source,
            collector,
            self.cache,
            self.clock,
            self.settings,
            self.options,
            WrittenProgress(),
            self.version,
        )


def test_a_second_check_of_the_same_is_remembered() -> None:
    checking = Checking()
    first = checking()
    assert not first.remembered
    checking.clock.advance(1000)
    second = checking()
    assert checking.looks == 1
    assert second.remembered
    assert second.scope.taken_at == checking.clock.now()
    same = replace(second, remembered=False, seconds=first.seconds, scope=first.scope)
    assert same == first
    assert checking.source.asked.keys() == {"work tree"}


CHANGES: dict[str, Callable[[Checking], object]] = {
    "a commit": lambda checking: checking.made.commit({"src/b.py": "b = 1\n"}),
    "an edit": lambda checking: checking.made.work.update({"src/a.py": b"a = 1\n"}),
    "a file removed": lambda checking: checking.made.work.update({"src/a.py": None}),
    "settings": lambda checking: setattr(checking, "settings", Settings(exclude=("src/",))),
    "a threshold": lambda checking: setattr(checking, "settings", Settings(thresholds=Thresholds(nesting=3))),
    "labels": lambda checking: setattr(checking, "settings", Settings(labels={"team": "a"})),
    "another version": lambda checking: setattr(checking, "version", "0.1.1"),
    "no trend": lambda checking: setattr(checking, "options", CheckOptions(trend=False)),
    "no history": lambda checking: setattr(checking, "options", CheckOptions(history=False)),
    "lines of all time": lambda checking: setattr(checking, "options", CheckOptions(churn=Churn.ALL)),
    "the head alone": lambda checking: setattr(checking, "options", CheckOptions(head_only=True)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_is_looked_at(change: Callable[[Checking], object]) -> None:
    checking = Checking()
    checking()
    change(checking)
    assert not checking().remembered
    assert checking.looks == 2
    assert checking().remembered
    assert checking.looks == 2


@pytest.mark.parametrize(
    "about",
    [{"branch": "other"}, {"shallow": True}, {"path": "/elsewhere"}],
    ids=["branch", "shallow", "place"],
)
def test_the_same_commit_seen_otherwise_is_looked_at(about: dict[str, object]) -> None:
    checking = Checking()
    checking()
    assert not checking(**about).remembered


def test_the_number_of_processes_changes_nothing() -> None:
    checking = Checking()
    checking()
    checking.options = CheckOptions(jobs=7)
    assert checking().remembered


def test_what_the_source_says_is_part_of_what_was_seen() -> None:
    checking = Checking()
    checking()
    source = checking.made.opened()
    source.notices = (Notice("shallow-clone", "The clone is shallow."),)
    report = checking.of(source)
    assert not report.remembered
    assert [notice.code for notice in report.notices] == ["shallow-clone"]


def test_what_could_not_be_read_is_tried_again() -> None:
    checking = Checking()
    source = checking.made.opened()
    source.missing = {checking.made.commits[checking.made.head].tree["src/a.py"].oid}
    assert [notice.code for notice in checking.of(source).notices] == ["unreadable-files"]
    report = checking()
    assert not report.remembered
    assert report.notices == ()
    assert [one.file.kind for one in report.files] == ["source"]


def test_only_the_last_look_is_kept() -> None:
    checking = Checking()
    for number in range(4):
        checking.made.commit({"src/a.py": f"a = {number}\n"})
        checking()
    assert sum(kind == "report" for kind, _ in checking.cache.entries) == 1


@pytest.mark.parametrize("garbage", [b"", b"garbage", b"\x80", b"\x81\xa7version\x01"])
def test_a_memory_that_cannot_be_read_counts_for_nothing(garbage: bytes) -> None:
    checking = Checking()
    first = checking()
    checking.cache.entries |= {place: garbage for place in checking.cache.entries if place[0] == "report"}
    report = checking()
    assert not report.remembered
    assert (report.score, report.files) == (first.score, first.files)


def test_the_head_alone_does_not_ask_for_the_work_tree() -> None:
    checking = Checking()
    checking.made.work = {"src/a.py": b"a = 1\n"}
    checking.options = CheckOptions(head_only=True)
    report = checking()
    assert checking.source.asked["work tree"] == 0
    assert report.scope.clean
    assert report.committed_score is None


def test_a_work_tree_that_cannot_be_told_is_left_out_and_said() -> None:
    checking = Checking()

    class Broken(FakeSource):
        def work_tree(self) -> WorkTree:
            raise RunFailed("the index is broken", where=".git/index", mend="git reset")

    whole = checking.made.opened()
    report = checking.of(Broken(checking.made, whole.repository))
    (notice,) = report.notices
    assert (notice.code, notice.mend, notice.examples) == ("work-tree-left-out", "git reset", (".git/index",))
    assert report.scope.clean
    assert not checking().remembered


def test_places_with_names_that_are_no_text_are_remembered() -> None:
    checking = Checking()
    odd = "/home/\udcff/repo"
    first = checking(path=odd, git_dir=f"{odd}/.git", work_tree=odd)
    second = checking(path=odd, git_dir=f"{odd}/.git", work_tree=odd)
    assert second.remembered
    assert second.repository == first.repository


def test_the_settings_labels_stand_in_the_report() -> None:
    checking = Checking()
    checking.settings = Settings(labels={"team": "payments"})
    assert checking().labels == {"team": "payments"}
    assert checking().remembered
    checking.settings = Settings(labels={"team": "search"})
    assert checking().labels == {"team": "search"}
