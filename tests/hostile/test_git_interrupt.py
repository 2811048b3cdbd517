"""Ctrl-C at any moment of reading a repository: nothing is left behind, no program and no file."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.fakes.repositories import Step, make_repository, small_repository, write_history
from tests.fakes.watched import ends

CODE = """
import sys, tempfile
from mainstay.adapters.git.opening import open_repository
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.cli import interrupt
from mainstay.domain.history import Said
tempfile.tempdir = sys.argv[2]
interrupt.unwind()
with open_repository(sys.argv[1], LocalProcesses()) as source:
    log = source.log(lambda message: Said())
    source.churn(log, range(len(log.oids)))
    tree = source.tree(log.head)
    source.sizes([entry.oid for entry in tree])
    list(source.blobs().read([entry.oid for entry in tree]))
    source.work_tree()
    print("whole")
"""


@pytest.fixture
def slow_git(tmp_path: Path) -> Path:
    """A git that never ends one command, with a child of its own; `pids` tells both."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "git"
    script.write_text(
        "#!/bin/sh\n"
        f'case " $* " in *" $SLOW "*) sleep 600 & echo $$ $! > {tmp_path}/pids.new;'
        f" mv {tmp_path}/pids.new {tmp_path}/pids; wait;; esac\n"
        f'exec {shutil.which("git")} "$@"\n'
    )
    script.chmod(0o755)
    return folder


@pytest.mark.parametrize(
    "command",
    ["version", "config", "log", "diff-tree", "ls-tree", "--buffer", "--batch", "ls-files", "diff-index"],
)
def test_interrupted_while_git_works(tmp_path: Path, slow_git: Path, command: str) -> None:
    repo, temporary = small_repository(tmp_path / "repo"), tmp_path / "temporary"
    temporary.mkdir()
    # git's own environment is chosen by the adapter, so the script is told by its text.
    script = slow_git / "git"
    script.write_text(script.read_text().replace("$SLOW", command))
    ours = subprocess.Popen(
        [sys.executable, "-c", CODE, str(repo.path), str(temporary)],
        env={**os.environ, "PATH": f"{slow_git}:{os.environ['PATH']}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    while not (tmp_path / "pids").exists():
        assert ours.poll() is None
        time.sleep(0.01)
    assert list(temporary.iterdir())
    ours.send_signal(signal.SIGINT)
    said, complained = ours.communicate(timeout=60)
    assert said == b""
    assert complained.strip().endswith(b"mainstay.cli.interrupt.Interrupted")
    assert all(ends(int(pid)) for pid in (tmp_path / "pids").read_text().split())
    assert list(temporary.iterdir()) == []


def test_interrupted_while_we_work(tmp_path: Path) -> None:
    repo, temporary = small_repository(tmp_path / "repo"), tmp_path / "temporary"
    temporary.mkdir()
    code = CODE.replace(
        "lambda message: Said()",
        "lambda message: print('ready', flush=True) or __import__('time').sleep(600)",
    )
    ours = subprocess.Popen(
        [sys.executable, "-c", code, str(repo.path), str(temporary)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert ours.stdout is not None
    assert ours.stdout.readline() == b"ready\n"
    ours.send_signal(signal.SIGINT)
    ours.communicate(timeout=60)
    assert list(temporary.iterdir()) == []


def test_interrupted_at_any_moment(tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    write_history(repo, [Step({f"{number % 20}": f"{number}\n"}) for number in range(300)])
    ours = [sys.executable, "-c", CODE, str(repo.path)]
    begun = time.monotonic()
    subprocess.run([*ours, str(tmp_path)], check=True, capture_output=True)
    whole = time.monotonic() - begun
    for moment in range(12):
        temporary = tmp_path / f"temporary-{moment}"
        temporary.mkdir()
        running = subprocess.Popen([*ours, str(temporary)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(whole * (moment + 1) / 13)
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)
        assert list(temporary.iterdir()) == []
        assert all(map(ends, programs_below(temporary)))


def programs_below(folder: Path) -> list[int]:
    """The numbers of programs whose environment names a folder, as that of each git names its git directory."""
    found = []
    for process in Path("/proc").iterdir():
        with suppress(OSError):
            if process.name.isdigit() and str(folder).encode() in (process / "environ").read_bytes():
                found.append(int(process.name))
    return found


def test_left_by_an_exception_or_without_being_left(tmp_path: Path) -> None:
    repo, temporary = small_repository(tmp_path / "repo"), tmp_path / "temporary"
    temporary.mkdir()
    for ending in (
        "with source: raise SystemExit",
        "raise SystemExit",
        "next(source.blobs().read([source.moved()]))",
    ):
        begin = CODE.partition("with open")[0]
        code = f"{begin}source = open_repository(sys.argv[1], LocalProcesses())\n{ending}\n"
        subprocess.run([sys.executable, "-c", code, str(repo.path), str(temporary)], check=True, timeout=60)
        assert list(temporary.iterdir()) == []
