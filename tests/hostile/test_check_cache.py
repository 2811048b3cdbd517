"""A cache that is damaged, foreign or planted: never believed, never followed, and the report is whole without it."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.repositories import Repo, small_repository
from tests.hostile.room import OURS, Room, files_of, notices_of, untouched


def _figures(report: dict[str, Any]) -> dict[str, Any]:
    """Give what a report says of the repository, without when and how it was worked out."""
    passing = {"notices", "remembered", "seconds", "movements", "scope"}
    return {name: value for name, value in report.items() if name not in passing}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return small_repository(tmp_path / "repo")


def _file(repo: Repo) -> Path:
    (file,) = (repo.path / OURS).glob("*.sqlite3")
    return file


def _random(file: Path) -> None:
    file.write_bytes(bytes(number * number % 251 for number in range(50_000)))


def _truncated(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def _empty(file: Path) -> None:
    os.truncate(file, 0)


def _bit_by_bit(file: Path) -> None:
    """Spoil bytes all over the file but leave its header alone."""
    data = bytearray(file.read_bytes())
    for place in range(200, len(data), 97):
        data[place] ^= 0x55
    file.write_bytes(bytes(data))


def _entries(file: Path) -> None:
    """Write other contents into the entries, as whoever may write the file could."""
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE entry SET sealed = zeroblob(length(sealed))")
    connection.close()


def _swapped(file: Path) -> None:
    """Give each entry the sealed content of another."""
    with sqlite3.connect(file) as connection:
        rows = connection.execute("SELECT id, sealed FROM entry ORDER BY id").fetchall()
        others = [sealed for _, sealed in rows[1:] + rows[:1]]
        pairs = [(sealed, number) for sealed, (number, _) in zip(others, rows, strict=True)]
        connection.executemany("UPDATE entry SET sealed = ? WHERE id = ?", pairs)
    connection.close()


def _trigger(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry; END")
    connection.close()


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _link(file: Path) -> None:
    victim = file.parent.parent.parent / "victim"
    file.rename(victim)
    file.symlink_to(victim)


def _hard_link(file: Path) -> None:
    os.link(file, file.parent.parent.parent / "victim")


def _closed(file: Path) -> None:
    file.chmod(0o000)


def _journal(file: Path) -> None:
    """A rollback journal that names another file as its super-journal, which SQLite would delete."""
    victim = file.parent.parent.parent / "victim"
    victim.write_text("precious")
    name = os.fsencode(victim)
    journal = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504) + name
    journal += (
        len(name).to_bytes(4, "big") + sum(name).to_bytes(4, "big") + b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
    )
    Path(f"{file}-journal").write_bytes(journal)


SPOILS = (
    _random,
    _truncated,
    _empty,
    _bit_by_bit,
    _entries,
    _swapped,
    _trigger,
    _folder,
    _pipe,
    _link,
    _hard_link,
    _closed,
    _journal,
)


@pytest.mark.parametrize("spoil", SPOILS, ids=lambda spoil: spoil.__name__.strip("_"))
def test_a_spoilt_cache_changes_no_figure(room: Room, repo: Repo, spoil: Callable[[Path], None]) -> None:
    first = room.look(repo.path)
    spoil(_file(repo))
    victim = repo.path.parent / "victim"
    before = victim.read_bytes() if victim.exists() else None
    with untouched(repo.path):
        second = room.look(repo.path)
        third = room.look(repo.path)
    assert _figures(second) == _figures(first)
    assert _figures(third) == _figures(first)
    assert (victim.read_bytes() if victim.exists() else None) == before


def test_a_cache_that_was_made_anew_says_so_and_serves(room: Room, repo: Repo) -> None:
    room.look(repo.path)
    _random(_file(repo))
    assert "cache-rebuilt" in notices_of(room.look(repo.path))
    assert room.look(repo.path)["remembered"] is True


def _linked_folder(place: Path) -> None:
    (place.parent.parent / "elsewhere").mkdir()
    place.symlink_to(place.parent.parent / "elsewhere")


def _file_in_place(place: Path) -> None:
    place.write_text("a file")


def _pipe_in_place(place: Path) -> None:
    os.mkfifo(place)


def _open_folder(place: Path) -> None:
    place.mkdir()
    place.chmod(0o777)


def _foreign_folder(place: Path) -> None:
    """Another user's folder; without the right to give one away, the nearest: one that another user may write."""
    place.mkdir()
    if os.geteuid() == 0:
        os.chown(place, 65534, 65534)
    else:
        place.chmod(0o777)


def _linked_ignores(place: Path) -> None:
    place.mkdir(mode=0o700)
    victim = place.parent.parent / "victim"
    victim.write_text("")
    (place / ".gitignore").symlink_to(victim)


def _foreign_ignores(place: Path) -> None:
    place.mkdir(mode=0o700)
    (place / ".gitignore").write_text("!*\n")


@pytest.mark.parametrize(
    "plant",
    [
        _linked_folder,
        _file_in_place,
        _pipe_in_place,
        _open_folder,
        _foreign_folder,
        _linked_ignores,
        _foreign_ignores,
    ],
    ids=lambda plant: plant.__name__.strip("_"),
)
def test_what_stands_in_the_place_of_the_folder_is_left_alone(
    room: Room, repo: Repo, plant: Callable[[Path], None]
) -> None:
    plant(repo.path / OURS)
    victims = [repo.path.parent / name for name in ("elsewhere", "victim")]
    with untouched(repo.path):
        report = room.look(repo.path)
    assert {"cache-refused", "cache-unavailable"} & notices_of(report).keys()
    assert files_of(report)["small/sums.py"]["parsed"] is True
    assert not [path for path in victims if path.is_dir() and any(path.iterdir())]
    assert not [path for path in victims if path.is_file() and path.read_bytes()]
    assert room.look(repo.path, "--no-cache")["files"] == report["files"]


def test_a_cache_that_the_repository_ships_is_not_believed(room: Room, repo: Repo, tmp_path: Path) -> None:
    """It is whole and sealed, but by somebody else, and stands among the committed files."""
    (tmp_path / "stranger").mkdir()
    room.look(repo.path, env={"HOME": str(tmp_path / "stranger")})
    name = _file(repo).name
    (repo.path / OURS / ".gitignore").unlink()
    repo.git("add", "--force", "--all")
    repo.git("commit", "--quiet", "-m", "Ship a cache")
    repo.git("clone", "--quiet", str(repo.path), str(tmp_path / "clone"))
    # Even with the name that ours would have.
    room.look(tmp_path / "clone")
    (ours,) = (file.name for file in (tmp_path / "clone" / OURS).glob("*.sqlite3") if file.name != name)
    (tmp_path / "clone" / OURS / name).replace(tmp_path / "clone" / OURS / ours)
    report = room.look(tmp_path / "clone")
    assert report["remembered"] is False
    assert not [path for path in files_of(report) if path.startswith(OURS)]
    assert files_of(report)["small/sums.py"]["parsed"] is True


def test_a_cache_of_another_version_of_the_program_is_not_believed(room: Room, repo: Repo) -> None:
    room.look(repo.path)
    file = _file(repo)
    other = file.with_name(f"{file.name[:9]}{'0' * 8}.sqlite3")
    file.rename(other)
    report = room.look(repo.path)
    assert report["remembered"] is False
    assert not other.exists()


@pytest.mark.parametrize("key", [b"", b"short", b"x" * 4096, None], ids=["empty", "short", "long", "open"])
def test_a_spoilt_key_costs_the_cache_alone(room: Room, repo: Repo, key: bytes | None) -> None:
    room.look(repo.path)
    file = room.home / ".local/state/mainstay/key"
    if key is None:
        file.chmod(0o644)
    else:
        file.write_bytes(key)
    report = room.look(repo.path)
    told = notices_of(report)["cache-refused"]
    assert str(file) in told["mend"]
    assert files_of(report)["small/sums.py"]["parsed"] is True


def test_a_cache_grown_beyond_all_bounds_is_thrown_away(room: Room, repo: Repo) -> None:
    room.look(repo.path)
    os.truncate(_file(repo), 900 << 20)
    assert "cache-rebuilt" in notices_of(room.look(repo.path))
    assert _file(repo).stat().st_size < 1 << 20


def test_a_cache_that_is_deleted_while_it_is_used(room: Room, repo: Repo) -> None:
    for delay in (0.1, 0.2, 0.3, 0.4):
        process = room.start(
            "check",
            "--format",
            "json",
            repo.path,
            within=("sh", "-c", '"$@" & sleep "$0"; rm -rf .mainstay; wait $!', str(delay)),
            cwd=repo.path,
        )
        stdout, stderr = process.communicate(timeout=60)
        assert process.returncode == 0, stderr
        assert b"Traceback" not in stderr
        assert stdout


def test_looking_at_the_surroundings_leaves_the_cache_alone(room: Room, repo: Repo) -> None:
    room.look(repo.path)
    assert room.run("doctor", repo.path).status == 0
    assert room.look(repo.path)["remembered"] is True
