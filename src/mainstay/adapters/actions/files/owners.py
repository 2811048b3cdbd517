"""Whose a file is that a worker may not touch, and as whom the worker runs: what has to be known to mend it."""

import errno
import os

from mainstay.adapters.users import user_words
from mainstay.present.visible import visible

_RIGHTS = {errno.EACCES, errno.EPERM}
_LONGEST_NAME = 64


def denial(error: OSError, folder: int, name: str) -> str:
    """Give what the system said against a file `name` in an open `folder`; where rights are lacking, with `whose_words`."""
    said = error.strerror or type(error).__name__
    return f"{said}; {whose_words(folder, name)}" if error.errno in _RIGHTS else said


def whose_words(folder: int, name: str) -> str:
    """Tell who owns a file, as far as it is there and can be seen, and its folder, and as whom this process works."""
    owned = []
    for what, path in (("it", name), ("its folder", ".")):
        try:
            owner = os.stat(path, dir_fd=folder, follow_symlinks=False).st_uid
        except (OSError, ValueError):
            continue
        owned.append(f"{what} belongs to {_shown(owner)}")
    return ", ".join([*owned, f"and this worker runs as {_shown(os.geteuid())}"])


def _shown(number: int) -> str:
    return visible(user_words(number), _LONGEST_NAME)
