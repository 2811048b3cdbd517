"""`mainstay check` pointed at places that are no repository, or no usual one."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.repositories import Repo, Step, make_repository, small_repository, write_history
from tests.hostile.room import Room, files_of, notices_of, untouched

SMALL = {"README.md", "small/__init__.py", "small/new.py", "small/sums.py"}
# Takes away what lets root read everything, so that permissions count for root as well.
WITHOUT_PRIVILEGES = () if os.geteuid() else ("setpriv", "--inh-caps=-all", "--bounding-set=-all", "--")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Repo]:
    repo = small_repository(tmp_path / "small")
    with untouched(repo.path):
        yield repo


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("plain", "no git repository"),
        ("missing", "nothing at this path"),
        ("missing/deeper", "nothing at this path"),
        ("file", "no folder"),
        ("file/deeper", "no folder"),
        ("loop", "cannot be followed"),
        ("dangling", "nothing at this path"),
        ("pipe", "no folder"),
        ("n" * 256, "cannot be followed"),
        ("--help", "nothing at this path"),
        ("a\nb\x1b[31m", "nothing at this path"),
        ("emptied", "no git repository"),
    ],
)
def test_a_path_that_is_no_repository_is_told_of(room: Room, name: str, what: str) -> None:
    place = room.folder / "place"
    (place / "plain").mkdir(parents=True)
    (place / "emptied" / ".git").mkdir(parents=True)
    (place / "file").write_text("text")
    (place / "loop").symlink_to("loop")
    (place / "dangling").symlink_to("nowhere")
    os.mkfifo(place / "pipe")
    with untouched(place):
        said, where, _ = room.refusal(name, cwd=place)
    assert what in said
    assert where.isprintable()


def test_an_empty_path_is_no_path(room: Room, small: Repo) -> None:
    said, _, _ = room.refusal("", cwd=small.path)
    assert "path is empty" in said


def test_a_damaged_git_folder_is_told_of(room: Room, tmp_path: Path) -> None:
    (tmp_path / "half" / ".git" / "objects").mkdir(parents=True)
    with untouched(tmp_path / "half"):
        said, where, _ = room.refusal(tmp_path / "half")
    assert "damaged" in said
    assert where == str(tmp_path / "half" / ".git")


def test_an_empty_repository_has_a_report_without_figures(room: Room, tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "empty")
    with untouched(repo.path):
        report = room.look(repo.path)
        text = room.run("check", "-v", repo.path).stdout.decode()
    assert report["files"] == []
    assert report["score"]["value"] is None
    assert "no-commits" in notices_of(report)
    assert "Nothing is committed yet" in text


def test_files_without_a_commit_are_counted(room: Room, tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "unborn")
    repo.write({"one.py": "def one():\n    return 1\n", "two.py": "two = 2\n"})
    repo.git("add", "one.py")
    with untouched(repo.path):
        report = room.look(repo.path)
        committed = room.look(repo.path, "--head-only")
    assert set(files_of(report)) == {"one.py", "two.py"}
    assert report["score"]["shape"] == 100
    assert committed["files"] == []


def test_commits_without_a_file_are_counted(room: Room, tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "bare-of-files")
    for number in range(3):
        repo.commit({}, f"Nothing {number}")
    with untouched(repo.path):
        report = room.look(repo.path)
    assert report["files"] == []
    assert report["history"]["commits"] == 3
    assert report["score"]["value"] is None


@pytest.mark.parametrize("name", ["bare.git", "bare"])
def test_a_bare_repository_is_read_from_its_commits(
    room: Room, small: Repo, tmp_path: Path, name: str
) -> None:
    small.git("clone", "--quiet", "--bare", str(small.path), str(tmp_path / name))
    with untouched(tmp_path / name):
        report = room.look(tmp_path / name)
        again = room.look(tmp_path / name)
    assert set(files_of(report)) == SMALL
    assert "bare-repository" in notices_of(report)
    assert again["remembered"] is True


def test_a_git_folder_means_its_work_tree(room: Room, small: Repo) -> None:
    report = room.look(small.path / ".git")
    assert report["repository"]["path"] == str(small.path)
    assert set(files_of(report)) == SMALL


def test_a_folder_within_means_the_whole_repository(room: Room, small: Repo) -> None:
    report = room.look(".", cwd=small.path / "small")
    assert report["repository"]["path"] == str(small.path)
    assert set(files_of(report)) == SMALL


def test_links_on_the_way_are_followed(room: Room, small: Repo, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(small.path)
    assert set(files_of(room.look(tmp_path / "link"))) == SMALL


def test_links_in_circles_and_out_of_the_repository_are_not_followed(room: Room, tmp_path: Path) -> None:
    (tmp_path / "secret.py").write_text("secret = 1\n")
    repo = small_repository(tmp_path / "links")
    (repo.path / "circle").symlink_to(".")
    (repo.path / "self.py").symlink_to("self.py")
    (repo.path / "secret.py").symlink_to(tmp_path / "secret.py")
    (repo.path / "small" / "up").symlink_to("..")
    repo.commit({}, "Add links")
    (repo.path / "untracked.py").symlink_to("/etc/passwd")
    (repo.path / "devices").symlink_to("/dev")
    with untouched(repo.path):
        report = room.look(repo.path)
    kinds = {path: file["kind"] for path, file in files_of(report).items()}
    assert {path for path, kind in kinds.items() if kind != "symlink"} == SMALL
    assert {path for path, kind in kinds.items() if kind == "symlink"} == {
        "circle",
        "self.py",
        "secret.py",
        "small/up",
    }


def test_other_things_than_files_in_the_work_tree_hold_nothing_up(room: Room, tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "odd")
    (repo.path / "small" / "sums.py").unlink()
    os.mkfifo(repo.path / "small" / "sums.py")
    os.mkfifo(repo.path / "untracked.py")
    with untouched(repo.path):
        report = room.look(repo.path)
    assert SMALL - {"small/sums.py"} <= set(files_of(report)) <= SMALL


@pytest.mark.parametrize(
    ("closed", "mode"), [(".", 0o000), (".git", 0o000), (".git/HEAD", 0o000), (".git/objects", 0o000)]
)
def test_what_may_not_be_read_is_told_of(room: Room, small: Repo, closed: str, mode: int) -> None:
    place = small.path / closed
    before = place.stat().st_mode
    place.chmod(mode)
    try:
        said, where, mend = room.refusal(small.path, within=WITHOUT_PRIVILEGES)
    finally:
        place.chmod(before)
    assert "no permission" in said
    assert str(small.path) in where
    assert "user" in mend


def test_files_that_may_not_be_read_are_left_out_and_told_of(room: Room, tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "closed")
    repo.write({"small/sums.py": "edited = 1\n", "folder/inner.py": "inner = 1\n", "new.py": "new = 1\n"})
    (repo.path / "small" / "sums.py").chmod(0)
    (repo.path / "new.py").chmod(0)
    (repo.path / "folder").chmod(0)
    try:
        report = room.look(repo.path, within=WITHOUT_PRIVILEGES)
    finally:
        (repo.path / "folder").chmod(0o755)
    assert {"small/new.py", "README.md"} <= set(files_of(report))
    assert set(notices_of(report)["unreadable-work-files"]["examples"]) == {"small/sums.py", "new.py"}


def test_objects_that_may_not_be_read_count_as_unreadable(room: Room, small: Repo) -> None:
    oid = small.git("rev-parse", "HEAD:small/sums.py")
    file = small.git_dir / "objects" / oid[:2] / oid[2:]
    before = file.stat().st_mode
    file.chmod(0)
    try:
        report = room.look(small.path, within=WITHOUT_PRIVILEGES)
    finally:
        file.chmod(before)
    assert files_of(report)["small/new.py"]["parsed"] is True
    assert files_of(report)["small/sums.py"]["kind"] == "unreadable"


def test_a_repository_that_may_only_be_read_has_its_report(room: Room, small: Repo) -> None:
    folders = [path for path in (small.path, *small.path.rglob("*")) if path.is_dir()]
    for folder in folders:
        folder.chmod(0o555)
    try:
        report = room.look(small.path, within=WITHOUT_PRIVILEGES)
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert set(files_of(report)) == SMALL
    assert "cache-unavailable" in notices_of(report)
    assert not (small.path / ".mainstay").exists()


def test_a_detached_head_is_said(room: Room, small: Repo, tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "detached")
    repo.git("checkout", "--quiet", "--detach", "HEAD~1")
    with untouched(repo.path):
        report = room.look(repo.path)
    assert report["repository"]["branch"] == ""
    assert set(files_of(report)) == {"README.md", "small/__init__.py", "small/old.py", "small/sums.py"}
    assert repo.head[:12] in notices_of(report)["detached-head"]["text"]


def test_a_linked_work_tree_is_read_as_itself(room: Room, tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "main")
    repo.git("worktree", "add", "--quiet", "-b", "side", str(tmp_path / "linked"))
    (tmp_path / "linked" / "more.py").write_text("more = 1\n")
    with untouched(repo.path), untouched(tmp_path / "linked"):
        report = room.look(tmp_path / "linked")
    assert set(files_of(report)) == SMALL | {"more.py"}
    assert report["repository"]["branch"] == "side"
    assert report["repository"]["work_tree"] == str(tmp_path / "linked")
    assert not (repo.path / ".mainstay").exists()


def test_a_shallow_clone_is_said(room: Room, small: Repo, tmp_path: Path) -> None:
    small.git("clone", "--quiet", "--depth=1", f"file://{small.path}", str(tmp_path / "shallow"))
    with untouched(tmp_path / "shallow"):
        report = room.look(tmp_path / "shallow")
    assert set(files_of(report)) == SMALL
    assert report["history"]["commits"] == 1
    assert notices_of(report)["shallow-clone"]["mend"] == "git fetch --unshallow"
    assert report["score"]["history"] is None


def test_submodules_are_said_and_each_can_be_looked_at(room: Room, small: Repo, tmp_path: Path) -> None:
    outer = make_repository(tmp_path / "outer")
    outer.commit({"outer.py": "outer = 1\n"})
    outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(small.path), "inner")
    outer.commit({}, "Add the inner one")
    with untouched(outer.path):
        report = room.look(outer.path)
    with untouched(outer.path / "inner"):
        inner = room.look(outer.path / "inner")
    assert files_of(report)["inner"]["kind"] == "submodule"
    assert files_of(report)["outer.py"]["parsed"] is True
    assert notices_of(report)["submodules"]["examples"] == ["inner"]
    assert set(files_of(inner)) == SMALL


def test_pointers_to_large_files_are_said(room: Room, tmp_path: Path) -> None:
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'ab' * 32}\nsize 123456\n"
    repo = small_repository(tmp_path / "lfs")
    repo.commit(
        {
            ".gitattributes": "*.bin filter=lfs diff=lfs merge=lfs -text\n",
            "weights.bin": pointer,
            "model.py": pointer,
        }
    )
    with untouched(repo.path):
        report = room.look(repo.path)
    assert {files_of(report)[name]["kind"] for name in ("weights.bin", "model.py")} == {"lfs-pointer"}
    assert notices_of(report)["lfs-pointers"]["count"] == 2
    assert report["score"]["shape"] == 100


def test_criss_cross_merges_are_counted_once(room: Room, tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "crossed")
    repo.git("branch", "side")
    repo.commit({"main.py": "main = 1\n"}, "Main")
    for _ in range(5):
        ours, theirs = repo.head, repo.git("rev-parse", "side")
        repo.merge(theirs)
        repo.git("checkout", "--quiet", "side")
        repo.commit({"side.py": f"side = {repo.now}\n"}, "Side")
        repo.merge(ours)
        repo.git("checkout", "--quiet", "main")
    repo.merge("side")
    with untouched(repo.path):
        report = room.look(repo.path)
    assert report["history"]["commits"] == int(repo.git("rev-list", "--count", "--no-merges", "HEAD"))
    assert report["history"]["merges"] == int(repo.git("rev-list", "--count", "--merges", "HEAD"))


def test_a_clone_of_a_branch_that_is_gone_is_unborn(room: Room, tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "gone")
    repo.git("symbolic-ref", "HEAD", "refs/heads/elsewhere")
    with untouched(repo.path):
        report = room.look(repo.path, "--head-only")
    assert report["files"] == []
    assert "no-commits" in notices_of(report)


def test_two_histories_without_a_common_root_are_one_history(room: Room, tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "rooted")
    write_history(repo, [Step({"other.py": "other = 1\n"})], branch="other")
    repo.git("merge", "--quiet", "--allow-unrelated-histories", "-m", "Join", "other")
    with untouched(repo.path):
        report = room.look(repo.path)
    assert set(files_of(report)) == SMALL | {"other.py"}
    assert report["history"]["commits"] == 4


def test_a_working_folder_that_was_removed_is_no_repository(room: Room, small: Repo, tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    within = ("sh", "-c", 'rmdir "$PWD" && exec "$@"', "sh")
    said, _, _ = room.refusal(".", within=within, cwd=tmp_path / "gone")
    assert "nothing at this path" in said
    (tmp_path / "gone").mkdir()
    report = room.look(small.path, within=within, cwd=tmp_path / "gone")
    assert set(files_of(report)) == SMALL


def test_git_is_asked_for_by_name_when_it_is_missing(room: Room, small: Repo) -> None:
    said, where, mend = room.refusal(small.path, env={"PATH": str(room.folder)})
    assert "git" in said
    assert where == "PATH"
    assert "install" in mend


def test_a_git_that_is_none_is_told_of(room: Room, small: Repo) -> None:
    program = room.folder / "git"
    program.write_text("#!/bin/sh\nprintf 'git version 1.8.\\033[31m\\n'\n")
    program.chmod(0o755)
    said, where, _ = room.refusal(small.path, env={"PATH": f"{room.folder}:{os.environ['PATH']}"})
    assert "too old" in said
    assert where == str(program)
    assert subprocess.run([program], capture_output=True).stdout
