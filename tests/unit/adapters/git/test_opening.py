"""What opening a repository tells of it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mainstay.adapters.git.names import path_text
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.domain.notice import Weight
from mainstay.domain.subject import Repository
from tests.fakes.opened import no_mark, opened
from tests.fakes.repositories import Repo, make_repository, small_repository


def codes(path: Path, **options: bool) -> list[str]:
    with opened(path, **options) as source:
        return [notice.code for notice in source.notices]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, which must be empty again in the end."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@contextmanager
def as_nobody() -> Iterator[None]:
    """Act without the rights of root, to whom nothing is closed; others keep their own."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_plain_repository(tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "small project")
    with opened(repo.path / "small") as source:
        assert source.repository == Repository(
            name="small project",
            path=str(repo.path),
            git_dir=str(repo.path / ".git"),
            work_tree=str(repo.path),
            head=repo.head,
            branch="main",
            shallow=False,
            object_format="sha1",
            committed_at=int(repo.git("log", "-1", "--format=%ct")),
        )
        assert source.notices == ()
        assert not source.repository.bare


def test_a_bare_repository(tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "repo")
    repo.git("clone", "--quiet", "--bare", ".", str(tmp_path / "some.git"))
    with opened(tmp_path / "some.git") as source:
        assert source.repository.name == "some"
        assert source.repository.bare
        assert source.repository.head == repo.head
        assert [notice.code for notice in source.notices] == ["bare-repository"]
        assert source.work_tree().added == ()
        assert source.read_work_file("README.md", 100) is None


def test_a_bare_repository_in_a_folder_called_git(tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "repo")
    repo.git("clone", "--quiet", "--bare", ".", str(tmp_path / "trees" / ".git"))
    bare = Repo(tmp_path / "trees" / ".git")
    bare.git("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "trees" / "one"))
    with opened(tmp_path / "trees") as source:
        assert source.repository.bare
    with opened(tmp_path / "trees" / "one") as source:
        assert source.repository.work_tree == str(tmp_path / "trees" / "one")
        assert source.work_tree().removed == ()


def test_nothing_committed_yet(tmp_path: Path) -> None:
    make_repository(tmp_path)
    with opened(tmp_path) as source:
        assert (source.repository.head, source.repository.branch) == ("", "main")
        assert [notice.code for notice in source.notices] == ["no-commits"]
        assert source.tree("") == []
        assert source.log(no_mark).oids == []
        assert source.moved() == ""


def test_a_detached_head(tmp_path: Path) -> None:
    repo = small_repository(tmp_path)
    repo.git("checkout", "--quiet", "--detach", "HEAD~1")
    with opened(tmp_path) as source:
        assert source.repository.branch == ""
        (notice,) = source.notices
        assert notice.code == "detached-head"
        assert source.repository.head[:12] in notice.text


def test_a_shallow_clone(tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "repo")
    repo.git("clone", "--quiet", "--depth=2", f"file://{repo.path}", str(tmp_path / "clone"))
    with opened(tmp_path / "clone") as source:
        assert source.repository.shallow
        (notice,) = source.notices
        assert (notice.code, notice.weight) == ("shallow-clone", Weight.LIMIT)
        assert notice.mend == "git fetch --unshallow"


def test_substitutes_and_sparse_checkouts_are_told(tmp_path: Path) -> None:
    repo = small_repository(tmp_path)
    repo.git("replace", "--graft", "HEAD")
    repo.git("sparse-checkout", "set", "--no-cone", "README.md")
    (tmp_path / ".git/info/grafts").write_text(f"{repo.head}\n")
    assert codes(tmp_path) == ["sparse-checkout", "replaced-objects", "grafts"]


def test_submodules_are_told_once_the_tree_is_read(tmp_path: Path) -> None:
    inner, outer = small_repository(tmp_path / "inner"), small_repository(tmp_path / "outer")
    for name in ("one", "two"):
        outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.path), name)
    outer.commit()
    with opened(outer.path) as source:
        assert source.notices == ()
        source.tree(source.repository.head)
        source.tree(source.repository.head)
        (notice,) = source.notices
        assert (notice.code, notice.count, notice.examples) == ("submodules", 2, ("one", "two"))


def test_a_work_tree_elsewhere_is_told_but_not_in_submodules(tmp_path: Path) -> None:
    inner, outer = small_repository(tmp_path / "inner"), small_repository(tmp_path / "outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.path), "inner")
    outer.commit()
    assert codes(outer.path / "inner") == []
    outer.git("config", "core.worktree", "/etc")
    assert codes(outer.path) == ["work-tree-elsewhere"]
    outer.git("--work-tree=.", "config", "core.worktree", "..")
    assert codes(outer.path) == []


def test_borrowed_objects_are_followed_only_when_told_to(tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "repo")
    repo.git("clone", "--quiet", "--shared", ".", str(tmp_path / "middle"))
    repo.git("clone", "--quiet", "--shared", str(tmp_path / "middle"), str(tmp_path / "borrower"))
    with pytest.raises(RunFailed, match="that is checked out cannot be read") as caught:
        opened(tmp_path / "borrower")
    assert "--follow-alternates" in caught.value.mend
    with opened(tmp_path / "borrower", follow_alternates=True) as source:
        assert source.notices == ()
        assert len(source.log(no_mark).oids) == 3


def test_borrowed_objects_that_are_not_needed(tmp_path: Path) -> None:
    other, repo = small_repository(tmp_path / "other"), small_repository(tmp_path / "repo")
    (repo.path / ".git/objects/info/alternates").write_text(
        f"# comment\n{other.path}/.git/objects\n\n/nowhere\n"
    )
    with opened(repo.path) as source:
        (notice,) = source.notices
        assert (notice.code, notice.weight, notice.count) == ("alternates", Weight.LIMIT, 1)
        assert notice.examples == (f"{other.path}/.git/objects",)


def test_alternates_in_a_circle_end(tmp_path: Path) -> None:
    one, two = small_repository(tmp_path / "one"), small_repository(tmp_path / "two")
    for repo, other in ((one, two), (two, one)):
        (repo.path / ".git/objects/info/alternates").write_text(f"{other.path}/.git/objects\n")
    assert codes(one.path, follow_alternates=True) == []
    assert codes(one.path) == ["alternates"]


@pytest.mark.parametrize("name", ["objects", "objects/pack"])
def test_objects_that_are_links_out_of_the_repository(tmp_path: Path, name: str) -> None:
    other, repo = small_repository(tmp_path / "other"), small_repository(tmp_path / "repo")
    for each in (other, repo):
        each.git("repack", "-adq")
    (repo.path / ".git" / name).rename(tmp_path / "moved")
    (repo.path / ".git" / name).symlink_to(other.path / ".git" / name)
    with pytest.raises(UsageError, match="links to places outside") as caught:
        opened(repo.path)
    assert "--follow-alternates" in caught.value.mend
    assert codes(repo.path, follow_alternates=True) == []


def test_a_missing_head_commit(tmp_path: Path) -> None:
    repo = small_repository(tmp_path)
    folder = repo.git("rev-parse", "HEAD:small")
    (tmp_path / ".git/refs/heads/main").write_text("1" * 40 + "\n")
    with pytest.raises(RunFailed, match="the commit 111111111111 that is checked out cannot be read"):
        opened(tmp_path)
    (tmp_path / ".git/refs/heads/main").write_text(folder + "\n")
    with pytest.raises(RunFailed, match="cannot be read"):
        opened(tmp_path)


def test_a_repository_closed_to_us(monkeypatch: pytest.MonkeyPatch) -> None:
    # Not below pytest's own folder, which is closed to everybody else.
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        root, temporary = Path(name), Path(name, "temporary")
        root.chmod(0o755)
        repo = small_repository(root / "repo")
        temporary.mkdir()
        temporary.chmod(0o777)
        monkeypatch.setattr(tempfile, "tempdir", str(temporary))
        for closed in (
            repo.path / ".git/refs",
            repo.path / ".git/HEAD",
            repo.path / ".git/objects",
            repo.path,
        ):
            mode = closed.stat().st_mode
            closed.chmod(0)
            with as_nobody(), pytest.raises(UsageError, match="no permission to read here") as caught:
                opened(repo.path)
            assert caught.value.where.startswith(str(repo.path))
            closed.chmod(mode)
        assert list(temporary.iterdir()) == []


def test_an_index_closed_to_us(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        root = Path(name)
        root.chmod(0o777)
        monkeypatch.setattr(tempfile, "tempdir", name)
        repo = small_repository(root / "repo")
        (repo.path / ".git/index").chmod(0)
        with as_nobody(), opened(repo.path) as source:
            with pytest.raises(RunFailed, match="no permission to read the index"):
                source.work_tree()
            assert len(source.tree(source.repository.head)) == 4


def test_the_shadow_is_closed_to_others_and_removed(temporary: Path, tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "repo")
    with opened(repo.path) as source:
        (shadow,) = temporary.iterdir()
        assert shadow.stat().st_mode & 0o077 == 0
        source.work_tree()
        source.tree(repo.head)
    assert list(temporary.iterdir()) == []
    assert repo.git("fsck", "--full", "--strict") == ""
    (repo.path / ".git/HEAD").write_text("nonsense")
    with pytest.raises(UsageError):
        opened(repo.path)
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    "name", [b"two\nlines", b'"quoted" #', b"-rf", b"<script>", b"a\xff", b" ", b"$(touch x)"]
)
def test_a_repository_in_a_folder_with_a_strange_name(tmp_path: Path, name: bytes) -> None:
    repo = small_repository(tmp_path / os.fsdecode(name))
    repo.write({"README.md": "edited"})
    with opened(repo.path) as source:
        assert source.repository.name == path_text(name)
        assert Path(source.repository.work_tree) == repo.path
        assert source.work_tree().edited == ("README.md",)
        assert source.read_work_file("README.md", 10) == b"edited"
        assert len(source.log(no_mark).oids) == 3
        assert len(source.tree(repo.head)) == 4


def test_no_room_for_the_shadow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = small_repository(tmp_path / "repo")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    with pytest.raises(RunFailed, match="temporary files cannot be written: No such file") as caught:
        opened(repo.path)
    assert "TMPDIR" in caught.value.mend


def test_where_the_head_stands_now(tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "repo")
    with opened(repo.path) as source:
        assert source.moved() == repo.head
        newer = repo.commit({"a": "a"})
        assert source.moved() == newer != source.repository.head
        repo.path.rename(tmp_path / "away")
        assert source.moved() == ""


def test_reading_changes_nothing_in_the_repository(tmp_path: Path) -> None:
    repo = small_repository(tmp_path)
    (tmp_path / "README.md").write_text("edited")
    git_dir = tmp_path / ".git"
    before = {file: (file.stat().st_mtime_ns, file.stat().st_size) for file in git_dir.rglob("*")}
    with opened(tmp_path) as source:
        log = source.log(no_mark)
        source.churn(log, range(len(log.oids)))
        source.tree(repo.head)
        source.work_tree()
        list(source.blobs().read([repo.git("rev-parse", "HEAD:README.md")]))
    assert {file: (file.stat().st_mtime_ns, file.stat().st_size) for file in git_dir.rglob("*")} == before
