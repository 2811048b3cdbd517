"""A room to run the real command line in, and what must hold after every run, whatever it met."""

import ctypes
import hashlib
import json
import os
import re
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

from mainstay.present.json import schema
from tests.fakes.watched import children

PROGRAM = (sys.executable, "-m", "mainstay")
OURS = ".mainstay"
LONG = os.environ.get("MAINSTAY_LONG", "") not in {"", "0"}
"""Whether long loops are wanted, for `MAINSTAY_LONG=1 make test TESTS=tests/hostile`."""
PATIENCE = 1000  # seconds after which a run counts as hanging
_GRACE = 60.0  # seconds in which what was ended must be gone
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)
# What no output may hold when it is not JSON: all controls but the line's end, and all that turns text around.
_STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_COLOUR = re.compile("\x1b\\[[0-9;]*m")


@dataclass(frozen=True)
class Outcome:
    """How one run ended and what it said."""

    status: int
    stdout: bytes
    stderr: bytes

    @property
    def said(self) -> str:
        return self.stderr.decode("utf-8", "backslashreplace")

    @property
    def report(self) -> dict[str, Any]:
        """Give the report that was printed as JSON, held to its published schema."""
        return whole_report(self.stdout)

    def says(self, name: str) -> str:
        """Give what stands behind `error:`, `where:` or `mend:`."""
        found = re.search(rf"^ *{name}: (.*)$", self.said, re.MULTILINE)
        return found[1] if found else ""


def steers_nothing(output: bytes) -> None:
    """Hold what was given to what no output may hold when it is not JSON."""
    if not output.startswith(b"{"):
        text = output.decode()
        assert not _STEERING.search(text), text


def whole_report(data: bytes) -> dict[str, Any]:
    """Read a JSON report and hold it to its published schema."""
    report: dict[str, Any] = json.loads(data)
    error = jsonschema.exceptions.best_match(_judge().iter_errors(report))
    assert error is None, error
    return report


def files_of(report: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Give a report's files by path."""
    return {each["file"]["path"]: each["file"] for each in report["files"]}


def notices_of(report: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Give a report's notices by code."""
    return {notice["code"]: notice for notice in report["notices"]}


@cache
def _judge() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema())


@dataclass
class Room:
    """A home and a folder for temporary files of its own; nothing may be left in the second."""

    folder: Path
    home: Path = field(init=False)
    temp: Path = field(init=False)
    loose: bool = False
    """Set by a test that makes a mess of its own in `temp`."""
    companions: set[int] = field(init=False)
    """Processes that were there before, and those that a test has started itself."""

    def __post_init__(self) -> None:
        self.home, self.temp = self.folder / "home", self.folder / "temp"
        self.home.mkdir()
        self.temp.mkdir()
        self.companions = children()

    def environment(self, changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
        """Give the environment of a run; None takes a variable away."""
        plain: dict[str, str | None] = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "TMPDIR": str(self.temp),
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            **(changes or {}),
        }
        return {name: value for name, value in plain.items() if value is not None}

    def start(
        self,
        *arguments: str | bytes | Path,
        env: Mapping[str, str | None] | None = None,
        within: Sequence[str] = (),
        program: Sequence[str] = PROGRAM,
        **options: Any,
    ) -> "subprocess.Popen[bytes]":
        """Start the program in a process group of its own; `within` is a command that starts it in turn."""
        options = {
            "cwd": self.folder,
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            **options,
        }
        return subprocess.Popen(
            [*within, *program, *arguments], env=self.environment(env), process_group=0, **options
        )

    def run(self, *arguments: str | bytes | Path, **options: Any) -> Outcome:
        """Run the program to its end; it may leave no process, no temporary file, no traceback and no control character."""
        with self.start(*arguments, **options) as process:
            try:
                stdout, stderr = process.communicate(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                raise
        outcome = Outcome(process.returncode, stdout or b"", stderr or b"")
        self.is_tidy()
        assert b"Traceback" not in outcome.stderr, outcome.said
        assert "something went wrong inside" not in outcome.said, outcome.said
        assert not _STEERING.search(outcome.said), outcome.said
        coloured = "FORCE_COLOR" in (options.get("env") or {})
        steers_nothing(_COLOUR.sub("", outcome.stdout.decode()).encode() if coloured else outcome.stdout)
        return outcome

    def look(self, path: str | bytes | Path, *arguments: str, **options: Any) -> dict[str, Any]:
        """Check the repository at `path`, which must go well, and give the JSON report."""
        outcome = self.run("check", "--format", "json", *arguments, "--", path, **options)
        assert outcome.status == 0, outcome.said
        return outcome.report

    def refusal(
        self, path: str | bytes | Path, *arguments: str, status: int = 2, **options: Any
    ) -> tuple[str, str, str]:
        """Check what cannot be checked; give what was said of what, where and how to mend it, none of it empty."""
        outcome = self.run("check", "--format", "json", *arguments, "--", path, **options)
        assert outcome.status == status, outcome
        assert outcome.stdout == b""
        told = outcome.says("error"), outcome.says("where"), outcome.says("mend")
        assert all(told), outcome.said
        return told

    def is_tidy(self) -> None:
        """Hold the room to what a run must leave: no process, no temporary file."""
        running, left = still_running(self.companions), [entry.name for entry in self.temp.iterdir()]
        assert not running, running
        assert self.loose or not left, left


def still_running(known: Collection[int] = ()) -> list[str]:
    """Give the command lines of processes that were started by runs that have ended, after some time to end."""
    deadline = time.monotonic() + _GRACE
    while (left := list(_descendants(known))) and time.monotonic() < deadline:
        time.sleep(0.02)
    return left


def _descendants(known: Collection[int]) -> Iterator[str]:
    for child in children().difference(known):
        with suppress(OSError):
            if os.waitpid(child, os.WNOHANG) == (0, 0):
                command = Path(f"/proc/{child}/cmdline").read_bytes()
                yield command.replace(b"\0", b" ").decode("utf-8", "replace")


@contextmanager
def adopting_orphans() -> Iterator[None]:
    """Let processes whose parents end become children of this one, so that none is lost from sight."""
    if sys.platform != "linux":
        yield
        return
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    assert prctl(_SUBREAPER, 1, 0, 0, 0) == 0
    try:
        yield
    finally:
        prctl(_SUBREAPER, 0, 0, 0, 0)


def picture(root: Path) -> dict[str, tuple[object, ...]]:
    """Take a picture of all that lies in a folder, down to modes, times and contents; our own cache is left out."""
    taken: dict[str, tuple[object, ...]] = {}
    waiting = [os.fsencode(root)]
    while waiting:
        folder = waiting.pop()
        for entry in os.scandir(folder):
            if os.fsdecode(entry.name) == OURS:
                continue
            facts = entry.stat(follow_symlinks=False)
            content: object = None
            if stat.S_ISDIR(facts.st_mode):
                waiting.append(entry.path)
            elif stat.S_ISLNK(facts.st_mode):
                content = os.readlink(entry.path)  # noqa: PTH115  # raw names
            elif stat.S_ISREG(facts.st_mode):
                with open(entry.path, "rb") as file:  # noqa: PTH123  # raw names
                    content = hashlib.file_digest(file, "sha256").digest()
            name = os.fsdecode(entry.path)
            taken[name] = (facts.st_mode, facts.st_uid, facts.st_size, facts.st_mtime_ns, content)
    return taken


@contextmanager
def untouched(root: Path) -> Iterator[None]:
    """Hold what is done meanwhile to leaving a folder as it was."""
    before = picture(root)
    yield
    after = picture(root)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert not changed, changed
