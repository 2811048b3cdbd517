import json
import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.usage.coverage import LARGEST, executed_lines, within

XML = b"""<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY a "aaaa">]>
<coverage><classes><class name="m" filename="app/m.py"><lines>
<line number="1" hits="3"/><line number="2" hits="0"/><line hits="1" number="7" branch="true"/>
</lines></class><class filename="app/n.py"><lines/></class></classes></coverage>"""


def database(tmp_path, bits):
    path = tmp_path / ".coverage"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE file (id INTEGER PRIMARY KEY, path TEXT)")
        made.execute("CREATE TABLE line_bits (file_id INTEGER, context_id INTEGER, numbits BLOB)")
        made.execute("INSERT INTO file VALUES (1, '/home/me/app/m.py')")
        made.execute("INSERT INTO line_bits VALUES (1, 1, ?)", (bits,))
    made.close()
    return path.read_bytes()


def test_reads_each_form(tmp_path):
    assert executed_lines("coverage.xml", XML) == {"app/m.py": {1, 7}, "app/n.py": set()}
    data = {"files": {"app/m.py": {"executed_lines": [1, 7]}, "x": {}, "y": 1}}
    assert executed_lines("coverage.json", json.dumps(data).encode()) == {"app/m.py": {1, 7}}
    assert executed_lines(".coverage", database(tmp_path, bytes([0b10000010]))) == {
        "/home/me/app/m.py": {1, 7}
    }


def test_leads_names_of_the_data_to_paths():
    lines = frozenset({1})
    paths = frozenset({"src/app/m.py", "src/app/n.py", "a/x.py", "b/x.py"})
    found = within({"/home/me/src/app/m.py": lines, "app/n.py": lines, "x.py": lines}, paths)
    assert found == {"src/app/m.py": lines, "src/app/n.py": lines}


def test_what_is_no_coverage_data_gives_nothing(tmp_path):
    good = database(tmp_path, b"\x02")
    for name, content in (
        ("coverage.json", b"[" * 100_000), ("coverage.json", b"{}"), ("coverage.xml", b"<class"), (".coverage", b"x"),
        (".coverage", good[:200]), (".coverage", good[:100] + bytes(4_000)), ("coverage.xml", b" " * (LARGEST + 1)),
    ):  # fmt: skip
        assert executed_lines(name, content) == {}


@given(st.binary(max_size=200))
def test_damaged_databases_do_no_harm(rest):
    executed_lines(".coverage", b"SQLite format 3\0" + rest)


def test_a_database_of_anything_but_plain_tables_gives_nothing(tmp_path):
    plain = database(tmp_path, b"\x02")
    for statement in (
        "CREATE VIEW other AS SELECT 1",
        "CREATE TABLE other (a, b AS (zeroblob(9)))",
        "CREATE TABLE other (a DEFAULT (zeroblob(9)))",
        "CREATE TRIGGER other AFTER INSERT ON file BEGIN SELECT 1; END",
        "CREATE INDEX other ON file (path)",
        'CREATE TABLE "a -- b" (a)',
    ):
        path = tmp_path / "made"
        path.write_bytes(plain)
        with sqlite3.connect(path) as made:
            made.execute(statement)
        made.close()
        assert executed_lines(".coverage", path.read_bytes()) == {}, statement


def test_a_name_that_fits_two_paths_leads_to_neither():
    lines = frozenset({1})
    assert within({"/x/a/m.py": lines}, frozenset({"a/m.py", "m.py"})) == {}
