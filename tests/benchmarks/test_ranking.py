"""The bench of the risk ranking, on a repository whose fixes are known."""

import json
import re
from pathlib import Path

import pytest

from benchmarks import ranking
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
    assert f"fixes in {len(windows)} windows told by change-log fragments (60 commits" in told
    assert len(re.findall(r"^    read-first ", told, re.MULTILINE)) == len(windows) + 1
    assert f"mean of {len(windows)} windows" in told
    assert re.search(r"which files +1\. fragile\.py ", told)
    assert [file["path"] for file in found["files"]] == ["fragile.py", "sound.py", "other.py"]
    assert all(window["fixes"] == window["touches"] for window in windows)


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
