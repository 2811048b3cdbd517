"""What the files of coverage data tell together: read, led to the repository's files, laid over each other."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from mainstay.analysis.coverage.leading import led
from mainstay.analysis.coverage.merging import merged
from mainstay.analysis.coverage.reading import CoverageData, read_coverage
from mainstay.analysis.coverage.totals import coverage_of
from mainstay.domain.coverage import CoverageSource, LineCoverage
from mainstay.domain.errors import RunFailed
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.suite import Suite, SuiteSeen
from mainstay.ports.artefacts import Artefact, Artefacts, Found

_EXAMPLES = 5


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    sources: list[CoverageSource] = field(default_factory=list)
    reports: list[dict[str, LineCoverage]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)


def covered(artefacts: Artefacts, found: Found, paths: Set[str]) -> SuiteSeen:
    """Read files of coverage data and lead them to `paths`."""
    reading = _Reading()
    for one in found.files:
        _take(one, _read(artefacts, one), paths, reading)
    lines, contradicted = merged(reading.reports)
    coverage = coverage_of(lines, reading.sources) if reading.sources else None
    return SuiteSeen(Suite(coverage), lines, _notices(reading, contradicted))


def _read(artefacts: Artefacts, one: Artefact) -> CoverageData:
    try:
        return read_coverage(artefacts.read(one), one.size)
    except RunFailed as error:
        return CoverageData("", {}, problem=error.what)


def _take(one: Artefact, data: CoverageData, paths: Set[str], reading: _Reading) -> None:
    if data.problem:
        reading.unread.append(f"{one.name}: {data.problem}")
    if not data.format:
        return
    way = led(data.files, paths, data.roots)
    reading.unknown += way.unknown
    reading.unclear += way.unclear
    reading.sources.append(CoverageSource(one.name, data.format, len(data.files), len(way.paths), data.at))
    # Two names may be led to one file: each goes into a report of its own, so that they are laid over each other.
    reading.reports.append({path: data.files[name] for name, path in way.paths.items()})
    twice = [name for name, path in way.paths.items() if reading.reports[-1][path] is not data.files[name]]
    reading.reports += [{way.paths[name]: data.files[name]} for name in twice]


def _notices(reading: _Reading, contradicted: Sequence[str]) -> tuple[Notice, ...]:
    told = (
        (
            "coverage-unread",
            "Files of coverage data could not be read, or not to their end.",
            "write them anew, or name the right ones with --coverage",
            reading.unread,
        ),
        (
            "coverage-unmatched",
            "Files that coverage data names are not in this repository, or could be any of several.",
            "measure from the root of the repository, or with relative paths (coverage.py: relative_files = true)",
            [*reading.unknown, *reading.unclear],
        ),
        (
            "coverage-contradicted",
            "Files of coverage data disagree on which lines can run: they are of different states of the code.",
            "delete the old ones, or name those of one run with --coverage",
            list(contradicted),
        ),
    )
    return tuple(
        Notice(code, text, Weight.LIMIT, mend, len(which), tuple(dict.fromkeys(which))[:_EXAMPLES])
        for code, text, mend, which in told
        if which
    )
