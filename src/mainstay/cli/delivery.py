"""Where a result goes: standard output, or a file that is either written whole or left as it was."""

import errno
import os
import secrets
import stat
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from mainstay.cli.links import laid_by_others
from mainstay.cli.streams import write_result
from mainstay.domain.errors import MainstayError, RunFailed, UsageError
from mainstay.present.visible import visible

STANDARD_OUTPUT = "-"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
_REASONS = {
    errno.EACCES: ("there is no permission to write it", "choose another folder, or change its permissions"),
    errno.EPERM: ("there is no permission to write it", "choose another folder, or change its permissions"),
    errno.EROFS: ("the file system is read-only", "choose another folder"),
    errno.ENOSPC: ("the disk is full", "make room, or choose another folder"),
    errno.EDQUOT: ("the disk quota is used up", "make room, or choose another folder"),
    errno.EFBIG: ("it is larger than a file may be here", "choose another folder, or raise the limit"),
    errno.ENAMETOOLONG: ("its name is too long", "choose a shorter name"),
}


@dataclass(frozen=True, slots=True)
class Target:
    """A file by its path as given, or standard output for "-".

    A relative path starts where the program stands when this is made; it may stand elsewhere when it writes. `foreign` is
    a folder whose links and pipes are not written through, "" for none.
    """

    path: str
    foreign: str = ""
    _start: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        start = ""
        with suppress(OSError):
            start = str(Path.cwd())
        object.__setattr__(self, "_start", start)

    @property
    def is_file(self) -> bool:
        """Whether the result goes to a file."""
        return self.path != STANDARD_OUTPUT

    @property
    def shown(self) -> str:
        """The path as it can be shown."""
        return visible(self.path, 300)

    def is_same_as(self, other: "Target") -> bool:
        """Whether both are standard output, or one file however it is spelt. Raises UsageError as `place` does."""
        if self.is_file and other.is_file:
            return self.place() == other.place()
        return self.is_file == other.is_file

    def check(self) -> None:
        """Refuse before the work what cannot be written after it.

        Raises UsageError for a folder, for a name in none, for a link or pipe that others may have laid there and for
        what belongs to git, RunFailed where there is no permission or no such name can be.
        """
        if not self.is_file:
            return
        path = self.place()
        try:
            self._refuse(path)
        except OSError as error:
            raise _failure(error, self.shown) from None

    def _refuse(self, path: Path) -> None:
        if path.is_dir():
            raise UsageError(
                "the result cannot be written over a folder", where=self.shown, mend="name a file in it"
            )
        if not path.parent.is_dir():
            raise UsageError(
                "there is no such folder to write to", where=visible(str(path.parent), 300), mend="make it"
            )
        if any(folder.name.casefold() == ".git" or _is_gits(folder) for folder in path.parents):
            raise UsageError(
                "the result is not written into a folder that belongs to git",
                where=self.shown,
                mend="name a file elsewhere",
            )
        if _is_special(path) and self.foreign and path.is_relative_to(self.foreign):
            raise UsageError(
                "the result is not written to a pipe or device in the scanned repository",
                where=self.shown,
                mend="name another file, or remove what stands there",
            )
        if not _is_special(path) and not os.access(path.parent, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, "")

    def write(self, text: str, *, commands: bool = False) -> None:
        """Write a result, to a file as UTF-8; `commands` as `write_result` takes it.

        A file is written beside its place and moved there when it is whole and on the disk, so that a full disk leaves
        the old one. Raises RunFailed when it cannot be written, and as `check` does.
        """
        if not self.is_file:
            write_result(text, commands=commands)
            return
        self.check()
        path = self.place()
        # Lone surrogates, which no UTF-8 can hold, become escapes.
        data = text.encode("utf-8", "backslashreplace")
        try:
            if _is_special(path):
                path.write_bytes(data)
            else:
                _replace(path, data)
        except OSError as error:
            raise _failure(error, self.shown) from None

    def place(self) -> Path:
        """Give the absolute path, links followed, so that the file behind a link is replaced and not the link.

        Raises UsageError when it cannot be followed, or when others may have laid a link on the way.
        """
        path = Path(self._start, self.path)
        try:
            link = laid_by_others(path, self.foreign)
            place = path.resolve()
        except (OSError, RuntimeError, ValueError) as error:
            raise UsageError(
                "the result cannot be written there", where=self.shown, mend=f"name a file ({error})"
            ) from None
        if link is not None:
            raise UsageError(
                "the result is not written through a link that others may have laid there",
                where=f"{visible(str(link), 300)} leads to {visible(str(place), 300)}",
                mend="name another file, or remove the link",
            )
        return place


def _is_gits(folder: Path) -> bool:
    """Tell whether a folder is where git keeps a repository, which need not be called .git."""
    return (folder / "HEAD").is_file() and all((folder / name).is_dir() for name in ("objects", "refs"))


def _is_special(path: Path) -> bool:
    """Tell whether something stands there that is written to and not replaced: a device, a pipe."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def _replace(path: Path, data: bytes) -> None:
    # Its name is known before it is made, so that Ctrl-C finds no moment in which it would be left behind.
    beside = path.parent / f".mainstay-{secrets.token_hex(8)}.tmp"
    try:
        with os.fdopen(os.open(beside, _NEW, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(_mode(path))
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    _sync_folder(path.parent)


def _mode(path: Path) -> int:
    """Keep the mode of the file that is replaced; a new one gets what the process gives to files."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Bring the new name to the disk too; file systems that cannot are left alone."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _failure(error: OSError, where: str) -> MainstayError:
    reason, mend = _REASONS.get(error.errno or 0, (error.strerror or str(error), "choose another folder"))
    return RunFailed(f"the result could not be written: {reason}", where=where, mend=mend)
