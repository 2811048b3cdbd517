"""Coverage data of each format: told by its content, read within bounds."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.coverage import reading
from mainstay.analysis.coverage.reading import CoverageData, read_coverage
from mainstay.domain.coverage import LineCoverage

COBERTURA = b"""<?xml version="1.0" ?>
<!DOCTYPE coverage SYSTEM "http://cobertura.example/coverage-04.dtd">
<coverage timestamp="1700000000000"><sources><source>/app/src</source></sources><packages><package><classes>
<class name="m" filename="app/m.py"><methods><method name="f"><lines><line number="1" hits="0"/></lines></method></methods>
<lines><line number="1" hits="3"/><line number="2" hits="0"/>
<line number="7" hits="1" branch="true" condition-coverage="50% (1/2)"/></lines></class>
<class name="n" filename="app/n.py"><lines/></class></classes></package></packages></coverage>"""
CLOVER = b"""<?xml version="1.0" encoding="UTF-8"?>
<coverage generated="1700000000" clover="4.3.1"><project timestamp="1700000000"><package name="a">
<file name="m.js" path="/srv/app/m.js"><line num="1" count="3" type="stmt"/><line num="2" count="0" type="stmt"/>
<line num="7" type="cond" truecount="1" falsecount="0"/></file></package></project></coverage>"""
JACOCO = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd"><report name="x">
<sessioninfo id="a" start="1699999999000" dump="1700000000000"/><group name="g"><package name="com/x">
<class name="com/x/M" sourcefilename="M.java"><method name="f"><counter type="LINE" missed="1" covered="2"/></method></class>
<sourcefile name="M.java"><line nr="1" mi="0" ci="3" mb="0" cb="0"/><line nr="2" mi="4" ci="0" mb="0" cb="0"/>
<line nr="7" mi="1" ci="2" mb="1" cb="1"/></sourcefile></package></group></report>"""
LCOV = b"""TN:
SF:C:\\app\\m.c\r
FN:1,f
DA:1,3
DA:2,0
DA:7,1
BRDA:7,0,0,1
BRDA:7,0,1,-
end_of_record
"""
LINES = LineCoverage(frozenset({1, 7}), frozenset({2}), {7: (1, 2)})


def read(content: bytes, piece: int = 1 << 20) -> CoverageData:
    pieces = [content[start : start + piece] for start in range(0, len(content), piece)]
    return read_coverage(pieces, len(content))


@pytest.mark.parametrize("piece", [1 << 20, 7_000, 5_000])
@pytest.mark.parametrize(
    ("content", "form", "name", "at"),
    [
        (COBERTURA, "Cobertura", "app/m.py", 1_700_000_000),
        (CLOVER, "Clover", "/srv/app/m.js", 1_700_000_000),
        (JACOCO, "JaCoCo", "com/x/M.java", 1_700_000_000),
        (LCOV, "LCOV", "C:\\app\\m.c", 0),
    ],
    ids=["cobertura", "clover", "jacoco", "lcov"],
)
def test_each_format(content: bytes, form: str, name: str, at: int, piece: int) -> None:
    told = read(content, piece)
    assert (told.format, told.problem, told.at) == (form, "", at)
    assert told.files[name] == LINES


def test_sources_are_roots() -> None:
    assert read(COBERTURA).roots == ("/app/src",)


def test_what_coverage_py_itself_writes(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text("def f(a):\n    if a:\n        return 1\n    return 2\n\n\nf(1)\n")
    for command in (["run", "--branch", "m.py"], ["xml"], ["json"], ["lcov"]):
        made = subprocess.run(
            [sys.executable, "-m", "coverage", *command], cwd=tmp_path, capture_output=True, check=False
        )
        assert made.returncode == 0, made.stderr
    told = {
        name: read((tmp_path / name).read_bytes())
        for name in ("coverage.xml", "coverage.json", "coverage.lcov", ".coverage")
    }
    for name in ("coverage.xml", "coverage.json", "coverage.lcov"):
        assert told[name].files["m.py"] == LineCoverage(
            frozenset({1, 2, 3, 7}), frozenset({4}), {2: (1, 2)}
        ), name
        assert not told[name].problem
    (lines,) = told[".coverage"].files.values()
    assert (lines.covered, lines.complete) == (frozenset({1, 2, 3, 7}), False)
    assert told["coverage.xml"].at > 1_700_000_000
    assert told["coverage.json"].at > 1_700_000_000


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is empty"),
        (b"hello", "its format is not known"),
        (b"{}", "it is no JSON report of coverage.py"),
        (b'{"files":' + b"[" * 100_000, "it is no JSON report of coverage.py"),
        (b"<testsuites/>", "it is XML, but no coverage"),
        (
            b'<!DOCTYPE a [<!ENTITY b "c">]><coverage/>',
            "it is refused: it declares entities or types of its own",
        ),
        (LCOV.replace(b"end_of_record", b""), "it ends in the middle of a file"),
    ],
    ids=["empty", "text", "other JSON", "deep JSON", "other XML", "entities", "cut trace"],
)
def test_what_is_wrong_is_told(content: bytes, why: str) -> None:
    assert read(content).problem == why


def test_what_was_read_before_the_end_counts() -> None:
    told = read(COBERTURA[: COBERTURA.index(b'<class name="n"')])
    assert told.files["app/m.py"] == LINES
    assert told.problem.startswith("line ")


def test_files_that_are_no_numbers_do_no_harm() -> None:
    data = {"files": {"m.py": {"executed_lines": [1, 7, -3, 99_999_999]}, "x": {}, "y": 1}}
    told = read(json.dumps(data).encode())
    assert told.files == {"m.py": LineCoverage(frozenset({1, 7}))}
    assert told.problem == "a file in it has no lines"


def test_too_large_ones_are_not_read() -> None:
    assert "64 MiB" in read_coverage([b"{}"], reading.LARGEST_WHOLE + 1).problem
    assert "500 MiB" in read_coverage([b"<a/>"], reading.LARGEST + 1).problem


@given(
    st.sampled_from([COBERTURA, CLOVER, JACOCO, LCOV, b"mode: set\na.go:1.1,2.2 1 1\n" * 20]),
    st.integers(0, 900),
    st.binary(max_size=30),
)
def test_damage_anywhere_never_raises(content: bytes, place: int, damage: bytes) -> None:
    told = read(content[:place] + damage + content[place:], 200)
    assert all(line > 0 for lines in told.files.values() for line in lines.covered | lines.missed)


def test_lines_of_methods_count_where_the_class_has_none() -> None:
    content = b"""<coverage><packages><package><classes><class filename="m.go"><methods><method><lines>
    <line number="3" hits="1" branch="true" condition-coverage="50% (1/2)"/><line number="4" hits="0"/></lines></method>
    </methods><lines/></class></classes></package></packages></coverage>"""
    assert read(content).files == {"m.go": LineCoverage(frozenset({3}), frozenset({4}), {3: (1, 2)})}


def test_a_profile_of_go_joins_the_blocks_of_several_packages() -> None:
    content = b"mode: count\r\na/m.go:3.10,4.5 1 0\r\na/m.go:5.2,5.9 1 0\r\na/m.go:3.10,4.5 1 7\r\n"
    data = read(content)
    assert data.format == "Go profile"
    assert data.files == {"a/m.go": LineCoverage(frozenset({3, 4}), frozenset({5}), {})}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"a.go:3.10,4.5 1", "a line in it is no block of a profile"),
        (b"a.go:1.1,99999999.1 1 1", "it holds more than is read, or numbers that are none of a line"),
        (b"a.go:0.1,0.1 1 1", "it holds more than is read, or numbers that are none of a line"),
    ],
)
def test_a_damaged_profile_of_go_is_read_as_far_as_that_goes(line: bytes, problem: str) -> None:
    data = read(b"mode: set\nb.go:1.1,2.2 1 1\n" + line + b"\n")
    assert data.problem == problem
    assert data.files["b.go"] == LineCoverage(frozenset({1, 2}))


def test_branches_beyond_all_measure_are_left_out() -> None:
    lines = [b"SF:a.c", *(b"DA:%d,1" % number for number in range(1, 31))]
    lines += [
        b"BRDA:%d,0,%s%d,1" % (number, b"x" * 200, way) for number in range(1, 31) for way in range(9_000)
    ]
    lines += [b"end_of_record", b"SF:b.c", b"DA:1,1", b"BRDA:1,0,0,1", b"end_of_record"]
    content = b"\n".join(lines)
    data = read(content)
    branches = data.files["a.c"].branches
    assert branches[1] == (9_000, 9_000)
    assert sum(total for _, total in branches.values()) == 200_000
    assert data.files["b.c"].branches == {1: (1, 1)}
    assert data.problem
