"""Standard streams that fail in order: a closed pipe, a full disk and a closed stream are told apart and told once."""

import io
import os
import sys
from typing import TextIO

from mainstay.domain.errors import RunFailed
from mainstay.present.log_commands import inert

_WHERE = "standard output"


class ReaderGone(Exception):
    """Whoever read standard output wants no more of it; that is no failure."""


class _Output(io.FileIO):
    """The file behind standard output."""

    def write(self, data: object, /) -> int:
        """Write bytes. Raises ReaderGone when the pipe is closed, RunFailed when nothing can be written."""
        try:
            return super().write(data)  # type: ignore[arg-type]  # typeshed knows the buffer better
        except BrokenPipeError:
            raise ReaderGone from None
        except OSError as error:
            raise RunFailed(
                f"the result could not be written: {error.strerror}",
                where=_WHERE,
                mend="make room, or use -o FILE",
            ) from None


def prepare() -> None:
    """Put a standard output in place that raises ReaderGone and RunFailed, and writes escapes where it knows no character.

    Streams that are closed are opened to nowhere, so that no file opened later takes their number and their text.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    plain = sys.stdout
    try:
        number = plain.fileno()
    except (AttributeError, OSError, ValueError):
        return
    plain.flush()
    raw = _Output(number, "wb", closefd=False)
    sys.stdout = io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=plain.encoding,
        errors="backslashreplace",
        line_buffering=raw.isatty(),
    )


def write_result(text: str, *, commands: bool = False) -> None:
    """Write a result to standard output, for a pipeline's runner without any command in it unless it is made of `commands`.

    Raises ReaderGone when nobody reads it, RunFailed when it cannot be written.
    """
    if sys.stdout is None:
        raise RunFailed(
            "the result could not be written: standard output is closed", where=_WHERE, mend="use -o FILE"
        )
    sys.stdout.write(text if commands else inert(text))
    sys.stdout.flush()


def abandon(number: int = 1) -> None:
    """Let what standard output, or standard error as 2, still holds go nowhere, so that the program's end cannot fail on it."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)
    except OSError:
        return


def shows_unicode(stream: TextIO | None) -> bool:
    """Tell whether a stream's encoding has the signs that reports draw with."""
    try:
        "━▁█→…".encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
