"""The bench of the health score's scale: what it prints is what the reports say."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import population
from tests.fakes.repositories import Repo, make_repository, small_repository

LONG = "def f():\n" + "    a = 1\n" * 150


@pytest.fixture
def repos(tmp_path: Path) -> tuple[Repo, Repo]:
    sound, long = small_repository(tmp_path / "sound"), make_repository(tmp_path / "long")
    long.commit({"long.py": LONG})
    return sound, long


def shares(line: str) -> list[str]:
    return re.findall(r"\d+\.\d+%|(?<= )-", line)


def test_each_repository_has_a_line_and_the_quartiles_follow(
    repos: tuple[Repo, Repo], capfd: pytest.CaptureFixture[str]
) -> None:
    asked = [word for repo in repos for word in ("--repo", str(repo.path))]
    assert population.main(asked) == 0
    head, *lines = capfd.readouterr().out.splitlines()
    names = [
        *(f"{repo.path.parent.name}/{repo.path.name}" for repo in repos),
        "lower quartile",
        "median",
        "upper quartile",
    ]
    assert [line[: len(name)] for line, name in zip(lines, names, strict=True)] == names
    places = {code: place for place, code in enumerate(head.split()[2:])}
    own = json.loads(
        subprocess.run(
            [
                Path(sys.executable).parent / "mainstay",
                "check",
                "--format",
                "json",
                "--no-cache",
                repos[1].path,
            ],
            check=True,
            capture_output=True,
        ).stdout
    )
    part = next(part for part in own["score"]["parts"] if part["code"] == "length")
    assert part["lost_share"] > 0.5
    assert shares(lines[1])[places["length"]] == f"{part['lost_share']:.2%}"
    assert shares(lines[0])[places["length"]] == "0.00%"
    assert shares(lines[3])[places["length"]] == f"{part['lost_share'] / 2:.2%}"


def test_a_repository_that_cannot_be_checked_is_left_out_and_told(
    repos: tuple[Repo, Repo], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert population.main(["--repo", str(repos[0].path), "--repo", str(tmp_path / "nowhere")]) == 1
    told = capfd.readouterr()
    assert "sound" in told.out
    assert "nowhere" in told.err
    assert population.main(["--repo", str(tmp_path / "nowhere")]) == 1
