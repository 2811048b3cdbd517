"""A kind of action whose effects are lines of a file, one each, and one that looks honestly whether such a line is there."""

import os
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Result
from mainstay.ports.action import Occasion
from tests.fakes.actions import deed_of
from tests.hostile.runs.stumbling import ACTING

SLOWEST = 0.02
"""Seconds: so long at most before an effect and after it, that what happens at random happens there too."""


def never(moment: str) -> None:
    """Let nothing happen at a moment."""


@dataclass(frozen=True)
class Lines:
    """Appends the name of a deed to a file, on the disk before it says so. `at` is told the moment before and after."""

    file: Path
    at: Callable[[str], None] = never
    name: str = "command"
    looks: bool = False

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        return Result(Mark.DONE, "would append a line")

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        time.sleep(random.random() * SLOWEST)
        self.at("effect-before")
        with ACTING.through():
            # Asked last, as whoever has an effect must: it may have stood still since.
            if occasion.stopped():
                return Result(Mark.NOT_BEGUN, "its worker was stopped")
            line = f"{deed_of(parameters)} {occasion.run} {occasion.number} {occasion.token} {os.getpid()}\n"
            failure = self._append(line.encode())
        if failure:
            return Result(Mark.UNKNOWN, failure)
        self.at("effect-after")
        time.sleep(random.random() * SLOWEST)
        return Result(Mark.DONE, memo={"line": line.strip()})

    def _append(self, line: bytes) -> str:
        """Append a line, and give what was wrong, "" for nothing."""
        handle = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            written = os.write(handle, line)
            os.fsync(handle)
        except OSError as error:
            return f"it could not be written: {error.strerror}"
        finally:
            os.close(handle)
        return "" if written == len(line) else "it was written in part"


@dataclass(frozen=True)
class Look:
    """Looks whether a deed stands in the file, and more often than its undoing."""

    file: Path
    at: Callable[[str], None] = never
    name: str = "check-command"
    looks: bool = True

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        return Result(Mark.DONE, "would look")

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        self.at("look")
        deed, counts = deed_of(parameters), counted(self.file)
        there = counts[deed] > counts[f"un{deed}"]
        return Result(Mark.DONE if there else Mark.FAILED, f"{counts[deed]} lines")


@dataclass(frozen=True)
class Effect:
    """One line: the deed, and the run, the number of the try and the token by which it came about."""

    deed: str
    run: str
    number: int
    token: int


def effects(file: Path) -> list[Effect]:
    """Give all effects there are. Raises ValueError where a line is no effect."""
    made = []
    for line in file.read_text().splitlines() if file.exists() else ():
        deed, run, number, token, _ = line.split(" ")
        made.append(Effect(deed, run, int(number), int(token)))
    return made


def counted(file: Path) -> Counter[str]:
    """Count how often each deed was done."""
    return Counter(one.deed for one in effects(file))
