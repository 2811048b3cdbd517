"""A repository of very many files: what it may cost in memory, and how large its page may become."""

import json
from pathlib import Path

import pytest

from tests.fakes.repositories import DAY, START, Step, make_repository, write_history
from tests.hostile.pasts import found, is_sensible, ranked
from tests.hostile.room import Room

_LARGEST_PAGE = 5 << 20


@pytest.mark.parametrize(
    ("files", "megabytes"), [(5_000, 200), pytest.param(60_000, 500, marks=pytest.mark.slow)]
)
def test_many_files_stay_within_bounds_of_memory(
    room: Room, tmp_path: Path, files: int, megabytes: int
) -> None:
    repo = make_repository(tmp_path / "many", "--bare")
    contents = {
        f"folder{number % 300}/file{number}.py": f"def f{number}(a):\n    return a + {number}\n"
        for number in range(files)
    }
    write_history(repo, [Step(contents)])
    outcome = room.run(
        "check",
        "--jobs",
        "2",
        "-o",
        "report.json",
        "--html",
        "page.html",
        repo.path,
        within=("prlimit", f"--data={megabytes << 20}", "--"),
    )
    assert outcome.status == 0, outcome.said
    report = json.loads((room.folder / "report.json").read_bytes())
    assert len(report["files"]) == files
    assert (room.folder / "page.html").stat().st_size <= _LARGEST_PAGE


# Both bounds lie on one line: 160 MiB that the program asks for, and a little over 8 KiB for each file. What holds more for
# each file shows among ten thousand as among fifty; and what is found does not hang on how many there are.
@pytest.mark.parametrize(
    ("count", "megabytes"), [(10_000, 240), pytest.param(50_000, 600, marks=pytest.mark.slow)]
)
def test_a_monorepo(room: Room, tmp_path: Path, count: int, megabytes: int) -> None:
    """One in a hundred is unused, one is fixed every fortnight for three years; the look is cold, in bounded memory."""
    repo = make_repository(tmp_path / "mono", "--bare")
    files = {f"team{number % 250}/file{number}.py": _module(number) for number in range(count)}
    fixes = [
        Step(
            {"team7/file7.py": f"{_module(7)}LEVEL = {number}\n"},
            f"Fix level {number}",
            at=START - (80 - number) * 14 * DAY,
        )
        for number in range(80)
    ]
    write_history(repo, [Step(files, at=START - 1200 * DAY), *fixes])
    arguments = ("--jobs", "2", "--no-trend", "-o", "report.json")
    outcome = room.run("check", *arguments, repo.path, within=("prlimit", f"--data={megabytes << 20}", "--"))
    assert outcome.status == 0, outcome.said
    report = json.loads((room.folder / "report.json").read_bytes())
    is_sensible(report)
    assert len(ranked(report)) == len(report["files"]) == count
    assert next(iter(ranked(report))) == "team7/file7.py"
    windows = report["ranking"]["proof"]["windows"]
    assert [window["files"] for window in windows] == [count] * 6
    assert report["ranking"]["proof"]["claim"] is True
    dead = {path for code, path in found(report) if code == "dead-function"}
    assert dead == {path for path, text in files.items() if "print" not in text}


def _module(number: int) -> str:
    called = f"\n\nprint(f{number}({number}))\n" if number % 100 else ""
    return f"def f{number}(a):\n    return a + {number}\n{called}"
