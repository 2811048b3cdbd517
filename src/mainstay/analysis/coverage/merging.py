"""Several reports of coverage laid over each other: a line ran if any of them saw it run."""

from collections.abc import Mapping, Sequence

from mainstay.domain.coverage import LineCoverage


def merged(reports: Sequence[Mapping[str, LineCoverage]]) -> tuple[dict[str, LineCoverage], tuple[str, ...]]:
    """Lay reports over each other, by path; and name the paths of which they contradict each other.

    Two contradict each other where a line can run by one and not by the other, which no source file of one state gives:
    the reports are then of different states. Reports that only name what ran contradict nothing; where another one tells
    what can run, only that counts as able to.
    """
    found: dict[str, LineCoverage] = {}
    contradicted: list[str] = []
    for report in reports:
        for path, lines in report.items():
            before = found.get(path)
            if before is None:
                found[path] = lines
                continue
            if before.complete and lines.complete and _able(before) != _able(lines):
                contradicted.append(path)
            found[path] = _both(before, lines)
    return found, tuple(dict.fromkeys(contradicted))


def _able(lines: LineCoverage) -> frozenset[int]:
    return lines.covered | lines.missed


def _both(one: LineCoverage, other: LineCoverage) -> LineCoverage:
    covered = one.covered | other.covered
    whole = [lines for lines in (one, other) if lines.complete]
    if whole:
        able = frozenset().union(*(_able(lines) for lines in whole))
        covered &= able
        missed = able - covered
    else:
        missed = frozenset()
    return LineCoverage(covered, missed, _branches(one.branches, other.branches), bool(whole))


def _branches(
    one: Mapping[int, tuple[int, int]], other: Mapping[int, tuple[int, int]]
) -> dict[int, tuple[int, int]]:
    """Take of each line what the report that saw more of its branches says: which they were is not told."""
    both = dict(one)
    for line, (taken, total) in other.items():
        before = both.get(line, (0, 0))
        both[line] = (max(before[0], taken), max(before[1], total))
    return both
