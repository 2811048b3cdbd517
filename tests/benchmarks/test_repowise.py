"""What is read off repowise: its own order, from the index that it leaves, and nothing of the time after the cut."""

import os
import shlex
import sqlite3
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks import ranking, repowise
from benchmarks.measuring import Failed
from benchmarks.repositories import clone_at, git
from mainstay.analysis.risk.cuts import Cut
from tests.fakes.repositories import DAY, Repo, make_repository

# The columns of its version 0.59 that are read, with the kinds that it gives them.
TABLES = """
    CREATE TABLE health_file_metrics (file_path TEXT NOT NULL, score FLOAT);
    CREATE TABLE health_findings (file_path TEXT NOT NULL, health_impact FLOAT NOT NULL);
    CREATE TABLE git_metadata (file_path TEXT NOT NULL, temporal_hotspot_score FLOAT);
"""
FILLED = (
    TABLES
    + """
    INSERT INTO health_file_metrics VALUES
        ('deep.py', 1.0), ('shallow.py', 1.0), ('middling.py', 4.5), ('sound.py', 10.0), ('Makefile', NULL);
    INSERT INTO health_findings VALUES
        ('shallow.py', 9.5), ('deep.py', 9.0), ('deep.py', 3.5), ('middling.py', 5.5), ('Makefile', 1.0);
    INSERT INTO git_metadata VALUES ('shallow.py', 0.25), ('sound.py', 3.0), ('deep.py', NULL);
"""
)


def index(path: Path, script: str = FILLED) -> Path:
    made = sqlite3.connect(path)
    made.executescript(script)
    made.close()
    return path


def cut(*files: tuple[str, int]) -> Cut:
    return Cut(0, "c", [path for path, _ in files], np.array([lines for _, lines in files]))


def first_to_last(files: Cut, scores: np.ndarray) -> list[str]:
    return [files.paths[place] for place in np.argsort(-scores, kind="stable")]


def test_its_worst_first_goes_on_below_the_end_of_the_scale(tmp_path: Path) -> None:
    left = repowise.read_index(index(tmp_path / "wiki.db"))
    files = cut(("unknown.py", 9), ("shallow.py", 9), ("sound.py", 9), ("middling.py", 9), ("deep.py", 9))
    scores = repowise.orders(left, files)[repowise.HEALTH]
    assert first_to_last(files, scores)[:3] == ["deep.py", "shallow.py", "middling.py"]
    # What it has not scored counts as sound, and nobody is before the other.
    assert scores[0] == scores[2] == 0


def test_by_line_a_short_file_may_stand_before_a_worse_one(tmp_path: Path) -> None:
    left = repowise.read_index(index(tmp_path / "wiki.db"))
    files = cut(("deep.py", 1_000), ("middling.py", 10))
    found = repowise.orders(left, files)
    assert first_to_last(files, found["repowise-health"]) == ["deep.py", "middling.py"]
    assert found["repowise-health-per-line"] == pytest.approx([12.5 / 1_000, 5.5 / 10])


def test_its_hotspots_are_read_apart(tmp_path: Path) -> None:
    left = repowise.read_index(index(tmp_path / "wiki.db"))
    found = repowise.orders(left, cut(("deep.py", 2), ("shallow.py", 2), ("sound.py", 30)))
    assert found["repowise-hotspot"] == pytest.approx([0.0, 0.25, 3.0])
    assert found["repowise-hotspot-per-line"] == pytest.approx([0.0, 0.125, 0.1])


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (TABLES, "scores no file"),
        ("CREATE TABLE other (file_path TEXT)", "cannot be read: no such table"),
        (TABLES + "ALTER TABLE health_findings RENAME health_impact TO worth", "no such column"),
    ],
)
def test_an_index_that_is_another_gives_the_reason(tmp_path: Path, script: str, reason: str) -> None:
    with pytest.raises(Failed, match=reason):
        repowise.read_index(index(tmp_path / "wiki.db", script))


def test_no_index_at_all_gives_the_reason_and_makes_none(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="cannot be read: unable to open"):
        repowise.read_index(tmp_path / "wiki.db")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Two years: a commit each month, every second a fix."""
    made = make_repository(tmp_path / "made")
    made.commit({"deep.py": "a = 1\n", "sound.py": "b = 1\n"})
    for number in range(24):
        made.now += 30 * DAY
        word = "Fix" if number % 2 else "Add"
        made.commit({"deep.py": f"a = {number}\n"}, f"{word} something")
    return made


def test_a_clone_at_a_commit_cannot_look_ahead(repo: Repo, tmp_path: Path) -> None:
    before = repo.git("rev-parse", "HEAD~5")
    repo.git("tag", "later")
    repo.git("branch", "another")
    copy = clone_at(repo.path, before, tmp_path / "copy")
    assert git(copy, "rev-parse", "HEAD").strip() == before
    assert (copy / "deep.py").read_text() == repo.git("show", f"{before}:deep.py") + "\n"
    assert git(copy, "log", "--all", "--reflog", "--format=%H").split()[0] == before
    assert git(copy, "for-each-ref", "--format=%(refname)").split() == ["refs/heads/back-then"]
    assert git(copy, "remote") == git(copy, "status", "--porcelain") == ""


def installed(homes: Path, program: str) -> Path:
    """Lay down a program as an installed one is found; it is told its own folder as HERE."""
    programs = homes / "repowise" / "bin"
    programs.mkdir(parents=True)
    (homes / "repowise" / "ready").touch()
    for name, text in (("repowise", f"HERE={shlex.quote(str(homes))}\n{program}"), ("python", "echo 0.59.0")):
        (programs / name).write_text(f"#!/bin/sh\n{text}\n")
        (programs / name).chmod(0o755)
    return homes


def run(repo: Repo, homes: Path, scratch: Path, *more: str) -> int:
    scratch.mkdir()
    words = ["--repo", str(repo.path), "--peers", "--peer-homes", str(homes), "--scratch", str(scratch)]
    return ranking.main([*words, *more])


def test_its_orders_stand_in_the_last_window_alone(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index(tmp_path / "wiki.db")
    homes = installed(
        tmp_path / "homes",
        'mkdir .repowise; cp "$HERE/../wiki.db" .repowise/; git rev-parse HEAD > "$HERE/head"; env > "$HERE/env"\n'
        'echo "$@" > "$HERE/words"',
    )
    assert run(repo, homes, tmp_path / "scratch") == 0
    told = capsys.readouterr().out
    windows = told.split("fixes, ")
    assert "repowise-health " in windows[1]
    assert not any("repowise-health " in window for window in windows[2:-1])
    assert "repowise-health: in 1 of 4 windows, so that it has no mean" in told
    assert "repowise 0.59.0 at " in told and " s wall, " in told
    assert (homes / "head").read_text()[:12] in windows[0]
    asked = (homes / "words").read_text().split()
    assert asked[:2] == ["init", "--index-only"] and {"--no-hook", "--no-editor-setup"} <= set(asked)
    environment = (homes / "env").read_text().splitlines()
    assert {"DO_NOT_TRACK=1", "REPOWISE_OFFLINE=1", "https_proxy=http://127.0.0.1:9"} <= set(environment)
    assert f"HOME={os.environ.get('HOME')}" not in environment
    assert list((tmp_path / "scratch").iterdir()) == []


def test_more_windows_are_run_when_asked_for(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index(tmp_path / "wiki.db")
    homes = installed(tmp_path / "homes", 'mkdir .repowise; cp "$HERE/../wiki.db" .repowise/')
    assert run(repo, homes, tmp_path / "scratch", "--peer-windows", "4") == 0
    told = capsys.readouterr().out
    # Four windows and their mean.
    assert told.count("    repowise-health ") == 5
    assert "repowise-health: in" not in told


def test_where_it_does_not_run_its_row_says_why(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    homes = installed(tmp_path / "homes", "echo 'a model is needed' >&2; exit 3")
    assert run(repo, homes, tmp_path / "scratch") == 0
    told = capsys.readouterr().out
    assert "no row: ended with 3: a model is needed" in told
    assert "repowise-health" not in told


def test_one_that_is_out_of_time_is_ended(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    homes = installed(
        tmp_path / "homes", f"exec {shlex.quote(sys.executable)} -c 'import time; time.sleep(60)'"
    )
    assert run(repo, homes, tmp_path / "scratch", "--peer-seconds", "1") == 0
    assert "no row: not done after 1 s" in capsys.readouterr().out
