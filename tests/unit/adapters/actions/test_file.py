"""The kind `file`: what is written, what is refused, and how what was there comes back."""

import hashlib
import os
import resource
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from mainstay.adapters.actions.file import FileAction
from mainstay.domain.plan import Value
from mainstay.domain.run import LONGEST_OUTPUT, Mark, Purpose, Result
from tests.fakes.disks import small_disk
from tests.fakes.occasions import occasion


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Ground:
    """A folder that plans may write, and the action that writes there."""

    folder: Path
    kind: FileAction

    def act(self, name: str, at: dict[str, Any] | None = None, **given: Value) -> Result:
        return self.kind.act({"path": str(self.folder / name), **given}, occasion(**at or {}))

    def foresee(self, name: str, **given: Value) -> Result:
        return self.kind.foresee({"path": str(self.folder / name), **given}, occasion())

    def undo(self, name: str, **at: Any) -> Result:
        usual = {"run": "r2", "purpose": Purpose.UNDO, "undoes": "r1"}
        return self.act(name, {**usual, **at}, restore=True)

    def names(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    folder = tmp_path / "etc"
    folder.mkdir()
    return Ground(folder, FileAction((folder,), tmp_path / "kept", ("*.key", "private/")))


def test_a_file_is_made(ground: Ground) -> None:
    result = ground.act("shop.conf", content="a = 1\nü\n")
    path = ground.folder / "shop.conf"
    assert (result.mark, result.memo) == (Mark.DONE, {"was": "", "left": digest("a = 1\nü\n")})
    assert result.detail == f"{path} was written: 9 bytes where there was none, mode 0600"
    assert path.read_text() == "a = 1\nü\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert ground.names() == ["shop.conf"]


def test_a_file_is_replaced_and_keeps_rights_owner_and_attributes(ground: Ground) -> None:
    path = ground.folder / "shop.conf"
    path.write_text("old")
    path.chmod(0o644)
    os.setxattr(path, "user.origin", b"a plan\0")
    if os.geteuid() == 0:
        os.chown(path, 1234, 4321)
    before = path.stat()
    assert ground.act("shop.conf", content="new").mark is Mark.DONE
    after = path.stat()
    assert path.read_text() == "new"
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert os.getxattr(path, "user.origin") == b"a plan\0"
    assert after.st_ino != before.st_ino


def test_rights_are_as_the_plan_says(ground: Ground) -> None:
    path = ground.folder / "shop.conf"
    assert ground.act("shop.conf", content="new", mode="0640").mark is Mark.DONE
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert ground.act("shop.conf", {"step": "s2"}, content="new", mode="755").mark is Mark.DONE
    assert stat.S_IMODE(path.stat().st_mode) == 0o755
    assert ground.undo("shop.conf", step="s2").mark is Mark.DONE
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_file_is_removed_and_comes_back(ground: Ground) -> None:
    path = ground.folder / "shop.conf"
    path.write_text("old")
    path.chmod(0o604)
    assert ground.act("shop.conf", absent=True).mark is Mark.DONE
    assert ground.names() == []
    assert ground.act("shop.conf", absent=True).mark is Mark.DONE
    assert ground.undo("shop.conf").mark is Mark.DONE
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("old", 0o604)


def test_what_is_as_it_should_be_is_not_touched(ground: Ground) -> None:
    ground.act("shop.conf", content="new")
    before = (ground.folder / "shop.conf").stat()
    result = ground.act("shop.conf", {"number": 2}, content="new")
    assert (result.mark, (ground.folder / "shop.conf").stat()) == (Mark.DONE, before)
    assert "nothing was changed" in result.detail


def test_what_the_file_must_hold_before(ground: Ground) -> None:
    path = ground.folder / "shop.conf"
    path.write_text("old")
    result = ground.act("shop.conf", content="new", was=digest("other"))
    assert (result.mark, path.read_text()) == (Mark.NOT_BEGUN, "old")
    assert digest("old") in result.detail
    assert ground.act("none.conf", content="new", was=digest("")).mark is Mark.NOT_BEGUN
    assert ground.act("shop.conf", content="new", was=digest("old")).mark is Mark.DONE
    # The same step again after it was done, as after a worker that died before it could say so.
    assert ground.act("shop.conf", {"number": 2}, content="new", was=digest("old")).mark is Mark.DONE


def test_the_first_copy_is_never_replaced(ground: Ground) -> None:
    path = ground.folder / "shop.conf"
    path.write_text("old")
    assert ground.act("shop.conf", content="new").mark is Mark.DONE
    for number in (2, 3):
        assert ground.act("shop.conf", {"number": number}, content="new").mark is Mark.DONE
    assert ground.undo("shop.conf").mark is Mark.DONE
    assert path.read_text() == "old"


def test_what_somebody_changed_between_two_tries_stays(ground: Ground) -> None:
    path = ground.folder / "shop.conf"
    path.write_text("old")
    assert ground.act("shop.conf", {"stopped": lambda: True}, content="new").mark is Mark.NOT_BEGUN
    path.write_text("theirs")
    result = ground.act("shop.conf", {"number": 2}, content="new")
    assert (result.mark, path.read_text()) == (Mark.NOT_BEGUN, "theirs")
    assert "since this was first tried" in result.detail


def test_two_steps_of_one_run_come_back_one_by_one(ground: Ground) -> None:
    path = ground.folder / "shop.conf"
    ground.act("shop.conf", {"step": "one"}, content="1")
    ground.act("shop.conf", {"step": "two"}, content="2")
    assert ground.undo("shop.conf", step="one").mark is Mark.FAILED
    assert path.read_text() == "2"
    assert ground.undo("shop.conf", step="two").mark is Mark.DONE
    assert path.read_text() == "1"
    assert ground.undo("shop.conf", step="one").mark is Mark.DONE
    assert ground.names() == []


def test_what_somebody_changed_since_is_not_undone(ground: Ground) -> None:
    path = ground.folder / "shop.conf"
    path.write_text("old")
    ground.act("shop.conf", content="new")
    path.write_text("theirs")
    result = ground.undo("shop.conf")
    assert (result.mark, path.read_text()) == (Mark.FAILED, "theirs")
    assert "changed since by somebody else" in result.detail
    path.unlink()
    assert ground.undo("shop.conf").mark is Mark.FAILED
    path.write_text("old")
    path.chmod(0o644)
    assert ground.undo("shop.conf").mark is Mark.DONE


def test_an_undo_that_is_repeated_finds_it_done(ground: Ground) -> None:
    (ground.folder / "shop.conf").write_text("old")
    ground.act("shop.conf", content="new")
    assert [ground.undo("shop.conf", number=number).mark for number in (1, 2)] == [Mark.DONE] * 2
    assert (ground.folder / "shop.conf").read_text() == "old"


@pytest.mark.parametrize("at", [{"undoes": ""}, {"undoes": "r9"}, {"step": "s9"}])
def test_without_a_copy_nothing_is_brought_back(ground: Ground, at: dict[str, str]) -> None:
    ground.act("shop.conf", content="new")
    assert ground.undo("shop.conf", **at).mark is Mark.NOT_BEGUN
    assert ground.names() == ["shop.conf"]


def test_a_copy_of_another_file_is_not_brought_back(ground: Ground) -> None:
    ground.act("shop.conf", content="new")
    assert ground.undo("other.conf").mark is Mark.NOT_BEGUN


def test_a_damaged_copy_is_not_brought_back(ground: Ground) -> None:
    path = ground.folder / "shop.conf"
    path.write_text("old content")
    ground.act("shop.conf", content="new")
    (copy,) = ground.kind.backups.iterdir()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    whole = copy.read_bytes()
    for damaged in (b"", whole[:-3], whole.replace(b"old", b"odd"), b"[]\n", b'{"version": 1}\n', b"\xff"):
        copy.write_bytes(damaged)
        result = ground.undo("shop.conf")
        assert (result.mark, path.read_text()) == (Mark.NOT_BEGUN, "new"), damaged
    copy.write_bytes(whole)
    assert ground.undo("shop.conf").mark is Mark.DONE


def test_copies_are_for_nobody_else(ground: Ground) -> None:
    ground.act("shop.conf", content="new")
    assert stat.S_IMODE(ground.kind.backups.stat().st_mode) == 0o700
    ground.kind.backups.chmod(0o755)
    result = ground.act("other.conf", {"step": "s2"}, content="new")
    assert (result.mark, ground.names()) == (Mark.NOT_BEGUN, ["shop.conf"])
    assert "others have access" in result.detail


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/etc/passwd", "in none of the folders"),
        ("{etc}", "in none of the folders"),
        ("{etc}x/a", "in none of the folders"),
        ("{etc}/../kept/a", "is not the whole path"),
        ("{etc}/./a", "is not the whole path"),
        ("{etc}//a", "is not the whole path"),
        ("{etc}/a/", "is not the whole path"),
        ("{etc}/a\0b", "is not the whole path"),
        ("shop.conf", "is not the whole path"),
        ("", "is not the whole path"),
        ("{etc}/none/shop.conf", "the folder of"),
        ("{etc}/tls.key", "hides from plans"),
        ("{etc}/private/shop.conf", "hides from plans"),
        ("{etc}/" + "x" * 300, "cannot be"),
        ("{etc}/folder", "no ordinary file"),
        ("{etc}/pipe", "no ordinary file"),
        ("{etc}/socket", "no ordinary file"),
        ("{etc}/link", "is a link"),
        ("{etc}/loop/a", "cannot be reached"),
        ("{etc}/here/shop.conf", "cannot be reached"),
        ("{etc}/away/shop.conf", "cannot be reached"),
        ("{etc}/file/shop.conf", "cannot be reached"),
        ("{etc}/twice", "1 other name(s)"),
        ("{etc}/setuid", "with the rights of its owner"),
        ("{etc}/large", "has more than"),
    ],
)
@pytest.mark.parametrize("given", [{"content": "new"}, {"absent": True}, {"restore": True}])
def test_what_is_refused_and_stays(
    ground: Ground, tmp_path: Path, path: str, told: str, given: dict[str, Value]
) -> None:
    etc = ground.folder
    for name in ("folder", "private", "in"):
        (etc / name).mkdir()
    os.mkfifo(etc / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(etc / "socket"))
    (etc / "file").write_text("old")
    (etc / "link").symlink_to("file")
    (etc / "loop").symlink_to("loop")
    (etc / "here").symlink_to("in")
    (etc / "away").symlink_to(tmp_path)
    (etc / "twice").write_text("old")
    os.link(etc / "twice", tmp_path / "once")
    (etc / "setuid").write_text("old")
    (etc / "setuid").chmod(0o4755)
    with (etc / "large").open("wb") as large:
        large.truncate((16 << 20) + 1)
    before = picture(tmp_path)
    parameters = {"path": path.replace("{etc}", str(etc)), **given}
    for result in (ground.kind.foresee(parameters, occasion()), ground.kind.act(parameters, occasion())):
        assert result.mark is Mark.NOT_BEGUN
        assert told in result.detail
    assert picture(tmp_path) == before


def picture(folder: Path) -> dict[str, tuple[int, int, int]]:
    return {
        str(path): (facts.st_mode, facts.st_ino, facts.st_mtime_ns)
        for path in folder.rglob("*")
        for facts in [path.lstat()]
    }


def test_a_root_that_is_a_link_is_the_operators_choice_but_hides_what_is_hidden(tmp_path: Path) -> None:
    real, root = tmp_path / "real", tmp_path / "root"
    real.mkdir()
    root.symlink_to(real)
    kind = FileAction((root,), tmp_path / "kept", (f"{real}/shadow",))
    assert kind.act({"path": f"{root}/shop.conf", "content": "new"}, occasion()).mark is Mark.DONE
    assert (real / "shop.conf").read_text() == "new"
    result = kind.act({"path": f"{root}/shadow", "content": "new"}, occasion(step="s2"))
    assert (result.mark, (real / "shadow").exists()) == (Mark.NOT_BEGUN, False)


def test_copies_within_a_root_are_not_for_plans(tmp_path: Path) -> None:
    kind = FileAction((tmp_path,), tmp_path / "kept")
    assert kind.act({"path": f"{tmp_path}/a", "content": "new"}, occasion()).mark is Mark.DONE
    (copy,) = (tmp_path / "kept").iterdir()
    result = kind.act({"path": str(copy), "content": "forged"}, occasion(step="s2"))
    assert result.mark is Mark.NOT_BEGUN
    assert "one of Mainstay's own files" in result.detail


def test_a_file_with_capabilities_is_not_written(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    file = ground.folder / "shop.conf"
    file.write_text("ping")
    monkeypatch.setattr(os, "listxattr", lambda _file: ["user.mood", "security.capability"])
    monkeypatch.setattr(os, "getxattr", lambda _file, name: name.encode())
    for given in ({"content": "new"}, {"absent": True}):
        result = ground.act("shop.conf", **given)
        assert (result.mark, "capabilities" in result.detail) == (Mark.NOT_BEGUN, True)
    assert file.read_text() == "ping"


def test_the_innermost_root_counts(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    kind = FileAction((tmp_path, tmp_path / "a"), tmp_path.parent / f"{tmp_path.name}-kept")
    assert kind.act({"path": f"{inner}/c", "content": "new"}, occasion()).mark is Mark.DONE
    assert (inner / "c").read_text() == "new"


@pytest.mark.parametrize("content", ["\ud800", "x" * ((16 << 20) + 1)])
def test_content_that_cannot_be_written(ground: Ground, content: str) -> None:
    assert ground.act("shop.conf", content=content).mark is Mark.NOT_BEGUN
    assert ground.names() == []


def test_stopped_before_nothing_is_touched(ground: Ground) -> None:
    (ground.folder / "shop.conf").write_text("old")
    for given in ({"content": "new"}, {"absent": True}):
        assert ground.act("shop.conf", {"stopped": lambda: True}, **given).mark is Mark.NOT_BEGUN
    assert ground.names() == ["shop.conf"]
    assert (ground.folder / "shop.conf").read_text() == "old"


def test_drafts_of_a_try_that_was_cut_off_are_removed_by_the_next_and_by_the_undo(ground: Ground) -> None:
    drafts: list[str] = []

    def cut_off() -> bool:
        drafts.extend(ground.names())
        for name in ground.names():
            (ground.folder / f"{name}0").write_text("half")
        return True

    at = {"stopped": cut_off}
    ground.act("shop.conf", at, content="new")
    assert len(drafts) == 1
    assert ground.names() == [f"{drafts[0]}0"]
    ground.act("shop.conf", {"number": 2}, content="new")
    assert ground.names() == ["shop.conf"]
    (ground.folder / drafts[0]).write_text("half")
    ground.undo("shop.conf")
    assert ground.names() == []


def test_a_worker_that_wakes_too_late_puts_nothing_in_place(ground: Ground) -> None:
    path = ground.folder / "shop.conf"
    path.write_text("old")

    def asleep() -> bool:
        # Meanwhile another worker does the step and takes it back.
        assert ground.act("shop.conf", {"number": 2}, content="new").mark is Mark.DONE
        assert ground.undo("shop.conf").mark is Mark.DONE
        return False

    assert ground.act("shop.conf", {"stopped": asleep}, content="new").mark is Mark.NOT_BEGUN
    assert (path.read_text(), ground.names()) == ("old", ["shop.conf"])


@pytest.mark.parametrize("given", [{"content": "new"}, {"absent": True}])
@pytest.mark.parametrize("change", ["write", "replace", "remove", "link", "rights"])
def test_what_changes_in_the_last_moment_is_seen(
    ground: Ground, given: dict[str, Value], change: str
) -> None:
    path, other = ground.folder / "shop.conf", ground.folder / "other"
    path.write_text("old")
    other.write_text("other")

    def changed() -> bool:
        if change == "write":
            path.write_text("0ld")
        elif change == "replace":
            other.rename(path)
        elif change == "rights":
            path.chmod(0o400)
        else:
            path.unlink()
            if change == "link":
                path.symlink_to(other)
        return False

    result = ground.act("shop.conf", {"stopped": changed}, **given)
    assert result.mark is Mark.NOT_BEGUN
    assert "changed meanwhile" in result.detail
    assert not [name for name in ground.names() if name.startswith(".")]
    assert path.is_symlink() is (change == "link")
    assert not path.exists() or path.read_text() in {"0ld", "other", "old"}


@contextmanager
def full_disk(folder: Path) -> Iterator[Path]:
    """Give a folder on a disk that takes no more; who may not mount one gets a limit on the size of files instead."""
    with small_disk(folder) as disk:
        (folder / "shop.conf").write_text("old")
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        try:
            if disk.within:
                resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
            disk.fill()
            yield folder
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    with full_disk(tmp_path / "disk") as folder:
        ground = Ground(folder, FileAction((folder,), tmp_path / "kept"))
        before = ground.names()
        result = ground.act("shop.conf", content="new" * 10_000)
        assert (result.mark, ground.names()) == (Mark.NOT_BEGUN, before)
        assert (folder / "shop.conf").read_text() == "old"
    assert "cannot be written: " in result.detail


def test_where_no_copy_can_be_kept_nothing_is_written(ground: Ground, tmp_path: Path) -> None:
    path = ground.folder / "shop.conf"
    path.write_text("old" * 10_000)
    with full_disk(tmp_path / "disk") as folder:
        kind = replace(ground.kind, backups=folder / "kept")
        result = kind.act({"path": str(path), "content": "new"}, occasion())
    assert (result.mark, path.read_text()[:3]) == (Mark.NOT_BEGUN, "old")
    assert "no copy of the file can be kept" in result.detail


def test_foreseeing_shows_the_difference_and_changes_nothing(ground: Ground, tmp_path: Path) -> None:
    path = ground.folder / "shop.conf"
    path.write_text("a = 1\nb = 2\npassword = correct-horse\n")
    before = picture(tmp_path)
    result = ground.foresee("shop.conf", content="a = 1\nb = 3\npassword = battery-staple\n")
    assert result.mark is Mark.DONE
    assert result.detail.startswith(f"{path} would be written: ")
    assert result.output == "@@ -1,3 +1,3 @@\n a = 1\n-b = 2\n-***\n+b = 3\n+***"
    assert "would be removed" in ground.foresee("shop.conf", absent=True).detail
    assert "nothing would be changed" in ground.foresee("none", absent=True).detail
    assert len(ground.foresee("shop.conf", content="x" * 200_000).output) <= LONGEST_OUTPUT
    assert picture(tmp_path) == before


def test_foreseeing_an_undo(ground: Ground) -> None:
    path = ground.folder / "shop.conf"
    path.write_text("old\n")
    ground.act("shop.conf", content="new\n")
    undo = occasion(run="r2", purpose=Purpose.UNDO, undoes="r1")
    parameters: dict[str, Value] = {"path": str(path), "restore": True}
    assert ground.kind.foresee(parameters, undo).output.endswith("-new\n+old")
    path.write_text("theirs\n")
    assert ground.kind.foresee(parameters, undo).mark is Mark.NOT_BEGUN
    assert path.read_text() == "theirs\n"
