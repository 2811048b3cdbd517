"""Trees and sizes."""

from pathlib import Path

import pytest

from mainstay.adapters.git import trees
from mainstay.domain.errors import RunFailed
from mainstay.ports.source import TreeEntry
from tests.fakes.opened import opened
from tests.fakes.repositories import make_repository, small_repository, write_commit, write_object, write_tree


def test_files_links_and_submodules(tmp_path: Path) -> None:
    inner, repo = small_repository(tmp_path / "inner"), make_repository(tmp_path / "repo")
    repo.write({"run.sh": "#!/bin/sh\n", "src/größe.py": "x = 1\n"})
    (repo.path / "run.sh").chmod(0o755)
    (repo.path / "link").symlink_to("src")
    repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.path), "inner")
    head = repo.commit()
    with opened(repo.path) as source:
        entries = {entry.path: entry.mode for entry in source.tree(head)}
        assert entries == {
            ".gitmodules": 0o100644,
            "inner": 0o160000,
            "link": 0o120000,
            "run.sh": 0o100755,
            "src/größe.py": 0o100644,
        }
        oids = {entry.path: entry.oid for entry in source.tree(head)}
        assert oids["inner"] == inner.head
        sizes = source.sizes(oids.values())
        assert sizes == {
            oids[".gitmodules"]: (repo.path / ".gitmodules").stat().st_size,
            oids["link"]: 3,
            oids["run.sh"]: 10,
            oids["src/größe.py"]: 6,
        }


def test_an_older_commit_and_an_empty_one(tmp_path: Path) -> None:
    repo = small_repository(tmp_path)
    empty = write_commit(repo, write_tree(repo, []))
    with opened(tmp_path) as source:
        first = repo.git("rev-list", "--max-parents=0", "HEAD")
        assert [entry.path for entry in source.tree(first)] == [
            "README.md",
            "small/__init__.py",
            "small/old.py",
        ]
        assert source.tree(empty) == []


def test_raw_names(tmp_path: Path) -> None:
    repo = make_repository(tmp_path)
    blob = write_object(repo, "blob", b"content")
    names = [b'"quoted"', b"-rf", b"<script>", b"a\xff\\", b"back\\slash", b"new\nline", b"tab\there"]
    head = write_commit(repo, write_tree(repo, [("100644", name, blob) for name in names]))
    with opened(tmp_path) as source:
        assert source.tree(head) == [
            TreeEntry('"quoted"', 0o100644, blob),
            TreeEntry("-rf", 0o100644, blob),
            TreeEntry("<script>", 0o100644, blob),
            TreeEntry("a\\xff\\\\", 0o100644, blob),
            TreeEntry("back\\slash", 0o100644, blob),
            TreeEntry("new\nline", 0o100644, blob),
            TreeEntry("tab\there", 0o100644, blob),
        ]


def test_a_commit_that_is_not_there(tmp_path: Path) -> None:
    small_repository(tmp_path)
    with opened(tmp_path) as source, pytest.raises(RunFailed, match="git ls-tree failed") as caught:
        source.tree("2" * 40)
    assert caught.value.mend == "git fsck"


def test_sizes_of_many_and_of_missing_objects(tmp_path: Path) -> None:
    repo = make_repository(tmp_path)
    repo.commit({f"{number}": "x" * number for number in range(3000)})
    with opened(tmp_path) as source:
        entries = source.tree(repo.head)
        sizes = source.sizes([*(entry.oid for entry in entries), "3" * 40, entries[0].oid])
        assert {entry.path: sizes[entry.oid] for entry in entries} == {
            f"{number}": number for number in range(3000)
        }
        assert "3" * 40 not in sizes
        assert source.sizes([]) == {}


def test_a_sha256_repository(tmp_path: Path) -> None:
    repo = make_repository(tmp_path, "--object-format=sha256")
    head = repo.commit({"a": "hello"})
    with opened(tmp_path) as source:
        assert source.repository.object_format == "sha256"
        (entry,) = source.tree(head)
        assert len(entry.oid) == 64
        assert source.sizes([entry.oid]) == {entry.oid: 5}
        assert list(source.blobs().read([entry.oid])) == [(entry.oid, b"hello")]
        assert source.work_tree().edited == ()
        (tmp_path / "a").write_text("other")
        assert source.work_tree().edited == ("a",)


def test_more_files_than_can_be_held_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = make_repository(tmp_path)
    head = repo.commit({f"f{number}": "" for number in range(4)})
    with opened(tmp_path) as source:
        monkeypatch.setattr(trees, "_MOST", 4)
        assert len(source.tree(head)) == 4
        monkeypatch.setattr(trees, "_MOST", 3)
        with pytest.raises(RunFailed, match="holds more than 3 files"):
            source.tree(head)
