"""What files of test runs tell, as Markdown."""

from collections.abc import Iterator

from mainstay.domain.suite import Suite
from mainstay.present.markdown_text import code, escaped, table
from mainstay.present.numbers import count, percent
from mainstay.present.suite_words import by_folder, coverage_sentence, gap_figures


def tests_blocks(suite: Suite | None, top: int, *, everything: bool = False) -> Iterator[str]:
    """Give a paragraph and the gaps; with `everything` all tables. Nothing where nothing is known."""
    if suite is None or suite.coverage is None:
        return
    coverage = suite.coverage
    yield f"**Tests** {escaped(coverage_sentence(coverage))}."
    if coverage.gaps:
        rows = [
            (code(f"{gap.path}:{gap.line} {gap.symbol}" if gap.symbol else gap.path), *gap_figures(gap))
            for gap in coverage.gaps[:top]
        ]
        yield table(("At risk and hardly run", "Not run", "Fixes a year", "An hour"), rows, "lrrr")
    if everything and (folders := by_folder(coverage, top)):
        rows = [
            (
                code(one.path),
                percent(one.covered / one.executable),
                count(one.executable - one.covered),
                count(one.files),
            )
            for one in folders
        ]
        yield table(("Coverage by folder", "Run", "Lines not run", "Files"), rows, "lrrr")
