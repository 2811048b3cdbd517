"""Coverage summed up: each file's figures, and those of all."""

from collections.abc import Mapping, Sequence

from mainstay.domain.coverage import Coverage, CoverageSource, FileCoverage, LineCoverage


def coverage_of(lines: Mapping[str, LineCoverage], sources: Sequence[CoverageSource]) -> Coverage:
    """Sum up what is known of lines, by path."""
    files = tuple(_file(path, one) for path, one in sorted(lines.items()))
    told = [file for file in files if file.executable]
    return Coverage(
        sources=tuple(sources),
        files=files,
        executable=sum(file.executable for file in told),
        covered=sum(file.covered for file in told),
        branches=sum(file.branches for file in told),
        branches_taken=sum(file.branches_taken for file in told),
    )


def _file(path: str, one: LineCoverage) -> FileCoverage:
    return FileCoverage(
        path,
        len(one.covered) + len(one.missed) if one.complete else 0,
        len(one.covered),
        sum(total for _, total in one.branches.values()),
        sum(taken for taken, _ in one.branches.values()),
    )
