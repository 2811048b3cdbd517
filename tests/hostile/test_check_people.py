"""Pasts by one commit, one person, a thousand, or by programs: what may be said of people, and what may not."""

from pathlib import Path
from typing import Any

import pytest

from tests.fakes.repositories import ANN, DAY, START, Repo, Step, make_repository, write_history
from tests.hostile.pasts import FILES, FIRST, YEAR, code, found, is_sensible, ranked, windows, work
from tests.hostile.room import Room, notices_of


def _accused(report: dict[str, Any]) -> set[str]:
    return {path for code, path in found(report) if code in {"knowledge-of-one", "knowledge-left"}}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return make_repository(tmp_path / "repo", "--bare")


def test_one_commit_is_ranked_by_size_and_claims_nothing(room: Room, repo: Repo) -> None:
    files = {"pkg/__init__.py": "", "pkg/large.py": code("large", 300), "pkg/small.py": code("small", 2)}
    write_history(
        repo, [Step({**files, "pkg/unused.py": code("unused"), "main.py": "from pkg import large, small\n"})]
    )
    report = room.look(repo.path)
    is_sensible(report)
    proof = report["ranking"]["proof"]
    assert (proof["claim"], proof["windows"], proof["fixes"]) == (False, [], 0)
    assert "shorter than one window" in proof["reason"]
    assert next(iter(ranked(report))) == "pkg/large.py"
    assert "pkg/__init__.py" not in ranked(report), "there is nothing to read in it"
    assert ("dead-module", "pkg/unused.py") in found(report)
    assert not _accused(report)
    assert [part["points"] for part in report["score"]["parts"] if part["aspect"] == "history"] == [
        None,
        None,
    ]
    assert report["costs"]["effort"]["fixes"] == 0, "all hours rest on what is usual elsewhere"
    for arguments in (["check"], ["list"]):
        text = room.run(*arguments, repo.path).stdout.decode()
        assert "pkg/unused.py" in text
    assert "shorter than one window" in room.run("check", "-v", repo.path).stdout.decode()


@pytest.mark.parametrize("others", [0, 1], ids=["alone", "with a bot"])
def test_who_works_alone_is_not_accused_of_it(room: Room, repo: Repo, others: int) -> None:
    steps = list(work(200, by=[ANN]))
    bot = [
        Step({f"requirements{number}.txt": "x\n"}, by=("dependabot[bot]", "b@x"), at=START)
        for number in range(3)
    ]
    write_history(repo, [Step(FIRST.files, by=ANN, at=FIRST.at), *steps, *bot * others])
    report = room.look(repo.path)
    is_sensible(report)
    assert not _accused(report)
    assert (report["history"]["people"], report["history"]["people_year"]) == (1, 1)
    assert report["history"]["bus_factor"] == 1
    assert next(part for part in report["score"]["parts"] if part["code"] == "knowledge")["lost_share"] == 0


def test_one_person_among_others_who_knows_a_file_alone_is_told(room: Room, repo: Repo) -> None:
    own = [
        Step({"pkg/own.py": f"{code('own')}LEVEL = {number}\n"}, by=ANN, at=START - number)
        for number in range(12)
    ]
    write_history(repo, [FIRST, *work(60), *own[::-1]])
    report = room.look(repo.path)
    # Cee made all of the odd file's commits.
    known = {path for code, path in found(report) if code == "knowledge-of-one"}
    assert known == {"pkg/own.py", "pkg/odd.py"}


def test_a_thousand_people(room: Room, repo: Repo) -> None:
    crowd = [(f"Person {number}", f"p{number}@example.org") for number in range(1_000)]
    write_history(repo, [FIRST, *work(1_000, by=crowd, every=2 * DAY)])
    report = room.look(repo.path)
    is_sensible(report)
    assert report["history"]["people"] == 1_001
    assert 180 <= report["history"]["people_year"] <= 184
    assert "knowledge-of-one" not in {code for code, _ in found(report)}
    left = {one["path"]: one["text"] for one in report["findings"] if one["code"] == "knowledge-left"}
    # Nobody who made one commit of hundreds is named as the one who knew a file.
    assert left == {"pkg/calm.py": "Ben Builder made 100% of its commits and has left"}
    assert next(iter(ranked(report))) == "pkg/busy.py"
    assert report["ranking"]["proof"]["claim"] is True


PROGRAMS = (
    "dependabot[bot]",
    "renovate[bot]",
    "Renovate Bot",
    "pre-commit-ci[bot]",
    "github-actions[bot]",
    "GitHub Actions",
    "greenkeeper[bot]",
    "Mend Renovate",
    "pyup-bot",
    "allcontributors[bot]",
    "semantic-release-bot",
    "web-flow",
    "gitlab-bot",
    "Copybara-Service",
    "snyk-bot",
)
PEOPLE = ("Rob Abbot", "Botond Kis", "Ann Talbot", "Elbot Ryan", "Action Jackson", "Renata Vate")


def test_commits_of_programs_are_told_and_change_nothing(room: Room, repo: Repo, tmp_path: Path) -> None:
    people = [(name, f"{number}@example.org") for number, name in enumerate(PEOPLE)]
    past = [FIRST, *work(200, by=people)]
    write_history(repo, past)
    plain = room.look(repo.path)
    # Programs that "fix" the calm file as often as people fixed the busy one.
    machines = [
        Step(
            {"pkg/calm.py": f"{FILES['pkg/calm.py']}PIN = {number}\n"},
            f"Fix dependency {number}",
            by=(PROGRAMS[number % len(PROGRAMS)], f"{number % len(PROGRAMS)}@bots.example.org"),
            at=START - 7 * DAY * (150 - number) + 60,
        )
        for number in range(150)
    ]
    other = make_repository(tmp_path / "other", "--bare")
    write_history(other, sorted([*past, *machines], key=lambda step: step.at or 0))
    report = room.look(other.path)
    is_sensible(report)
    notice = notices_of(report)["machine-commits"]
    assert notice["count"] == len(machines)
    assert "machine-commits" not in notices_of(plain)
    text = room.run("check", "-v", other.path).stdout.decode()
    assert "made by programs and are set apart" in text
    assert windows(report) == windows(plain)
    assert report["history"]["fixes_year"] == plain["history"]["fixes_year"]
    assert report["history"]["people"] == plain["history"]["people"]
    before, after = ranked(plain), ranked(report)
    assert list(after) == list(before)
    for path, file in before.items():
        assert after[path]["fixes"] == pytest.approx(file["fixes"], rel=0.02), path
    assert not [path for code, path in found(report) if code == "fixed-again" and path == "pkg/calm.py"]
    owners = {file["history"]["owner"] for file in report["files"] if file["history"]}
    assert owners <= {*PEOPLE, FIRST.by[0]}


def test_only_programs_ever_worked_here(room: Room, repo: Repo) -> None:
    write_history(repo, work(60, by=[("renovate[bot]", "r@x")], end=START))
    report = room.look(repo.path)
    is_sensible(report)
    assert notices_of(report)["machine-commits"]["count"] == 60
    assert report["ranking"]["proof"]["claim"] is False
    assert not _accused(report)
    assert report["history"]["people"] == 0
    assert room.run("list", repo.path).status == 0


def test_years_of_silence_and_then_one_commit(room: Room, repo: Repo) -> None:
    """Who comes back after years is somebody who knows the code, and not one more who left."""
    write_history(repo, [FIRST, *work(100, by=[ANN], end=START - 3 * YEAR), *work(1, by=[ANN])])
    report = room.look(repo.path)
    is_sensible(report)
    assert _accused(report) <= {"pkg/calm.py"}
    assert report["history"]["people_year"] == 1
