"""Git actions whose process is killed at any moment, and whose branch others move in between."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mainstay.domain.run import Mark
from tests.fakes.keeping import NOW, Kept, occasion, undoing

FILES = {"a.txt": "changed\n", "new/b.txt": "new\n", "lib/b.txt": None}
# Counts the commands, and kills who asked for the chosen one: before it is run, or once it has been.
KILLING = """#!/bin/sh
count=$(($(cat '{folder}/count' 2>/dev/null || echo 0) + 1))
echo $count >'{folder}/count'
if [ $count -eq {chosen} ] && [ {when} = before ]; then kill -9 $PPID; exit 1; fi
'{git}' "$@"
status=$?
if [ $count -eq {chosen} ]; then kill -9 $PPID; fi
exit $status
"""
BETWEEN = """#!/bin/sh
case "$*" in
*update-ref*) [ -e '{folder}/moved' ] || {{ touch '{folder}/moved'; {meanwhile}; }} ;;
esac
exec '{git}' "$@"
"""


def instead_of_git(folder: Path, text: str) -> str:
    """Put a program called git before the real one; give the PATH."""
    place = folder / "instead"
    place.mkdir(exist_ok=True)
    (place / "git").write_text(text)
    (place / "git").chmod(0o755)
    return f"{place}{os.pathsep}{os.environ['PATH']}"


def real_git() -> str:
    found = shutil.which("git")
    assert found
    return found


def killed_at(
    kept: Kept, chosen: int, when: str, parameters: dict[str, object], given: dict[str, object]
) -> int:
    """Act in a process that is killed at a command of git; give how it ended."""
    (kept.folder / "count").unlink(missing_ok=True)
    text = KILLING.format(folder=kept.folder, chosen=chosen, when=when, git=real_git())
    asked = {
        "kind": "git",
        "path": str(kept.repo.path),
        "remotes": {"origin": str(kept.folder / "far.git")},
        "PATH": instead_of_git(kept.folder, text),
        "parameters": {"repository": "shop", "branch": "mainstay/one", **parameters},
        "occasion": given,
    }
    command = [sys.executable, "-m", "tests.hostile.actions.acting"]
    done = subprocess.run(command, input=json.dumps(asked).encode(), capture_output=True)
    assert done.returncode in {0, -9}, done.stderr.decode()
    return done.returncode


def commits_of(kept: Kept, key: str) -> list[str]:
    """Give the commits of an action, wherever they are."""
    form = "--format=%H %(trailers:key=Mainstay-Run,valueonly)"
    lines = kept.repo.git("log", "--all", form).splitlines()
    return [line.split()[0] for line in lines if key in line.split()[1:]]


def test_killed_at_any_command_a_commit_is_made_once_and_taken_back_once(tmp_path: Path) -> None:
    kept = Kept(tmp_path, bare=True)
    before = kept.tree(kept.base)
    kills = 0
    for chosen in range(1, 100):
        when = ("before", "after")[chosen % 2]
        kept.repo.git("update-ref", "refs/heads/mainstay/one", kept.base)
        kept.repo.git("tag", "--force", "kept", kept.base)
        step = f"step-{chosen}"
        ended = killed_at(
            kept, chosen, when, {"to": "commit", "files": FILES}, {"base": kept.base, "step": step}
        )
        again = occasion(base=kept.base, step=step, number=2, now=NOW + 60, began_at=NOW + 60)
        result = kept.act("commit", again, files=FILES)
        assert result.mark is Mark.DONE, (chosen, result)
        assert commits_of(kept, f"run-1.{step}.do") == [kept.tip()] == [result.memo["commit"]]
        undo = {"run": "run-2", "purpose": "undo", "undoes": "run-1", "done": dict(result.memo), "step": step}
        killed_at(kept, chosen, when, {"to": "revert"}, {**undo, "base": kept.base})
        back = kept.act(
            "revert", undoing(result.memo, base=kept.base, step=step, number=2, began_at=NOW + 90)
        )
        assert back.mark is Mark.DONE, (chosen, back)
        assert kept.tree("mainstay/one") == before
        assert len(commits_of(kept, f"run-2.{step}.do")) == 1
        if ended == 0:
            break
        kills += 1
    # All commands of one action were met, and then one was not killed any more.
    assert 8 <= kills < 98
    kept.repo.git("fsck")


def test_killed_at_any_command_a_push_is_made(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    far = tmp_path / "far.git"
    kept.repo.git("clone", "--quiet", "--bare", str(kept.repo.path), str(far))
    kept.kept = type(kept.kept)(str(kept.repo.path), remotes={"origin": str(far)})
    kept.act("branch")
    made = kept.act("commit", occasion(base=kept.base, step="commit"), files=FILES).memo["commit"]
    for chosen in range(1, 100):
        kept.repo.git("--git-dir", str(far), "update-ref", "-d", "refs/heads/mainstay/one")
        ended = killed_at(kept, chosen, "after", {"to": "push", "remote": "origin"}, {"base": kept.base})
        assert kept.act("push", remote="origin").mark is Mark.DONE
        there = kept.repo.git("--git-dir", str(far), "rev-parse", "refs/heads/mainstay/one")
        assert there == made
        if ended == 0:
            break
    assert 5 <= chosen < 99


@pytest.mark.parametrize("to", ["branch", "commit", "revert", "drop"])
def test_a_branch_that_moves_between_look_and_update_stays_where_others_put_it(
    tmp_path: Path, to: str
) -> None:
    kept = Kept(tmp_path)
    theirs = kept.repo.git("commit-tree", "-p", kept.base, "-m", "Theirs", kept.tree(kept.base))
    at = occasion(base=kept.base)
    if to != "branch":
        kept.act("branch")
    if to == "revert":
        at = undoing(kept.act("commit", files=FILES).memo, base=kept.base)
    name, there = "refs/heads/mainstay/one", kept.tip()
    meanwhile = f"'{real_git()}' --git-dir '{kept.repo.git_dir}' update-ref {name} {theirs}"
    text = BETWEEN.format(folder=tmp_path, meanwhile=meanwhile, git=real_git())
    kept.environment["PATH"] = instead_of_git(tmp_path, text)
    more = {"files": FILES} if to == "commit" else {}
    result = kept.act(to, at, **more)
    assert (result.mark, kept.tip()) == (Mark.FAILED, theirs)
    assert there != theirs
    assert "nothing was changed" in result.detail


def test_a_try_that_another_one_outran_tells_what_that_made(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.act("branch")
    faster = kept.act("commit", occasion(base=kept.base, began_at=NOW - 7), files=FILES)
    kept.repo.git("update-ref", "refs/heads/mainstay/one", kept.base)
    name = "refs/heads/mainstay/one"
    meanwhile = f"'{real_git()}' --git-dir '{kept.repo.git_dir}' update-ref {name} {faster.memo['commit']}"
    text = BETWEEN.format(folder=tmp_path, meanwhile=meanwhile, git=real_git())
    kept.environment["PATH"] = instead_of_git(tmp_path, text)
    result = kept.act("commit", files=FILES)
    assert (result.mark, result.memo) == (Mark.DONE, faster.memo)
    assert kept.tip() == faster.memo["commit"]


@pytest.mark.parametrize("command", ["version", "read-tree", "commit-tree"])
def test_a_git_that_hangs_is_ended(tmp_path: Path, command: str) -> None:
    kept = Kept(tmp_path)
    kept.act("branch")
    text = f'#!/bin/sh\ncase "$*" in *{command}*) exec sleep 1000;; esac\nexec \'{real_git()}\' "$@"\n'
    kept.environment["PATH"] = instead_of_git(tmp_path, text)
    began = time.monotonic()
    result = kept.act("commit", occasion(base=kept.base, seconds=3.0), files=FILES)
    assert (result.mark, kept.tip()) == (Mark.NOT_BEGUN, kept.base)
    ends = time.monotonic() + 1
    stopped = kept.act(
        "commit", occasion(base=kept.base, stopped=lambda: time.monotonic() >= ends), files=FILES
    )
    assert (stopped.mark, kept.tip()) == (Mark.NOT_BEGUN, kept.base)
    assert "it was stopped" in stopped.detail
    assert time.monotonic() - began < 100
