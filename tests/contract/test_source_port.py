"""What every Source promises, tried on a real git repository and on the one in memory, which tell the same story."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pytest

from mainstay.domain.history import Log, Said
from mainstay.ports.source import Source
from tests.fakes.opened import authors, opened, touches
from tests.fakes.repositories import ANN, BEN, Repo, make_repository
from tests.fakes.source import MadeUpRepository

ONE, TWO = "def one():\n    return 1\n" * 4, "def two():\n    return 2\n" * 4
FIX = 1


class Story(Protocol):
    """A repository under construction; `commits` are the hashes, oldest first."""

    commits: list[str]

    def commit(
        self,
        files: dict[str, str | None],
        message: str,
        by: str = "Ann",
        renames: dict[str, str] | None = None,
    ) -> None: ...

    def work(self, files: dict[str, str | None]) -> None: ...

    def open(self) -> Source: ...


@dataclass
class RealStory:
    repo: Repo
    commits: list[str] = field(default_factory=list)

    def commit(
        self,
        files: dict[str, str | None],
        message: str,
        by: str = "Ann",
        renames: dict[str, str] | None = None,
    ) -> None:
        for old, new in (renames or {}).items():
            self.repo.git("mv", old, new)
        self.commits.append(self.repo.commit(files, message, by=ANN if by == "Ann" else BEN))

    def work(self, files: dict[str, str | None]) -> None:
        self.repo.write(files)

    def open(self) -> Source:
        return opened(self.repo.path)


@dataclass
class MadeUpStory:
    made: MadeUpRepository = field(default_factory=MadeUpRepository)
    commits: list[str] = field(default_factory=list)

    def commit(
        self,
        files: dict[str, str | None],
        message: str,
        by: str = "Ann",
        renames: dict[str, str] | None = None,
    ) -> None:
        self.commits.append(self.made.commit(files, message, by=by, renames=renames))

    def work(self, files: dict[str, str | None]) -> None:
        self.made.work |= {path: None if text is None else text.encode() for path, text in files.items()}

    def open(self) -> Source:
        return self.made.opened()


@pytest.fixture(params=["git", "made up"])
def story(request: pytest.FixtureRequest, tmp_path: Path) -> Story:
    """Tell of three commits by two people: two files, a fix of one, and the other one's new name."""
    told: Story = RealStory(make_repository(tmp_path / "repo")) if request.param == "git" else MadeUpStory()
    told.commit({"one.py": ONE, "sub/two.py": TWO}, "Begin")
    told.commit({"one.py": ONE + "x = 1\n"}, "Fix one", by="Ben")
    told.commit({}, "Move two", renames={"sub/two.py": "sub/deux.py"})
    return told


def mark(message: bytes) -> Said:
    return Said(FIX, 7) if message.startswith(b"Fix") else Said()


@pytest.fixture
def log(story: Story) -> Log:
    with story.open() as source:
        return source.log(mark)


def test_the_head_and_its_tree(story: Story) -> None:
    with story.open() as source:
        assert source.repository.head == source.moved() == story.commits[-1]
        assert source.repository.committed_at > 0
        assert source.notices == ()
        entries = source.tree(story.commits[-1])
        assert [(entry.path, entry.mode) for entry in entries] == [
            ("one.py", 0o100644),
            ("sub/deux.py", 0o100644),
        ]
        first = {entry.path: entry.oid for entry in source.tree(story.commits[0])}
        assert first.keys() == {"one.py", "sub/two.py"}
        assert first["sub/two.py"] == entries[1].oid


def test_contents_come_in_the_order_of_asking_and_missing_ones_as_none(story: Story) -> None:
    with story.open() as source:
        one, two = (entry.oid for entry in source.tree(story.commits[0]))
        missing = "0" * len(one)
        blobs = source.blobs()
        wanted = [two, missing, one, two]
        assert list(blobs.read(wanted)) == [
            (two, TWO.encode()),
            (missing, None),
            (one, ONE.encode()),
            (two, TWO.encode()),
        ]
        assert list(blobs.read([])) == []
        blobs.close()
        assert source.sizes([one, missing]) == {one: len(ONE)}


def test_objects_by_the_place_that_they_lie_at(story: Story) -> None:
    first, second, third = story.commits
    with story.open() as source:
        one = next(entry.oid for entry in source.tree(first))
        two = next(entry.oid for entry in source.tree(third) if entry.path == "sub/deux.py")
        missing = [(third, "sub/two.py"), ("0" * len(one), "one.py"), (first, "a\nb"), (first, "sub")]
        asked = [(first, "one.py"), *missing, (third, "sub/deux.py")]
        assert source.objects(asked) == {(first, "one.py"): one, (third, "sub/deux.py"): two}
        assert source.objects([(second, "one.py")])[second, "one.py"] != one
        assert source.objects([]) == {}


def test_the_log_goes_from_the_newest_commit_back(story: Story, log: Log) -> None:
    assert log.head == story.commits[-1]
    assert log.oids == story.commits[::-1]
    assert list(log.first_parents) == [0, 1, 2]
    assert list(log.times) == sorted(log.times, reverse=True)
    assert [name.split()[0] for name in authors(log).values()] == ["Ann", "Ben", "Ann"]
    assert list(log.marks) == [0, FIX, 0]
    assert list(log.topics) == [0, 7, 0]
    assert all(
        abs(made - written) < 2 * 365 * 86_400 for made, written in zip(log.times, log.authored, strict=True)
    )
    assert list(log.merges) == [0, 0, 0]


def test_the_log_tells_what_was_touched_and_renamed(story: Story, log: Log) -> None:
    begin, fix, move = story.commits
    assert sorted(touches(log)) == sorted(
        [(begin, "one.py"), (begin, "sub/two.py"), (fix, "one.py"), (move, "sub/deux.py")]
    )
    assert list(log.touched) == sorted(log.touched)
    assert [(row, log.paths[old], log.paths[new]) for row, old, new in log.renames] == [
        (0, "sub/two.py", "sub/deux.py")
    ]
    assert set(log.added) == set(log.deleted) == {-1}


def test_a_log_goes_on_from_an_earlier_one(story: Story, log: Log) -> None:
    story.commit({"three.py": "x = 3\n"}, "Add three")
    log.marks[2] = 64
    with story.open() as source:
        grown, anew = source.log(mark, log), source.log(mark)
        assert (grown.marks[3], anew.marks[3]) == (64, 0), "what was marked since is kept"
        assert grown.oids == anew.oids == story.commits[::-1]
        assert sorted(touches(grown)) == sorted(touches(anew))
        assert authors(grown) == authors(anew)
        assert list(grown.first_parents) == [0, 1, 2, 3]


def test_churn_fills_the_rows_that_were_asked_for(story: Story) -> None:
    with story.open() as source:
        log = source.log(mark)
        assert source.churn(log, [2]) == 1
        counted = {touch: lines for touch, lines in zip(touches(log), log.added, strict=True) if lines >= 0}
        assert counted == {(story.commits[0], "one.py"): 8, (story.commits[0], "sub/two.py"): 8}
        assert source.churn(log, [2]) == 0


def test_the_work_tree_beside_the_commit(story: Story) -> None:
    with story.open() as source:
        clean = source.work_tree()
        assert (clean.edited, clean.added, clean.removed) == ((), (), ())
    story.work({"one.py": "edited\n", "new.py": "new\n", "sub/deux.py": None})
    with story.open() as source:
        found = source.work_tree()
        assert (found.edited, found.added, found.removed) == (("one.py",), ("new.py",), ("sub/deux.py",))
        assert found.stamp != clean.stamp
        assert source.read_work_file("one.py", 100) == b"edited\n"
        assert source.read_work_file("one.py", 7) == b"edited\n"
        assert source.read_work_file("one.py", 6) is None
        assert source.read_work_file("sub/deux.py", 100) is None


def test_another_edit_gives_another_stamp(story: Story) -> None:
    stamps = set()
    edits: list[Callable[[], None]] = [
        lambda: story.work({"one.py": "a\n"}),
        lambda: story.work({"one.py": "ab\n"}),
        lambda: story.work({"two.py": "b\n"}),
    ]
    for edit in edits:
        edit()
        with story.open() as source:
            stamps.add(source.work_tree().stamp)
    assert len(stamps) == len(edits)


def test_revisions_name_commits(story: Story) -> None:
    first, second, third = story.commits
    with story.open() as source:
        assert source.commit_named("HEAD") == third
        assert source.commit_named(second) == second
        assert [source.commit_named(name) for name in ("HEAD~1", "HEAD~2", "HEAD^", f"{third}~2")] == [
            second,
            first,
            second,
            first,
        ]
        assert [source.commit_named(name) for name in ("HEAD~3", "f" * 40, "no-such", "HEAD^2")] == [""] * 4
        assert source.parents(third) == (second,)
        assert source.parents(first) == ()
        assert source.merge_base(third, first) == first
        assert source.merge_base(second, second) == second
