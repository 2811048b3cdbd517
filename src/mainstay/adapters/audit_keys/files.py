"""Keys of the audit trail in a folder of the operator's, each a file of 32 random bytes that only they can read."""

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mainstay.adapters.secrets.private_file import make_private, read_private, sync_folder
from mainstay.domain.errors import RunFailed
from mainstay.present.visible import visible

KEY_BYTES = 32
CURRENT = "audit-key"
PREPARED = "audit-key.next"
_WHAT = "the key of the audit trail"


@dataclass(frozen=True, slots=True)
class KeyFiles:
    """`audit-key` seals, `audit-key.next` is to follow, `audit-key.1` and on were before, the oldest first; see the port."""

    folder: Path

    def current(self) -> bytes | None:
        """Read the key that seals."""
        return self._read(CURRENT)

    def prepared(self) -> bytes | None:
        """Read the key that is to follow."""
        return self._read(PREPARED)

    def known(self) -> Sequence[bytes]:
        """Read all, newest first."""
        names = [PREPARED, CURRENT, *(f"{CURRENT}.{number}" for number in reversed(self._old()))]
        return [key for name in names if (key := self._read(name)) is not None]

    def make(self) -> bytes:
        """Make the first key, or read that of somebody who was faster."""
        return self._made(CURRENT)

    def prepare(self) -> bytes:
        """Make the key that is to follow, or read the one that is there."""
        return self._made(PREPARED)

    def promote(self) -> None:
        """Put the prepared key in the place of the current one, which keeps its bytes under a number."""
        prepared, current = self.folder / PREPARED, self.folder / CURRENT
        try:
            if not os.path.lexists(prepared):
                return
            if os.path.lexists(current):
                self._keep(current)
            prepared.rename(current)
            sync_folder(self.folder)
        except OSError as error:
            raise self._failure(error) from error

    def _keep(self, current: Path) -> None:
        old = self._old()
        # A change that was cut off here before has kept it already.
        if old and current.samefile(self.folder / f"{CURRENT}.{old[-1]}"):
            return
        os.link(current, self.folder / f"{CURRENT}.{(old or [0])[-1] + 1}")
        sync_folder(self.folder)

    def _old(self) -> list[int]:
        names = [path.name.removeprefix(f"{CURRENT}.") for path in self.folder.glob(f"{CURRENT}.*")]
        return sorted(int(name) for name in names if name.isascii() and name.isdigit())

    def _made(self, name: str) -> bytes:
        try:
            make_private(self.folder / name, secrets.token_bytes(KEY_BYTES))
        except OSError as error:
            raise self._failure(error) from error
        key = self._read(name)
        if key is None:
            raise RunFailed(f"{_WHAT} is gone again", where=visible(str(self.folder), 300), mend="try again")
        return key

    def _read(self, name: str) -> bytes | None:
        path = self.folder / name
        try:
            key = read_private(path, KEY_BYTES, _WHAT)
        except FileNotFoundError:
            return None
        if len(key) != KEY_BYTES:
            raise RunFailed(
                f"{_WHAT} has not {KEY_BYTES} bytes",
                where=visible(str(path), 300),
                mend="bring it back from a backup, or move it away and run: mainstay audit rekey",
            )
        return key

    def _failure(self, error: OSError) -> RunFailed:
        return RunFailed(
            f"{_WHAT} cannot be kept: {error.strerror}",
            where=visible(str(self.folder), 300),
            mend="look at the folder's permissions and the disk's space",
        )
