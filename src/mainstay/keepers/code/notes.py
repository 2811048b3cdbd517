"""The folder where worker processes write down what they are at, so that it is known what killed one."""

import secrets
import shutil
import tempfile
import weakref
from pathlib import Path

from mainstay.domain.errors import RunFailed

SUFFIX = ".at"


class Notes:
    """A temporary folder that only we may read; `close` removes it, and so does the end of the program."""

    def __init__(self) -> None:
        """Make it. Raises RunFailed when there is no room for temporary files."""
        try:
            # Its removal is arranged before it is made, so that Ctrl-C finds no moment in between.
            self.path = Path(tempfile.gettempdir(), f"mainstay-at-{secrets.token_hex(8)}")
            self._at_end = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)
            self.path.mkdir(mode=0o700)
        except OSError as error:
            raise no_room(error, tempfile.tempdir or "TMPDIR") from error

    def take(self) -> set[str]:
        """Give what the workers were at, and forget it."""
        found: set[str] = set()
        for note in self.path.glob(f"*{SUFFIX}"):
            found.add(note.read_bytes().decode("ascii", "replace").strip())
            note.unlink()
        return found - {""}

    def close(self) -> None:
        """Remove it."""
        shutil.rmtree(self.path, ignore_errors=True)
        # Only now, so that Ctrl-C in between leaves the rest to the end of the program.
        self._at_end.detach()


def no_room(error: OSError, folder: str) -> RunFailed:
    """Say that no temporary files can be written to a folder."""
    return RunFailed(
        f"temporary files cannot be written: {error.strerror}",
        where=folder,
        mend="free some space there, or set TMPDIR to another folder",
    )
