"""A log continued by what came since."""

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mainstay.adapters.git.log_reading import HistoryReader
from mainstay.domain.history import Log, Said
from tests.fakes.opened import no_mark, opened, touches
from tests.fakes.repositories import (
    ANN,
    BEN,
    DAY,
    START,
    Repo,
    Step,
    make_repository,
    small_repository,
    write_history,
)


def read(repo: Repo, known: Log | None = None, path: Path | None = None) -> Log:
    with opened(path or repo.path) as source:
        log = source.log(mark, known)
        source.churn(log, range(len(log.oids)))
    return log


def mark(message: bytes) -> Said:
    return Said(len(message) % 5, len(message) % 3)


def told(log: Log) -> dict[str, Any]:
    """What a log says, whatever the numbers of its rows, people and paths."""
    of_people: dict[str, set[str]] = {}
    for oid, person in zip(log.oids, log.authors, strict=True):
        of_people.setdefault(log.people[person], set()).add(oid)
    return {
        "head": log.head,
        "rows": {
            row[0]: row[1:]
            for row in zip(log.oids, log.times, log.authored, log.marks, log.topics, log.merges, strict=True)
        },
        "people": of_people,
        "touches": sorted(zip(touches(log), log.added, log.deleted, strict=True)),
        "renames": sorted((log.oids[row], log.paths[old], log.paths[new]) for row, old, new in log.renames),
        "mainline": [log.oids[row] for row in log.first_parents],
        "aliases": {alias: log.people[person] for alias, person in log.aliases.items()},
    }


@pytest.fixture
def full_readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which ranges of commits git was asked for."""
    asked: list[str] = []
    rows = HistoryReader._rows

    def noted(self: HistoryReader, judged: Any, commits: str) -> Any:
        asked.append(commits)
        return rows(self, judged, commits)

    monkeypatch.setattr(HistoryReader, "_rows", noted)
    return asked


def test_a_straight_history_comes_out_identical(tmp_path: Path, full_readings: list[str]) -> None:
    repo = small_repository(tmp_path)
    known = read(repo)
    before = told(known)
    repo.commit({"small/sums.py": "x = 1\n", "more.py": ""}, by=("Newcomer", "new@example.org"))
    repo.git("mv", "small/new.py", "small/newest.py")
    repo.commit(by=("Ben", "BEN@example.org"))
    grown = read(repo, known)
    assert full_readings[-1] == f"{known.head}..{repo.head}"
    assert grown == read(repo)
    assert told(known) == before


def test_nothing_new_gives_the_known_log_itself(tmp_path: Path, full_readings: list[str]) -> None:
    repo = small_repository(tmp_path)
    known = read(repo)
    assert read(repo, known) is known
    assert len(full_readings) == 1


@pytest.mark.parametrize("seed", range(6))
def test_random_histories_say_the_same_grown_or_read_at_once(tmp_path: Path, seed: int) -> None:
    choice = random.Random(seed)
    repo = make_repository(tmp_path)
    repo.commit({"file": "start\n"})
    people = [ANN, BEN, ("Ann Author", "ann@home"), ("ben", "BEN@example.org"), ("Cy", "cy@x"), ("", "cy@x")]
    known: Log | None = None
    for _ in range(4):
        for _ in range(choice.randint(1, 5)):
            grow(repo, choice, people)
        grown = read(repo, known)
        assert told(grown) == told(read(repo))
        known = grown


def grow(repo: Repo, choice: random.Random, people: list[tuple[str, str]]) -> None:
    """Add a commit or a merge at a random place with a random clock."""
    at = START + choice.randint(-50, 50) * DAY
    branches = repo.git("for-each-ref", "--format=%(refname:short)", "refs/heads").split()
    action = choice.random()
    if action < 0.3:
        commits = repo.git("rev-list", "--all").split()
        repo.git("checkout", "--quiet", "-b", f"branch-{len(branches)}", choice.choice(commits))
        repo.commit({f"file-{len(branches)}": "x\n"}, by=choice.choice(people[:5]), at=at)
        repo.git("checkout", "--quiet", "main")
    elif action < 0.6 and len(branches) > 1:
        repo.merge(choice.choice(branches[1:]), at=at)
    else:
        content = "".join(f"{choice.random()}\n" for _ in range(choice.randint(1, 4)))
        repo.commit({f"file-{choice.randint(0, 3)}.x": content}, by=choice.choice(people[:5]), at=at)


def test_the_mainline_when_the_known_head_was_merged_from_the_side(tmp_path: Path) -> None:
    repo = small_repository(tmp_path)
    repo.git("checkout", "--quiet", "-b", "side")
    repo.commit({"side": ""})
    known = read(repo)
    repo.git("checkout", "--quiet", "main")
    repo.commit({"main": ""})
    repo.merge("side")
    grown = read(repo, known)
    assert [grown.oids[row] for row in grown.first_parents] == repo.git(
        "rev-list", "--first-parent", "HEAD"
    ).split()
    assert told(grown) == told(read(repo))


def test_clocks_so_far_off_that_git_takes_known_commits_for_new_ones(
    tmp_path: Path, full_readings: list[str]
) -> None:
    repo = make_repository(tmp_path)
    repo.commit({"root": ""}, at=1000 * DAY)
    repo.git("branch", "side")
    for number in range(1, 15):
        repo.commit({"a": f"{number}"}, at=number * DAY)
    known = read(repo)
    repo.git("checkout", "--quiet", "side")
    repo.commit({"b": ""}, at=1500 * DAY)
    repo.git("checkout", "--quiet", "main")
    repo.merge("side", at=2000 * DAY)
    claimed = repo.git("rev-list", f"{known.head}..HEAD").split()
    assert set(claimed) & set(known.oids)
    grown = read(repo, known)
    assert sorted(grown.oids) == sorted(repo.git("rev-list", "HEAD").split())
    assert told(grown) == told(read(repo))


def test_rewritten_history_is_read_again(tmp_path: Path, full_readings: list[str]) -> None:
    repo = small_repository(tmp_path)
    known = read(repo)
    repo.git("reset", "--quiet", "--hard", "HEAD~1")
    repo.commit({"other": ""})
    assert told(read(repo, known)) == told(read(repo))
    assert full_readings[1] == repo.head
    repo.git("reflog", "expire", "--expire=now", "--all")
    repo.git("gc", "--quiet", "--prune=now")
    assert told(read(repo, known)) == told(read(repo))


def test_another_mailmap_changes_the_people_of_all_commits(tmp_path: Path, full_readings: list[str]) -> None:
    repo = small_repository(tmp_path)
    known = read(repo)
    repo.commit({".mailmap": "Ann Author <ann@example.org> <ben@example.org>\n"})
    assert read(repo, known).people == ["Ann Author"]
    assert full_readings[1] == repo.head


def test_a_deepened_clone_is_read_again(tmp_path: Path, full_readings: list[str]) -> None:
    repo = small_repository(tmp_path / "repo")
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.path}", str(tmp_path / "clone"))
    clone = Repo(tmp_path / "clone")
    known = read(clone)
    assert len(known.oids) == 1
    clone.git("fetch", "--quiet", "--unshallow")
    assert len(read(clone, known).oids) == 3
    repo.commit({"a": ""})
    clone.git("pull", "--quiet", "--ff-only")
    grown = read(clone, known)
    assert grown == read(repo)
    assert full_readings[1:3] == [known.head, clone.head]


def test_a_log_whose_columns_do_not_fit_is_not_believed(tmp_path: Path, full_readings: list[str]) -> None:
    repo = small_repository(tmp_path)
    known = read(repo)
    head = repo.commit({"a": ""})
    broken = [
        replace(known, oids=known.oids[:-1]),
        replace(known, added=known.added[:-1]),
        replace(known, head="5" * 40),
        replace(known, aliases={}),
        replace(known, aliases={"name:x": 7}),
        replace(known, oids=[*known.oids[:-1], "6" * 40]),
        replace(known, oids=[*known.oids[:-1], "--output=/tmp/x"]),
        replace(known, oids=["--output=/tmp/x", *known.oids[1:]], head="--output=/tmp/x"),
        Log("", []),
    ]
    for log in broken:
        assert len(read(repo, log).oids) == 4
    assert full_readings[1:] == [head] * len(broken)


def test_new_commits_of_a_long_history(tmp_path: Path) -> None:
    repo = make_repository(tmp_path)
    write_history(
        repo, [Step({f"{number % 90}": f"{number}\n"}, by=(ANN, BEN)[number % 2]) for number in range(900)]
    )
    known = read(repo)
    write_history(repo, [Step({f"{number}": f"{number}\n"}) for number in range(85, 95)])
    grown = read(repo, known)
    assert grown == read(repo)
    assert len(grown.oids) == 910


def test_no_mark_is_asked_for_what_is_known(tmp_path: Path) -> None:
    repo = small_repository(tmp_path)
    known = read(repo)
    repo.commit({"a": ""}, "The new one")
    seen: list[bytes] = []
    with opened(repo.path) as source:
        source.log(lambda message: seen.append(message) or no_mark(message), known)
    assert seen == [b"The new one\n"]
