"""What the files of coverage data tell together: read, led to the repository's files, laid over each other."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace

from mainstay.analysis.coverage.leading import led
from mainstay.analysis.coverage.merging import merged
from mainstay.analysis.coverage.reading import CoverageData, read_coverage
from mainstay.analysis.coverage.totals import coverage_of
from mainstay.analysis.test_runs.identity import identity
from mainstay.domain.coverage import CoveragePoint, CoverageSource, LineCoverage
from mainstay.domain.errors import RunFailed
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.suite import Suite, SuiteSeen
from mainstay.ports.artefacts import Artefact, Artefacts, Found

_EXAMPLES = 5
_DAY = 86_400
_MOST_POINTS = 400


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    sources: list[CoverageSource] = field(default_factory=list)
    reports: list[dict[str, LineCoverage]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    made_before: dict[str, int] = field(default_factory=dict)
    commit: str = ""

    def add(self, other: "_Reading") -> None:
        """Take all of another reading to this one."""
        self.sources += other.sources
        self.reports += other.reports
        self.unread += other.unread
        self.unknown += other.unknown
        self.unclear += other.unclear
        for path, at in other.made_before.items():
            self.made_before[path] = min(at, self.made_before.get(path, at))


def covered(artefacts: Artefacts, found: Found, paths: Set[str], *, dated: bool = False) -> SuiteSeen:
    """Read files of coverage data and lead them to `paths`.

    With `dated`, data of a folder that is a day or more older than its newest is the past: it makes the trend, and takes no
    part in the coverage of now. Its time is what it says itself, else a date in its path.
    """
    reading = _Reading()
    days: dict[int, _Reading] = {}
    for one in found.files:
        data = _read(artefacts, one)
        told = identity(one.path or one.name, {}, data.at)
        day = told.at // _DAY if dated and one.path else 0
        of_day = days.setdefault(day, _Reading()) if day else reading
        of_day.commit = told.commit
        _take(one, data, paths, of_day)
    trend = []
    for day, of_day in sorted(days.items()):
        summed = coverage_of(merged(of_day.reports)[0], ())
        trend.append(CoveragePoint(day * _DAY, summed.executable, summed.covered, of_day.commit))
    if days:
        reading.add(days[max(days)])
    lines, contradicted = merged(reading.reports)
    coverage = coverage_of(lines, reading.sources) if reading.sources else None
    if coverage is not None and len(trend) > 1:
        coverage = replace(coverage, trend=tuple(trend[-_MOST_POINTS:]))
    return SuiteSeen(Suite(coverage), lines, _notices(reading, contradicted), reading.made_before)


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
    reading.unknown += (name for name in way.unknown if data.files[name].covered or data.files[name].missed)
    reading.unclear += way.unclear
    reading.sources.append(CoverageSource(one.name, data.format, len(data.files), len(way.paths), data.at))
    # Two names may be led to one file: each goes into a report of its own, so that they are laid over each other.
    reading.reports.append({path: data.files[name] for name, path in way.paths.items()})
    twice = [name for name, path in way.paths.items() if reading.reports[-1][path] is not data.files[name]]
    if at := data.made_before:
        for path in way.paths.values():
            reading.made_before[path] = min(at, reading.made_before.get(path, at))
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
