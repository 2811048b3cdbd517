"""Finding and reading the operator's file, which nobody else may be able to write."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from mainstay.domain.errors import ConfigurationError, RunFailed, UsageError
from mainstay.present.visible import visible

NAME = "mainstay-server.yaml"
VARIABLE = "MAINSTAY_SERVER_FILE"
_SYSTEM = Path("/etc/mainstay")
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def place_of(given: str, environment: Mapping[str, str]) -> Path | None:
    """Tell where the operator's file is: as `given`, as MAINSTAY_SERVER_FILE says, in the user's settings, in /etc/mainstay.

    None where nothing was named and neither of the last two is there. XDG Base Directory Specification 0.8: a relative
    `$XDG_CONFIG_HOME` counts as unset.
    """
    named = given or environment.get(VARIABLE, "")
    if named:
        return Path(named)
    return next((path for path in places(environment) if os.path.lexists(path)), None)


def places(environment: Mapping[str, str]) -> tuple[Path, ...]:
    """Give the places that are looked at where no file was named."""
    found = []
    for variable, below in (("XDG_CONFIG_HOME", "mainstay"), ("HOME", ".config/mainstay")):
        value = environment.get(variable, "")
        if Path(value).is_absolute():
            found.append(Path(value, below, NAME))
            break
    return (*found, _SYSTEM / NAME)


def read_own(path: Path, most: int, what: str, mend: str = "make it: mainstay policy sample") -> bytes:
    """Read a file of at most `most` bytes, and one byte more of a larger one, that only its user and root can write.

    `mend` says what to do where it is not there. Raises UsageError then, ConfigurationError when others can write it or its
    folder, RunFailed when it cannot be read.
    """
    where = visible(str(path), 300)
    try:
        # Without O_NONBLOCK a pipe in its place would hold the program for ever.
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        try:
            _refuse_open_to_others(os.fstat(handle), path, what, where)
        except ConfigurationError:
            os.close(handle)
            raise
        with os.fdopen(handle, "rb") as file:
            return file.read(most + 1)
    except FileNotFoundError:
        raise UsageError(f"{what} is not there", where=where, mend=mend) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its name cannot be used"
        raise RunFailed(
            f"{what} cannot be read: {reason}", where=where, mend="look at its permissions"
        ) from error


def _refuse_open_to_others(facts: os.stat_result, path: Path, what: str, where: str) -> None:
    if not stat.S_ISREG(facts.st_mode):
        raise ConfigurationError(f"{what} is no ordinary file", where=where, mend="name a file")
    if facts.st_uid not in {0, os.geteuid()}:
        raise ConfigurationError(
            f"{what} belongs to another user, who could change it",
            where=where,
            mend=f"let root or yourself own it: chown {where}",
        )
    if facts.st_mode & _OTHERS_WRITE:
        raise ConfigurationError(f"other users may write {what}", where=where, mend=f"chmod go-w {where}")
    folder = path.resolve().parent
    mode = folder.stat().st_mode
    if mode & _OTHERS_WRITE and not mode & stat.S_ISVTX:
        shown = visible(str(folder), 300)
        raise ConfigurationError(
            f"other users may write the folder of {what}, and so replace it",
            where=shown,
            mend=f"chmod go-w {shown}",
        )
