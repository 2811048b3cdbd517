"""The bench of the risk ranking, on a repository whose fixes are known."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import ranking
from benchmarks.ranking_table import means, rarer
from mainstay.domain.ranking import OrderScore, Window
from tests.fakes.repositories import DAY, Repo, make_repository


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Three years: each fortnight one change, and one fix of the same file; each third fix has a fragment."""
    made = make_repository(tmp_path / "made")
    made.commit({f"{name}.py": "a = 1\n\n" * 40 for name in ("fragile", "sound", "test_it", "other")})
    for number in range(60):
        made.now += 17 * DAY
        made.commit({"sound.py": f"a = {number}\n" * 40}, "Add something")
        made.commit(
            {"fragile.py": f"b = {number}\n" * 40, "news/.keep": ""}
            | ({f"news/{number}.bugfix.rst": "Fixed.\n"} if number % 3 else {}),
            "Fix the thing",
        )
    return made


def test_windows_means_and_the_evidence_are_printed(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "figures.json"
    assert ranking.main(["--repo", str(repo.path), "--top", "1", "--json", str(document)]) == 0
    told = capsys.readouterr().out
    found = json.loads(document.read_text())[0]["ranking"]
    windows = found["proof"]["windows"]
    assert f"fixes in {len(windows)} windows told by change-log fragments;" in told
    assert "by change-log entries 40, by issues 0, by words 60; set apart as made by programs" in told
    assert len(re.findall(r"^    read-first ", told, re.MULTILINE)) == len(windows) + 1
    assert f"mean of {len(windows)} windows" in told
    assert re.search(r"which files +1\. fragile\.py ", told)
    assert [file["path"] for file in found["files"]] == ["fragile.py", "sound.py", "other.py"]
    assert all(window["fixes"] == window["touches"] for window in windows)


def test_the_benchmark_tells_what_the_check_tells(repo: Repo, tmp_path: Path) -> None:
    # A bot's fixes count for nothing, in neither of them.
    for number in range(4):
        repo.now -= number
        repo.commit({"other.py": f"c = {number}\n"}, "Fix by rote", by=("tidy[bot]", "tidy@example.org"))
    document = tmp_path / "figures.json"
    assert ranking.main(["--repo", str(repo.path), "--json", str(document)]) == 0
    found = json.loads(document.read_text())[0]
    assert found["evidence"]["apart"] == 4
    program = Path(sys.executable).with_name("mainstay")
    words = ("check", "--format", "json", "--no-cache", repo.path)
    told = json.loads(subprocess.run([program, *words], check=True, capture_output=True).stdout)["ranking"]
    ours, theirs = found["ranking"]["proof"], told["proof"]
    assert (ours["evidence"], ours["fixes"]) == (theirs["evidence"], theirs["fixes"])
    assert len(ours["windows"]) == len(theirs["windows"]) == 6
    for mine, its in zip(ours["windows"], theirs["windows"], strict=True):
        assert mine["commit"] == its["commit"]
        scores = {score["order"]: score for score in mine["scores"]}
        assert {score["order"] for score in its["scores"]} == scores.keys() - {"poisson", "poisson-per-line"}
        for score in its["scores"]:
            for figure in ranking_figures(score):
                assert scores[score["order"]][figure] == pytest.approx(score[figure], abs=1e-3)


def ranking_figures(score: dict[str, object]) -> list[str]:
    named = [figure for figure in ("rec20", "popt", "p20", "auc") if figure in score]
    assert named
    return named


def test_the_regression_on_the_previous_window_is_judged_like_the_others(repo: Repo, tmp_path: Path) -> None:
    document = tmp_path / "figures.json"
    ranking.main(["--repo", str(repo.path), "--json", str(document)])
    windows = json.loads(document.read_text())[0]["ranking"]["proof"]["windows"]
    by_order = [{score["order"]: score for score in window["scores"]} for window in windows]
    # One file is fixed all the time, and it is the first of the three.
    assert all(scores["poisson"]["auc"] == 1 for scores in by_order[:5])
    assert all(scores["poisson"]["rec20"] == pytest.approx(0.6) for scores in by_order[:5])
    # Before the oldest there is no whole window to learn from.
    assert "poisson" not in by_order[5]


def test_an_order_that_was_not_tried_everywhere_has_no_mean() -> None:
    def scored(order: str, value: float) -> OrderScore:
        return OrderScore(order, value, None, value, None, None)

    window = Window(0, 1, "c", 1, 1, 1, 1, 1.0, 1.0, (scored("ours", 0.2), scored("theirs", 0.9)))
    windows = (window, replace(window, scores=(scored("ours", 0.4),)))
    assert [(score.order, score.rec20, score.popt) for score in means(windows)] == [
        ("ours", pytest.approx(0.3), None)
    ]
    assert rarer(windows) == {"theirs": 1}


def test_a_repository_without_a_commit_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = make_repository(tmp_path / "empty")
    assert ranking.main(["--repo", str(empty.path)]) == 1
    assert "cannot be ranked: there is no commit" in capsys.readouterr().err


def test_a_repository_without_windows_is_no_success(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    young = make_repository(tmp_path / "young")
    young.commit({"a.py": "a = 1\n"})
    assert ranking.main(["--repo", str(young.path)]) == 1
    assert "nothing is claimed: the history is shorter than one window" in capsys.readouterr().out


def test_complexity_can_stand_for_lines_in_the_hotspot(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    scores = []
    for words in ([], ["--complexity"]):
        ranking.main(["--repo", str(repo.path), *words])
        scores.append(re.findall(r"^    (?:hotspot|largest) .*$", capsys.readouterr().out, re.MULTILINE))
    by_lines, by_complexity = scores
    # Nothing here branches, so that all files are as complex.
    assert by_lines[0] == by_complexity[0] and by_lines[1] != by_complexity[1]
