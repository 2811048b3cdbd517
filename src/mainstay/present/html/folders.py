"""Adds the files of a report up to its folders."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from mainstay.domain.code_report import FileReport

# Levels that count as folders of their own: a path of a thousand levels must not make a thousand sums.
_DEEPEST = 12
_WORST = 8


@dataclass(slots=True)
class FolderTotal:
    """Sums over the maintained files in a folder and below.

    `worst` are the indices of its first files in the report's order, `folders` the paths of those right in
    it.
    """

    path: str
    count: int = 0
    worst: list[int] = field(default_factory=list)
    code_lines: int = 0
    parsed_lines: int = 0
    functions: int = 0
    cognitive: int = 0
    duplicated_lines: int = 0
    lost: float = 0.0
    folders: list[str] = field(default_factory=list)


def per_thousand(figure: float, code_lines: int) -> float | None:
    """Give a figure per 1,000 code lines; None without code."""
    return figure * 1_000 / code_lines if code_lines > 0 else None


def duplication(duplicated_lines: int, code_lines: int) -> float | None:
    """Give the share of duplicated lines (0 to 1); None without code."""
    return min(duplicated_lines / code_lines, 1.0) if code_lines > 0 else None


def folders_above(path: str) -> list[str]:
    """Give the folders with a section that a file stands in, outermost first, without the root: "a/", "a/b/"."""
    parts = path.split("/", _DEEPEST)[:-1]
    return ["/".join(parts[: level + 1]) + "/" for level in range(len(parts))]


def totals(files: Iterable[FileReport]) -> list[FolderTotal]:
    """Give every folder that holds maintained code, most points lost first, then the largest."""
    found: dict[str, FolderTotal] = {}
    for index, report in enumerate(files):
        if not report.file.kind.maintained:
            continue
        above = ""
        for path in folders_above(report.file.path):
            if path not in found:
                found[path] = FolderTotal(path)
                if above:
                    found[above].folders.append(path)
            _add(found[path], index, report)
            above = path
    return sorted(found.values(), key=lambda total: (-total.lost, -total.code_lines, total.path))


def _add(total: FolderTotal, index: int, report: FileReport) -> None:
    file = report.file
    total.count += 1
    if len(total.worst) < _WORST:
        total.worst.append(index)
    total.code_lines += file.code_lines
    total.functions += len(file.functions)
    total.lost += report.lost_total
    if file.parsed:
        total.parsed_lines += file.code_lines
        total.cognitive += file.cognitive
        total.duplicated_lines += file.duplicated_lines
