"""A plugin that looks around: neither root's nor another user's reads a secret, reaches a network or changes a file's facts."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.plugins import ROOT, Environment
from tests.fakes.repositories import Repo, make_repository
from tests.hostile.room import Room, adopting_orphans, notices_of

NOBODY = 65534
SECRET = "a-token-of-the-pipeline"


@dataclass
class Rig:
    """A room, a repository and a place to plant plugins in, all of one user; and servers that must hear nothing."""

    room: Room
    environment: Environment
    repo: Repo
    user: int
    folder: Path

    def look(self, body: str) -> dict[str, Any]:
        """Look with a plugin of this body, which must not fail."""
        self.environment.plant_collector("prying", body)
        words = ("check", "--format", "json", "--plugin", "prying", self.repo.path)
        outcome = self.room.run(
            *words, program=self.environment.program, env={"GITHUB_TOKEN": SECRET}, **as_user(self.user)
        )
        assert outcome.status == 0, outcome.said
        report = outcome.report
        (run,) = report["plugins"]
        assert run["failed"] == "", run
        assert SECRET not in str(report)
        return report


def whoever() -> list[tuple[int, str]]:
    """Give this user, and where this is root's run another one, each with an interpreter of this version that he can start."""
    found = [(os.geteuid(), sys.executable)]
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for python in (sys.executable, f"/usr/bin/{name}", f"/usr/local/bin/{name}") if os.geteuid() == 0 else ():
        with suppress(OSError):
            words = [python, "-P", "-c", f"open({str(ROOT / 'pyproject.toml')!r})"]
            if not subprocess.run(
                words, **as_user(NOBODY), stderr=subprocess.DEVNULL, check=False
            ).returncode:
                return [*found, (NOBODY, python)]
    return found


def as_user(user: int) -> dict[str, Any]:
    """Give the options of a process that is another user's."""
    return {} if user == os.geteuid() else {"user": user, "group": user, "extra_groups": []}


@pytest.fixture(params=whoever(), ids=lambda one: "root" if one[0] == 0 else f"user {one[0]}")
def rig(request: pytest.FixtureRequest) -> Iterator[Rig]:
    # Not in pytest's own folder, which no other user can reach.
    user, python = request.param
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stack.enter_context(adopting_orphans())
        folder.chmod(0o755)
        room = Room(folder)
        repo = make_repository(folder / "repo")
        (repo.path / "a.py").write_text("a = 1\n")
        (repo.path / ".git" / "config").open("a").write(f"[http]\n\textraheader = {SECRET}\n")
        repo.git("add", ".")
        repo.git("commit", "--quiet", "-m", "first")
        environment = Environment.made(folder / "environment", python)
        key = room.home / ".local" / "state" / "mainstay" / "key"
        key.parent.mkdir(parents=True, mode=0o700)
        key.write_bytes(b"k" * 32)
        key.chmod(0o600)
        if user != os.geteuid():
            _give(folder, user)
        yield Rig(room, environment, repo, user, folder)
        room.is_tidy()


def _give(folder: Path, user: int) -> None:
    for place in (folder, *folder.rglob("*")):
        os.chown(place, user, user, follow_symlinks=False)


TRIED = """
import os, resource, socket, subprocess, sys
from pathlib import Path

def reach(place):
    return place.read_bytes()[:80]

def write(place):
    place.write_bytes(b"x")

def parent(pid):
    return int(Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[1])

a = subject.root / "a.py"
fd = os.open(a, os.O_RDONLY)
keeper = os.getppid()
udp, tcp, named, home = NAMES
tries = {
    "environ of the keeper": lambda: reach(Path(f"/proc/{keeper}/environ")),
    "environ of the keeper's parent": lambda: reach(Path(f"/proc/{parent(keeper)}/environ")),
    "environ of the main process": lambda: reach(Path(f"/proc/{MAIN}/environ")),
    "memory of the main process": lambda: open(f"/proc/{MAIN}/mem", "rb"),
    "files of the main process": lambda: os.listdir(f"/proc/{MAIN}/fd"),
    "processes": lambda: os.listdir("/proc"),
    "cache key": lambda: reach(Path(home, ".local/state/mainstay/key")),
    "git's settings": lambda: reach(subject.root / ".git" / "config"),
    "home": lambda: os.listdir(home),
    "shadow": lambda: reach(Path("/etc/shadow")),
    "udp": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"leak", ("127.0.0.1", udp)),
    "udp over a pair": lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)[0].sendto(b"leak", named),
    "tcp": lambda: socket.create_connection(("127.0.0.1", tcp), 2),
    "named socket": lambda: socket.socket(socket.AF_UNIX).connect(named),
    "netlink": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
    "packet": lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW),
    "chmod": lambda: os.chmod(a, 0o777),
    "fchmod": lambda: os.fchmod(fd, 0o777),
    "chown": lambda: os.chown(a, os.getuid(), os.getgid()),
    "utime": lambda: os.utime(a, (0, 0)),
    "utime by descriptor": lambda: os.utime(fd, (0, 0)),
    "setxattr": lambda: os.setxattr(a, "user.x", b"1"),
    "setxattr by descriptor": lambda: os.setxattr(fd, "user.x", b"1"),
    "limits of the keeper": lambda: resource.prlimit(keeper, resource.RLIMIT_CPU, (1, 1)),
    "priority of the keeper": lambda: os.setpriority(os.PRIO_PROCESS, keeper, 19),
    "signal": lambda: os.kill(keeper, 0),
    "write": lambda: write(a),
    "write in /tmp": lambda: write(Path(subject.root).parent / "written"),
    "shared memory": lambda: write(Path("/dev/shm/mainstay-prying")),
}
for name, attempt in tries.items():
    try:
        attempt()
    except PermissionError:
        yield Figure(name, 0.0)
    else:
        yield Figure(name, 1.0)
"""


def test_it_reaches_nothing_that_it_need_not(rig: Rig) -> None:
    udp, tcp = socket.socket(type=socket.SOCK_DGRAM), socket.socket()
    named = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    with udp, tcp, named:
        udp.bind(("127.0.0.1", 0))
        tcp.bind(("127.0.0.1", 0))
        tcp.listen()
        place = str(rig.folder / "s")
        named.bind(place)
        named.listen()
        Path(place).chmod(0o777)
        told = (udp.getsockname()[1], tcp.getsockname()[1], place, str(rig.room.home))
        a = rig.repo.path / "a.py"
        before = a.stat()
        body = TRIED.replace("NAMES", repr(told)).replace("MAIN", str(os.getpid()))
        report = rig.look(body)
        figures = {one["name"]: one["value"] for one in report["plugins"][0]["figures"]}
        assert len(figures) == 29
        assert {name for name, value in figures.items() if value} == set()
        after = a.stat()
        assert (before.st_mode, before.st_mtime_ns, before.st_uid) == (
            after.st_mode,
            after.st_mtime_ns,
            after.st_uid,
        )
        assert os.listxattr(a) == []
        udp.setblocking(False)
        with pytest.raises(BlockingIOError):
            udp.recv(10)
    Path(place).unlink()
    assert "plugins-unconfined" not in notices_of(report)


USUAL = """
import multiprocessing, os, shutil, socket, sqlite3, subprocess, sys, tempfile, threading, zoneinfo
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

def done(name, value):
    return Figure(name, float(bool(value)))

one, other = socket.socketpair()
one.send(b"x")
scratch = Path(tempfile.mkdtemp())
(scratch / "b").write_bytes(subject.read(subject.files[0]))
(scratch / "b").rename(scratch / "c")
with sqlite3.connect(scratch / "d.db") as base:
    base.execute("create table t (a)")
ours, theirs = multiprocessing.Pipe()
process = multiprocessing.get_context("fork").Process(target=theirs.send, args=([1],))
process.start()
yield done("process", ours.recv() == [1])
process.join()
with ThreadPoolExecutor(2) as threads:
    yield done("threads", list(threads.map(len, ["ab", "c"])) == [2, 1])
yield done("pair", other.recv(1) == b"x")
yield done("scratch", (scratch / "c").read_bytes() == b"a = 1\\n")
yield done("database", (scratch / "d.db").exists())
yield done("names", os.listdir(subject.root))
shell = ["sh", "-c", "cat a.py | wc -l"]
yield done("shell", subprocess.run(shell, cwd=subject.root, capture_output=True).stdout.strip() == b"1")
yield done("python", subprocess.run([sys.executable, "-c", "import json, msgspec, mainstay"]).returncode == 0)
yield done("module", __import__("xml.dom.minidom"))
yield done("users", os.path.expanduser("~root"))
"""


def test_what_plugins_usually_do_works(rig: Rig) -> None:
    report = rig.look(USUAL)
    figures = {one["name"]: one["value"] for one in report["plugins"][0]["figures"]}
    assert len(figures) == 10
    assert {name for name, value in figures.items() if not value} == set()


def test_a_work_tree_that_root_alone_can_read_closes_the_gate(rig: Rig) -> None:
    rig.environment.plant_collector("prying", "return []")
    shut = rig.user == 0
    if shut:
        # Another user's, as in a container that runs as root on a folder of its host.
        _give(rig.repo.path, NOBODY)
    rig.repo.path.chmod(0o700)
    words = ("check", "-q", "--plugin", "prying", "--fail-on", "high", rig.repo.path)
    outcome = rig.room.run(*words, program=rig.environment.program, **as_user(rig.user))
    assert outcome.status == (5 if shut else 0), outcome.said
