"""Histories that were rewritten or squashed: a second look equals a fresh one, and nothing is learnt that they do not tell."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes.repositories import BEN, DAY, START, Repo, make_repository, write_history
from tests.hostile.pasts import FILES, FIRST, code, found, is_sensible, ranked, untimely, windows, work
from tests.hostile.room import Room


def amended(repo: Repo) -> None:
    repo.write({"pkg/busy.py": FILES["pkg/busy.py"]})
    repo.git("add", "--all")
    repo.git("commit", "--quiet", "--amend", "-m", "Fix it all", at=START + DAY)


def rebased(repo: Repo) -> None:
    """All commits but the first get another parent, and with it other names."""
    root = repo.git("rev-list", "--max-parents=0", "HEAD")
    repo.git("checkout", "--quiet", "-b", "other", root)
    repo.commit({"pkg/new.py": code("new")}, "Begin otherwise", at=FIRST.at)
    repo.git("rebase", "--quiet", "--onto", "other", root, "main", at=START + DAY)


def cut_back(repo: Repo) -> None:
    repo.git("reset", "--quiet", "--hard", "HEAD~20")


def begun_anew(repo: Repo) -> None:
    """Another root, and no commit in common."""
    repo.git("checkout", "--quiet", "--orphan", "anew")
    repo.commit({"pkg/new.py": code("new")}, "All in one", at=START + DAY, by=BEN)
    repo.git("branch", "--quiet", "--force", "main", "anew")


def told_otherwise(repo: Repo) -> None:
    """The same trees under other messages: what were fixes are none any more."""
    lines = repo.git("rev-list", "--reverse", "HEAD").splitlines()
    parent: list[str] = []
    for line in lines:
        when = int(repo.git("log", "-1", "--format=%ct", line))
        message = repo.git("log", "-1", "--format=%B", line).replace("Fix", "Alter")
        parent = ["-p", repo.git("commit-tree", f"{line}^{{tree}}", *parent, "-m", message, at=when)]
    repo.git("reset", "--quiet", "--hard", parent[1])


@pytest.mark.parametrize("rewrite", [amended, rebased, cut_back, begun_anew, told_otherwise])
def test_a_second_look_equals_a_fresh_one(
    room: Room, tmp_path: Path, rewrite: Callable[[Repo], None]
) -> None:
    repo = make_repository(tmp_path / "repo")
    write_history(repo, [FIRST, *work(60)])
    repo.git("reset", "--quiet", "--hard")
    first = room.look(repo.path)
    before = repo.head
    rewrite(repo)
    again, fresh = room.look(repo.path), room.look(repo.path, "--no-cache")
    assert again["scope"]["commit"] == fresh["scope"]["commit"] != before
    assert untimely(again) == untimely(fresh)
    assert untimely(again) != untimely(first)
    is_sensible(again)
    # And back, as a forced push does and undoes.
    repo.git("reset", "--quiet", "--hard", before)
    assert untimely(room.look(repo.path)) == untimely(first)


def test_squashed_requests_alone(room: Room, tmp_path: Path) -> None:
    """A forge writes the moment of the squash down as the time of writing, so that work's length cannot be learnt."""
    squashed, plain = (make_repository(tmp_path / name, "--bare") for name in ("squashed", "plain"))
    write_history(squashed, [FIRST, *work(200, subject="{kind} {number} (#{number})")])
    write_history(plain, [FIRST, *work(200)])
    report, other = room.look(squashed.path), room.look(plain.path)
    is_sensible(report)
    assert windows(report) == windows(other)
    assert report["ranking"]["proof"]["claim"] is True
    assert list(ranked(report)) == list(ranked(other))
    assert found(report) == found(other)
    effort = report["costs"]["effort"]
    assert (effort["observed"], effort["fixes"]) == (0, 0)
    assert all(one["own"] == 0 for one in effort["classes"]), "hours rest on what is usual elsewhere"
    assert all(0 < one["hours"]["p50"] <= one["hours"]["p90"] for one in effort["classes"])
