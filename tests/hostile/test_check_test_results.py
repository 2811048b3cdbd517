"""Coverage data and results of test runs made to take all time or memory, to read what is not theirs, or to be told wrongly."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.repositories import make_repository
from tests.hostile.room import Room, notices_of, untouched

# Limits of each process, not claims.
_WITHIN = ("prlimit", "--cpu=300", f"--data={1_500 << 20}", "--")
_FILES = {"m.py": "def f(a):\n    return a\n", "tests/test_m.py": "def test_f():\n    pass\n"}
_MIB = 1 << 20
_CASE = (
    '<testcase classname="tests.test_m" name="test_{}" time="0.001"><system-out>{}</system-out></testcase>\n'
)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    repo = make_repository(tmp_path / "repo")
    repo.commit(_FILES)
    return repo.path


def told_of(report: dict[str, Any]) -> dict[str, Any]:
    assert "tests-left-out" not in notices_of(report)
    return report["tests"] or {"coverage": None, "runs": None}


def _large(path: Path, mebibytes: int) -> None:
    text = "x" * 900
    with path.open("w") as file:
        file.write('<testsuites><testsuite name="s">')
        number = 0
        while file.tell() < mebibytes * _MIB:
            file.write("".join(_CASE.format(number + more, text) for more in range(1_000)))
            number += 1_000
        file.write("</testsuite></testsuites>")


@pytest.mark.parametrize("mebibytes", [60, pytest.param(499, marks=pytest.mark.slow)])
def test_large_results(room: Room, repository: Path, tmp_path: Path, mebibytes: int) -> None:
    _large(tmp_path / "large.xml", mebibytes)
    report = room.look(repository, "--junit", str(tmp_path / "large.xml"), within=_WITHIN)
    runs = told_of(report)["runs"]
    # A large file may hold more tests than are told apart.
    assert runs["tests"] >= min(mebibytes * 1_000, 300_000)
    assert notices_of(report).keys().isdisjoint({"results-unread", "tests-left-out"})


def test_many_short_cases(room: Room, repository: Path, tmp_path: Path) -> None:
    with (tmp_path / "many.xml").open("w") as file:
        file.write("<testsuite>")
        for start in range(0, 800_000, 1_000):
            file.write("".join(f'<testcase name="{start + number}"/>' for number in range(1_000)))
        file.write("</testsuite>")
    report = room.look(repository, "--junit", str(tmp_path / "many.xml"), within=_WITHIN)
    assert told_of(report)["runs"]["tests"] == 300_000
    assert notices_of(report)["results-left-out"]["count"] == 500_000


_LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 20}'>" for n in range(1, 12)
)
_OUTSIDE = "<!DOCTYPE x [<!ENTITY a11 SYSTEM 'file:///etc/passwd'>"
_BODIES = {
    "coverage.xml": "<coverage><packages><class filename='&a11;'><lines/></class></packages></coverage>",
    "coverage/clover.xml": "<coverage><project><file path='&a11;'/></project></coverage>",
    "target/site/jacoco/jacoco.xml": "<report><package name='&a11;'/></report>",
    "junit.xml": "<testsuite><testcase name='&a11;'/></testsuite>",
}


@pytest.mark.parametrize("kind", [_LAUGHS, _OUTSIDE], ids=["laughs", "outside"])
@pytest.mark.parametrize("name", _BODIES)
def test_entities_are_refused_in_every_format(room: Room, repository: Path, name: str, kind: str) -> None:
    (repository / name).parent.mkdir(parents=True, exist_ok=True)
    (repository / name).write_text(f"{kind}]>{_BODIES[name]}")
    notices = notices_of(room.look(repository, within=_WITHIN))
    (notice,) = (notices[code] for code in ("coverage-unread", "results-unread") if code in notices)
    assert notice["examples"] == [f"{name}: it is refused: it declares entities or types of its own"]


_DAMAGED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a tag without end": ("junit.xml", lambda: b"<testsuite name='" + b"x" * (40 * _MIB)),
    "suites in suites": ("junit.xml", lambda: b"<testsuite>" * 1_000_000),
    "a name of megabytes": ("junit.xml", lambda: b"<testsuite><testcase name='%s'/></testsuite>" % (b"n" * 3 * _MIB)),
    "no UTF-8": ("junit.xml", lambda: b"<testsuite><testcase name='\xff\xfe\x1b[31m'/></testsuite>"),
    "UTF-16": ("junit.xml", lambda: "<testsuite><testcase name='\u202et'/></testsuite>".encode("utf-16")),
    "cut off": ("junit.xml", lambda: b"<testsuite><testcase name='t'/><testcase na"),
    "no line's number": ("coverage.xml", lambda: b"<coverage><packages><class filename='m.py'><line number='-1' hits='1'/>"
        b"<line number='99999999999999' hits='1'/><line number='1e3' hits='x'/></class></packages></coverage>"),
    "a line without end": ("lcov.info", lambda: b"SF:m.py\nDA:" + b"1" * (20 * _MIB)),
    "branches without end": ("lcov.info", lambda: b"SF:m.py\nDA:1,1\n"
        + b"".join(b"BRDA:1,0,%d,1\n" % n for n in range(500_000))),
    "files without end": ("lcov.info", lambda: b"".join(b"SF:f%d\n" % n for n in range(600_000))),
    "a path out": ("lcov.info", lambda: b"SF:../../../../etc/passwd\nDA:1,1\nend_of_record\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", _DAMAGED)
def test_damaged_and_monstrous_files(room: Room, repository: Path, name: str) -> None:
    path, content = _DAMAGED[name]
    (repository / path).write_bytes(content())
    told_of(room.look(repository, within=_WITHIN))
    told = room.run("tests", repository)
    assert told.status == 0, told.said


def test_contradictory_coverage_and_paths_that_do_not_match(room: Room, repository: Path) -> None:
    (repository / "lcov.info").write_text(
        "SF:m.py\nDA:1,1\nDA:2,0\nend_of_record\nSF:/gone.py\nDA:1,1\nend_of_record\n"
    )
    (repository / "coverage.json").write_text(
        json.dumps({"files": {"m.py": {"executed_lines": [2], "missing_lines": []}}})
    )
    (repository / "coverage.xml").write_text(
        "<coverage><packages><class filename='tests/test_m.py'><line number='900' hits='1'/></class></packages></coverage>"
    )
    report = room.look(repository)
    notices = notices_of(report)
    assert notices["coverage-contradicted"]["examples"] == ["m.py"]
    assert notices["coverage-unmatched"]["examples"] == ["/gone.py"]
    assert notices["coverage-stale"]["examples"] == ["tests/test_m.py"]
    assert all(
        notices[code]["mend"] for code in ("coverage-contradicted", "coverage-unmatched", "coverage-stale")
    )
    (one,) = report["tests"]["coverage"]["files"]
    assert (one["path"], one["executable"], one["covered"]) == ("m.py", 2, 2)


def test_a_folder_of_very_many_files(room: Room, repository: Path, tmp_path: Path) -> None:
    folder = tmp_path / "results"
    folder.mkdir()
    for number in range(100_000):
        (folder / f"{number}.{'xml' if number % 4 == 0 else 'log'}").touch()
    report = room.look(repository, "--junit", str(folder), within=_WITHIN)
    notices = notices_of(report)
    assert notices["test-files-left-out"]["count"] == 5_000
    assert notices["results-unread"]["count"] == 20_000


def test_links_pipes_and_other_folders(room: Room, repository: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "junit.xml").write_text("<testsuite><testcase name='secret'/></testsuite>")
    (repository / "junit.xml").symlink_to(secret / "junit.xml")
    (repository / "target").symlink_to(secret)
    (repository / "test-results").mkdir()
    (repository / "test-results" / "a.xml").symlink_to(secret / "junit.xml")
    (repository / "test-results" / "b").symlink_to(secret)
    os.mkfifo(repository / "test-results" / "c.xml")
    os.mkfifo(repository / "coverage.xml")
    with untouched(secret):
        report = room.look(repository)
    assert report["tests"] is None
    assert "secret" not in json.dumps(report["notices"])


def test_what_is_named_and_is_not_there(room: Room, repository: Path) -> None:
    assert room.refusal(repository, "--junit", "/nowhere")[1] == "/nowhere"
    assert room.refusal(repository, "--coverage", "/dev/zero")[1] == "/dev/zero"


def test_a_changed_file_is_seen_and_an_unchanged_one_remembered(room: Room, repository: Path) -> None:
    (repository / ".git" / "info" / "exclude").write_text("lcov.info\n")
    (repository / "lcov.info").write_text("SF:m.py\nDA:1,1\nDA:2,0\nend_of_record\n")
    assert not room.look(repository)["remembered"]
    again = room.look(repository)
    assert (again["remembered"], again["tests"]["coverage"]["covered"]) == (True, 1)
    (repository / "lcov.info").write_text("SF:m.py\nDA:1,1\nDA:2,1\nend_of_record\n")
    after = room.look(repository)
    assert (after["remembered"], after["tests"]["coverage"]["covered"]) == (False, 2)
    assert room.look(repository, "--no-tests")["tests"] is None
