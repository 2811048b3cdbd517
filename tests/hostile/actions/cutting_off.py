"""Work on one file that can be cut off before and after each call to the system; run by itself it does so for whom it serves.

What forks holds little, for a copy of a process that has run thousands of tests takes longer than all that is done in it.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from mainstay.adapters.actions.file import FileAction
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Purpose
from tests.fakes.occasions import occasion

OLD, NEW = "old " * 3_000, "new " * 5_000
CALLS = (
    "chmod close fchmod fchown fstat fsync getxattr link listxattr mkdir open read rename rmdir scandir setxattr stat unlink"
    " write"
).split()
UNDO = occasion(run="r2", undoes="r1", purpose=Purpose.UNDO)


@dataclass(frozen=True)
class Case:
    """A file as it stands `before` and `after` a plan wrote it (None: there is none), with what the plan gave."""

    before: str | None
    given: Mapping[str, Value]
    after: str | None


CASES = {
    "replaced": Case(OLD, {"content": NEW}, NEW),
    "with-rights": Case(OLD, {"content": NEW, "mode": "0640"}, NEW),
    "made": Case(None, {"content": NEW}, NEW),
    "removed": Case(OLD, {"absent": True}, None),
}


class Ground:
    """One file of a case, and what writes it and takes it back."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder, self.case = name, folder, CASES[name]
        self.path = folder / "etc" / "shop.conf"
        self.kind = FileAction((self.path.parent,), folder / "kept")

    @staticmethod
    def made(name: str, folder: Path) -> "Ground":
        """Put the file there as it stands before."""
        ground = Ground(name, folder)
        ground.path.parent.mkdir(parents=True)
        if ground.case.before is not None:
            ground.path.write_text(ground.case.before)
            ground.path.chmod(0o604)
            os.setxattr(ground.path, "user.origin", b"by hand")
        return ground

    def do(self) -> Mark:
        return self.kind.act({"path": str(self.path), **self.case.given}, occasion()).mark

    def undo(self) -> Mark:
        return self.kind.act({"path": str(self.path), "restore": True}, UNDO).mark

    @property
    def content(self) -> str | None:
        return self.path.read_text() if self.path.exists() else None

    def is_as_before(self) -> bool:
        """Whether the file is as it was with rights and attributes, and nothing is beside it."""
        if self.case.before is None:
            return not list(self.path.parent.iterdir())
        return (
            self.content == self.case.before
            and list(self.path.parent.iterdir()) == [self.path]
            and self.path.stat().st_mode & 0o777 == 0o604
            and os.getxattr(self.path, "user.origin") == b"by hand"
        )


class CuttingOff:
    """Has work done in processes that are killed at a place of it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.actions.cutting_off"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[3],
        )

    def __call__(self, ground: Ground, what: str, place: int) -> bool:
        """Let a ground `do` or `undo`, killed before the first call, after it, before the second; whether it was."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        asked = json.dumps([ground.name, str(ground.folder), what, place])
        self._process.stdin.write(asked.encode() + b"\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline()) == -signal.SIGKILL

    def close(self) -> None:
        self._process.communicate()


def serve() -> None:
    """Fork for whatever is asked, and tell how that process ended."""
    for line in sys.stdin:
        name, folder, what, place = json.loads(line)
        child = os.fork()
        if not child:
            try:
                work = getattr(Ground(name, Path(folder)), what)
                _kill_at(place)
                work()
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _kill_at(place: int) -> None:
    passed = count()

    def pass_by() -> None:
        if next(passed) == place:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(call: Callable[..., Any]) -> Callable[..., Any]:
        def calling(*arguments: Any, **more: Any) -> Any:
            pass_by()
            try:
                return call(*arguments, **more)
            finally:
                pass_by()

        return calling

    for name in CALLS:
        setattr(os, name, watched(getattr(os, name)))


if __name__ == "__main__":
    serve()
