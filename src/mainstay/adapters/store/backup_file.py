"""The file of a backup: gzip over lines of JSON, with counts and a SHA-256 at its end.

The first line says what it is; then each table has a line with its name and columns and a line for each row, in which bytes are
written as `{"base64": ...}`; the last line
has the rows of each table counted and the SHA-256 (hex) of all bytes before it.
"""

import base64
import gzip
import hashlib
import json
import os
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from mainstay.adapters.store.versions import REVISIONS
from mainstay.domain.errors import RunFailed, UsageError

NAME = "mainstay store backup"
FORMAT = 1
LONGEST = 64 << 20
"""Bytes that a line may have at most; a row is a line."""
_BYTES = "base64"
_DAMAGED = (gzip.BadGzipFile, EOFError, zlib.error, UnicodeDecodeError, ValueError, RecursionError)


class BackupWriter:
    """Writes lines and remembers what was written."""

    def __init__(self, file: gzip.GzipFile, revision: str) -> None:
        """Begin a backup of a store with tables of a `revision`."""
        self.counts: dict[str, int] = {}
        self._file, self._hash, self._table = file, hashlib.sha256(), ""
        self._line({"mainstay": NAME, "format": FORMAT, "revision": revision})

    def table(self, name: str, columns: Sequence[str]) -> None:
        """Begin a table."""
        self._table = name
        self.counts[name] = 0
        self._line({"table": name, "columns": list(columns)})

    def row(self, values: Sequence[object]) -> None:
        """Add a row to the table that was begun last. Raises RunFailed when it could not be read again."""
        self._line([_told(value) for value in values])
        self.counts[self._table] += 1

    def end(self) -> None:
        """Write the last line."""
        self._line({"end": self.counts, "sha256": self._hash.hexdigest()})

    def _line(self, told: object) -> None:
        try:
            line = (
                json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode() + b"\n"
            )
        except ValueError as error:
            raise self._not_to_be_kept("a row holds a number that is not finite") from error
        if len(line) > LONGEST:
            raise self._not_to_be_kept(f"a row has more than {LONGEST >> 20} MiB")
        self._hash.update(line)
        self._file.write(line)

    def _not_to_be_kept(self, what: str) -> RunFailed:
        return RunFailed(what, where=self._table, mend="look at: mainstay store check")


class BackupReader:
    """Reads what a BackupWriter wrote. All that it gives is to be trusted only once it has come to its end."""

    def __init__(self, file: gzip.GzipFile, where: str) -> None:
        """Read the first line; `where` is the file's path. Raises RunFailed when it is no backup, or a newer one."""
        self._file, self._where, self._hash = file, where, hashlib.sha256()
        self.counts: dict[str, int] = {}
        first = self._line()
        if not isinstance(first, dict) or first.get("mainstay") != NAME:
            raise RunFailed("that is no backup of a store", where=where, mend="name the file of a backup")
        self.revision = str(first.get("revision"))
        if first.get("format") != FORMAT or self.revision not in REVISIONS:
            raise RunFailed("the backup was made by a newer Mainstay", where=where, mend="upgrade Mainstay")

    def rows(self) -> Iterator[tuple[str, tuple[str, ...], list[Any]]]:
        """Give every row with its table and columns, and look at the last line. Raises RunFailed when something is wrong."""
        name: str = ""
        columns: tuple[str, ...] = ()
        while True:
            before = self._hash.hexdigest()
            told = self._line()
            if isinstance(told, list) and name and len(told) == len(columns):
                self.counts[name] += 1
                yield name, columns, [_meant(value) for value in told]
            elif isinstance(told, dict) and "table" in told and told["table"] not in self.counts:
                name, columns = str(told["table"]), tuple(map(str, told.get("columns", ())))
                self.counts[name] = 0
            elif isinstance(told, dict) and "end" in told:
                if told["end"] != self.counts or told.get("sha256") != before or self._file.read(1):
                    raise self.damaged()
                return
            else:
                raise self.damaged()

    def damaged(self) -> RunFailed:
        """Give the failure that stands for a backup which is not as it was written."""
        return RunFailed(
            "the backup is damaged or cut short, so nothing was restored",
            where=self._where,
            mend="take another backup",
        )

    def _line(self) -> object:
        line = self._file.readline(LONGEST + 1)
        if not line.endswith(b"\n"):
            raise self.damaged()
        self._hash.update(line)
        return json.loads(line)


def _told(value: object) -> object:
    return {_BYTES: base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _meant(value: Any) -> object:  # noqa: ANN401  # whatever JSON can say
    """Give what a value stands for; what is none that was ever written stays a table, which nobody takes."""
    if isinstance(value, dict) and value.keys() == {_BYTES} and isinstance(value[_BYTES], str):
        return base64.b64decode(value[_BYTES], validate=True)
    return value


@contextmanager
def reading(path: Path) -> Iterator[BackupReader]:
    """Open a backup. Raises UsageError when there is none, RunFailed when it is damaged or newer than this program."""
    where = os.fspath(path)
    try:
        # Without O_NONBLOCK a pipe in the file's place would hold the program for ever.
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise UsageError(
            f"the backup cannot be read: {error.strerror}", where=where, mend="name the file of a backup"
        ) from error
    try:
        with os.fdopen(handle, "rb") as packed, gzip.GzipFile(fileobj=packed) as file:
            yield BackupReader(file, where)
    except _DAMAGED as error:
        raise RunFailed(
            "the backup is damaged or cut short, so nothing was restored",
            where=where,
            mend="take another backup",
        ) from error
    except OSError as error:
        raise RunFailed(
            f"the backup cannot be read: {error.strerror}", where=where, mend="look at the disk's health"
        ) from error


@contextmanager
def writing(path: Path, revision: str) -> Iterator[BackupWriter]:
    """Write a backup to a new file that only this user can read, whole or not at all.

    Raises UsageError when there is a file already, RunFailed when it cannot be written.
    """
    where = os.fspath(path)
    if os.path.lexists(path):
        raise UsageError("there is a file already", where=where, mend="name a new one")
    draft = ""
    try:
        handle, draft = tempfile.mkstemp(prefix=".mainstay-", dir=path.parent)
        with os.fdopen(handle, "wb") as packed:
            with gzip.GzipFile(filename="", fileobj=packed, mode="wb", compresslevel=6, mtime=0) as file:
                writer = BackupWriter(file, revision)
                yield writer
                writer.end()
            packed.flush()
            os.fsync(packed.fileno())
        # A hard link appears whole or not at all, and fails where a file came up meanwhile.
        os.link(draft, path)
        _remember_name(path.parent)
    except OSError as error:
        raise RunFailed(
            f"the backup cannot be written: {error.strerror}",
            where=where,
            mend="look whether the folder is there, can be written, and has room",
        ) from error
    finally:
        if draft:
            with suppress(OSError):
                Path(draft).unlink()


def _remember_name(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
