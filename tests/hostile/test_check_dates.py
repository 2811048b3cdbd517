"""Commits whose dates cannot be true: told, put where the other commits' dates have them, and harmless to every figure."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.repositories import DAY, START, Repo, Step, make_repository, write_history
from tests.hostile.pasts import FILES, FIRST, YEAR, is_sensible, ranked, windows, work
from tests.hostile.room import Room, adopting_orphans, notices_of

FAR = 4_076_000_000  # in 2099
PLAIN = (FIRST, *work(220))


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return make_repository(tmp_path / "repo", "--bare")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Give the report of the plain past."""
    folder = tmp_path_factory.mktemp("plain")
    plain = make_repository(folder / "repo", "--bare")
    write_history(plain, PLAIN)
    with adopting_orphans():
        return Room(folder).look(plain.path)


def dated(steps: Sequence[Step], changes: dict[int, int]) -> list[Step]:
    """Date some steps otherwise; negative numbers count from the newest."""
    places = {number % len(steps): at for number, at in changes.items()}
    return [replace(step, at=places.get(number, step.at)) for number, step in enumerate(steps)]


@pytest.mark.parametrize(
    "changes",
    [
        {-2: 0},
        {-2: 86_400, -50: 1},
        {-100: FAR},
        {-1: FAR},
        {-1: FAR, -2: FAR - DAY, -3: FAR - 2 * DAY},
        {-1: 0},
        {0: 0, 1: 0},
        {number: (0, FAR)[number % 2] for number in range(-60, -1, 3)},
        {-10: START - 5 * YEAR, -30: START - 4 * YEAR, -120: START + YEAR},
        {-5: 253_402_300_799},
    ],
    ids=range(10),
)
def test_wrong_clocks_move_no_window(
    room: Room, repo: Repo, before: dict[str, Any], changes: dict[int, int]
) -> None:
    write_history(repo, dated(PLAIN, changes))
    report = room.look(repo.path)
    is_sensible(report)
    assert "doubtful-dates" not in notices_of(before)
    notice = notices_of(report)["doubtful-dates"]
    assert notice["count"] == len(changes)
    assert "dates that cannot be true" in room.run("check", "-v", repo.path).stdout.decode()
    assert report["ranking"]["proof"]["claim"] is before["ranking"]["proof"]["claim"] is True
    assert abs(sum(windows(report)) - sum(windows(before))) <= 1 + len(changes) // 5
    assert abs(report["scope"]["committed_at"] - START) <= 21 * DAY
    # A month's figures are those of its own commit, not of one that was dated so.
    assert len({moment["commit"] for moment in report["trend"]["moments"]}) >= 12
    assert list(ranked(report)) == list(ranked(before))
    for path, file in ranked(before).items():
        assert ranked(report)[path]["fixes"] == pytest.approx(file["fixes"], rel=0.1), path
    histories = {file["file"]["path"]: file["history"] for file in report["files"] if file["history"]}
    assert all(
        START - 7 * YEAR < one["created_at"] <= one["changed_at"] <= START for one in histories.values()
    )


def test_an_author_date_after_the_committer_date(room: Room, repo: Repo) -> None:
    """Author dates tell only how long work took; none may make it negative, endless or nothing."""
    strange = (FAR, 0, START, START - 9 * YEAR)
    steps = [replace(step, authored=strange[number % 4]) for number, step in enumerate(PLAIN)]
    write_history(repo, steps)
    report = room.look(repo.path)
    is_sensible(report)
    assert "doubtful-dates" not in notices_of(report), "they are no dates of commits"
    for one in report["costs"]["effort"]["classes"]:
        assert 0 < one["hours"]["p50"] <= one["hours"]["p90"] < 24


def test_every_commit_in_1970(room: Room, repo: Repo) -> None:
    """There is no other date to go by: it is told, and nothing else is claimed."""
    write_history(repo, [replace(step, at=number) for number, step in enumerate(PLAIN)])
    report = room.look(repo.path)
    is_sensible(report)
    assert notices_of(report)["doubtful-dates"]["count"] == len(PLAIN)
    assert report["ranking"]["proof"]["claim"] is False
    assert next(iter(ranked(report))) == "pkg/busy.py"


def test_a_wrong_clock_beside_the_mainline(room: Room, tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    write_history(repo, work(100, end=START - DAY))
    repo.git("reset", "--quiet", "--hard")
    for number, at in enumerate((FAR, 1, START + 3 * YEAR)):
        repo.git("checkout", "--quiet", "-b", f"side{number}", "main")
        repo.commit({f"pkg/side{number}.py": FILES["pkg/calm.py"]}, f"Fix side {number}", at=at)
        repo.git("checkout", "--quiet", "main")
        repo.merge(f"side{number}", at=START + number)
    report = room.look(repo.path)
    is_sensible(report)
    assert notices_of(report)["doubtful-dates"]["count"] == 3
    histories = {file["file"]["path"]: file["history"] for file in report["files"]}
    assert all(
        START - DAY <= histories[f"pkg/side{number}.py"]["created_at"] <= START + 3 for number in range(3)
    )
    assert report["history"]["first_at"] == START - DAY - 99 * 7 * DAY


def test_a_second_look_believes_a_date_that_others_now_agree_with(room: Room, tmp_path: Path) -> None:
    """What is remembered is what the commits say, not what was made of it."""
    repo = make_repository(tmp_path / "repo")
    write_history(repo, dated(PLAIN, {-1: START - 5 * YEAR}))
    repo.git("reset", "--quiet", "--hard")
    assert notices_of(room.look(repo.path))["doubtful-dates"]["count"] == 1
    repo.commit({"pkg/busy.py": "x = 1\n"}, "Fix it", at=START + DAY)
    again, fresh = room.look(repo.path), room.look(repo.path, "--no-cache")
    for name in ("ranking", "history", "trend", "debt", "costs"):
        assert again[name] == fresh[name], name
