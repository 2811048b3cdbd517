"""Objects, references and indexes that are spoilt or gone: what can still be read is reported, what cannot is named."""

import os
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes.repositories import DAY, START, Repo, make_repository, small_repository
from tests.hostile.room import Room, files_of, notices_of, untouched

Spoil = Callable[[Path], None]


def _gone(file: Path) -> None:
    file.unlink()


def _empty(file: Path) -> None:
    _rewrite(file, b"")


def _random(file: Path) -> None:
    _rewrite(file, bytes(range(256)) * 4)


def _half(file: Path) -> None:
    _rewrite(file, file.read_bytes()[: file.stat().st_size // 2])


def _another(file: Path) -> None:
    _rewrite(file, zlib.compress(b"blob 9\0forged = 1"))


def _endless(file: Path) -> None:
    """A few bytes that inflate to many: the size they claim is a lie."""
    _rewrite(file, zlib.compress(b"blob 10\0" + b"\0" * (200 << 20), 9))


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _rewrite(file: Path, data: bytes) -> None:
    file.chmod(0o644)
    file.write_bytes(data)


SPOILS = (_gone, _empty, _random, _half, _another, _endless, _folder)


def _loose(repo: Repo, name: str) -> Path:
    oid = repo.git("rev-parse", name)
    return repo.git_dir / "objects" / oid[:2] / oid[2:]


def _name(spoil: Spoil) -> str:
    return spoil.__name__.strip("_")


@pytest.mark.parametrize("spoil", SPOILS, ids=_name)
def test_a_spoilt_content_costs_its_file_alone(room: Room, tmp_path: Path, spoil: Spoil) -> None:
    repo = small_repository(tmp_path / "repo")
    spoil(_loose(repo, "HEAD:small/sums.py"))
    with untouched(repo.path):
        report = room.look(repo.path)
    files = files_of(report)
    assert files["small/sums.py"]["kind"] == "unreadable" or files["small/sums.py"]["lines"] == 0
    assert files["small/new.py"]["functions"][0]["name"] == "one"
    assert notices_of(report)["unreadable-files"]["examples"] == ["small/sums.py"]
    assert report["history"]["commits"] == 3


@pytest.mark.parametrize("spoil", SPOILS, ids=_name)
def test_a_spoilt_commit_at_the_head_is_told_of(room: Room, tmp_path: Path, spoil: Spoil) -> None:
    repo = small_repository(tmp_path / "repo")
    head = repo.head
    spoil(_loose(repo, "HEAD"))
    with untouched(repo.path):
        what, where, mend = room.refusal(repo.path, status=3)
    assert head[:12] in what
    assert where == str(repo.path / ".git")
    assert mend == "git fsck"


@pytest.mark.parametrize("spoil", SPOILS, ids=_name)
@pytest.mark.parametrize("name", ["HEAD^{tree}", "HEAD:small"])
def test_a_spoilt_tree_at_the_head_is_told_of(room: Room, tmp_path: Path, name: str, spoil: Spoil) -> None:
    repo = small_repository(tmp_path / "repo")
    spoil(_loose(repo, name))
    with untouched(repo.path):
        what, _, mend = room.refusal(repo.path, status=3)
    assert what.startswith("git ")
    assert mend == "git fsck"


@pytest.mark.parametrize("name", ["HEAD~1", "HEAD~1^{tree}", "HEAD~2:small"])
def test_a_spoilt_past_is_told_of(room: Room, tmp_path: Path, name: str) -> None:
    repo = small_repository(tmp_path / "repo")
    _random(_loose(repo, name))
    with untouched(repo.path):
        outcome = room.run("check", "--format", "json", repo.path)
        present = room.look(repo.path, "--no-history")
    assert files_of(present)["small/sums.py"]["parsed"] is True
    assert files_of(outcome.report)["small/sums.py"]["parsed"] is True
    told = notices_of(outcome.report)["history-left-out"]
    assert str(room.temp) not in told["text"]
    assert told["mend"] == "git fsck"
    assert outcome.report["history"] is None
    assert {part["reason"] for part in outcome.report["score"]["parts"]} == {"", "the past cannot be read"}


def test_a_moment_that_cannot_be_read_is_left_out_of_the_trend(room: Room, tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    for month in range(6):
        repo.commit(
            {f"m{month}.py": f"m = {month}\n", "f/all.py": f"all = {month}\n"}, at=START + month * 31 * DAY
        )
    whole = room.look(repo.path)
    _random(_loose(repo, "HEAD~2:f"))
    with untouched(repo.path):
        # The history is remembered; the moments are not, as they were taken with another threshold.
        report = room.look(repo.path, "--cognitive", "10")
        again = room.look(repo.path, "--cognitive", "10")
    assert notices_of(report)["trend-gaps"]["examples"] == [repo.git("rev-parse", "HEAD~2")]
    assert len(report["trend"]["moments"]) == len(whole["trend"]["moments"]) - 1
    assert report["history"] == whole["history"]
    assert again["remembered"] is False


def test_a_spoilt_pack_costs_what_lies_in_its_spoilt_part(room: Room, tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "repo")
    repo.commit({f"f{number}.py": f"# {number}\n" + f"a{number} = 1\n" * 50 for number in range(40)})
    repo.git("repack", "-adfq", "--window=0")
    (pack,) = (repo.git_dir / "objects/pack").glob("*.pack")
    lines = repo.git("verify-pack", "-v", str(pack.with_suffix(".idx"))).splitlines()
    oid = repo.git("rev-parse", "HEAD:f7.py")
    (start,) = (int(line.split()[4]) for line in lines if line.startswith(oid))
    data = bytearray(pack.read_bytes())
    data[start + 4 : start + 20] = bytes(16)
    _rewrite(pack, bytes(data))
    with untouched(repo.path):
        report = room.look(repo.path)
    files = files_of(report)
    assert notices_of(report)["unreadable-files"]["examples"] == ["f7.py"]
    assert sum(file["parsed"] for file in files.values()) == 42


@pytest.mark.parametrize("suffix", [".pack", ".idx"])
@pytest.mark.parametrize("spoil", [_gone, _empty, _random, _half], ids=_name)
def test_a_pack_that_cannot_be_read_at_all_is_told_of(
    room: Room, tmp_path: Path, suffix: str, spoil: Spoil
) -> None:
    repo = small_repository(tmp_path / "repo")
    repo.git("repack", "-adq")
    (file,) = (repo.git_dir / "objects/pack").glob(f"*{suffix}")
    spoil(file)
    with untouched(repo.path):
        outcome = room.run("check", "--format", "json", repo.path)
    assert outcome.status in {0, 3}
    if outcome.status:
        assert outcome.says("error")
        assert outcome.says("mend") == "git fsck"
    else:
        assert outcome.report["notices"]


@pytest.mark.parametrize("spoil", [_empty, _random], ids=_name)
def test_a_spoilt_index_leaves_out_what_is_not_committed(room: Room, tmp_path: Path, spoil: Spoil) -> None:
    repo = small_repository(tmp_path / "repo")
    repo.write({"small/sums.py": "edited = 1\n"})
    spoil(repo.git_dir / "index")
    with untouched(repo.path):
        report = room.look(repo.path)
        again = room.look(repo.path)
    assert files_of(report)["small/sums.py"]["functions"][0]["name"] == "add"
    told = notices_of(report)["work-tree-left-out"]
    assert "index" in told["text"]
    assert told["examples"] == [str(repo.git_dir / "index")]
    assert again["remembered"] is False
    repo.git("read-tree", "HEAD")
    assert files_of(room.look(repo.path))["small/sums.py"]["functions"] == []


def test_an_index_cut_in_half_is_read_or_left_out(room: Room, tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "repo")
    _half(repo.git_dir / "index")
    with untouched(repo.path):
        assert files_of(room.look(repo.path))["small/new.py"]["functions"][0]["name"] == "one"


@pytest.mark.parametrize("spoil", [_gone, _folder, _pipe], ids=_name)
def test_without_an_index_the_files_are_compared_all_the_same(
    room: Room, tmp_path: Path, spoil: Spoil
) -> None:
    repo = small_repository(tmp_path / "repo")
    spoil(repo.git_dir / "index")
    with untouched(repo.path):
        report = room.look(repo.path)
    assert files_of(report)["small/sums.py"]["parsed"] is True


@pytest.mark.parametrize("spoil", [_gone, _empty, _random, _folder, _pipe], ids=_name)
@pytest.mark.parametrize(
    "name", ["HEAD", "refs/heads/main", "config", "packed-refs", "info/exclude", "shallow"]
)
def test_spoilt_files_of_the_repository_are_told_of_or_do_without(
    room: Room, tmp_path: Path, name: str, spoil: Spoil
) -> None:
    repo = small_repository(tmp_path / "repo")
    file = repo.git_dir / name
    file.touch()
    spoil(file)
    with untouched(repo.path):
        outcome = room.run("check", "--format", "json", repo.path)
    if outcome.status:
        assert outcome.status == 2
        assert str(repo.path) in outcome.says("where")
        assert outcome.says("mend")
    else:
        assert outcome.report["schema"]
