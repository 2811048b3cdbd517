"""Which files and functions a report names first."""

from collections.abc import Sequence
from heapq import nsmallest

from mainstay.domain.code_report import CodeReport, FileReport
from mainstay.domain.source_file import FileKind, Function


def costly_files(report: CodeReport, most: int) -> Sequence[FileReport]:
    """Give the files that lose points, most first."""
    return [file for file in report.files[:most] if file.lost_total > 0]


def hard_functions(report: CodeReport, most: int) -> list[tuple[FileReport, Function]]:
    """Give the functions, without those of tests, of the highest cognitive complexity, the longer first among equals."""
    found = [
        (file, function)
        for file in report.files
        if file.file.kind is FileKind.SOURCE
        for function in file.file.functions
        if function.cognitive
    ]
    return nsmallest(most, found, key=lambda pair: ease(*pair))


def ease(file: FileReport, function: Function) -> tuple[int, int, str, int]:
    """Give what functions are ordered by, the hardest to follow first; all that is equal by its place."""
    return -function.cognitive, -function.code_lines, file.file.path, function.line
