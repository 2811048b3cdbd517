"""Reading again what was lost from sight because packs were replaced: git itself loses it, and must be asked anew."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from mainstay.adapters.git.opening import open_repository
from mainstay.adapters.git.source import GitSource
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.domain.errors import RunFailed
from mainstay.ports.process import Ended, Limits, Running
from tests.fakes.opened import no_mark
from tests.fakes.repositories import Repo, small_repository


class Packing:
    """Starts programs as ever, but takes the packs away while the given git command runs, so many times."""

    def __init__(self, repo: Repo, command: str, times: int) -> None:
        self.packs, self.away = repo.path / ".git/objects/pack", repo.path / ".git/objects/away"
        self.command, self.times = command, times
        self.local = LocalProcesses()

    def run(
        self, argv: Sequence[str], env: Mapping[str, str], *, stdin: bytes = b"", limits: Limits
    ) -> Ended:
        self.pack(argv)
        return self.local.run(argv, env, stdin=stdin, limits=limits)

    def start(self, argv: Sequence[str], env: Mapping[str, str], *, limits: Limits) -> Running:
        self.pack(argv)
        return self.local.start(argv, env, limits=limits)

    def pack(self, argv: Sequence[str]) -> None:
        if self.away.exists():
            self.away.rename(self.packs)
            for file in list(self.packs.iterdir()):
                file.rename(file.with_stem(f"pack-{self.times:040}"))
        if self.command in argv and self.times:
            self.times -= 1
            self.packs.rename(self.away)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = small_repository(tmp_path)
    repo.git("gc", "--quiet")
    return repo


def opened(repo: Repo, command: str, times: int = 1) -> tuple[GitSource, Packing]:
    packing = Packing(repo, command, times)
    return open_repository(repo.path, packing), packing


def tree(source: GitSource) -> object:
    return source.tree(source.repository.head)


def sizes(source: GitSource) -> object:
    return source.sizes([entry.oid for entry in source.tree(source.repository.head)])


def contents(source: GitSource) -> object:
    return list(source.blobs().read([entry.oid for entry in source.tree(source.repository.head)]))


def history(source: GitSource) -> object:
    return source.log(no_mark).oids


def churn(source: GitSource) -> object:
    log = source.log(no_mark)
    source.churn(log, range(3))
    return list(log.added)


def work_tree(source: GitSource) -> object:
    return source.work_tree()


def opening(source: GitSource) -> object:
    return source.repository.committed_at


READINGS: list[tuple[str, Callable[[GitSource], Any]]] = [
    ("ls-tree", tree),
    ("--batch-check=%(objectname) %(objectsize)", sizes),
    ("--batch", contents),
    ("log", history),
    ("diff-tree", churn),
    ("diff-index", work_tree),
    ("commit", opening),
]


@pytest.mark.parametrize(("command", "read"), READINGS, ids=[read.__name__ for _, read in READINGS])
def test_what_was_packed_away_is_found_in_the_new_packs(
    repo: Repo, command: str, read: Callable[[GitSource], Any]
) -> None:
    with open_repository(repo.path, LocalProcesses()) as source:
        expected = read(source)
    source, packing = opened(repo, command)
    with source:
        assert read(source) == expected
        assert source.notices == ()
    assert packing.times == 0


def test_what_stays_away_is_told_after_some_tries(repo: Repo) -> None:
    source, packing = opened(repo, "log", times=100)
    with source, pytest.raises(RunFailed, match="bad object"):
        source.log(no_mark)
    assert packing.times > 90


def test_a_commit_that_was_thrown_away_is_told_as_that(repo: Repo) -> None:
    source, _ = opened(repo, "nothing")
    with source:
        head = source.repository.head
        repo.git("reset", "--quiet", "--hard", "HEAD~1")
        repo.git("reflog", "expire", "--expire=now", "--all")
        repo.git("gc", "--quiet", "--prune=now")
        with pytest.raises(RunFailed, match=f"the commit {head[:12]} was thrown away") as told:
            source.log(no_mark)
    assert "run again" in told.value.mend
