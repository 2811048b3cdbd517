"""Declarations, coverage data and imports made to take all time or memory of the look for what nothing uses."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes.repositories import make_repository
from tests.hostile.pasts import found
from tests.hostile.room import Room, notices_of

# Limits of each process, not claims: what is quadratic in these inputs takes hours or gigabytes.
_WITHIN = ("prlimit", "--cpu=60", f"--data={1_500 << 20}", "--")
_PLAIN = {"m.py": "def f(a):\n    return a\n"}
_MIB = 1 << 20
_FILE = "CREATE TABLE file (id integer primary key, path text)"
_BITS = "CREATE TABLE line_bits (file_id integer, context_id integer, numbits blob)"
_ONE_FILE = "CREATE VIEW file AS SELECT 1 AS id, 'm.py' AS path"
_COUNTING = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)"


def _filled(rows: Iterator[str], size: int = _MIB) -> str:
    """Join rows to as much as is read of a file."""
    kept: list[str] = []
    for row in rows:
        size -= len(row)
        if size < 0:
            break
        kept.append(row)
    return "".join(kept)


def _numbered(row: str) -> Iterator[str]:
    return (row.format(number) for number in range(_MIB))


_DECLARATIONS: dict[str, Callable[[], dict[str, str]]] = {
    "requirements": lambda: {"requirements.txt": _filled(_numbered("{0:x}z\n"))},
    "requirements in groups": lambda: {
        "pyproject.toml": '[project]\nname = "x"\n[project.optional-dependencies]\n'
        + _filled(_numbered('e{0} = ["d{0}"]\n'), _MIB - 100)
    },
    "key of many parts": lambda: {"pyproject.toml": "a." * (_MIB // 2 - 10) + "a = 1\n"},
    "keys of some parts": lambda: {"pyproject.toml": _filled(_numbered("b{}." + "a." * 400 + "a = 1\n"))},
    "quoted keys of some parts": lambda: {
        "pyproject.toml": _filled(_numbered("b{}." + '".".' * 90 + "a=1\n"))
    },
    "arrays in arrays": lambda: {"pyproject.toml": "a = " + "[" * (_MIB - 10)},
    "blanks in a key": lambda: {"setup.cfg": "[metadata]\na" + " " * (_MIB - 20) + "x\n"},
    "lines of blanks": lambda: {
        "setup.cfg": "[metadata]\n" + _filled(_numbered("a{}" + " " * 1_900 + "x\n"))
    },
    "lines that are no options": lambda: {"setup.cfg": "[metadata]\n" + "x\n" * (_MIB // 2 - 10)},
    "imports with blanks": lambda: {
        f"n{number}.py": "from" + " " * 200_000 + "x\nimport os\n" for number in range(20)
    },
    "imports with blanks behind others": lambda: {
        "n.py": "x; import os\n" + ("x" + ":" * 150 + " " * 4_000 + "from a" + " " * 4_000 + "b\n") * 20
    },
}


@pytest.mark.parametrize("name", _DECLARATIONS)
def test_declarations_and_imports(room: Room, tmp_path: Path, name: str) -> None:
    repo = make_repository(tmp_path / "repo")
    repo.commit({**_PLAIN, **_DECLARATIONS[name]()})
    _tells_what_is_unused(room, repo.path)


_NESTED = {"signs": "setup(" + "-" * 900_000 + "1)", "attributes": "setup(a" + ".b" * 450_000 + ")"}


@pytest.mark.parametrize("name", _NESTED)
def test_a_setup_script_of_great_depth(room: Room, tmp_path: Path, name: str) -> None:
    """What ends the worker is told, and nothing is remembered of it."""
    repo = make_repository(tmp_path / "repo")
    repo.commit({**_PLAIN, "setup.py": _NESTED[name]})
    for _ in range(2):
        report = room.look(repo.path, within=_WITHIN)
        told = "usage-left-out" in notices_of(report)
        assert told or ("dead-function", "m.py") in found(report)


def test_more_declarations_than_are_read(room: Room, tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    rows = "# as below\n" * (_MIB // 11) + "left-pad\n"
    repo.commit({**_PLAIN, **{f"p{number:02}/requirements.txt": rows[: _MIB - 20] for number in range(20)}})
    repo.commit({"requirements.txt": rows + rows})
    report = _tells_what_is_unused(room, repo.path)
    told = notices_of(report)["declarations-left-out"]
    assert told["count"] == 20 - 16 + 1
    assert told["examples"][0] == "requirements.txt"


_SCHEMAS = {
    "a value of 400 MB": [_ONE_FILE, "CREATE VIEW line_bits AS SELECT 1 AS file_id, zeroblob(400000000) AS numbits"],
    "values of 36 GB": [
        _ONE_FILE,
        f"CREATE VIEW line_bits AS {_COUNTING} SELECT 1 AS file_id, zeroblob(900000000) AS numbits FROM n",
    ],
    "a search within one instruction": [
        _ONE_FILE,
        "CREATE VIEW line_bits AS SELECT 1 AS file_id, x'01' AS numbits"
        " WHERE instr(zeroblob(30000000), zeroblob(15000000) || x'01') > 0",
    ],
    "rows without end": [
        _FILE,
        "CREATE VIEW line_bits AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n)"
        " SELECT 1 AS file_id, x'01' AS numbits FROM n",
    ],
    "a computed column": [
        _FILE,
        "CREATE TABLE line_bits (file_id integer)",
        "INSERT INTO line_bits VALUES (1)",
        "ALTER TABLE line_bits ADD COLUMN numbits blob GENERATED ALWAYS AS"
        " (instr(zeroblob(30000000), zeroblob(15000000) || x'01')) VIRTUAL",
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", _SCHEMAS)
def test_a_database_that_computes(room: Room, tmp_path: Path, name: str) -> None:
    repo = make_repository(tmp_path / "repo")
    repo.commit(_PLAIN)
    database = sqlite3.connect(repo.path / ".coverage")
    for statement in _SCHEMAS[name]:
        database.execute(statement)
    database.commit()
    database.close()
    _tells_what_is_unused(room, repo.path)


def test_a_database_of_many_large_rows(room: Room, tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    repo.commit(_PLAIN)
    database = sqlite3.connect(repo.path / ".coverage")
    database.execute(_FILE)
    database.execute(_BITS)
    database.executemany(
        "INSERT INTO file VALUES (?, ?)", [(number, f"n{number}.py") for number in range(120)]
    )
    rows = [(number, 1, b"\xff" * 120_000) for number in range(120)]
    database.executemany("INSERT INTO line_bits VALUES (?, ?, ?)", rows)
    database.commit()
    database.close()
    _tells_what_is_unused(room, repo.path)


# Made in the test, so that no other holds them in memory.
_REPORTS: dict[str, tuple[str, Callable[[], str]]] = {
    "classes in classes": ("coverage.xml", lambda: "<class " * (16 * _MIB // 7)),
    "lines in lines": (
        "coverage.xml",
        lambda: '<class filename="m.txt">' + "<line " * (16 * _MIB // 6 - 10),
    ),
    "one class again and again": (
        "coverage.xml",
        lambda: "".join(f'<class filename="a.txt"><line number="{number}" hits="1"/>' for number in range(280_000)),
    ),
    "lists in a list": ("coverage.json", lambda: '{"files":{"a":[' + "[]," * (16 * _MIB // 3 - 20) + "[]]}}"),
    "many files": (
        "coverage.json",
        lambda: '{"files":{' + ",".join(f'"{number}":{{}}' for number in range(1_200_000)) + "}}",
    ),
    "too large": ("coverage.json", lambda: '{"files":{"a":[' + "[]," * (11 * _MIB) + "[]]}}"),
    "names of many files": (
        "coverage.json",
        lambda: '{"files": {'
        + ",".join(f'"/zz{number}/a.txt": {{"executed_lines": [1]}}' for number in range(280_000))
        + "}}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", _REPORTS)
def test_reports_of_coverage(room: Room, tmp_path: Path, name: str) -> None:
    repo = make_repository(tmp_path / "repo")
    repo.commit({**_PLAIN, **{f"d{number}/a.txt": f"{number}\n" for number in range(3_000)}})
    path, text = _REPORTS[name]
    (repo.path / path).write_text(text())
    _tells_what_is_unused(room, repo.path)


def _tells_what_is_unused(room: Room, path: Path) -> dict[str, object]:
    report = room.look(path, "--jobs", "2", within=_WITHIN)
    assert "usage-left-out" not in notices_of(report)
    assert ("dead-function", "m.py") in found(report)
    return report
