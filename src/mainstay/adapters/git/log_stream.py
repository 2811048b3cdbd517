"""The output of `git log`, cut into one record a commit while git still writes."""

import secrets
from collections.abc import Iterator
from typing import IO

from mainstay.domain.errors import RunFailed

_PORTION = 256 << 10
_LARGEST = 256 << 20


class LogFormat:
    """A format for `git log -z` and the way to read it: NUL-ended fields behind a mark that no commit can foresee."""

    def __init__(self) -> None:
        """Choose the mark."""
        mark = secrets.token_hex(16)
        # Hash, parents, committer and author time, author's name and address, message; git adds the changes itself.
        self.option = f"--format={mark}%x00%H%x00%P%x00%ct%x00%at%x00%aN%x00%aE%x00%B"
        self._cut = b"\0" + mark.encode() + b"\0"

    def records(self, stream: IO[bytes]) -> Iterator[bytes]:
        """Cut a stream into records. Raises RunFailed for a record of more than 256 MiB."""
        pending = b"\0"
        begun = False
        # Reading as much again as is pending keeps a huge record from being searched over and over.
        while portion := stream.read(max(_PORTION, len(pending))):
            *records, pending = (pending + portion).split(self._cut)
            # Nothing stands before the first mark.
            yield from records if begun else records[1:]
            begun = begun or bool(records)
            if len(pending) > _LARGEST:
                raise RunFailed("a commit is larger than 256 MiB", where="git log", mend="git fsck")
        if begun:
            yield pending.removesuffix(b"\0")
