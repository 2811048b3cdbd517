"""One file of coverage data, of whichever format, told by its content and never by its name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mainstay.analysis.coverage.gathering import Gathered
from mainstay.analysis.coverage.go_profile import is_go_profile, read_go_profile
from mainstay.analysis.coverage.lcov import is_lcov, read_lcov
from mainstay.analysis.coverage.python_database import numbers_by_path, opens
from mainstay.analysis.coverage.python_json import read_json
from mainstay.analysis.coverage.xml_dialects import AnyDialect
from mainstay.analysis.markup import MarkupRefused, read_markup
from mainstay.domain.coverage import LineCoverage

LARGEST = 500 << 20
LARGEST_WHOLE = 64 << 20
"""Bytes of a database or of JSON, which cannot be read piece by piece."""
NAMES = (
    ".coverage",
    "coverage.xml",
    "coverage.json",
    "cobertura.xml",
    "coverage.out",
    "cover.out",
    "lcov.info",
    "coverage/lcov.info",
    "coverage/clover.xml",
    "coverage/cobertura-coverage.xml",
    "build/reports/jacoco/test/jacocoTestReport.xml",
    "target/site/jacoco/jacoco.xml",
)
"""Where tools leave their coverage data when nobody says otherwise."""

_CLOCK = 3_600
_ZONES = 14 * 3_600
_WITHOUT_ZONE = "coverage.py JSON"


@dataclass(frozen=True, slots=True)
class CoverageData:
    """What one file of coverage data tells: its format ("" for none), lines by name, folders that names start from.

    `problem` says what is wrong with it, "" for nothing; `at` is when it was made (seconds since 1970, 0 unknown).
    """

    format: str
    files: Mapping[str, LineCoverage]
    roots: tuple[str, ...] = ()
    at: int = 0
    problem: str = ""

    @property
    def made_before(self) -> int:
        """The last second in which it can have been made, 0 where it does not say.

        That is an hour later than it says: clocks differ, and tests often run just before what they ran on is committed. Where
        it names no zone it may be 14 hours more.
        """
        return self.at + _CLOCK + (_ZONES if self.format == _WITHOUT_ZONE else 0) if self.at else 0


def read_coverage(pieces: Iterable[bytes], size: int) -> CoverageData:
    """Read one file of `size` bytes; what is damaged is read as far as that goes, and never raised."""
    feed = iter(pieces)
    first = next(feed, b"")
    rest = _rejoined(first, feed)
    beginning = first[:4_096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if size > LARGEST:
        return CoverageData("", {}, problem="it is larger than 500 MiB")
    gathered = Gathered()
    if opens(first):
        return _database(rest, size)
    if beginning.startswith(b"{"):
        if size > LARGEST_WHOLE:
            return CoverageData("", {}, problem="it is larger than 64 MiB")
        return _told("coverage.py JSON", gathered, read_json(b"".join(rest), gathered))
    if beginning.startswith(b"<") or first[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _xml(rest, gathered)
    if is_lcov(beginning):
        return _told("LCOV", gathered, read_lcov(rest, gathered))
    if is_go_profile(beginning):
        return _told("Go profile", gathered, read_go_profile(rest, gathered))
    return CoverageData("", {}, problem="its format is not known" if size else "it is empty")


def _database(pieces: Iterable[bytes], size: int) -> CoverageData:
    if size > LARGEST_WHOLE:
        return CoverageData("", {}, problem="it is larger than 64 MiB")
    found = numbers_by_path(b"".join(pieces))
    files = {name: LineCoverage(lines, complete=False) for name, lines in found.items()}
    return CoverageData(
        "coverage.py database", files, problem="" if files else "no lines can be read from it"
    )


def _xml(pieces: Iterable[bytes], gathered: Gathered) -> CoverageData:
    reader = AnyDialect(gathered)
    try:
        problem = read_markup(pieces, reader.begun, reader.ended, reader.said)
    except MarkupRefused as error:
        return CoverageData(reader.name, {}, problem=f"it is refused: {error}")
    if not reader.name:
        return CoverageData("", {}, problem=problem or "it is XML, but no coverage")
    return _told(reader.name, gathered, problem)


def _told(form: str, gathered: Gathered, problem: str) -> CoverageData:
    if not problem and gathered.beyond:
        problem = "it holds more than is read, or numbers that are none of a line"
    if gathered.untold:
        return CoverageData("", {}, problem="it names lines without saying whether they ran")
    return CoverageData(form, gathered.files(), tuple(gathered.roots), gathered.at, problem)


def _rejoined(first: bytes, feed: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from feed
