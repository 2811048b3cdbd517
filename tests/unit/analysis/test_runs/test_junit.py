"""JUnit XML in the dialects of its writers, each in words of our own."""

import codecs
import math
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.test_runs.junit import LARGEST, Case, RunFile, duration, read_junit, seconds_since_1970


def read(content: bytes) -> tuple[dict[str, Case], RunFile]:
    cases: list[Case] = []
    told = read_junit([content[:50], content[50:]], len(content), cases.append)
    return {case.name: case for case in cases}, told


def ends(case: Case) -> tuple[int, bool, bool]:
    return case.failures, case.passed, case.skipped


def suite(within: str) -> bytes:
    return f'<testsuites><testsuite name="s">{within}</testsuite></testsuites>'.encode()


def case(within: str) -> str:
    return f'<testcase name="t" classname="c">{within}</testcase>'


PASSED, FAILED, SKIPPED = (0, True, False), (1, False, False), (0, True, True)


@pytest.mark.parametrize(
    ("content", "name", "end"),
    [
        (suite('<testcase name="t" classname="c" time="1"/>'), "c::t", PASSED),
        (suite('<testsuite name="in"><testcase name="t"/></testsuite>'), "in::t", PASSED),
        (suite(case("<failure>x</failure>")), "c::t", FAILED),
        (suite(case('<error type="E"/><system-out>x</system-out>')), "c::t", FAILED),
        (suite(case("<skipped/>")), "c::t", SKIPPED),
        (suite('<testcase name="t" classname="c" status="notrun"/>'), "c::t", SKIPPED),
        (suite('<testcase name="t" classname="c" status="run" result="skipped"/>'), "c::t", SKIPPED),
        (suite(case("<flakyFailure/><flakyError/>")), "c::t", (2, True, False)),
        (suite(case("<failure/><rerunFailure/>")), "c::t", (2, False, False)),
        (suite('<testcase name="t" class="c"><failure/></testcase>'), "c::t", FAILED),
        (b'<testcase name="t" classname="c"/>', "c::t", PASSED),
    ],
    ids=["plain", "nested", "failure", "error", "skipped", "ctest", "gtest", "flaky", "rerun", "phpunit", "bare"],
)  # fmt: skip
def test_dialects(content: bytes, name: str, end: tuple[int, bool, bool]) -> None:
    cases, _ = read(content)
    assert {one: ends(case) for one, case in cases.items()} == {name: end}


def test_what_the_run_says_of_itself() -> None:
    content = b"""<testsuites timestamp="2025-03-01T10:00:00"><testsuite name="s" file="spec/a_spec.rb"
    timestamp="2025-03-01T09:00:00+01:00"><properties><property name="git.sha" value="abc1234"/><property name="x"/>
    </properties><testcase name="t"><properties><property name="of the case" value="1"/></properties></testcase>
    </testsuite></testsuites>"""
    cases, told = read(content)
    assert told == RunFile({"git.sha": "abc1234"}, 1_740_816_000, 1, "")
    assert cases["s::t"].file == "spec/a_spec.rb"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1.5", 1.5), ("0,25", 0.25), ("1,234.5", 1234.5), ("3", 3.0), (" 2 ", 2.0), ("1e-3", 0.001)],
)
def test_times(text: str, seconds: float) -> None:
    assert duration(text) == seconds


@pytest.mark.parametrize("text", ["", "x", "-1", "inf", "nan", "1e400", "1.2.3"])
def test_times_that_are_none(text: str) -> None:
    assert math.isnan(duration(text))


def test_moments() -> None:
    assert seconds_since_1970("1970-01-02T00:00:00Z") == seconds_since_1970("1970-01-02") == 86_400
    assert seconds_since_1970("yesterday") == seconds_since_1970("") == seconds_since_1970("0001-01-01") == 0


def test_what_pytest_itself_writes(tmp_path: Path) -> None:
    (tmp_path / "test_m.py").write_text(
        "import pytest\n\ndef test_a():\n    pass\n\ndef test_b():\n    print('\\x1b[31m')\n    assert 0\n\n"
        "@pytest.mark.skip\ndef test_c():\n    pass\n\n"
        "@pytest.fixture\ndef f():\n    raise OSError\n\ndef test_d(f):\n    pass\n"
    )
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--junitxml=junit.xml",
        "-p",
        "no:cacheprovider",
        "test_m.py",
    ]
    made = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert made.returncode == 1, made.stdout
    cases, told = read((tmp_path / "junit.xml").read_bytes())
    assert {name: ends(case) for name, case in cases.items()} == {
        "test_m::test_a": PASSED,
        "test_m::test_b": FAILED,
        "test_m::test_c": SKIPPED,
        "test_m::test_d": FAILED,
    }
    assert told.problem == ""
    assert told.at > 1_700_000_000
    assert all(case.seconds >= 0 for case in cases.values())


def test_what_is_wrong_is_told() -> None:
    assert read(b"<html/>")[1].problem == "it is XML, but no results of tests"
    assert read(b'<!DOCTYPE a [<!ENTITY b "c">]><testsuite/>')[1].problem.startswith("it is refused: ")
    assert "500 MiB" in read_junit([], LARGEST + 1, lambda _: None).problem
    cases, told = read(b'<testsuite><testcase name="t" classname="c"/><testcase name="u" classname="c"><fail')
    assert list(cases) == ["c::t"]
    assert told.problem.startswith("line 1: ")


def test_names_beyond_all_measure_are_cut_and_stay_apart() -> None:
    long = b'<testsuite><testcase name="%s1"/><testcase name="%s2"/></testsuite>' % (b"x" * 900, b"x" * 900)
    assert len(read(long)[0]) == 2


@given(st.binary(max_size=200), st.integers(0, 120))
def test_any_damage(damage: bytes, place: int) -> None:
    content = suite(case("<failure/>"))
    read(content[:place] + damage + content[place:])


NAMED = '<testsuites><testsuite name="é"><testcase name="naïve"/></testsuite></testsuites>'


@pytest.mark.parametrize("piece", [1, 7, 1 << 20])
@pytest.mark.parametrize(
    "content",
    [
        NAMED.encode(),
        codecs.BOM_UTF8 + NAMED.encode(),
        f"<?xml version='1.0' encoding='UTF-16'?>{NAMED}".encode("utf-16"),
        f"<?xml version='1.0' encoding='UTF-16LE'?>{NAMED}".encode("utf-16-le"),
        f'<?xml version="1.0" encoding="ISO-8859-1"?>{NAMED}'.encode("latin-1"),
        f'<?xml version="1.0" encoding="windows-1252"?>{NAMED}'.encode("cp1252"),
    ],
    ids=["none said", "mark of UTF-8", "mark of UTF-16", "UTF-16 without a mark", "Latin 1", "Windows"],
)
def test_encodings_that_are_declared(content: bytes, piece: int) -> None:
    found: list[Case] = []
    pieces = [content[start : start + piece] for start in range(0, len(content), piece)]
    assert read_junit(pieces, len(content), found.append).problem == ""
    assert [case.name for case in found] == ["é::naïve"]


def test_suites_without_tests_and_within_each_other() -> None:
    empty = b'<testsuite name="a"><testsuite name="b"/><properties/></testsuite>'
    content = (
        b'<testsuites>%s<testsuite name="o"><testsuite name="i"><testcase name="t"/></testsuite>' % empty
    )
    content += b'<testcase name="u"/></testsuite></testsuites>'
    found: list[Case] = []
    told = read_junit([content], len(content), found.append)
    assert [case.name for case in found] == ["i::t", "o::u"]
    assert told.problem == ""
    assert read_junit([empty], len(empty), found.append) == RunFile()


@pytest.mark.parametrize(
    ("suite_name", "given", "line"),
    [
        ("pytest", 'file="a.py" line="4"', 5),
        ("s", 'file="a.cc" line="4"', 4),
        ("s", 'line="4"', 0),
        ("s", 'file="a.cc" line="-4"', 0),
        ("s", 'file="a.cc" line="4.5"', 0),
        ("s", 'file="a.cc" line="\u0664"', 0),
        ("s", 'file="a.cc" line="999999999999999999999"', 0),
    ],
)
def test_the_line_of_a_case_is_a_whole_number_beside_its_file(suite_name: str, given: str, line: int) -> None:
    content = f'<testsuite name="{suite_name}"><testcase name="t" classname="c" {given}/></testsuite>'
    assert read(content.encode())[0]["c::t"].line == line
