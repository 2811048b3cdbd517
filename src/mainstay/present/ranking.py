"""Which findings, files and functions a report names first."""

from collections.abc import Sequence
from heapq import nsmallest

from mainstay.domain.code_report import CodeReport, FileReport
from mainstay.domain.finding import Finding
from mainstay.domain.ranking import Expectation
from mainstay.domain.source_file import FileKind, Function


def to_mend(report: CodeReport, most: int) -> list[Finding]:
    """Give the findings in the order in which to mend them: by gain an hour, then those without a price as they stand."""
    places = nsmallest(
        most, range(len(report.findings)), key=lambda place: _gain(report.findings[place], place)
    )
    return [report.findings[place] for place in places]


def read_first(report: CodeReport, most: int) -> list[Expectation]:
    """Give the files in which an hour of reading meets most fixes to come."""
    files = report.ranking.files if report.ranking else ()
    return nsmallest(most, files, key=lambda file: (-file.per_hour, file.path))


def which_files(report: CodeReport, most: int) -> Sequence[Expectation]:
    """Give the files in which most fixes are expected."""
    files = report.ranking.files if report.ranking else ()
    return nsmallest(most, files, key=lambda file: (-file.fixes, file.path))


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


def _gain(finding: Finding, place: int) -> tuple[bool, float, int]:
    return finding.price is None, -finding.price.gain_per_hour if finding.price else 0.0, place
