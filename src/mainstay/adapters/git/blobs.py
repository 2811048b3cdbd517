"""Contents by object; made to be sent to worker processes."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from mainstay.adapters.git.blob_reader import BlobReader, ReaderEndedError
from mainstay.adapters.git.program import Git
from mainstay.adapters.git.repacking import TRIES
from mainstay.domain.errors import RunFailed

# A chain of differences may be made so that kilobytes take minutes to unfold, for each of a thousand files. Reading a
# content takes milliseconds; what takes longer is borne for so many seconds in all.
_SLOW = 3.0
_PATIENCE = 300.0


class GitBlobs:
    """Reads the contents of one repository's objects; see the port `Blobs`.

    Each content is checked against its hash. Objects above 256 MiB count as missing, and so does what is left once slow
    contents have taken five minutes together.
    """

    def __init__(self, git: Git, object_format: str) -> None:
        """Read with `git` when asked to; nothing is started before."""
        self._git = git
        self._format = object_format
        self._idle: BlobReader | None = None
        self._readers: set[BlobReader] = set()
        self._slow = 0.0

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to another process without the programs that are open here."""
        return (GitBlobs, (self._git, self._format))

    def __del__(self) -> None:
        """End the programs: a worker process gets a new copy with every task."""
        self.close()

    def read(self, oids: Sequence[str]) -> Iterator[tuple[str, bytes | None]]:
        """Give each object's content in the given order; None for a missing or corrupt one, and for no blob.

        Raises RunFailed when git cannot be started, or when the repository was closed.
        """
        done = asked = tries = 0
        reader: BlobReader | None = None
        try:
            while done < len(oids):
                if self._slow > _PATIENCE:
                    yield from ((oid, None) for oid in oids[done:])
                    return
                if reader is not None and reader.is_idle and reader.is_old:
                    self._drop(reader)
                    reader = None
                if reader is None:
                    reader, asked = self._take(), done
                begun, content, ended = time.monotonic(), None, False
                try:
                    asked = reader.ask(oids, asked)
                    content = reader.answer(oids[done])
                except ReaderEndedError:
                    ended = True
                finally:
                    self._count(time.monotonic() - begun)
                tries += 1
                again = content is None and _is_worth_another(reader, tries, ended=ended)
                if ended or again:
                    self._drop(reader)
                    reader = None
                if not again:
                    done, tries = done + 1, 0
                    yield oids[done - 1], content
        finally:
            if reader is not None:
                self._give_back(reader)

    def close(self) -> None:
        """End the programs that were started for reading."""
        self._idle = None
        while self._readers:
            self._readers.pop().close()

    def _count(self, seconds: float) -> None:
        if seconds > _SLOW:
            self._slow += seconds

    def _take(self) -> BlobReader:
        reader, self._idle = self._idle, None
        if reader is not None and not reader.is_old:
            return reader
        if reader is not None:
            self._drop(reader)
        if not Path(self._git.git_dir, "HEAD").is_file():
            raise RunFailed(
                "the repository was closed while it was read",
                where=self._git.git_dir,
                mend="run again; if a clean-up job empties the folder for temporary files, set TMPDIR to another",
            )
        reader = BlobReader(self._git, self._format)
        self._readers.add(reader)
        return reader

    def _give_back(self, reader: BlobReader) -> None:
        if reader.is_idle and self._idle is None and reader in self._readers:
            self._idle = reader
        else:
            self._drop(reader)

    def _drop(self, reader: BlobReader) -> None:
        self._readers.discard(reader)
        reader.close()


def _is_worth_another(reader: BlobReader, tries: int, *, ended: bool) -> bool:
    """Whether a new git may give what this one did not."""
    # Ended twice at the same object: it is the object. Once: git may have been ended from outside.
    return (ended and tries == 1) or (tries < TRIES and reader.is_behind)
