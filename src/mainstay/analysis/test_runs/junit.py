"""JUnit XML of any dialect, read case by case while it streams by."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from mainstay.analysis.markup import MarkupRefused, read_markup

LARGEST = 500 << 20
LONGEST_NAME = 500
_LONGEST_VALUE = 200
_MOST_DIGITS = 8
_MOST_PROPERTIES = 200
_FAILED = frozenset({"failure", "error"})
# Surefire and cargo-nextest tell of tries before the last one: of a test that passed in the end, and of one that did not.
_TRIES = frozenset({"flakyFailure", "flakyError", "rerunFailure", "rerunError"})
_NOT_RUN = frozenset({"notrun", "disabled", "skipped", "suppressed", "ignored"})


@dataclass(slots=True)
class Case:
    """One test case: its name with its class's, the file that it says it stands in, and how each try ended.

    `seconds` is NaN where it is not told, `line` of its file (1-based) 0.
    """

    name: str
    file: str
    failures: int
    passed: bool
    skipped: bool
    seconds: float
    line: int = 0


@dataclass(slots=True)
class RunFile:
    """What a file of results says of the run as a whole: properties, time (seconds since 1970, 0 unknown), cases.

    `problem` says what is wrong with it, "" for nothing.
    """

    properties: dict[str, str] = field(default_factory=dict)
    at: int = 0
    cases: int = 0
    problem: str = ""


def read_junit(pieces: Iterable[bytes], size: int, take: Callable[[Case], None]) -> RunFile:
    """Read one file of `size` bytes, giving each case to `take` as it ends; what is damaged is read as far as that goes."""
    reader = _Reader(take)
    if size > LARGEST:
        return RunFile(problem="it is larger than 500 MiB")
    try:
        reader.told.problem = read_markup(pieces, reader.begun, reader.ended)
    except MarkupRefused as error:
        reader.told.problem = f"it is refused: {error}"
    if not reader.seen and not reader.told.problem:
        reader.told.problem = "it is XML, but no results of tests"
    return reader.told


class _Reader:
    """Keeps the suites that are open and the case that is being read."""

    def __init__(self, take: Callable[[Case], None]) -> None:
        self.take = take
        self.told = RunFile()
        self.suites: list[tuple[str, str]] = []
        self.case: Case | None = None
        self.seen = False

    def begun(self, element: str, given: dict[str, str]) -> None:
        if self.case is not None:
            if element in _FAILED:
                self.case.failures += 1
                self.case.passed = False
            elif element in _TRIES:
                self.case.failures += 1
            elif element == "skipped":
                self.case.skipped = True
        elif element == "testcase":
            self.case = self._case(given)
        elif element in {"testsuite", "testsuites"}:
            self.seen = True
            self.suites.append((given.get("name", ""), given.get("file", "") or given.get("filepath", "")))
            at = seconds_since_1970(given.get("timestamp", ""))
            if at and (not self.told.at or at < self.told.at):
                self.told.at = at
        elif element == "property" and len(self.told.properties) < _MOST_PROPERTIES:
            name, value = given.get("name", ""), given.get("value", "")
            if name and value:
                self.told.properties.setdefault(name[:_LONGEST_VALUE], value[:_LONGEST_VALUE])

    def ended(self, element: str) -> None:
        if element == "testcase" and self.case is not None:
            self.told.cases += 1
            self.take(self.case)
            self.case = None
        elif element in {"testsuite", "testsuites"} and self.suites:
            self.suites.pop()

    def _case(self, given: dict[str, str]) -> Case:
        suite, file = self.suites[-1] if self.suites else ("", "")
        of = given.get("classname") or given.get("class") or suite
        name = given.get("name", "")
        if of == "test":  # the runner of Node.js gives all tests this class
            of = " > ".join(part for part, _ in self.suites if part) or of
        # Some give the whole name twice (jest, ctest), or its end as the class (mocha).
        whole = name if name.endswith(of) else f"{of}::{name}"
        skipped = {given.get("status", "").lower(), given.get("result", "").lower()} & _NOT_RUN
        return Case(
            whole if len(whole) <= LONGEST_NAME else f"{whole[: LONGEST_NAME - 20]}…{hash_of(whole)}",
            (given.get("file") or file)[:1_000],
            0,
            True,
            bool(skipped),
            duration(given.get("time", "")),
            # pytest counts lines from 0 (xunit1); PHPUnit, GoogleTest and others from 1.
            line_of(given.get("line", ""), first=0 if suite == "pytest" else 1) if given.get("file") else 0,
        )


def hash_of(text: str) -> str:
    """Give a short number that another text of the same beginning hardly has."""
    total = 0
    for character in text:
        total = (total * 131 + ord(character)) % 1_000_000_007
    return f"{total:x}"


def line_of(text: str, *, first: int) -> int:
    """Give a line, 1-based, of which the file's first is called `first`; 0 for what is no such number."""
    if len(text) > _MOST_DIGITS or not (text.isascii() and text.isdigit()):
        return 0
    return max(int(text) + 1 - first, 0)


def duration(text: str) -> float:
    """Give seconds; with a comma or a point before the decimals, and commas between thousands where there is a point."""
    text = text.strip()[:40]
    text = text.replace(",", "") if "." in text else text.replace(",", ".")
    try:
        seconds = float(text)
    except ValueError:
        return math.nan
    return seconds if 0 <= seconds < 1e7 else math.nan


def seconds_since_1970(text: str) -> int:
    """Give the time of a timestamp, taken as UTC where it names no zone; 0 for none."""
    try:
        when = datetime.fromisoformat(text.strip()[:40])
        when = when if when.tzinfo is not None else when.replace(tzinfo=UTC)
        return max(int(when.timestamp()), 0)
    except (ValueError, OverflowError):
        return 0
