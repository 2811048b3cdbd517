"""The rows of the report's tables: files, functions, folders, couplings and findings, worst first."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest

from markupsafe import Markup

from mainstay.domain.code_report import CodeReport, FileReport
from mainstay.domain.finding import Finding
from mainstay.domain.history import Coupling
from mainstay.domain.source_file import Function
from mainstay.domain.trend import PathTrend
from mainstay.present.charts.sparkline import sparkline
from mainstay.present.html.caps import Caps
from mainstay.present.html.folders import FolderTotal, duplication, per_thousand
from mainstay.present.ranking import ease
from mainstay.present.trend_points import moment_before, path_course, relative_change


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file with the two figures that are relative to its size (None where they are not known)."""

    report: FileReport
    per_thousand: float | None
    duplication: float | None


@dataclass(frozen=True, slots=True)
class FunctionRow:
    """A function and the file it stands in."""

    path: str
    function: Function


@dataclass(frozen=True, slots=True)
class FolderRow:
    """A folder with its relative figures, the change of its complexity in a quarter and its course."""

    total: FolderTotal
    per_thousand: float | None
    duplication: float | None
    change: float | None
    spark: Markup


@dataclass(frozen=True, slots=True)
class Tables:
    """All rows, and beside each capped table how many there are in all."""

    files: Sequence[FileRow]
    files_total: int
    kinds: Sequence[str]
    functions: Sequence[FunctionRow]
    functions_total: int
    folders: Sequence[FolderRow]
    folders_total: int
    coupled: Sequence[Coupling]
    findings: Sequence[Finding]


def tables(report: CodeReport, folders: Sequence[FolderTotal], caps: Caps) -> Tables:
    """Take the rows of a report within the caps."""
    every = ((one, function) for one in report.files for function in one.file.functions)
    hardest = nsmallest(caps.functions, every, key=lambda pair: ease(*pair))
    trend_of = {one.path: one for one in report.trend.folders} if report.trend else {}
    return Tables(
        files=[file_row(one) for one in report.files[: caps.files]],
        files_total=len(report.files),
        kinds=sorted({str(one.file.kind) for one in report.files[: caps.files]}),
        functions=[FunctionRow(one.file.path, function) for one, function in hardest],
        functions_total=sum(len(one.file.functions) for one in report.files),
        folders=[folder_row(report, total, trend_of.get(total.path)) for total in folders[: caps.folders]],
        folders_total=len(folders),
        coupled=report.history.coupled[: caps.coupled] if report.history else (),
        findings=report.findings[: caps.findings],
    )


def file_row(report: FileReport) -> FileRow:
    """Give a file with its relative figures."""
    file = report.file
    if not file.parsed:
        return FileRow(report, None, None)
    return FileRow(
        report,
        per_thousand(file.cognitive, file.code_lines),
        duplication(file.duplicated_lines, file.code_lines),
    )


def folder_row(report: CodeReport, total: FolderTotal, trend: PathTrend | None) -> FolderRow:
    """Give a folder with its relative figures and its course."""
    values = path_course(trend, "cognitive")
    quarter = moment_before(report.trend, "a quarter") if report.trend else None
    return FolderRow(
        total,
        per_thousand(total.cognitive, total.parsed_lines),
        duplication(total.duplicated_lines, total.parsed_lines),
        relative_change(values, quarter),
        sparkline(values, 96, 20),
    )
