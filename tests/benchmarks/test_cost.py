"""The bench of what fixes take: what it reads and what it prints, on real histories."""

import re
from pathlib import Path

import numpy as np
import pytest

from benchmarks import cost
from benchmarks.work_log import read_commits
from mainstay.analysis.effort.population import HOURS
from tests.fakes.repositories import BEN, START, Repo, Step, make_repository, write_history

MINUTE = 60


@pytest.fixture
def worked_on(tmp_path: Path) -> Repo:
    repo = make_repository(tmp_path / "worked")
    repo.commit({"first.py": "a = 1\n"}, "Begin", at=START)
    write_history(
        repo,
        [
            Step(
                {"first.py": "a = 1\n" * (number + 2)},
                f"Fix crash {number}",
                at=START + (number + 1) * 30 * MINUTE,
            )
            for number in range(60)
        ],
    )
    return repo


def test_a_history_is_read_as_it_was_made(tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "read")
    repo.commit({"a.py": "1\n2\n"}, "Begin", at=START)
    repo.git("checkout", "-q", "-b", "topic")
    repo.commit({"b.py": "1\n2\n3\n"}, "Fix it", at=START + 600, by=BEN)
    repo.git("checkout", "-q", "-")
    repo.commit({"a.py": "1\n"}, "Fix that (#12)", at=START + 1_200)
    repo.merge("topic", at=START + 1_800)
    made, now = read_commits(repo.path)
    assert now == START + 1_800
    assert made.authored.tolist() == [START + 1_800, START + 1_200, START + 600, START]
    assert made.added.tolist() == [0, 0, 3, 2]
    assert made.deleted.tolist() == [0, 1, 0, 0]
    assert made.people.tolist() == [0, 0, 1, 0]
    assert made.fixes.tolist() == [False, True, True, False]
    assert made.left_out.tolist() == [True, False, False, False]
    assert made.landed.tolist() == [False, True, False, False]
    # The merge stands in row 0.
    assert made.topics.tolist() == [-1, -1, 0, -1]


def test_one_repository_is_judged_with_the_built_in_table(
    worked_on: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    assert cost.main(["--repo", str(worked_on.path)]) == 0
    head, whole, _lately = capfd.readouterr().out.splitlines()
    assert head.split()[:2] == ["repository", "fixes"]
    # Each took half an hour, so that all of those held out were within p90.
    assert re.search(r"worked +60 .* 30 +\d+% +100%$", whole)


def test_several_give_a_table_of_the_built_in_shape(
    worked_on: Repo, capfd: pytest.CaptureFixture[str]
) -> None:
    assert cost.main(["--repo", str(worked_on.path), "--repo", str(worked_on.path.parent)]) == 1
    told = capfd.readouterr()
    assert "left out" in told.err
    members = {"one": cost.pieces(cost.changes(read_commits(worked_on.path)[0]))}
    table = cost.population(members)
    assert table.hours.shape == np.array(HOURS).shape
    # Fixes of about a line; half an hour each.
    assert table.hours[0] == pytest.approx(0.5)
    assert table.sizes == pytest.approx(1.0)


def test_pauses_are_drawn(worked_on: Repo, capfd: pytest.CaptureFixture[str]) -> None:
    assert cost.main(["--repo", str(worked_on.path), "--pauses"]) == 0
    shares = [float(share) for share in re.findall(r"min +(\d+\.\d+)%", capfd.readouterr().out)]
    assert sorted(shares)[-2:] == [0.0, 100.0]
