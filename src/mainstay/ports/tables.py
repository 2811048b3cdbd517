"""Reading series from a file with a table."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from mainstay.domain.notice import Notice
from mainstay.domain.signal import Samples, Signal

MOST_POINTS = 100_000_000
MOST_SERIES = 100_000


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is to be read; what is empty is found out.

    `time` names the column of times, `values` those of numbers (others of numbers are then left out), `labels` those that
    tell series apart: with them a row is a point of the series of its labels. `epoch` is what times that are numbers count:
    `s`, `ms`, `us` or `ns` since 1970; `zone` is that of times without one (an IANA name). `separator` and `decimal` are
    for texts.
    """

    time: str = ""
    values: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    epoch: str = ""
    zone: str = "UTC"
    separator: str = ""
    decimal: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The series of one file, with their points as they stand in it, and what of it was left out."""

    series: tuple[tuple[Signal, Samples], ...]
    notices: tuple[Notice, ...] = ()


class Tables(Protocol):
    """What reads files of one kind."""

    def read(self, path: Path, subject: str, shape: Shape | None = None) -> Table:
        """Read a file about a subject (`service:shop`); times are cut to whole seconds, missing numbers are NaN.

        Raises UsageError, with the line where there are lines, where the file is not there, is none of this kind, or cannot be
        read in this shape; RunFailed where the system does not let it be read, or what reads it is not installed.
        """
        ...
