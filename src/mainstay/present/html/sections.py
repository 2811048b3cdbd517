"""What a section about one file or one folder shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mainstay.domain.code_report import CodeReport, FileReport
from mainstay.domain.finding import Finding
from mainstay.domain.source_file import Function, Region, TypeDefinition
from mainstay.domain.trend import PathTrend
from mainstay.present.charts.sparkline import sparkline
from mainstay.present.html.anchors import file_anchor, folder_anchor
from mainstay.present.html.folders import FolderTotal
from mainstay.present.html.tables import FileRow, FolderRow, file_row, folder_row
from mainstay.present.trend_points import path_course

_MOST_FUNCTIONS = 10
_EASY_COMPLEXITY, _EASY_LINES = 2, 40  # a function within both is not worth a row
_MOST_FINDINGS = 12
_MOST_CLASSES = 5
_MOST_REGIONS = 6
_MOST_WITHIN = 8


@dataclass(frozen=True, slots=True)
class FileSection:
    """One file: its row, what it costs by part, its complexity's course, and the worst that stands in it.

    `ends` are the first and the last figure of its course over the past year.
    """

    anchor: str
    row: FileRow
    lost: Sequence[tuple[str, float]]
    ends: tuple[float, float] | None
    spark: Markup
    findings: Sequence[Finding]
    findings_total: int
    functions: Sequence[Function]
    classes: Sequence[TypeDefinition]
    regions: Sequence[Region]


@dataclass(frozen=True, slots=True)
class FolderSection:
    """One folder: its row, the paths of its worst files and of the folders in it."""

    anchor: str
    row: FolderRow
    ends: tuple[float, float] | None
    files: Sequence[FileReport]
    folders: Sequence[str]
    folders_total: int


@dataclass(frozen=True, slots=True)
class Sources:
    """What sections are made from, looked up by path."""

    report: CodeReport
    titles: Mapping[str, str]
    findings: Mapping[str, Sequence[Finding]]
    file_trends: Mapping[str, PathTrend]
    folder_trends: Mapping[str, PathTrend]


def sources(report: CodeReport) -> Sources:
    """Look a report's findings and trends up by path, once for all sections."""
    findings: dict[str, list[Finding]] = {}
    for finding in report.findings:
        findings.setdefault(finding.path, []).append(finding)
    trend = report.trend
    return Sources(
        report,
        {part.code: part.title for part in report.score.parts},
        findings,
        {one.path: one for one in trend.files} if trend else {},
        {one.path: one for one in trend.folders} if trend else {},
    )


def has_section(one: FileReport, known: Sources) -> bool:
    """Tell whether a file gets a section: maintained code, and whatever has findings or was not read."""
    return one.file.kind.maintained or bool(one.file.error) or one.file.path in known.findings


def file_section(one: FileReport, known: Sources) -> FileSection:
    """Gather what a file's section shows."""
    file = one.file
    findings = known.findings.get(file.path, ())
    values = path_course(known.file_trends.get(file.path), "cognitive")
    lost = sorted(one.lost.items(), key=lambda item: -item[1])
    return FileSection(
        file_anchor(file.path),
        file_row(one),
        [(known.titles.get(code, code), points) for code, points in lost if points >= 0.005],
        _ends(values),
        sparkline(values, 64, 18) if _ends(values) else Markup(""),
        findings[:_MOST_FINDINGS],
        len(findings),
        _hardest(file.functions),
        sorted(file.types, key=lambda definition: -definition.code_lines)[:_MOST_CLASSES],
        sorted(file.duplicated, key=lambda region: region.line - region.end_line)[:_MOST_REGIONS],
    )


def folder_section(total: FolderTotal, known: Sources) -> FolderSection:
    """Gather what a folder's section shows; the files stand in the report's order, worst first."""
    trend = known.folder_trends.get(total.path)
    return FolderSection(
        folder_anchor(total.path),
        folder_row(known.report, total, trend),
        _ends(path_course(trend, "cognitive")),
        [known.report.files[index] for index in total.worst],
        total.folders[:_MOST_WITHIN],
        len(total.folders),
    )


def _hardest(functions: Sequence[Function]) -> Sequence[Function]:
    hard = [one for one in functions if one.cognitive > _EASY_COMPLEXITY or one.code_lines > _EASY_LINES]
    return sorted(hard, key=lambda one: (-one.cognitive, -one.code_lines))[:_MOST_FUNCTIONS]


def _ends(values: Sequence[float | None]) -> tuple[float, float] | None:
    known = [value for value in values if value is not None]
    return (known[0], known[-1]) if len(known) > 1 else None
