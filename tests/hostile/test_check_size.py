"""A repository of very many files: what it may cost in memory, and how large its page may become."""

import json
from pathlib import Path

import pytest

from tests.fakes.repositories import Step, make_repository, write_history
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
