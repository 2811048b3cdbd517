"""Which files and functions a report names first."""

from collections.abc import Sequence

from mainstay.domain.code_report import CodeReport, FileReport
from mainstay.domain.source_file import Function


def costly_files(report: CodeReport, most: int) -> Sequence[FileReport]:
    """Give the files that lose points, most first."""
    return [file for file in report.files[:most] if file.lost_total > 0]


def hard_functions(report: CodeReport, most: int) -> list[tuple[FileReport, Function]]:
    """Give the maintained functions of the highest cognitive complexity, the longer first among equals."""
    found = [
        (file, function)
        for file in report.files
        if file.file.kind.maintained
        for function in file.file.functions
        if function.cognitive
    ]
    found.sort(key=lambda pair: (-pair[1].cognitive, -pair[1].code_lines, pair[0].file.path, pair[1].line))
    return found[:most]
