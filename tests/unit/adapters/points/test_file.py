"""The file of points: for its owner alone, packed once a day has ended, small, and refused where it is another's."""

import sqlite3
import stat
from pathlib import Path

import numpy as np
import pytest

from mainstay.adapters.points.file import FEW, MANY, PointsFile
from mainstay.domain.errors import RunFailed
from mainstay.ports.points import LATEST

DAY = 86_400
MORNING = 1_700_006_400


@pytest.fixture
def points(tmp_path: Path) -> PointsFile:
    return PointsFile(tmp_path / "collector")


def counts(points: PointsFile) -> tuple[int, int]:
    """Count looks and packs."""
    with sqlite3.connect(points.path) as connection:
        asked = "SELECT (SELECT count(*) FROM look), (SELECT count(*) FROM pack)"
        return connection.execute(asked).fetchone()


def fill(points: PointsFile, looks: int, begin: int = MORNING, series: int = 2, step: int = 60) -> None:
    """Keep looks as `append` does, without waiting for the disk at each."""
    points.append(begin, {f"s{number}": 0.0 for number in range(series)})
    reading = np.dtype([("series", "<u4"), ("value", "<f8")])
    rows = [
        (begin + at * step, np.array([(n + 1, at) for n in range(series)], reading).tobytes())
        for at in range(1, looks)
    ]
    with sqlite3.connect(points.path) as connection:
        connection.executemany("INSERT INTO look (at, body) VALUES (?, ?)", rows)


def test_folder_and_files_are_for_their_owner_alone(points: PointsFile) -> None:
    points.append(60, {"x": 1.0})
    held = sqlite3.connect(points.path)
    held.execute("SELECT * FROM look").fetchall()
    points.append(61, {"x": 1.0})
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in points.folder.iterdir()}
    held.close()
    assert modes == {f"points.sqlite3{end}": 0o600 for end in ("", "-wal", "-shm")}
    assert stat.S_IMODE(points.folder.stat().st_mode) == 0o700


def test_to_read_makes_no_file(points: PointsFile) -> None:
    points.read("x", 0, LATEST)
    points.keys()
    points.reach()
    points.forget(1, 0)
    assert not points.folder.exists()


def test_a_day_that_has_ended_becomes_one_pack_a_series(points: PointsFile) -> None:
    fill(points, FEW)
    before = points.read("s1", 0, LATEST)
    points.append(MORNING + FEW * 60, {"s0": 7.0})
    after = points.read("s1", 0, LATEST)
    assert counts(points) == (FEW + 1 - 1_440, 2)
    assert after.times.tobytes() == before.times.tobytes()
    assert after.values.tobytes() == before.values.tobytes()


def test_a_day_of_many_looks_does_not_wait_for_its_end(points: PointsFile) -> None:
    fill(points, MANY - 1, step=1)
    assert counts(points) == (MANY - 1, 0)
    points.append(MORNING + MANY, {"s0": 7.0})
    assert counts(points) == (0, 2)
    assert len(points.read("s0", 0, LATEST).times) == MANY


def test_a_month_of_sixty_series_is_small(points: PointsFile) -> None:
    for day in range(30):
        fill(points, 1_440, MORNING + day * DAY, series=60)
    assert points.path.stat().st_size < 50_000_000 / 3
    assert len(points.read("s7", 0, LATEST).times) == 30 * 1_440


@pytest.mark.parametrize("content", [b"not a database at all, and long enough to be sure of it" * 100, b"x"])
def test_what_is_no_store_of_points_is_left_alone(points: PointsFile, content: bytes) -> None:
    points.folder.mkdir()
    points.path.write_bytes(content)
    points.path.chmod(0o600)
    with pytest.raises(RunFailed) as failure:
        points.append(60, {"x": 1.0})
    assert (failure.value.mend, points.path.read_bytes()) != ("", b"")
    assert points.path.read_bytes() == content


def test_another_programs_database_is_left_alone(points: PointsFile) -> None:
    points.folder.mkdir()
    with sqlite3.connect(points.path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    points.path.chmod(0o600)
    with pytest.raises(RunFailed, match="another program"):
        points.append(60, {"x": 1.0})
    with sqlite3.connect(points.path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]


def test_triggers_are_refused(points: PointsFile) -> None:
    points.append(60, {"x": 1.0})
    with sqlite3.connect(points.path) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON look BEGIN DELETE FROM series; END")
    with pytest.raises(RunFailed, match="damaged"):
        points.append(61, {"x": 1.0})


def test_links_and_folders_and_pipes_are_refused(points: PointsFile, tmp_path: Path) -> None:
    points.folder.mkdir()
    (tmp_path / "elsewhere").write_bytes(b"")
    points.path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(RunFailed, match="no plain file"):
        points.append(60, {"x": 1.0})
    assert (tmp_path / "elsewhere").read_bytes() == b""
    points.path.unlink()
    points.path.mkdir()
    with pytest.raises(RunFailed, match="no plain file"):
        points.read("x", 0, 60)


def test_a_file_to_which_others_may_write_is_refused(points: PointsFile) -> None:
    points.append(60, {"x": 1.0})
    points.path.chmod(0o666)
    with pytest.raises(RunFailed, match="others may write"):
        points.append(61, {"x": 1.0})


def test_an_empty_file_that_a_killed_program_left_is_taken(points: PointsFile) -> None:
    points.folder.mkdir()
    points.path.touch(0o600)
    points.append(60, {"x": 1.0})
    assert list(points.keys()) == ["x"]


def test_one_that_cannot_be_made_says_where(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RunFailed) as failure:
        PointsFile(tmp_path / "file" / "within").append(60, {"x": 1.0})
    assert str(tmp_path) in failure.value.where
