"""`mainstay tests` as Markdown, for a merge request or a wiki page."""

from mainstay.domain.suite import SuiteReport
from mainstay.present.markdown_text import code, escaped
from mainstay.present.suite_markdown import tests_blocks


def render(report: SuiteReport, *, top: int = 10) -> str:
    """Give the report as Markdown; `top` bounds the rows of each table. No text from outside acts as markup."""
    blocks = [f"## Tests of {code(report.repository)}", *tests_blocks(report.suite, top, everything=True)]
    if len(blocks) == 1:
        blocks.append("No coverage data and no results of test runs were found.")
    if report.notices:
        blocks.append("**To know**\n\n" + "\n".join(f"- {escaped(notice.text)}" for notice in report.notices))
    return "\n\n".join(blocks) + "\n"
