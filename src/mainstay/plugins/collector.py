"""What the author of a collector writes against: the subject that it is given, and what it may tell of it."""

import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Literal, Protocol, TypeVar

import msgspec

API = 1
"""The version of what stands in this module. A collector says with `api` which one it was written for."""
MOST_FINDINGS = 10_000
MOST_FIGURES = 100
MOST_CODES = 100

OptionsType = TypeVar("OptionsType")


class NoOptions(msgspec.Struct, frozen=True):
    """The options of a collector that has none."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of the repository as it is now: its `path` from the root ("src/a.py").

    `kind` is source, test, example, generated, vendored, minified, data, other or binary; `language` such as "Python", ""
    where it is not known.
    """

    path: str
    kind: str
    language: str

    @property
    def maintained(self) -> bool:
        """Whether people of this repository keep this code: source, tests and examples, and nothing else."""
        return self.kind in {"source", "test", "example"}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that needs attention, at `path`, which is that of one of the subject's files.

    `code` is one of the collector's `codes`, `text` one sentence. `line` counts from 1; 0 is the whole file. `key` tells
    findings of one code in one file apart ("" takes `symbol`, else `text`): it should stay the same when lines move, so
    that a baseline knows the finding again. `value` went beyond `limit`; a baseline shows a finding again once its value
    has grown by more than a tenth. `repair` says in one sentence what to do, `evidence` what the finding rests on.
    """

    code: str
    path: str
    text: str
    line: int = 0
    end_line: int = 0
    symbol: str = ""
    urgency: Literal["low", "medium", "high"] = "low"
    value: float = 1.0
    limit: float = 0.0
    repair: str = ""
    evidence: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure about the whole repository: `name` in a few words ("files with a header"), `value`, and its `unit` if any."""

    name: str
    value: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Subject(Generic[OptionsType]):
    """A repository to look at, never to write to: `root` is its work tree, `files` are those to look at, `options` yours.

    What git ignores and what the settings exclude is not among the files. An answer may depend on nothing but these
    files, their contents and the options, for it is remembered until one of them changes.
    """

    root: Path
    files: tuple[File, ...]
    options: OptionsType

    def read(self, file: File, most: int = 1 << 20) -> bytes | None:
        """Read a file; None when it is gone, above `most` bytes, no regular file, or may not be read.

        No link is followed in the last part of the path and no pipe is waited for, so use this rather than `open`.
        """
        try:
            opened = os.open(
                self.root / file.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            )
        except (OSError, ValueError):
            return None
        try:
            facts = os.fstat(opened)
            if not stat.S_ISREG(facts.st_mode) or facts.st_size > most:
                return None
            with os.fdopen(opened, "rb", closefd=False) as content:
                read = content.read(most + 1)
        except OSError:
            return None
        finally:
            os.close(opened)
        return read if len(read) <= most else None


class Collector(Protocol):
    """A collector: one object that an entry point of the group `mainstay.collectors` names by its `name`.

    `api` is `API` of the version that it was written for. `codes` maps each code that its findings may have (a-z, 0-9 and
    -, at most 40) to one sentence of what it means. `options` is a `msgspec.Struct` class all of whose fields have
    defaults; whoever runs Mainstay sets them with `--plugin-option NAME.FIELD=VALUE`.
    """

    name: str
    api: int
    codes: Mapping[str, str]
    options: type[msgspec.Struct]

    def collect(self, subject: Subject[Any]) -> Iterable[Finding | Figure]:
        """Look at the subject and tell what there is to tell; a generator will do."""
        ...
