"""What a worker process does: read contents and examine them, under limits that no content can get around.

A content may be made so that parsing it takes for ever or all memory, inside a library where no signal handler of
Python runs. So each worker sets a timer whose signal ends the process, and writes down beforehand what it is at.
"""

import gc
import os
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from mainstay.domain.errors import RunFailed
from mainstay.domain.source_file import TOO_HARD
from mainstay.keepers.code.content import Ask, Content, count_lines, encode, examine
from mainstay.keepers.code.notes import SUFFIX, no_room
from mainstay.ports.source import Blobs
from mainstay.steps.observe.bounded import Time, begin_bounded, within

_TIME = Time(4.0, per_mib=2.0)
_MEMORY = 2 << 30
_NOTE = 200
# What takes longer than it should says the same again and again; code that people write is seven times as long as what it
# says at most, and a short text takes no long time.
_REPEATS = 20
_SHORT = 8 << 10
ALIKE = "too hard to parse: it repeats itself as others do that took more time than a file may"
"""The error of a content that was given up unseen, once others had taken too much time."""

WORKER_MEND = (
    "run the command again with more memory free; where that does not help, name what is no code of yours under exclude, "
    "generated or vendored in mainstay.toml"
)
"""How to have a worker live that ended before it was done."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One content to examine: its object, language and size in bytes.

    `copies` tells whether copied code is looked for in it; `content` is given where no object holds it. With `lines_only`
    nothing but its lines is counted; with `names` it is read for names too. With `warily` one that repeats itself as those do
    that take too long is given up before it takes any time.
    """

    oid: str
    language: str
    size: int
    copies: bool = True
    content: bytes | None = None
    lines_only: bool = False
    names: bool = False
    warily: bool = False


class _Desk:
    """What a worker process keeps between tasks."""

    def __init__(self) -> None:
        self.blobs: Blobs | None = None
        self.ask: Ask | None = None
        self.note = -1
        self.failure: RunFailed | None = None


_desk = _Desk()


def prepare(blobs: Blobs, ask: Ask, notes: str) -> None:
    """Begin a worker process; `notes` is the folder where it writes down what it is at."""
    begin_bounded(_MEMORY)
    gc.freeze()
    gc.disable()  # figures hold no cycles; collecting costs a fifth of the time
    _desk.blobs, _desk.ask = blobs, ask
    try:
        _desk.note = _lay_out(Path(notes) / f"{os.getpid()}{SUFFIX}")
    except OSError as error:
        # Told with the first task: what is raised here would only end the process.
        _desk.failure = no_room(error, str(Path(notes).parent))


def _lay_out(note: Path) -> int:
    """Open a note with all the room that it will ever need."""
    number = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.pwrite(number, b" " * _NOTE, 0)
    return number


def examine_all(wanted: Sequence[Wanted]) -> list[tuple[str, bytes]]:
    """Examine contents; give each key with its encoded Content. What is missing is left out.

    Raises RunFailed when this process could not be prepared.
    """
    if _desk.failure is not None:
        raise _desk.failure
    if _desk.blobs is None or _desk.ask is None:
        raise RuntimeError("the worker was not prepared")
    read = dict(_desk.blobs.read([one.oid for one in wanted if one.content is None]))
    done: list[tuple[str, bytes]] = []
    for one in wanted:
        content = one.content if one.content is not None else read.get(one.oid)
        if content is None:
            continue
        key = key_of(one, _desk.ask)
        os.pwrite(_desk.note, key.encode().ljust(_NOTE), 0)
        try:
            with within(seconds_for(len(content))):
                figures = _examined(content, one, _desk.ask)
        except (MemoryError, RecursionError):
            figures = given_up(len(content))
        done.append((key, encode(figures)))
    os.pwrite(_desk.note, b" " * _NOTE, 0)
    return done


def seconds_for(size: int) -> float:
    """Give the CPU seconds that a content of so many bytes may take."""
    return _TIME.of(size)


def repeats_itself(content: bytes) -> bool:
    """Tell a content that says the same again and again, as those do that are made to take long."""
    return len(content) > _SHORT and len(zlib.compress(content, 1)) * _REPEATS < len(content)


def _examined(content: bytes, one: Wanted, ask: Ask) -> Content:
    if one.lines_only:
        return count_lines(content)
    if one.warily and repeats_itself(content):
        return msgspec.structs.replace(given_up(len(content)), error=ALIKE)
    return examine(content, one.language, ask, copies=one.copies, names=one.names)


def key_of(one: Wanted, ask: Ask) -> str:
    """Name a content's figures: by object, language and what was asked."""
    if one.lines_only:
        return f"{one.oid}:lines"
    return f"{one.oid}:{one.language}:{one.copies:d}:{ask.digest}"


def given_up(size: int) -> Content:
    """Stand in for a content that could not be examined within the limits."""
    return Content(kind="", size=size, error=f"{TOO_HARD}: it took more time or memory than a file may")
