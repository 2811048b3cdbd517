"""A hostile repository may bring a cache of its own: nothing in it is believed, and nothing in it breaks the program."""

import os
import shutil
import sqlite3
import struct
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.adapters.cache.place import Place, codes

ENTRIES = {f"key {number}": (f"content {number} " * (number * 9)).encode() for number in range(60)}


def filled(place: Place) -> Path:
    cache = place.open()
    cache.put("blob", ENTRIES)
    cache.close()
    return place.file()


def believed(place: Place) -> tuple[dict[str, bytes], list[str]]:
    """Read all, write and read again: true entries or none, whatever the file holds."""
    cache = place.open()
    found = cache.get("blob", ENTRIES)
    cache.keep_only("other", [])
    cache.put("blob", {"fresh": b"entry"})
    assert cache.get("blob", ["fresh"]) in ({"fresh": b"entry"}, {})
    cache.close()
    assert found.items() <= ENTRIES.items()
    return found, codes(cache)


@pytest.fixture(scope="module")
def sound() -> Iterator[tuple[Place, bytes, str]]:
    """One sound file's bytes, the place of its key, and its name."""
    with tempfile.TemporaryDirectory() as root:
        place = Place(Path(root, ".mainstay"), Path(root, "state"))
        path = filled(place)
        yield place, path.read_bytes(), path.name


def with_content(
    sound: tuple[Place, bytes, str], change: Callable[[bytearray], None], suffix: str = ""
) -> None:
    place, content, name = sound
    bent = bytearray(content)
    if suffix:
        (place.folder / name).write_bytes(content)
    change(bent)
    Path(f"{place.folder / name}{suffix}").write_bytes(bent)
    believed(place)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_flipped_byte_is_noticed_or_harmless(
    sound: tuple[Place, bytes, str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(sound[1]) - 1) | st.integers(0, 200))
    bits = data.draw(st.integers(1, 255))

    def flip(content: bytearray) -> None:
        content[at] ^= bits

    with_content(sound, flip)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_truncation_is_noticed_or_harmless(sound: tuple[Place, bytes, str], data: st.DataObject) -> None:
    size = data.draw(st.integers(0, len(sound[1])))
    with_content(sound, lambda content: content.__delitem__(slice(size, None)))


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_any_piece_of_noise_is_noticed_or_harmless(
    sound: tuple[Place, bytes, str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(sound[1]) - 1))
    noise = data.draw(st.binary(min_size=1, max_size=600))
    with_content(sound, lambda content: content.__setitem__(slice(at, at + len(noise)), noise))


@pytest.mark.parametrize("suffix", ["-wal", "-shm", "-journal"])
@settings(max_examples=12, deadline=None)
@given(noise=st.binary(max_size=9_000))
def test_planted_side_files_are_noticed_or_harmless(
    sound: tuple[Place, bytes, str], suffix: str, noise: bytes
) -> None:
    with_content(sound, lambda content: content.__setitem__(slice(None), noise), suffix)


def test_a_sound_file_is_believed_whole(place: Place) -> None:
    filled(place)
    assert believed(place) == (ENTRIES, [])


def test_swapped_contents_are_not_believed(place: Place) -> None:
    with sqlite3.connect(filled(place)) as connection:
        rows = connection.execute(
            "SELECT id, sealed FROM entry WHERE key IN (x'6b65792031', x'6b65792032')"
        ).fetchall()
        (one, first), (two, second) = rows
        connection.executemany("UPDATE entry SET sealed = ? WHERE id = ?", [(second, one), (first, two)])
    found, told = believed(place)
    assert ENTRIES.keys() - found.keys() == {"key 1", "key 2"}
    assert told == ["cache-forged"]


def test_an_entry_moved_to_another_kind_is_not_believed(place: Place) -> None:
    with sqlite3.connect(filled(place)) as connection:
        connection.execute("UPDATE entry SET kind = 'log'")
    cache = place.open()
    assert cache.get("log", ENTRIES) == {}
    assert cache.notices[0].count == len(ENTRIES)


def test_rows_of_other_types_are_not_believed(place: Place) -> None:
    path = filled(place)
    for value in ("'text'", "7", "1.5", "x''", "cast(x'fffe' AS TEXT)"):
        with sqlite3.connect(path) as connection:
            connection.execute(f"UPDATE entry SET sealed = {value}")
        found, told = believed(place)
        assert found == {}
        assert told


def test_a_file_made_with_another_key_is_not_believed(place: Place, tmp_path: Path) -> None:
    own = filled(place)
    planted = filled(Place(tmp_path / "planted", tmp_path / "foreign state"))
    shutil.copy(planted, own)
    found, told = believed(place)
    assert found == {}
    assert told == ["cache-forged"]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER planted AFTER INSERT ON entry BEGIN DELETE FROM entry; END",
        "CREATE VIEW planted AS SELECT * FROM entry",
        "CREATE TABLE planted (x)",
        "CREATE INDEX planted ON entry (length(kind))",
        "ALTER TABLE entry ADD COLUMN planted AS (zeroblob(1000000000))",
        "DROP TABLE entry",
    ],
)
def test_a_schema_that_is_not_ours_is_thrown_away(place: Place, statement: str) -> None:
    with sqlite3.connect(filled(place)) as connection:
        connection.execute(statement)
    found, told = believed(place)
    assert found == {}
    assert told == ["cache-rebuilt"]
    assert believed(place) == ({}, [])


def test_a_schema_that_cannot_be_told_as_text_is_thrown_away(place: Place) -> None:
    path = filled(place)
    path.write_bytes(
        path.read_bytes().replace(b"sqlite_autoindex_entry_1", b"\xfa\xfalite_autoindex_entry_1")
    )
    assert believed(place) == ({}, ["cache-rebuilt"])
    assert believed(place) == ({}, [])


def test_a_file_that_does_not_write_ahead_is_thrown_away(place: Place) -> None:
    with sqlite3.connect(filled(place)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    assert believed(place) == ({}, ["cache-rebuilt"])


def test_a_view_in_the_tables_place_is_thrown_away(place: Place) -> None:
    path = filled(place)
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute(
            "CREATE VIEW entry AS SELECT 1 AS id, 'blob' AS kind, x'61' AS key, x'62' AS sealed"
        )
    assert believed(place) == ({}, ["cache-rebuilt"])


def test_a_planted_journal_does_not_delete_the_file_it_names(place: Place, tmp_path: Path) -> None:
    victim = tmp_path / "thesis.txt"
    victim.write_text("ten years of work")
    path = filled(place)
    Path(f"{path}-journal").write_bytes(journal_naming(victim, path.read_bytes()))
    assert believed(place) == (ENTRIES, [])
    assert victim.read_text() == "ten years of work"


def journal_naming(victim: Path, database: bytes) -> bytes:
    """Make a hot rollback journal with `victim` as super-journal (file format: https://sqlite.org/fileformat2.html#the_rollback_journal)."""
    magic = bytes.fromhex("d9d505f920a163d7")
    page_size = int.from_bytes(database[16:18], "big")
    header = magic + struct.pack(">5I", 0, 1, len(database) // page_size, 512, page_size)
    name = str(victim).encode()
    locking_page = 0x40000000 // page_size + 1
    tail = struct.pack(">I", locking_page) + name + struct.pack(">2I", len(name), sum(name)) + magic
    return header.ljust(512, b"\0") + tail


def symlink(path: Path, elsewhere: Path) -> None:
    path.symlink_to(elsewhere)


def hard_link(path: Path, elsewhere: Path) -> None:
    path.hardlink_to(elsewhere)


def pipe(path: Path, elsewhere: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize("plant", [symlink, hard_link, pipe])
@pytest.mark.parametrize("suffix", ["", "-wal", "-shm", "-journal"])
def test_nothing_is_written_through_a_planted_name(
    place: Place, tmp_path: Path, plant: Callable[[Path, Path], None], suffix: str
) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious" * 1_000)
    path = Path(f"{filled(place)}{suffix}")
    path.unlink(missing_ok=True)
    plant(path, victim)
    believed(place)
    assert victim.read_bytes() == b"precious" * 1_000
    assert believed(place)[1] == []


def test_a_folder_in_the_files_place_is_left_alone(place: Place) -> None:
    path = filled(place)
    path.unlink()
    (path / "inside").mkdir(parents=True)
    cache = place.open()
    cache.put("blob", {"a": b"1"})
    assert cache.get("blob", ["a"]) == {}
    assert "cache-unavailable" in codes(cache)
    assert (path / "inside").is_dir()


def test_a_file_far_above_the_bound_is_not_opened(place: Place) -> None:
    path = filled(place)
    os.truncate(path, 4 << 20)
    cache = place.open(bound=1 << 20)
    assert cache.get("blob", ENTRIES) == {}
    assert codes(cache) == ["cache-rebuilt"]
    cache.close()
    assert path.stat().st_size < 1 << 20
