"""Disks that are full: what was there before stays whole, and what can be told is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.disks import SmallDisk, small_disk
from tests.fakes.repositories import Repo, small_repository
from tests.hostile.room import OURS, Room, files_of, notices_of, untouched, whole_report

FULL = ("disk is full", "larger than a file may be")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk") as disk:
        yield disk


@pytest.fixture
def repo(tmp_path: Path) -> Iterator[Repo]:
    repo = small_repository(tmp_path / "repo")
    with untouched(repo.path):
        yield repo


@pytest.mark.parametrize("left", [0, 4096, 20_000, 60_000])
def test_a_full_disk_under_the_repository_costs_the_cache_alone(
    room: Room, disk: SmallDisk, left: int
) -> None:
    repo = small_repository(disk.folder / "repo")
    disk.fill(left)
    with untouched(repo.path):
        report = room.look(repo.path, within=disk.within)
    assert files_of(report)["small/sums.py"]["parsed"] is True
    assert "cache-unavailable" in notices_of(report) or left == 60_000
    assert not list((repo.path / OURS).glob("draft-*"))
    disk.clear()
    again = room.look(repo.path)
    assert again["files"] == report["files"]
    assert "cache-unavailable" not in notices_of(again)
    assert room.look(repo.path)["remembered"] is True


def test_a_disk_that_fills_up_under_a_cache_that_is_there(room: Room, disk: SmallDisk) -> None:
    repo = small_repository(disk.folder / "repo")
    whole = room.look(repo.path)
    disk.fill()
    report = room.look(repo.path, within=disk.within)
    other = room.look(repo.path, "--no-history", within=disk.within)
    assert report["files"] == whole["files"]
    assert set(files_of(other)) == set(files_of(whole))
    disk.clear()
    assert room.look(repo.path)["files"] == whole["files"]


@pytest.mark.parametrize("option", ["-o", "--html"])
def test_a_result_that_does_not_fit_leaves_the_earlier_one(
    room: Room, repo: Repo, disk: SmallDisk, option: str
) -> None:
    place = disk.folder / "report.html"
    place.write_bytes(b"an earlier report")
    disk.fill(4096)
    outcome = room.run("check", "--format", "json", option, place, repo.path, within=disk.within)
    assert outcome.status == 3
    assert any(reason in outcome.says("error") for reason in FULL)
    assert outcome.says("where") == str(place)
    assert outcome.says("mend")
    assert place.read_bytes() == b"an earlier report"
    assert {entry.name for entry in disk.folder.iterdir()} <= {"report.html", "ballast"}
    if option == "--html":
        assert files_of(outcome.report)["small/sums.py"]["parsed"] is True


@pytest.mark.parametrize("left", [0, 4096, 8192, 12_288, 16_384, 32_768, 65_536, 1 << 20])
def test_a_full_disk_for_temporary_files_is_told_of(
    room: Room, repo: Repo, disk: SmallDisk, left: int
) -> None:
    disk.fill(left)
    outcome = room.run(
        "check", "--format", "json", repo.path, env={"TMPDIR": str(disk.folder)}, within=disk.within
    )
    if outcome.status:
        assert outcome.status == 3
        assert "temporary files cannot be written" in outcome.says("error")
        assert str(disk.folder) in outcome.says("where")
        assert "TMPDIR" in outcome.says("mend")
    else:
        assert files_of(outcome.report)["small/sums.py"]["parsed"] is True
    assert {entry.name for entry in disk.folder.iterdir()} <= {"ballast"}
    assert outcome.status == 0 or left < 1 << 20


@pytest.mark.parametrize("files", [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 24])
def test_a_disk_without_room_for_names_is_told_of(room: Room, repo: Repo, tmp_path: Path, files: int) -> None:
    with small_disk(tmp_path / "names", files=files) as disk:
        outcome = room.run(
            "check", "--format", "json", repo.path, env={"TMPDIR": str(disk.folder)}, within=disk.within
        )
        assert list(disk.folder.iterdir()) == []
    if outcome.status:
        assert outcome.status == 3
        assert "temporary files cannot be written" in outcome.says("error")
    else:
        assert files_of(outcome.report)["small/sums.py"]["parsed"] is True


def test_a_full_disk_under_the_home_costs_the_cache_alone(room: Room, repo: Repo, disk: SmallDisk) -> None:
    disk.fill()
    report = room.look(repo.path, env={"HOME": str(disk.folder)}, within=disk.within)
    assert files_of(report)["small/sums.py"]["parsed"] is True
    assert disk.within or "cache-unavailable" in notices_of(report)


@pytest.mark.parametrize("size", [0, 1, 512, 4096, 40_000])
def test_a_limit_on_the_size_of_files_is_told_of(room: Room, repo: Repo, tmp_path: Path, size: int) -> None:
    place = tmp_path / "report.json"
    place.write_bytes(b"an earlier report")
    within = ("prlimit", f"--fsize={size}", "--")
    outcome = room.run("check", "-o", place, repo.path, within=within)
    if outcome.status:
        assert outcome.status == 3
        assert outcome.says("mend")
        assert place.read_bytes() == b"an earlier report"
    else:
        assert files_of(whole_report(place.read_bytes()))["small/sums.py"]["parsed"] is True
    assert outcome.status == 0 or size < 40_000
    assert {entry.name for entry in tmp_path.iterdir()} == {"repo", "room", "report.json"}
