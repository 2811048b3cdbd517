"""The files that cost most and the functions that are hardest to follow."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.code_report import FileReport
from mainstay.domain.source_file import Function
from mainstay.present.numbers import count, decimal, percent
from mainstay.present.text.columns import NEVER, Column, laid_out, shortened, title
from mainstay.present.text.look import FAINT, STRONG
from mainstay.present.visible import visible


def files_table(files: Sequence[FileReport], width: int) -> RenderableType:
    """Give a row for each file: points lost, size, complexity, and its past where that was read."""
    past = any(file.history for file in files)
    columns = [
        Column(side="left", long=True),
        Column("points lost"),
        Column("code lines"),
        Column("complexity"),
        Column("changes a year", from_width=96 if past else NEVER),
        Column("fixes", from_width=80 if past else NEVER),
        Column("mostly by", "left", from_width=130 if past else NEVER),
    ]
    return laid_out(title("Costliest files"), columns, [_file(file) for file in files], width)


def functions_table(functions: Sequence[tuple[FileReport, Function]], width: int) -> RenderableType:
    """Give a row for each function with its complexity, size, nesting, parameters and place."""
    name_room = 24 if width < 80 else 32 if width < 120 else 48
    columns = [
        Column(side="left"),
        Column("complexity"),
        Column("code lines", from_width=76),
        Column("nesting", from_width=92),
        Column("parameters", from_width=112),
        Column(side="left", long=True),
    ]
    rows = [
        [
            Text(shortened(visible(function.name), name_room), STRONG),
            Text(count(function.cognitive)),
            Text(count(function.code_lines)),
            Text(count(function.nesting)),
            Text(count(function.parameters)),
            Text(f"{visible(file.file.path)}:{function.line}"),
        ]
        for file, function in functions
    ]
    return laid_out(title("Hardest functions"), columns, rows, width)


def _file(report: FileReport) -> list[Text]:
    file, past = report.file, report.history
    return [
        Text(visible(file.path)),
        Text(decimal(report.lost_total, 2)),
        Text(count(file.code_lines)),
        Text(count(file.cognitive)),
        Text(count(past.commits_year) if past else ""),
        Text(count(past.fixes_year) if past else ""),
        Text(f"{visible(past.owner, 24)}, {percent(past.owner_share)}" if past and past.owner else "", FAINT),
    ]
