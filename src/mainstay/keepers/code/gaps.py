"""Code that is expected to be fixed and that the tests hardly run: coverage held against the ranking."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from mainstay.analysis.coverage.totals import coverage_of
from mainstay.domain.code_report import FileReport
from mainstay.domain.coverage import Gap, LineCoverage
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.ranking import Expectation, Ranking
from mainstay.domain.source_file import FileKind, Function
from mainstay.domain.suite import Suite, SuiteSeen

_HARDLY = 0.5
_HARDLY_FUNCTION = 0.8
_FEWEST = 10
_MOST = 200
_NOTHING = Expectation("", 0.0, 0.0, 0.0, 0, 0.0)


@dataclass(frozen=True, slots=True)
class Untested:
    """What was found when coverage was held against the code as it is; `notices` say what does not fit it."""

    suite: Suite | None
    notices: tuple[Notice, ...] = ()

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Code at risk that the tests hardly run."""
        coverage = self.suite.coverage if self.suite is not None else None
        return coverage.gaps if coverage is not None else ()


def untested(
    tested: SuiteSeen,
    files: Sequence[FileReport],
    ranking: Ranking | None,
    cognitive: float,
    committed_at: int = 0,
) -> Untested:
    """Keep the coverage of source files that fits them, and find the gaps; `cognitive` is the limit of a function's complexity.

    `committed_at` is when the commit that is looked at was made (seconds since 1970). Tests are left out of the sums:
    that they ran says nothing of what they cover.
    """
    coverage = tested.suite.coverage
    if coverage is None:
        return Untested(None if tested.suite == Suite() else tested.suite)
    longest = {report.file.path: report.file.lines for report in files if report.file.lines}
    beyond = {path for path, lines in tested.lines.items() if _beyond(lines, longest.get(path))}
    changed = _changed_since(tested, files) - beyond
    sources = {report.file.path for report in files if report.file.kind is FileKind.SOURCE}
    lines = {path: one for path, one in tested.lines.items() if path in sources - beyond - changed}
    fitting = replace(coverage_of(lines, coverage.sources), trend=coverage.trend)
    notices = (*_left_out(beyond, changed), *_perhaps_outdated(tested, files, committed_at))
    gaps = _gaps(lines, files, ranking, cognitive)
    return Untested(replace(tested.suite, coverage=replace(fitting, gaps=gaps)), notices)


def _changed_since(tested: SuiteSeen, files: Sequence[FileReport]) -> set[str]:
    """Name the files that were changed after their data was made: its numbers are of lines that stand elsewhere now."""
    changed = {one.file.path: one.history.changed_at for one in files if one.history is not None}
    return {path for path, at in tested.made_before.items() if changed.get(path, 0) > at}


def _left_out(beyond: Set[str], changed: Set[str]) -> Iterator[Notice]:
    mend = "run the tests with coverage again"
    if beyond:
        text = "Coverage data names lines that their files do not have: it is of another state of them, and was left out."
        yield Notice("coverage-stale", text, Weight.LIMIT, mend, len(beyond), tuple(sorted(beyond)[:5]))
    if changed:
        text = (
            "Files were changed after their coverage was measured, so it fits them no more and was left out."
        )
        yield Notice("coverage-outdated", text, Weight.LIMIT, mend, len(changed), tuple(sorted(changed)[:5]))


def _perhaps_outdated(tested: SuiteSeen, files: Sequence[FileReport], committed_at: int) -> Iterator[Notice]:
    older = sorted(path for path, at in tested.made_before.items() if at < committed_at)
    if older and all(one.history is None for one in files):
        text = "Coverage was measured before this commit was made; without its past, which files it still fits is unknown."
        mend = "run the tests with coverage again, or look at a clone with its history"
        yield Notice("coverage-outdated", text, Weight.LIMIT, mend, len(older), tuple(older[:5]))


def _beyond(lines: LineCoverage, length: int | None) -> bool:
    # A last line without an end may be counted or not.
    return length is not None and max(lines.covered | lines.missed, default=0) > length + 1


def _gaps(
    lines: Mapping[str, LineCoverage],
    files: Sequence[FileReport],
    ranking: Ranking | None,
    cognitive: float,
) -> tuple[Gap, ...]:
    expected: dict[str, Expectation] = {one.path: one for one in ranking.files} if ranking is not None else {}
    mean = sum(one.fixes for one in expected.values()) / max(len(expected), 1)
    found: list[Gap] = []
    for report in files:
        one = lines.get(report.file.path)
        if one is None or report.file.kind is not FileKind.SOURCE:
            continue
        expectation = expected.get(report.file.path, _NOTHING)
        of_file = _of_file(report, one, expectation, mean)
        if of_file is not None:
            found.append(of_file)
        found += _of_functions(report, one, expectation, cognitive)
    return tuple(sorted(found, key=lambda gap: (-gap.per_hour, -gap.missed, gap.path, gap.line))[:_MOST])


def _of_file(report: FileReport, one: LineCoverage, expected: Expectation, mean: float) -> Gap | None:
    missed, executable = len(one.missed), len(one.missed) + len(one.covered)
    at_risk = expected.fixes > 0 and expected.fixes >= mean
    if not (one.complete and at_risk and missed >= max(_FEWEST, _HARDLY * executable)):
        return None
    return Gap(
        report.file.path,
        1,
        report.file.lines,
        "",
        missed,
        executable,
        expected.fixes,
        expected.per_hour * missed / executable,
    )


def _of_functions(
    report: FileReport, one: LineCoverage, expected: Expectation, cognitive: float
) -> Iterator[Gap]:
    for function in report.file.functions:
        if function.cognitive <= cognitive or function.end_line <= function.line:
            continue
        missed, executable = _within(one, function)
        if executable >= _FEWEST / 2 and missed >= _HARDLY_FUNCTION * executable:
            yield Gap(
                report.file.path,
                function.line,
                function.end_line,
                function.name,
                missed,
                executable,
                expected.fixes,
                expected.per_hour * missed / executable,
                function.cognitive,
            )


def _within(one: LineCoverage, function: Function) -> tuple[int, int]:
    """Count lines that did not run, and all that can, in a function's body: its first line runs when it is defined."""
    body = range(function.line + 1, function.end_line + 1)
    ran = sum(line in one.covered for line in body)
    if one.complete:
        missed = sum(line in one.missed for line in body)
        return missed, missed + ran
    # How many can run is not told. Where any did, nothing is said of the others.
    return (0, 0) if ran else (max(function.code_lines - 1, 0),) * 2
