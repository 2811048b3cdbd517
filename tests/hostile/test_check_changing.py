"""A repository that changes while it is read."""

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from mainstay.config.settings import Settings
from mainstay.domain.check_options import CheckOptions
from mainstay.wiring import check
from tests.fakes.progress import WrittenProgress
from tests.fakes.repositories import Repo, Step, make_repository, neutral_environment, write_history
from tests.hostile.room import LONG, Room, files_of, notices_of

# Changes a repository over and over until its input ends; what fails because of another change is tried again.
_RESTLESS = """
import os, random, select, subprocess, sys
chance, kinds, count = random.Random(int(sys.argv[1])), sys.argv[2:], 0

def git(*arguments):
    subprocess.run(["git", *arguments], capture_output=True, stdin=subprocess.DEVNULL)

def write():
    name = f"file{chance.randrange(60)}.py"
    match chance.randrange(4):
        case 0: open(name, "w").write("".join(f"def f{n}():\\n    return {count}\\n" for n in range(20)))
        case 1: os.path.exists(name) and not os.path.isdir(name) and os.unlink(name)
        case 2: open(f"new{chance.randrange(300)}.py", "w").write(f"new = {count}\\n")
        case 3:
            os.path.isfile(name) and os.unlink(name)
            odd = f"odd{os.getpid()}-{count % 200}"
            if not os.path.lexists(name) and not os.path.lexists(odd):
                chance.choice([lambda: os.mkdir(name), lambda: os.symlink(name, name), lambda: os.mkfifo(name)])()
                os.rename(name, odd)

def commit():
    write(); git("add", "--all"); git("commit", "-m", f"Change {count}")

def collect():
    git("reflog", "expire", "--expire=now", "--all")
    git("gc", "--prune=now", "--quiet"); git("repack", "-adfq", "--depth=3")

def switch():
    git("checkout", "--force", chance.choice(["main", "side", "--detach"]))

def rewrite():
    git("reset", "--hard", "HEAD~1"); git("commit", "--amend", "-m", f"Again {count}")

sys.stdout.write("ready"); sys.stdout.flush()
while not select.select([sys.stdin], [], [], 0.001)[0]:
    count += 1
    {"write": write, "commit": commit, "collect": collect, "switch": switch, "rewrite": rewrite}[chance.choice(kinds)]()
"""
GAPS = {"history-left-out", "trend-gaps", "unreadable-files"}
IDENTITY = {
    f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = make_repository(tmp_path / "restless")
    write_history(
        repo,
        [
            Step(
                {
                    f"file{number % 60}.py": f"def one():\n    return {number}\n" * 20,
                    "steady.py": "def steady(): pass\n",
                }
            )
            for number in range(400)
        ],
    )
    repo.git("reset", "--quiet", "--hard")
    repo.git("branch", "side", "HEAD~50")
    # Git would go on collecting behind our back.
    repo.git("config", "maintenance.auto", "false")
    return repo


@contextmanager
def restless(room: Room, repo: Repo, seed: int, *kinds: str) -> Iterator[None]:
    """Let another process change the repository meanwhile."""
    child = subprocess.Popen(
        [sys.executable, "-I", "-c", _RESTLESS, str(seed), *kinds],
        cwd=repo.path,
        env=neutral_environment() | IDENTITY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    room.companions.add(child.pid)
    assert child.stdout is not None
    assert child.stdout.read(5) == b"ready"
    try:
        yield
    finally:
        child.communicate(timeout=120)
        room.companions.remove(child.pid)
    assert child.returncode == 0


@pytest.mark.parametrize("seed", range(20 if LONG else 1))
@pytest.mark.parametrize(
    "kinds",
    [
        ("write",),
        ("commit", "collect"),
        ("switch", "write"),
        ("rewrite", "collect", "commit", "write", "switch"),
    ],
    ids="-".join,
)
def test_a_repository_that_changes_is_reported_as_it_was_at_one_commit(
    room: Room, repo: Repo, kinds: tuple[str, ...], seed: int
) -> None:
    with restless(room, repo, seed, *kinds):
        reports = [
            room.look(repo.path, *extra) for extra in ((), ("--head-only",), ("--no-cache", "--churn", "all"))
        ]
    for report in reports:
        told = notices_of(report)
        # Only what is both rewritten and thrown away at once can be missing, and then the reader knows why.
        if not GAPS & told.keys():
            assert files_of(report)["steady.py"]["functions"][0]["name"] == "steady"
            assert report["history"]["commits"] >= 340
        else:
            assert {"rewrite", "collect"} <= set(kinds)
            assert "head-moved" in told
    repo.git("fsck", "--strict")
    after = room.look(repo.path)
    assert after["scope"]["commit"] == repo.head
    assert "head-moved" not in notices_of(after)


def test_a_move_of_the_head_is_said(room: Room, repo: Repo) -> None:
    said = []
    for seed in range(10):
        with restless(room, repo, seed, "commit"):
            said.append(room.look(repo.path, "--no-cache"))
        if "head-moved" in notices_of(said[-1]):
            break
    text = notices_of(said[-1])["head-moved"]["text"]
    assert said[-1]["scope"]["commit"][:10] in text


class Discarding(WrittenProgress):
    """Rewrites the head and throws the former one away, each time that its history is about to be read."""

    def __init__(self, repo: Repo, times: int) -> None:
        super().__init__()
        self.repo, self.times = repo, times

    def stage(self, title: str, total: int | None = None) -> None:
        super().stage(title, total)
        if title == "Reading history" and self.times:
            self.times -= 1
            self.repo.git("commit", "--quiet", "--amend", "-m", f"Again {self.times}")
            self.repo.git("reflog", "expire", "--expire=now", "--all")
            self.repo.git("gc", "--quiet", "--prune=now")


@pytest.mark.parametrize(("times", "whole"), [(1, True), (2, True), (3, False)])
def test_a_commit_that_is_thrown_away_meanwhile_makes_room_for_the_next(
    repo: Repo, times: int, whole: bool
) -> None:
    discarding = Discarding(repo, times)
    report = check(str(repo.path), Settings(), CheckOptions(cache=False, jobs=1), discarding)
    codes = {notice.code: notice.text for notice in report.notices}
    assert discarding.times == 0
    assert report.files
    assert (report.scope.commit == repo.head) is whole
    if whole:
        assert report.history is not None
        assert report.history.commits == 400
        assert not GAPS & codes.keys()
    else:
        assert report.history is None
        assert "head-moved" in codes
        assert f"the commit {report.scope.commit[:12]} was thrown away" in codes["history-left-out"]


def test_a_repository_that_is_removed_meanwhile_ends_the_run_in_order(
    room: Room, repo: Repo, tmp_path: Path
) -> None:
    chance = random.Random(5)
    for number in range(4):
        process = room.start("check", "--format", "json", "--no-cache", repo.path)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=chance.uniform(0.1, 0.6))
        repo.path.rename(tmp_path / f"away{number}")
        _, stderr = process.communicate(timeout=120)
        (tmp_path / f"away{number}").rename(repo.path)
        assert process.returncode in {0, 2, 3}, stderr
        assert b"Traceback" not in stderr
        assert b"inside mainstay" not in stderr
        if process.returncode:
            assert b"error: " in stderr
        room.is_tidy()
