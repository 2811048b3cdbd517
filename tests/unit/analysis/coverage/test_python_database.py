"""The database of coverage.py: read without trust."""

import sqlite3
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.coverage.python_database import numbers_by_path

_ARCS = "CREATE TABLE arc (file_id INTEGER, context_id INTEGER, fromno INTEGER, tono INTEGER)"


def database(tmp_path: Path, bits: bytes, *statements: str) -> bytes:
    path = tmp_path / ".coverage"
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE file (id INTEGER PRIMARY KEY, path TEXT)")
        made.execute("CREATE TABLE line_bits (file_id INTEGER, context_id INTEGER, numbits BLOB)")
        made.execute("INSERT INTO file VALUES (1, '/home/me/app/m.py')")
        made.execute("INSERT INTO line_bits VALUES (1, 1, ?)", (bits,))
        for statement in statements:
            made.execute(statement)
    made.close()
    return path.read_bytes()


def test_lines_are_bits(tmp_path: Path) -> None:
    assert numbers_by_path(database(tmp_path, bytes([0b10000010]))) == {"/home/me/app/m.py": {1, 7}}


def test_steps_tell_lines_too(tmp_path: Path) -> None:
    content = database(
        tmp_path,
        b"\x02",
        _ARCS,
        "INSERT INTO arc VALUES (1, 1, -1, 3), (1, 1, 3, 9), (2, 1, 4, 5), (1, 1, 9, -1)",
    )
    assert numbers_by_path(content) == {"/home/me/app/m.py": {1, 3, 9}}


def test_damage_gives_nothing(tmp_path: Path) -> None:
    good = database(tmp_path, b"\x02")
    for content in (b"x", good[:200], good[:100] + bytes(4_000)):
        assert numbers_by_path(content) == {}


@given(st.binary(max_size=200))
def test_damaged_databases_do_no_harm(rest: bytes) -> None:
    numbers_by_path(b"SQLite format 3\0" + rest)


def test_a_database_of_anything_but_plain_tables_gives_nothing(tmp_path: Path) -> None:
    for statement in (
        "CREATE VIEW other AS SELECT 1",
        "CREATE TABLE other (a, b AS (zeroblob(9)))",
        "CREATE TABLE other (a DEFAULT (zeroblob(9)))",
        "CREATE TRIGGER other AFTER INSERT ON file BEGIN SELECT 1; END",
        "CREATE INDEX other ON file (path)",
        'CREATE TABLE "a -- b" (a)',
        "CREATE VIEW arc AS SELECT 1 AS file_id, 2 AS fromno, 3 AS tono",
    ):
        assert numbers_by_path(database(tmp_path, b"\x02", statement)) == {}, statement
