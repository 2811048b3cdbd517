"""Commits pushed to another repository, which moves, refuses, hangs, breaks off and lies."""

import os
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from mainstay.domain.run import Mark
from tests.fakes.keeping import Kept, occasion, undoing
from tests.fakes.receiver import answer, receiving
from tests.fakes.repositories import Repo

FILES = {"a.txt": "changed\n"}
SSH = """#!/bin/sh
# What a real ssh does, but on this machine: the last argument is the command.
printf '%s\\n' "$*" >>"{folder}/asked"
for command; do :; done
{before}
exec sh -c "$command"
"""


class Pushing(Kept):
    """A repository with a commit of a run, and another one at `far` to push to."""

    def __init__(self, folder: Path, *options: str) -> None:
        super().__init__(folder, *options)
        self.far = Repo(folder / "far.git")
        self.repo.git("clone", "--quiet", "--bare", str(self.repo.path), str(self.far.path))
        self.reach(str(self.far.path))
        self.act("branch")
        self.made = str(
            self.act("commit", occasion(base=self.base, step="commit"), files=FILES).memo["commit"]
        )

    def reach(self, address: str) -> None:
        """Let the remote be at another address."""
        self.kept = type(self.kept)(str(self.repo.path), remotes={"origin": "env:FAR"})
        self.secrets["env:FAR"] = address

    def stands(self, branch: str = "mainstay/one") -> str:
        return self.far.git("for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}")

    def hook(self, name: str, text: str) -> None:
        """Give the other side a hook."""
        file = self.far.path / "hooks" / name
        file.write_text(f"#!/bin/sh\n{text}\n")
        file.chmod(0o755)

    def ssh(self, before: str = "") -> None:
        """Put a program called ssh before the real one, and reach the other side by it."""
        folder = self.folder / "bin"
        folder.mkdir(exist_ok=True)
        (folder / "ssh").write_text(SSH.format(folder=self.folder, before=before))
        (folder / "ssh").chmod(0o755)
        self.environment["PATH"] = f"{folder}{os.pathsep}{os.environ['PATH']}"
        self.reach(f"git@far.example:{self.far.path}")


@pytest.fixture(params=["sha1", "sha256"])
def pushing(request: pytest.FixtureRequest, tmp_path: Path) -> Pushing:
    """Give both repositories."""
    return Pushing(tmp_path, f"--object-format={request.param}")


def test_exactly_what_the_run_made_is_pushed(pushing: Pushing) -> None:
    foreseen = pushing.foresee("push", remote="origin")
    assert (foreseen.mark, pushing.stands()) == (Mark.DONE, "")
    assert "which is not there yet" in foreseen.detail
    result = pushing.act("push", remote="origin")
    assert (result.mark, pushing.stands()) == (Mark.DONE, pushing.made)
    assert result.memo == {"commit": pushing.made, "before": ""}
    again = pushing.act("push", remote="origin")
    assert again.mark is Mark.DONE
    assert "stands there already" in again.detail


def test_more_of_the_run_is_pushed_upon_it(pushing: Pushing) -> None:
    pushing.act("push", remote="origin")
    more = pushing.act("commit", occasion(base=pushing.base, step="more"), files={"b": "b"})
    result = pushing.act("push", remote="origin")
    assert (result.mark, pushing.stands()) == (Mark.DONE, more.memo["commit"])
    assert result.memo["before"] == pushing.made


def test_a_branch_that_moved_on_the_other_side_is_left_alone(pushing: Pushing) -> None:
    pushing.act("push", remote="origin")
    others = pushing.far.git(
        "commit-tree", "-p", pushing.made, "-m", "x", pushing.far.git("rev-parse", f"{pushing.made}^{{tree}}")
    )
    pushing.far.git("update-ref", "refs/heads/mainstay/one", others)
    result = pushing.act("push", remote="origin")
    assert (result.mark, pushing.stands()) == (Mark.FAILED, others)
    assert "where this run has not put it" in result.detail
    # Even where what stands there is older than the run's own.
    pushing.far.git("update-ref", "refs/heads/mainstay/one", pushing.base)
    assert pushing.act("push", remote="origin").mark is Mark.DONE


def test_a_branch_that_moves_while_it_is_pushed_is_left_alone(pushing: Pushing) -> None:
    others = pushing.far.git(
        "commit-tree", "-m", "x", pushing.far.git("rev-parse", f"{pushing.base}^{{tree}}")
    )
    # The first time it is only looked; the second time somebody is faster.
    move = f"git --git-dir '{pushing.far.path}' update-ref refs/heads/mainstay/one {others}"
    moving = f'case "$command" in *receive-pack*) {move};; esac'
    pushing.ssh(moving)
    result = pushing.act("push", remote="origin")
    assert (result.mark, pushing.stands()) == (Mark.FAILED, others)


def test_what_others_put_on_the_branch_here_is_not_pushed(pushing: Pushing) -> None:
    pushing.commit_elsewhere({"theirs": "theirs"})
    result = pushing.act("push", remote="origin")
    assert (result.mark, pushing.stands()) == (Mark.FAILED, "")
    assert pushing.act("push", remote="origin", branch="mainstay/none").mark is Mark.FAILED


def test_what_the_other_side_refuses_is_a_failure_with_its_words(pushing: Pushing) -> None:
    pushing.hook("pre-receive", "exit 1")
    result = pushing.act("push", remote="origin")
    assert (result.mark, pushing.stands()) == (Mark.FAILED, "")
    assert "hook declined" in result.detail


def test_a_connection_that_breaks_after_the_branch_moved_is_found_out(pushing: Pushing) -> None:
    pushing.hook("post-receive", "kill -9 $PPID")
    result = pushing.act("push", remote="origin")
    assert (result.mark, pushing.stands()) == (Mark.DONE, pushing.made)


def test_a_connection_that_breaks_before_is_not_known(pushing: Pushing) -> None:
    pushing.hook("pre-receive", "kill -9 $PPID")
    result = pushing.act("push", remote="origin")
    assert (result.mark, pushing.stands()) == (Mark.UNKNOWN, "")


def test_another_side_that_hangs_holds_nobody_up(pushing: Pushing) -> None:
    pushing.hook("pre-receive", "exec sleep 1000")
    began = time.monotonic()
    result = pushing.act("push", occasion(base=pushing.base, seconds=3.0), remote="origin")
    assert (result.mark, pushing.stands()) == (Mark.UNKNOWN, "")
    pushing.ssh("exec sleep 1000")
    result = pushing.act("push", occasion(base=pushing.base, seconds=1.0), remote="origin")
    assert result.mark is Mark.NOT_BEGUN
    assert time.monotonic() - began < 300


def test_a_wish_to_stop_ends_the_push(pushing: Pushing) -> None:
    pushing.hook("pre-receive", f"touch {pushing.folder}/begun; exec sleep 1000")
    at = occasion(base=pushing.base, stopped=(pushing.folder / "begun").exists)
    result = pushing.act("push", at, remote="origin")
    assert (result.mark, pushing.stands()) == (Mark.UNKNOWN, "")


def test_the_other_side_is_reached_by_ssh(pushing: Pushing) -> None:
    pushing.ssh()
    result = pushing.act("push", remote="origin")
    assert (result.mark, pushing.stands()) == (Mark.DONE, pushing.made)
    assert all("-oBatchMode=yes" in line for line in (pushing.folder / "asked").read_text().splitlines())


def test_a_flood_is_not_read_to_its_end(pushing: Pushing) -> None:
    pushing.ssh("exec yes 0123456789")
    result = pushing.act("push", remote="origin")
    assert result.mark is Mark.NOT_BEGUN


def test_a_login_goes_where_it_is_meant_to_and_nowhere_else(pushing: Pushing) -> None:
    with receiving() as lure:
        away = f"http://{urlsplit(lure.address).netloc}/far.git/info/refs?service=git-upload-pack"
        with receiving(answer(302, Location=away)) as far:
            pushing.reach(f"http://robot:pass-word@{urlsplit(far.address).netloc}/far.git")
            result = pushing.act("push", remote="origin")
    assert result.mark is Mark.NOT_BEGUN
    assert "pass-word" not in result.detail
    assert [one.headers["authorization"] for one in far.received] == ["Basic cm9ib3Q6cGFzcy13b3Jk"]
    assert lure.received == []


@pytest.mark.parametrize(
    "address",
    [
        "ext::sh -c touch% /tmp/never",
        "fd::0",
        "--upload-pack=touch /tmp/never",
        "-oProxyCommand=x@y:z",
        "ssh://-oProxyCommand=touch/x",
        "http://example.org/x",
        "git://example.org/x",
        "ftp://example.org/x",
        "relative/path",
        "",
        "https://[::1/x",
    ],
)
def test_other_addresses_are_refused(tmp_path: Path, address: str) -> None:
    pushing = Pushing(tmp_path)
    pushing.reach(address)
    pushing.secrets["env:FAR"] = address
    result = pushing.act("push", remote="origin")
    assert result.mark is Mark.NOT_BEGUN
    assert not address or address not in result.detail


def test_only_what_the_operator_names_is_pushed_to(pushing: Pushing) -> None:
    assert pushing.act("push", remote="other").mark is Mark.NOT_BEGUN
    assert pushing.act("push", remote=str(pushing.far.path)).mark is Mark.NOT_BEGUN
    assert pushing.act("push").mark is Mark.NOT_BEGUN
    assert pushing.act("push", remote="origin", branch="main").mark is Mark.NOT_BEGUN
    assert pushing.stands("main") == pushing.base


def test_two_pushes_at_once_do_it_once(tmp_path: Path) -> None:
    pushing = Pushing(tmp_path)
    results = []
    threads = [
        threading.Thread(target=lambda: results.append(pushing.act("push", remote="origin")))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [result.mark for result in results] == [Mark.DONE, Mark.DONE]
    assert pushing.stands() == pushing.made


def test_what_was_pushed_is_taken_back_by_a_push(pushing: Pushing) -> None:
    pushing.act("push", remote="origin")
    done = {"commit": pushing.made, "before": pushing.base}
    back = pushing.act("revert", undoing(done, base=pushing.base, step="commit"))
    result = pushing.act("push", undoing({}, base=pushing.base, step="push"), remote="origin")
    assert (result.mark, pushing.stands()) == (Mark.DONE, back.memo["commit"])
    assert pushing.far.git("rev-parse", f"{pushing.stands()}^{{tree}}") == pushing.tree(pushing.base)


def test_who_is_stopped_before_begins_nothing(pushing: Pushing) -> None:
    at = occasion(base=pushing.base, stopped=lambda: True)
    for to in ("branch", "commit", "revert", "drop", "push"):
        result = pushing.act(to, at, files={"x": "x"}, remote="origin")
        assert result.mark is Mark.NOT_BEGUN, to
    assert (pushing.tip(), pushing.stands()) == (pushing.made, "")
