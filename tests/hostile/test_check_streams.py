"""Where the result goes: readers that leave, disks that are full, and places that no file can be written to."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.repositories import Repo, small_repository
from tests.hostile.room import Room, untouched, whole_report
from tests.hostile.test_check_places import WITHOUT_PRIVILEGES

FORMATS = ["text", "json", "markdown", "html"]
BOTH = pytest.mark.parametrize("option", ["-o", "--html"])


@pytest.fixture
def repo(tmp_path: Path) -> Iterator[Repo]:
    repo = small_repository(tmp_path / "repo")
    with untouched(repo.path):
        yield repo


def piped(reader: str) -> tuple[str, ...]:
    return ("bash", "-c", f'set -o pipefail; "$@" | {reader}', "bash")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("reader", ["head -1", "true"])
def test_a_pager_that_closes_the_pipe_is_no_failure(room: Room, repo: Repo, form: str, reader: str) -> None:
    outcome = room.run("check", "--format", form, repo.path, within=piped(reader))
    assert (outcome.status, outcome.stderr) == (0, b"")
    assert outcome.stdout.count(b"\n") <= 1


def test_a_pager_that_closes_costs_neither_the_page_nor_the_exit_code(room: Room, repo: Repo) -> None:
    strict = ["--fail-on", "low", "--parameters", "1"]
    plain = room.run("check", *strict, repo.path)
    outcome = room.run("check", *strict, "--html", "page.html", repo.path, within=piped("true"))
    assert outcome.status == plain.status == 1
    assert "written: page.html" in outcome.said
    assert (room.folder / "page.html").read_text().rstrip().endswith("</html>")


@pytest.mark.parametrize("form", FORMATS)
def test_a_full_standard_output_is_told_of(room: Room, repo: Repo, form: str) -> None:
    with Path("/dev/full").open("wb") as full:
        outcome = room.run("check", "--format", form, repo.path, stdout=full)
    assert outcome.status == 3
    assert "No space left" in outcome.says("error")
    assert outcome.says("where") == "standard output"
    assert outcome.says("mend")


def test_a_full_standard_error_costs_the_talk_alone(room: Room, repo: Repo) -> None:
    with Path("/dev/full").open("wb") as full:
        outcome = room.run("check", "--html", "page.html", "--format", "json", repo.path, stderr=full)
    assert outcome.status == 0
    assert outcome.report["files"]
    assert (room.folder / "page.html").is_file()


@BOTH
@pytest.mark.parametrize(
    ("place", "status"),
    [
        ("folder", 2),
        ("link-to-folder", 2),
        ("nowhere/report", 2),
        ("file/report", 2),
        ("closed/report", 3),
        ("round", 2),
        ("", 2),
        ("x" * 300, 2),
        ("/dev/full", 3),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_place_that_cannot_be_written_to_is_told_of(
    room: Room, repo: Repo, option: str, place: str, status: int
) -> None:
    for name in ("folder", "closed"):
        (room.folder / name).mkdir()
    (room.folder / "link-to-folder").symlink_to("folder")
    (room.folder / "round").symlink_to("round")
    (room.folder / "file").write_text("mine")
    (room.folder / "closed").chmod(0o555)
    outcome = room.run("check", option, place, repo.path, within=WITHOUT_PRIVILEGES)
    assert outcome.status == status, outcome.said
    assert outcome.says("error")
    assert outcome.says("mend")
    assert not any((room.folder / "folder").iterdir())
    assert not any((room.folder / "closed").iterdir())
    assert (room.folder / "file").read_text() == "mine"


@BOTH
@pytest.mark.parametrize("target", ["report", "not-there-yet"])
def test_the_file_behind_a_link_is_written_and_the_link_stays(
    room: Room, repo: Repo, option: str, target: str
) -> None:
    (room.folder / "report").write_text("old")
    (room.folder / "link").symlink_to(target)
    outcome = room.run("check", option, "link", repo.path)
    assert outcome.status == 0
    assert (room.folder / "link").is_symlink()
    assert len((room.folder / target).read_text()) > 100


@pytest.mark.parametrize("wanted", ["all", "ten bytes"])
def test_a_pipe_in_the_place_of_the_file_is_written_to(room: Room, repo: Repo, wanted: str) -> None:
    os.mkfifo(room.folder / "pipe.json")
    command = ["cat"] if wanted == "all" else ["head", "-c", "10"]
    with (
        room.start("check", "-o", "pipe.json", repo.path) as process,
        subprocess.Popen([*command, room.folder / "pipe.json"], stdout=subprocess.PIPE) as reader,
    ):
        read, _ = reader.communicate(timeout=240)
        _, stderr = process.communicate(timeout=240)
    if wanted == "all":
        assert (process.returncode, len(whole_report(read)["files"])) == (0, 4)
    else:
        assert read == b'{"reposito'
        assert process.returncode in {0, 3}
        assert process.returncode == 0 or b"mend: " in stderr
    assert (room.folder / "pipe.json").is_fifo()
