"""Each file of a look: its figures, the copied lines of it and of what it defines, its past and what it costs."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from mainstay.analysis.classify.headers import language_of_headers, language_shown
from mainstay.analysis.duplication.regions import covered_lines
from mainstay.domain.code_report import FileReport
from mainstay.domain.history import FileHistory
from mainstay.domain.source_file import FileKind, Function, Region, SourceFile, TypeDefinition
from mainstay.keepers.code.assessment import Assessment
from mainstay.keepers.code.content import NO_DETAIL, Content, Detail
from mainstay.keepers.code.listing import Listed
from mainstay.keepers.code.reading import Contents
from mainstay.keepers.code.snapshot import Copies

Unit = TypeVar("Unit", Function, TypeDefinition)


def costs_of(assessment: Assessment) -> dict[str, dict[str, float]]:
    """Give the points that each file costs, by part."""
    costs: dict[str, dict[str, float]] = {}
    for (path, part), points in assessment.costs({}).items():
        costs.setdefault(path, {})[part] = round(points, 6)
    return costs


def file_reports(
    files: Sequence[Listed],
    contents: Contents,
    copies: Copies,
    costs: Mapping[str, dict[str, float]],
    details: Mapping[str, Detail],
    histories: Mapping[str, FileHistory],
    only: Container[str] | None = None,
) -> tuple[FileReport, ...]:
    """Give each file with its figures, its past, and the points it costs by part; the costliest first.

    `costs`, `details` and `histories` are by path, as far as there are any; `only` are the paths to give, by default all.
    """
    scored = {listed.path: listed.oid for listed in files if listed.scored}
    regions = dict(zip(scored, copies.regions(list(scored.values())), strict=True))
    headers = language_of_headers((listed.path, listed.language) for listed in files)
    reports = []
    for listed in files:
        if only is not None and listed.path not in only:
            continue
        content = contents.of(listed)
        kind = contents.kind_of(listed)
        detail = details.get(listed.path, NO_DETAIL)
        language = language_shown(listed.path, listed.language, content.language if content else "", headers)
        file = _source_file(listed, kind, language, content, contents.sizes.get(listed.oid, 0), detail)
        if kind is FileKind.SOURCE:
            file = _with_copies(file, regions.get(listed.path, ()))
        reports.append(FileReport(file, histories.get(listed.path), costs.get(listed.path, {})))
    reports.sort(key=lambda report: (-report.lost_total, report.file.path))
    return tuple(reports)


def _with_copies(file: SourceFile, regions: tuple[Region, ...]) -> SourceFile:
    if not regions:
        return file

    def within(one: Unit) -> Unit:
        if one.end_line < first or one.line > last:
            return one
        lines = covered_lines(regions, one.line, one.end_line)
        return replace(one, duplicated_lines=lines) if lines else one

    first = min(region.line for region in regions)
    last = max(region.end_line for region in regions)

    return replace(
        file,
        duplicated=regions,
        duplicated_lines=covered_lines(regions),
        functions=tuple(map(within, file.functions)),
        types=tuple(map(within, file.types)),
    )


def _source_file(
    listed: Listed, kind: FileKind, language: str, content: Content | None, size: int, detail: Detail
) -> SourceFile:
    if content is None:
        return SourceFile(listed.path, kind, language, size)
    return SourceFile(
        path=listed.path,
        kind=kind,
        language=language,
        size=size,
        lines=content.lines,
        code_lines=content.code_lines,
        comment_lines=content.comment_lines,
        blank_lines=content.blank_lines,
        cyclomatic=content.cyclomatic,
        cognitive=content.cognitive,
        nesting=content.nesting,
        functions=detail.functions,
        types=detail.types,
        markers=detail.markers,
        parsed=content.parsed,
        error=content.error,
        test_lines=content.test_lines,
    )
