"""What the work tree holds beside the commit."""

import os
import time
from pathlib import Path

import pytest

from mainstay.adapters.git import work_tree
from mainstay.domain.errors import RunFailed
from mainstay.ports.source import WorkTree
from tests.fakes.opened import opened
from tests.fakes.repositories import Repo, make_repository, small_repository


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = make_repository(tmp_path / "repo")
    repo.commit({name: f"{name}\n" for name in ("a", "b", "c", "d/e", "d/f")} | {".gitignore": "*.log\n"})
    return repo


def differences(repo: Repo) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    with opened(repo.path) as source:
        tree = source.work_tree()
    return tree.edited, tree.added, tree.removed


def stamp(repo: Repo) -> str:
    with opened(repo.path) as source:
        return source.work_tree().stamp


def test_a_clean_work_tree(repo: Repo) -> None:
    assert differences(repo) == ((), (), ())


def test_edited_added_and_removed_staged_or_not(repo: Repo) -> None:
    repo.write(
        {"a": "edited\n", "b": "staged\n", "c": None, "d/e": None, "new": "", "d/staged": "", "x.log": ""}
    )
    repo.git("add", "b", "d/staged")
    repo.git("rm", "--quiet", "--cached", "d/e")
    assert differences(repo) == (("a", "b"), ("d/staged", "new"), ("c", "d/e"))


def test_staged_and_then_changed_again(repo: Repo) -> None:
    repo.write({"a": "staged\n", "ita": "x", "gone": "x", "kept.log": ""})
    repo.git("add", "--force", "a", "gone", "kept.log")
    repo.git("add", "--intent-to-add", "ita")
    repo.write({"a": None, "gone": None})
    repo.git("rm", "--quiet", "--cached", "b")
    assert differences(repo) == (("b",), ("ita", "kept.log"), ("a",))


def test_an_edit_of_the_same_size_in_the_same_moment_as_the_index(repo: Repo) -> None:
    file, index = repo.path / "a", repo.path / ".git/index"
    moment = (1_700_000_000_000_000_000, 1_700_000_000_000_000_000)
    # The change time, which nobody can set back, would give the edit away.
    repo.git("config", "core.trustctime", "false")
    file.write_text("before\n")
    os.utime(file, ns=moment)
    repo.commit()
    file.write_text("behind\n")
    os.utime(file, ns=moment)
    assert differences(repo)[0] == ()
    # The index is now as old as the file it describes: git must look at the content.
    os.utime(index, ns=moment)
    assert differences(repo)[0] == ("a",)


def test_a_file_touched_but_not_changed(repo: Repo) -> None:
    os.utime(repo.path / "a", (1, 1))
    (repo.path / "b").write_text("b\n")
    assert differences(repo) == ((), (), ())


def test_an_unborn_branch(tmp_path: Path) -> None:
    repo = make_repository(tmp_path)
    repo.write({"a": "", "b": ""})
    repo.git("add", "a")
    assert differences(repo) == ((), ("a", "b"), ())


def test_only_regular_files_count(repo: Repo) -> None:
    for name in ("a", "b", "c"):
        (repo.path / name).unlink()
    os.mkfifo(repo.path / "a")
    (repo.path / "b").mkdir()
    (repo.path / "b/below").write_text("")
    (repo.path / "c").symlink_to("/etc/passwd")
    os.mkfifo(repo.path / "fifo")
    (repo.path / "loop").symlink_to(".")
    assert differences(repo) == ((), ("b/below",), ("a", "b", "c"))


def test_a_folder_that_became_a_link_holds_nothing_of_ours(repo: Repo, tmp_path: Path) -> None:
    (repo.path / "d").rename(tmp_path / "elsewhere")
    (tmp_path / "elsewhere/e").write_text("changed")
    (repo.path / "d").symlink_to(tmp_path / "elsewhere")
    edited, added, removed = differences(repo)
    assert (edited, added) == ((), ())
    assert "d/e" in removed


def test_links_in_the_commit(repo: Repo) -> None:
    for name in ("one", "two", "three"):
        (repo.path / name).symlink_to("a")
    repo.commit()
    (repo.path / "one").unlink()
    (repo.path / "one").symlink_to("b")
    (repo.path / "two").unlink()
    (repo.path / "three").unlink()
    (repo.path / "three").write_text("a file now")
    assert differences(repo) == (("three",), (), ("two",))


def test_submodules_and_repositories_within_are_not_entered(repo: Repo, tmp_path: Path) -> None:
    inner = small_repository(tmp_path / "inner")
    repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.path), "sub")
    repo.commit()
    Repo(repo.path / "sub").commit({"more": ""})
    (repo.path / "sub/untracked").write_text("")
    small_repository(repo.path / "nested")
    assert differences(repo) == ((), (), ())


def test_our_own_folder_is_left_out(repo: Repo) -> None:
    repo.write({".mainstay/cache": "x", ".mainstay-not/x": "", "d/.mainstay/x": ""})
    assert differences(repo) == ((), (".mainstay-not/x", "d/.mainstay/x"), ())


def test_a_merge_in_progress(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "-b", "other")
    repo.commit({"a": "theirs\n", "b": None})
    repo.git("checkout", "--quiet", "main")
    repo.commit({"a": "ours\n", "b": "ours\n"})
    with pytest.raises(AssertionError):
        repo.merge("other")
    # The second is as committed, but git asks whether it should stay.
    assert differences(repo) == (("a", "b"), (), ())


@pytest.mark.parametrize("options", [["--no-cone"], ["--cone"], ["--cone", "--sparse-index"]])
def test_a_sparse_checkout_is_not_a_removal(repo: Repo, options: list[str]) -> None:
    repo.commit({"far/away": ""})
    repo.git("sparse-checkout", "set", *options, "d")
    assert not (repo.path / "far").exists()
    (repo.path / "d/e").write_text("edited")
    assert differences(repo) == (("d/e",), (), ())


def test_a_split_index(repo: Repo) -> None:
    repo.git("update-index", "--split-index")
    repo.write({"a": "edited", "new": ""})
    repo.git("add", "new")
    assert list((repo.path / ".git").glob("sharedindex.*"))
    assert differences(repo) == (("a",), ("new",), ())
    with opened(repo.path) as source:
        assert source.work_tree().edited == source.work_tree().edited


def test_a_linked_work_tree(repo: Repo, tmp_path: Path) -> None:
    repo.git("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "linked"))
    (tmp_path / "linked/a").write_text("edited")
    assert differences(Repo(tmp_path / "linked")) == (("a",), (), ())
    assert differences(repo) == ((), (), ())


def test_without_an_index(repo: Repo) -> None:
    (repo.path / ".git/index").unlink()
    assert differences(repo) == ((".gitignore", "a", "b", "c", "d/e", "d/f"), (), ())


@pytest.mark.parametrize("content", [b"", b"DIRC garbage", b"\0" * 400])
def test_a_damaged_index(repo: Repo, content: bytes) -> None:
    index = repo.path / ".git/index"
    index.write_bytes(content)
    with opened(repo.path) as source:
        with pytest.raises(RunFailed, match="git ls-files failed") as caught:
            source.work_tree()
        assert caught.value.where == str(index)
        assert "mainstay-git" not in caught.value.what
        assert len(source.tree(repo.head)) == 6


def test_strange_names(repo: Repo) -> None:
    names = [b"-rf", b"new\nline", b'"quoted"', b"<script>", b"a\xff", b"back\\slash", b" ", b"x\ty"]
    for name in names:
        (repo.path / os.fsdecode(name)).write_bytes(b"")
    expected = sorted(["-rf", "new\nline", '"quoted"', "<script>", "a\\xff", "back\\slash", " ", "x\ty"])
    assert sorted(differences(repo)[1]) == expected
    with opened(repo.path) as source:
        assert all(source.read_work_file(path, 10) == b"" for path in source.work_tree().added)


def test_the_stamp_stays_while_nothing_changes_and_changes_with_each_edit(repo: Repo) -> None:
    repo.write({"a": "edited 1", "new": "1"})
    # Files written in this very moment get a new stamp each time.
    time.sleep(0.2)
    first = stamp(repo)
    assert first == stamp(repo)
    seen = {
        first,
        stamp_after(repo, {"a": "edited 2"}),
        stamp_after(repo, {"new": "2"}),
        stamp_after(repo, {"b": None}),
    }
    assert len(seen) == 4
    with opened(repo.path) as source:
        assert source.work_tree() != WorkTree((), (), (), "")


def stamp_after(repo: Repo, files: dict[str, str | None]) -> str:
    repo.write(files)
    return stamp(repo)


def test_files_edited_within_a_tick_of_the_clock_never_count_as_seen(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repo.path / "a").write_text("x1")
    monkeypatch.setattr(work_tree, "_TICK", 3600 * 10**9)
    assert stamp(repo) != stamp(repo)
    monkeypatch.setattr(work_tree, "_TICK", 0)
    assert stamp(repo) == stamp(repo)
