"""Who runs the program, as a test says."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from mainstay.domain.errors import UsageError

NOBODY = 65_534


@dataclass(frozen=True)
class NamedUser:
    """Stands for the operating system, which in a test has one user only; None is one without a name."""

    user: str | None

    def name(self) -> str:
        if self.user is None:
            raise UsageError("the system knows no name for the user", where="the user who runs this")
        return self.user


def of_somebody_else(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file or link be another user's: given away where this user may, else by being somebody else oneself."""
    if os.geteuid() == 0:
        os.lchown(path, NOBODY, NOBODY)
    else:
        own = os.geteuid()
        monkeypatch.setattr(os, "geteuid", lambda: own + 1)


def as_nobody(folder: Path) -> None:
    """Give up the rights of root, where this is root, and let who has none through to a folder."""
    if os.geteuid() == 0:
        # Pytest shuts its folders to others.
        for parent in folder.parents:
            if parent.stat().st_uid == 0 and not parent.stat().st_mode & 0o001:
                parent.chmod(parent.stat().st_mode | 0o011)
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
