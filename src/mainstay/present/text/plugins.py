"""What plugins told, a line each."""

from rich.console import Group, RenderableType

from mainstay.domain.code_report import CodeReport
from mainstay.present.plugins import heading, told
from mainstay.present.text.columns import paragraph, title


def plugins_list(report: CodeReport) -> RenderableType | None:
    """Give a line for each plugin that was asked, None where none was."""
    if not report.plugins:
        return None
    return Group(title("Plugins"), *(paragraph(f"{heading(run)}: {told(run)}") for run in report.plugins))
