"""Coverage as real tools wrote it, held against the sums that each tool printed itself (see tests/produced)."""

from pathlib import Path

import pytest

from mainstay.analysis.coverage.reading import CoverageData, read_coverage

PRODUCED = Path(__file__).parents[3] / "produced" / "coverage"
# Lines that ran, lines that can, branches taken, branches.
PRINTED = {
    "coverage.py-7.17.3-lines.xml": (20, 26, 0, 0),
    "coverage.py-7.17.3-lines.json": (20, 26, 0, 0),
    "coverage.py-7.17.3-branches.xml": (20, 26, 8, 12),
    "coverage.py-7.17.3-branches.json": (20, 26, 8, 12),
    "coverage.py-7.17.3-branches.lcov": (20, 26, 8, 12),
    "lcov-1.16.info": (6, 11, 6, 10),
    "gcovr-5.2-cobertura.xml": (6, 11, 6, 10),
    "gcovr-8.8-cobertura.xml": (6, 11, 6, 10),
    "gcovr-8.8.info": (6, 11, 6, 10),
    "gcovr-8.8-clover.xml": (6, 11, 0, 0),
    "nyc-18.0.0.info": (11, 15, 8, 12),
    "jest-30.5.2.info": (11, 15, 8, 12),
    "vitest-4.1.12-v8.info": (11, 15, 8, 12),
    "c8-12.0.0.info": (26, 35, 9, 11),
    "c8-12.0.0-cobertura.xml": (26, 35, 9, 11),
    "c8-12.0.0-clover.xml": (26, 35, 9, 11),
    # Of a branch on a line without a statement these tell in their sums alone, not where it is.
    "nyc-18.0.0-cobertura.xml": (11, 15, 7, 11),
    "nyc-18.0.0-clover.xml": (11, 15, 7, 11),
    "jest-30.5.2-cobertura.xml": (11, 15, 7, 11),
    "jest-30.5.2-clover.xml": (11, 15, 7, 11),
    "vitest-4.1.12-v8-cobertura.xml": (11, 15, 7, 11),
    "vitest-4.1.12-v8-clover.xml": (11, 15, 7, 11),
    "node-20.20.2.info": (38, 47, 12, 16),
    "phpunit-9.6.7-clover.xml": (7, 11, 0, 0),
    "phpunit-9.6.7-cobertura.xml": (7, 11, 0, 0),
    "jacoco-0.8.6.xml": (5, 13, 6, 10),
    # Of 11 statements 7 ran by `go tool cover`; these are the lines of their blocks, counted by hand.
    "go-1.19.8.out": (9, 16, 0, 0),
}
# Which lines did not run, by all formats of one project.
MISSED = {
    "coverage.py": {"price.py": {9, 26}, "tax.py": {5, 10, 11, 12}},
    "lcov": {"price.c": {8, 14, 16, 17, 18}},
    "gcovr": {"price.c": {8, 14, 16, 17, 18}},
    "nyc": {"price.js": {7, 17, 18}, "tax.js": {7}},
    "jest": {"price.js": {7, 17, 18}, "tax.js": {7}},
    "vitest": {"price.js": {7, 17, 18}, "tax.js": {7}},
    "c8": {"price.js": {7, 8, *range(17, 23)}, "tax.js": {7}},
    "node": {"price.js": {7, 8, *range(17, 23)}, "tax.js": {7}},
    "phpunit": {"Price.php": {13, 24, 25, 27}},
    "jacoco": {"Price.java": {3, 8, 16, 17, 18, 20, 23, 24}},
    "go": {"price.go": {7, 8, 17, 18, 19, 20, 21}},
}
TELL_NO_LINES = {
    "gcovr-8.8-jacoco.xml": "it names lines without saying whether they ran",
}


def read(name: str) -> CoverageData:
    content = (PRODUCED / name).read_bytes()
    return read_coverage([content], len(content))


def test_each_file_has_its_figures() -> None:
    databases = {"coverage.py-7.17.3-lines.coverage", "coverage.py-7.17.3-branches.coverage"}
    assert {path.name for path in PRODUCED.iterdir()} == {*PRINTED, *TELL_NO_LINES, *databases}


@pytest.mark.parametrize("name", PRINTED)
def test_figures_are_those_that_the_tool_printed(name: str) -> None:
    data = read(name)
    assert data.problem == ""
    files = data.files.values()
    ran, missed = sum(len(one.covered) for one in files), sum(len(one.missed) for one in files)
    branches = [branch for one in files for branch in one.branches.values()]
    told = (ran, ran + missed, sum(taken for taken, _ in branches), sum(total for _, total in branches))
    assert told == PRINTED[name]


@pytest.mark.parametrize("name", PRINTED)
def test_missed_lines_are_the_same_in_all_formats(name: str) -> None:
    missed = {path.rpartition("/")[2]: set(one.missed) for path, one in read(name).files.items()}
    assert {path: lines for path, lines in missed.items() if lines} == MISSED[name.partition("-")[0]]


@pytest.mark.parametrize("kind", ["lines", "branches"])
def test_a_database_names_the_lines_that_ran(kind: str) -> None:
    ran = read(f"coverage.py-7.17.3-{kind}.coverage").files
    reported = read(f"coverage.py-7.17.3-{kind}.json").files
    assert ran.keys() == reported.keys()
    for path, one in reported.items():
        assert not ran[path].complete
        # Strings that document nothing run too, and count nowhere else.
        assert one.covered <= ran[path].covered
        assert not one.missed & ran[path].covered


@pytest.mark.parametrize("name", TELL_NO_LINES)
def test_what_does_not_say_whether_lines_ran_is_not_taken_for_missed(name: str) -> None:
    data = read(name)
    assert not data.files
    assert data.problem == TELL_NO_LINES[name]


@pytest.mark.parametrize("name", [*PRINTED, "coverage.py-7.17.3-lines.coverage"])
def test_when_it_was_made_is_told_by_xml_and_json(name: str) -> None:
    # All were made on 21 or 22 November 2026, whatever the zone that this runs in.
    timeless = name.endswith((".info", ".lcov", ".out", ".coverage"))
    data = read(name)
    assert data.at == 0 if timeless else abs(data.at - 1_795_305_600) < 86_400
    assert (data.made_before == 0) == timeless
    without_zone = name.endswith(".json")
    assert timeless or data.made_before - data.at == (15 if without_zone else 1) * 3_600
