"""Files of the work tree, reached step by step from its root so that no link leads out of it."""

import os
import stat

from mainstay.adapters.git.names import is_inside, raw_names
from mainstay.adapters.git.plain_files import read_bounded

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def read_work_file(root: str, path: str, limit: int) -> bytes | None:
    """Read a regular file below `root`; `path` is text as `path_text` gives it.

    None when the file is gone, may not be read, holds more than `limit` bytes or is no regular file, and when it or a
    folder on the way to it is a link.
    """
    for raw in raw_names(path):
        if is_inside(raw):
            try:
                return _read(root, raw, limit)
            except OSError:
                # Gone, closed to us, or a link: perhaps the text's other name is meant.
                continue
    return None


class WorkFolders:
    """Looks at files below `root` without following links; remembers which folders are real ones."""

    def __init__(self, root: str) -> None:
        """Look below `root`."""
        self._root = os.fsencode(root)
        self._real: dict[bytes, bool] = {}

    def look(self, raw: bytes) -> os.stat_result | None:
        """Tell what stands at a path; None for nothing, and for what lies behind a link."""
        if not is_inside(raw):
            return None
        slash = raw.find(b"/")
        while slash >= 0:
            if not self._is_real(raw[:slash]):
                return None
            slash = raw.find(b"/", slash + 1)
        return self._lstat(raw)

    def _is_real(self, folder: bytes) -> bool:
        real = self._real.get(folder)
        if real is None:
            found = self._lstat(folder)
            real = self._real[folder] = found is not None and stat.S_ISDIR(found.st_mode)
        return real

    def _lstat(self, raw: bytes) -> os.stat_result | None:
        try:
            return os.lstat(self._root + b"/" + raw)
        except OSError:
            return None


def _read(root: str, raw: bytes, limit: int) -> bytes | None:
    *folders, name = raw.split(b"/")
    folder = os.open(root, _FOLDER)
    try:
        for part in folders:
            inner = os.open(part, _FOLDER, dir_fd=folder)
            os.close(folder)
            folder = inner
        # Looked at before it is opened: opening a device can do something.
        if not stat.S_ISREG(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            return None
        descriptor = os.open(name, _FILE, dir_fd=folder)
    finally:
        os.close(folder)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return None
    return read_bounded(descriptor, limit)
