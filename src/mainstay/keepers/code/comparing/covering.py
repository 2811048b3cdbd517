"""What tests run of a change: its new lines, and the legacy lines that they run now and did not run at the base."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from mainstay.analysis.comparison.alignment import Pairs
from mainstay.analysis.comparison.kinship import Kinship
from mainstay.analysis.coverage.totals import coverage_of
from mainstay.domain.code_report import FileReport
from mainstay.domain.comparison import ChangeCoverage
from mainstay.domain.coverage import LineCoverage
from mainstay.domain.finding import Finding
from mainstay.domain.ranking import Ranking
from mainstay.domain.source_file import FileKind, Function, TypeDefinition
from mainstay.domain.suite import Suite, SuiteSeen
from mainstay.keepers.code.comparing.sides import Sides
from mainstay.keepers.code.findings.ground import Ground
from mainstay.keepers.code.findings.of_tests import of_gaps
from mainstay.keepers.code.gaps import untested

_UNUSED = "dead-"

Names = Callable[[str], str]
"""Gives what a file of now was called at the base, "" for a new one."""


def of_change(
    seen: SuiteSeen, sides: Sides, kin: Kinship, files: Iterable[FileReport], name_then: Names
) -> ChangeCoverage | None:
    """Sum up what tests run of a change; None without coverage data. Tests themselves are left out."""
    if not seen.lines:
        return None
    executable = covered = gained = lost = 0
    unknown = []
    for report in files:
        path = report.file.path
        if report.file.kind is not FileKind.SOURCE:
            continue
        now = seen.lines.get(path)
        new = _new_lines(path, sides, kin, now)
        if new and (now is None or not now.complete):
            unknown.append(path)
        elif new and now is not None:
            executable += len(new & (now.covered | now.missed))
            covered += len(new & now.covered)
        then = seen.before.get(name_then(path))
        if now is not None and then is not None:
            better, worse = _moved(now, then, _pairs(path, sides, kin))
            gained, lost = gained + better, lost + worse
    return ChangeCoverage(executable, covered, tuple(unknown), gained, lost, bool(seen.before))


def gaps_then(
    before: Mapping[str, LineCoverage],
    reports: Sequence[FileReport],
    ranking: Ranking | None,
    ground: Ground,
    name_then: Names,
) -> Iterator[Finding]:
    """Name the code at risk that the tests hardly ran at the base.

    `reports` are the files of the base; what is expected of each is what is expected of it now, whatever it is called.
    """
    if ranking is not None:
        ranking = replace(
            ranking,
            files=tuple(
                replace(one, path=name_then(one.path)) for one in ranking.files if name_then(one.path)
            ),
        )
    seen = SuiteSeen(Suite(coverage_of(before, ())), before)
    gaps = untested(seen, reports, ranking, ground.thresholds.cognitive).gaps
    return of_gaps(gaps, ground)


def ran_now(
    lines: Mapping[str, LineCoverage], files: Iterable[FileReport], name_then: Names
) -> Callable[[Finding], bool]:
    """Give what tells of unused code of the base whether coverage data shows that it runs now.

    Without coverage data of the base nothing tells that it did not run there too, so that it is no debt paid back.
    """
    running: set[tuple[str, str]] = set()
    for report in files:
        covered = lines[report.file.path].covered if report.file.path in lines else frozenset()
        if covered:
            then = name_then(report.file.path)
            units: tuple[Function | TypeDefinition, ...] = (*report.file.functions, *report.file.types)
            # The line that defines a unit runs when its file is read.
            ran = (one for one in units if not covered.isdisjoint(range(one.line + 1, one.end_line + 1)))
            running |= {(then, ""), *((then, one.name) for one in ran)}
    return lambda one: one.code.startswith(_UNUSED) and (one.path, one.symbol) in running


def _new_lines(path: str, sides: Sides, kin: Kinship, now: LineCoverage | None) -> Set[int]:
    """Give a file's new lines; all that can run where it was too large to be compared."""
    if path in kin.new:
        return frozenset(kin.new[path])
    if path not in sides.after or now is None:
        return frozenset()
    return now.covered | now.missed


def _pairs(path: str, sides: Sides, kin: Kinship) -> Pairs | None:
    """Give which lines are which; None where the content is the same."""
    return None if path in sides.there or path in sides.moved else kin.kept.get(path, ())


def _moved(now: LineCoverage, then: LineCoverage, pairs: Pairs | None) -> tuple[int, int]:
    """Count lines that run now and did not, and that did and do not now."""
    if pairs is None:
        return len(now.covered & then.missed), len(now.missed & then.covered)
    gained = sum(line in now.covered and before in then.missed for line, before in pairs)
    return gained, sum(line in now.missed and before in then.covered for line, before in pairs)
