"""A repository that changes while it is read."""

from pathlib import Path

import pytest

from mainstay.domain.errors import RunFailed
from mainstay.domain.history import Said
from tests.fakes.opened import no_mark, opened
from tests.fakes.repositories import Repo, Step, make_repository, write_history

FILES = {f"{number}": f"{number} ".encode() * 500 for number in range(300)}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = make_repository(tmp_path / "repo")
    write_history(repo, [Step({name: content}) for name, content in FILES.items()])
    repo.git("reset", "--quiet", "--hard")
    return repo


def pack_anew(repo: Repo) -> None:
    repo.git("reflog", "expire", "--expire=now", "--all")
    repo.git("-c", "pack.window=3", "gc", "--quiet", "--prune=now")
    repo.git("repack", "-adfq", "--depth=2")


def test_packs_and_loose_objects_replaced_between_the_calls(repo: Repo) -> None:
    repo.commit({"loose": "loose\n"})
    with opened(repo.path) as source:
        pack_anew(repo)
        tree = source.tree(source.repository.head)
        pack_anew(repo)
        log = source.log(no_mark)
        pack_anew(repo)
        assert source.churn(log, range(len(log.oids))) == 301
        assert len(source.sizes([entry.oid for entry in tree])) == 301
        assert source.work_tree().edited == ()


def test_packs_replaced_in_the_middle_of_a_reading(repo: Repo) -> None:
    with opened(repo.path) as source:
        names = {entry.oid: entry.path for entry in source.tree(repo.head)}
        seen = {}
        for count, (oid, content) in enumerate(source.blobs().read(list(names))):
            seen[names[oid]] = content
            if count % 100 == 5:
                pack_anew(repo)
    assert seen == FILES


def test_packs_replaced_while_the_history_is_read(repo: Repo) -> None:
    calls = []

    def mark(message: bytes) -> Said:
        if not calls:
            pack_anew(repo)
        calls.append(message)
        return Said()

    with opened(repo.path) as source:
        assert len(source.log(mark).oids) == 300


def test_new_commits_are_not_mixed_in(repo: Repo) -> None:
    with opened(repo.path) as source:
        head = source.repository.head
        newer = repo.commit({"newer": "x", "0": "changed\n"})
        assert source.moved() == newer
        assert source.log(no_mark).head == head
        assert len(source.log(no_mark).oids) == 300
        assert "newer" not in {entry.path for entry in source.tree(head)}
        work_tree = source.work_tree()
        assert (work_tree.edited, work_tree.added) == (("0",), ("newer",))


def test_a_branch_deleted_under_way(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "-b", "short-lived")
    repo.commit({"x": "x"})
    with opened(repo.path) as source:
        head = source.repository.head
        repo.git("checkout", "--quiet", "main")
        repo.git("branch", "--quiet", "-D", "short-lived")
        assert source.moved() == repo.head != head
        assert len(source.log(no_mark).oids) == 301
        (repo.path / ".git/refs/heads/main").unlink()
        assert source.moved() == ""
        assert len(source.tree(head)) == 301


def test_a_repository_deleted_under_way(repo: Repo, tmp_path: Path) -> None:
    with opened(repo.path) as source:
        head = source.repository.head
        repo.path.rename(tmp_path / "away")
        with pytest.raises(RunFailed):
            source.tree(head)
        with pytest.raises(RunFailed):
            source.work_tree()
        assert source.read_work_file("0", 100) is None
        assert source.moved() == ""


def test_files_edited_and_deleted_between_listing_and_reading(repo: Repo) -> None:
    with opened(repo.path) as source:
        repo.write({"0": "edited", "1": "edited", "new": "x"})
        listed = source.work_tree()
        repo.write({"0": None, "1": "y" * 1000})
        (repo.path / "new").unlink()
        (repo.path / "new").symlink_to("/etc/passwd")
        assert [source.read_work_file(path, 100) for path in (*listed.edited, *listed.added)] == [
            None,
            None,
            None,
        ]
        later = source.work_tree()
        assert (later.edited, later.added, later.removed) == (("1",), (), ("0",))
        assert later.stamp != listed.stamp
