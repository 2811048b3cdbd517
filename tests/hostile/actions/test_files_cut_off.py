"""Writing a file, cut off before and after each call to the system: the file is the old one or the new one, and whole."""

import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest

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


def cut_off(work: Callable[[], object], place: int) -> bool:
    """Do work in a process that is killed at a place: before the first call, after it, before the second; whether it was."""
    child = os.fork()
    if not child:
        try:
            _kill_at(place)
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == -signal.SIGKILL


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


@dataclass(frozen=True)
class Case:
    """A file as it stands `before` and `after` a plan wrote it (None: there is none), with what the plan gave."""

    before: str | None
    given: Mapping[str, Value]
    after: str | None


CASES = [
    pytest.param(Case(OLD, {"content": NEW}, NEW), id="replaced"),
    pytest.param(Case(OLD, {"content": NEW, "mode": "0640"}, NEW), id="with-rights"),
    pytest.param(Case(None, {"content": NEW}, NEW), id="made"),
    pytest.param(Case(OLD, {"absent": True}, None), id="removed"),
]


class Ground:
    """One file of a case, and what writes it and takes it back."""

    def __init__(self, case: Case, folder: Path) -> None:
        self.case = case
        self.path = folder / "etc" / "shop.conf"
        self.path.parent.mkdir(parents=True)
        self.kind = FileAction((self.path.parent,), folder / "kept")
        if case.before is not None:
            self.path.write_text(case.before)
            self.path.chmod(0o604)
            os.setxattr(self.path, "user.origin", b"by hand")

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


@pytest.mark.parametrize("again", [True, False], ids=["then-tried-again", "then-taken-back"])
@pytest.mark.parametrize("case", CASES)
def test_cut_off_anywhere_there_is_the_old_file_or_the_new_one(
    tmp_path: Path, case: Case, again: bool
) -> None:
    kept = []
    for place in count():
        ground = Ground(case, tmp_path / str(place))
        killed = cut_off(ground.do, place)
        assert ground.content in {case.before, case.after}
        if again:
            assert (ground.do(), ground.content) == (Mark.DONE, case.after)
        kept.append(ground.undo())
        assert ground.is_as_before()
        if not killed:
            break
    assert len(kept) > 25
    # Cut off before a copy was kept, nothing was done that could be taken back; ever after it can be.
    assert kept == sorted(kept, key=[Mark.NOT_BEGUN, Mark.DONE].index)
    assert set(kept) == ({Mark.DONE} if again else {Mark.NOT_BEGUN, Mark.DONE})


@pytest.mark.parametrize("case", CASES)
def test_taking_it_back_can_be_cut_off_anywhere_too(tmp_path: Path, case: Case) -> None:
    for place in count():
        ground = Ground(case, tmp_path / str(place))
        assert ground.do() is Mark.DONE
        killed = cut_off(ground.undo, place)
        assert ground.content in {case.before, case.after}
        assert ground.undo() is Mark.DONE
        assert ground.is_as_before()
        if not killed:
            break
    assert place > 20
