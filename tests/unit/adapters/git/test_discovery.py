"""Finding the repository that a path belongs to."""

from pathlib import Path

import pytest

from mainstay.adapters.git.discovery import find_place
from mainstay.adapters.git.places import Place
from mainstay.domain.errors import ExitCode, UsageError
from tests.fakes.repositories import Repo, make_repository, small_repository


def plain(root: Path) -> Place:
    return Place(str(root / ".git"), str(root / ".git"), str(root))


def refused(path: Path, said: str) -> UsageError:
    with pytest.raises(UsageError, match=said) as caught:
        find_place(path)
    assert caught.value.exit_code is ExitCode.USAGE
    assert caught.value.where
    assert caught.value.mend
    return caught.value


def test_the_root_a_folder_in_it_and_its_git_directory(tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "repo")
    for folder in (repo.path, repo.path / "small", repo.path / ".git", repo.path / ".git" / "refs" / "heads"):
        assert find_place(folder) == plain(repo.path)


def test_a_relative_path_and_a_link_to_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = small_repository(tmp_path / "repo")
    (tmp_path / "link").symlink_to(repo.path)
    monkeypatch.chdir(repo.path / "small")
    assert find_place("..") == plain(repo.path)
    assert find_place(tmp_path / "link") == plain(repo.path)


def test_a_bare_repository(tmp_path: Path) -> None:
    make_repository(tmp_path / "some.git", "--bare")
    assert find_place(tmp_path / "some.git") == Place(
        str(tmp_path / "some.git"), str(tmp_path / "some.git"), ""
    )
    assert find_place(tmp_path / "some.git" / "objects").work_tree == ""


def test_the_nearest_repository_wins(tmp_path: Path) -> None:
    outer, inner = small_repository(tmp_path / "outer"), small_repository(tmp_path / "outer" / "a" / "inner")
    assert find_place(inner.path) == plain(inner.path)
    assert find_place(outer.path / "a") == plain(outer.path)


def test_an_empty_git_folder_is_looked_past(tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "repo")
    (repo.path / "small" / ".git").mkdir()
    assert find_place(repo.path / "small") == plain(repo.path)


def test_a_linked_work_tree(tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "repo")
    repo.git("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "linked"))
    git_dir = repo.path / ".git" / "worktrees" / "linked"
    expected = Place(str(git_dir), str(repo.path / ".git"), str(tmp_path / "linked"))
    assert find_place(tmp_path / "linked" / "small") == expected


def test_a_linked_work_tree_with_relative_paths(tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "repo")
    repo.git("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "linked"))
    (tmp_path / "linked" / ".git").write_text("gitdir: ../repo/.git/worktrees/linked\n")
    (repo.path / ".git" / "worktrees" / "linked" / "gitdir").write_text("../../../../linked/.git\n")
    assert find_place(tmp_path / "linked").common_dir == str(repo.path / ".git")


def with_submodule(tmp_path: Path) -> Repo:
    inner, outer = small_repository(tmp_path / "inner"), small_repository(tmp_path / "outer")
    outer.git(
        "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.path), "libs/inner"
    )
    outer.commit()
    return outer


def test_a_submodule(tmp_path: Path) -> None:
    outer = with_submodule(tmp_path)
    git_dir = str(outer.path / ".git" / "modules" / "libs" / "inner")
    assert find_place(outer.path / "libs" / "inner") == Place(
        git_dir, git_dir, str(outer.path / "libs" / "inner")
    )


def test_a_submodule_of_a_submodule_and_of_a_linked_work_tree(tmp_path: Path) -> None:
    outer = with_submodule(tmp_path)
    top = small_repository(tmp_path / "top")
    allowed = ("-c", "protocol.file.allow=always")
    top.git(*allowed, "submodule", "--quiet", "add", str(outer.path), "outer")
    top.git(*allowed, "submodule", "--quiet", "update", "--init", "--recursive")
    top.commit()
    deep = top.path / "outer" / "libs" / "inner"
    assert find_place(deep).git_dir == str(top.path / ".git/modules/outer/modules/libs/inner")
    top.git("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "linked"))
    Repo(tmp_path / "linked").git(*allowed, "submodule", "--quiet", "update", "--init")
    assert find_place(tmp_path / "linked" / "outer").work_tree == str(tmp_path / "linked" / "outer")


def test_a_git_file_into_a_strange_repository_is_refused(tmp_path: Path) -> None:
    private = small_repository(tmp_path / "private")
    (tmp_path / "unpacked").mkdir()
    (tmp_path / "unpacked" / ".git").write_text(f"gitdir: {private.path}/.git\n")
    refused(tmp_path / "unpacked", "does not belong to this folder")


def test_a_git_file_into_another_ones_work_tree_is_refused(tmp_path: Path) -> None:
    private = small_repository(tmp_path / "private")
    private.git("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "linked"))
    (tmp_path / "unpacked").mkdir()
    (tmp_path / "unpacked" / ".git").write_text(f"gitdir: {private.path}/.git/worktrees/linked\n")
    refused(tmp_path / "unpacked", "does not point back")


def test_a_git_file_into_another_ones_submodules_is_refused(tmp_path: Path) -> None:
    outer = with_submodule(tmp_path)
    (tmp_path / "unpacked").mkdir()
    (tmp_path / "unpacked" / ".git").write_text(f"gitdir: {outer.path}/.git/modules/libs/inner\n")
    refused(tmp_path / "unpacked", "does not belong to this folder")


def test_shared_objects_of_a_repository_that_does_not_know_it_are_refused(tmp_path: Path) -> None:
    private, hostile = small_repository(tmp_path / "private"), small_repository(tmp_path / "hostile")
    (hostile.path / ".git" / "commondir").write_text(f"{private.path}/.git\n")
    refused(hostile.path, "does not know it")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "does not say where"),
        ("what is this", "does not say where"),
        ("gitdir: nowhere\n", "is no git directory"),
        ("gitdir: .\n", "is no git directory"),
        ("gitdir: a\0b\n", "path in this file is none"),
    ],
)
def test_a_damaged_git_file(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / ".git").write_text(text)
    refused(tmp_path, said)


def test_a_link_to_a_repository_elsewhere_is_followed_only_when_told_to(tmp_path: Path) -> None:
    private = small_repository(tmp_path / "private")
    (tmp_path / "unpacked").mkdir()
    (tmp_path / "unpacked" / ".git").symlink_to(private.path / ".git")
    assert "--follow-alternates" in refused(tmp_path / "unpacked", "link to a repository elsewhere").mend
    place = find_place(tmp_path / "unpacked", follow_links=True)
    assert place == Place(str(private.path / ".git"), str(private.path / ".git"), str(tmp_path / "unpacked"))


def test_a_link_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    refused(tmp_path / "loop", "cannot be followed: Too many levels of symbolic links")
    (tmp_path / ".git").symlink_to(tmp_path / ".git")
    refused(tmp_path, "no git repository here")


def test_places_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused(tmp_path / "missing", "nothing at this path")
    refused(tmp_path / "file", "this is no folder")
    refused(tmp_path / "file" / "below", "a part of this path is no folder")
    refused(tmp_path / "a\0b", "cannot be followed")
    assert "git init" in refused(tmp_path, "no git repository here, nor in a folder above").mend


@pytest.mark.parametrize("name", ["HEAD", "objects", "refs"])
def test_a_damaged_repository(tmp_path: Path, name: str) -> None:
    repo = small_repository(tmp_path / "repo")
    (repo.path / ".git" / name).rename(tmp_path / name)
    refused(repo.path, "damaged: HEAD, objects or refs is missing")
