"""`make bench`: what it runs is there, says what it is for, and takes the repository that it is given."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import ranking, repositories, usage
from tests.fakes.repositories import small_repository

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text()
DEFAULT = re.findall(r"^WHAT \?= (.*)$", MAKEFILE, re.MULTILINE)[0].split()
# What can be called and takes options; `launcher` and `parsers` are parts of others and take places alone.
BENCHMARKS = sorted(
    path.stem
    for path in (ROOT / "benchmarks").glob("*.py")
    if "__main__" in (text := path.read_text()) and ".add_argument(" in text
)


def planned(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", "-n", "bench", *words], cwd=ROOT, capture_output=True, text=True)


def test_the_help_line_names_every_benchmark_and_no_other() -> None:
    (named,) = re.findall(r"^bench: ## .*WHAT=([\w|]+)$", MAKEFILE, re.MULTILINE)
    assert named.split("|")[: len(DEFAULT)] == DEFAULT
    assert sorted(named.split("|")) == BENCHMARKS


def test_those_of_the_default_ask_for_nothing() -> None:
    asking = [
        part for part in BENCHMARKS if "required=True" in (ROOT / "benchmarks" / f"{part}.py").read_text()
    ]
    assert sorted([*DEFAULT, *asking]) == BENCHMARKS


@pytest.mark.parametrize("part", sorted({*BENCHMARKS} - {"gate_commits"}))
def test_every_part_but_that_of_real_commits_takes_a_repository(part: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{part}", "--help"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "--repo" in done.stdout


def test_a_given_repository_reaches_the_part_and_none_is_made_up_otherwise() -> None:
    assert "--repo '/some/where'" in planned("WHAT=cost", "REPO=/some/where").stdout
    assert "for what in cost;" in planned("WHAT=cost", "REPO=/some/where").stdout
    assert "--repo" not in planned().stdout
    assert f"for what in {' '.join(DEFAULT)};" in planned().stdout


def test_options_need_the_part_that_they_are_for() -> None:
    assert "--peers" in planned("WHAT=ranking", "BENCH=--peers").stdout
    refused = planned("BENCH=--peers")
    assert refused.returncode != 0
    assert "name it, such as WHAT=check" in refused.stderr


def test_the_survey_tells_of_the_repository_it_is_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = small_repository(tmp_path / "small")
    repo.commit({"left.py": "def _never_called_by_anyone():\n    return 1\n"})
    assert usage.main(["--repo", str(repo.path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["files"] == len(repo.git("ls-files").splitlines())
    assert found["listed"]["no-reference"] >= 1


def test_without_a_repository_one_is_made_up_and_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(repositories, "SYNTHETIC_COMMITS", 1_500)
    monkeypatch.setattr(repositories, "SYNTHETIC_FILES", 25)
    assert ranking.main([]) == 0
    told = capsys.readouterr()
    assert "SYNTHETIC, made for this run (25 files, 1500 commits); give --repo" in told.err
    assert "synthetic at " in told.out
