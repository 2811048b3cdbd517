"""The bench of `mainstay check`: its repositories, and a whole run of the parts that need nothing but git."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import repositories
from benchmarks.repositories import clone, commit_one_change, facts, git, synthetic

ROOT = Path(__file__).parents[2]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(repositories, "SYNTHETIC_COMMITS", 30)
    monkeypatch.setattr(repositories, "SYNTHETIC_FILES", 25)
    return synthetic(tmp_path / "small")


def test_the_synthetic_repository_is_the_same_each_time_and_python(small: Path, tmp_path: Path) -> None:
    held = facts(small)
    assert (held.commits, held.files) == (30, 25)
    assert facts(synthetic(tmp_path / "again")) == held
    assert facts(synthetic(tmp_path / "other", seed=2)).head != held.head
    for path in small.rglob("*.py"):
        compile(path.read_bytes(), path, "exec")
    assert git(small, "status", "--porcelain") == ""


def test_a_clone_takes_the_change_and_the_repository_stays_as_it_was(small: Path, tmp_path: Path) -> None:
    before = facts(small)
    copy = clone(small, tmp_path / "copy")
    assert facts(copy) == before
    commit_one_change(copy, 1)
    assert facts(copy).commits == before.commits + 1
    assert git(copy, "diff", "--shortstat", "HEAD~1").startswith(" 1 file changed")
    assert facts(small) == before


def test_a_run_prints_its_table_and_leaves_nothing_behind(small: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    words = [
        "--repo",
        small,
        "--only",
        "limits",
        "--runs",
        "2",
        "--scratch",
        scratch,
        "--json",
        tmp_path / "out.json",
    ]
    command = [
        sys.executable,
        "-m",
        "benchmarks.check",
        "--mainstay",
        Path(sys.executable).with_name("mainstay"),
        *words,
    ]
    done = subprocess.run(
        [str(word) for word in command], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert "git log --numstat" in done.stdout, done.stderr
    assert "30 commits, 25 Python files" in done.stdout
    assert "bare tree-sitter parse" in done.stdout
    assert list(scratch.iterdir()) == []
    rows = {row["name"]: row for row in json.loads((tmp_path / "out.json").read_text())["groups"]["limits"]}
    assert len(rows["git log --raw"]["runs"]) == 2
    assert rows["bare ast parse"]["failure"] == ""


def test_an_unknown_peer_is_refused() -> None:
    command = [sys.executable, "-m", "benchmarks.check", "--peers", "nobody"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert "unknown peers: nobody" in done.stderr
