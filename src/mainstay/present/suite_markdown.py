"""What files of test runs tell, as Markdown."""

from collections.abc import Iterator

from mainstay.domain.coverage import Coverage
from mainstay.domain.suite import Suite
from mainstay.domain.test_runs import RunHistory
from mainstay.present.markdown_text import code, escaped, table
from mainstay.present.numbers import count, percent
from mainstay.present.suite_words import (
    by_folder,
    cluster_sentence,
    coverage_sentence,
    flakiness_sentence,
    flaky_figures,
    gap_figures,
    run_remarks,
    runs_sentence,
    slow_figures,
    slow_telling,
)


def tests_blocks(suite: Suite | None, top: int, *, everything: bool = False) -> Iterator[str]:
    """Give a paragraph, flaky tests and gaps; with `everything` all tables. Nothing where nothing is known."""
    if suite is None:
        return
    if suite.runs is not None:
        yield from _runs(suite.runs, top, everything=everything)
    if suite.coverage is not None:
        yield from _coverage(suite.coverage, top, everything=everything)


def _runs(runs: RunHistory, top: int, *, everything: bool) -> Iterator[str]:
    sentences = [runs_sentence(runs), flakiness_sentence(runs), *run_remarks(runs)]
    yield f"**Tests** {escaped('; '.join(sentences))}."
    if runs.flaky:
        rows = [(code(one.name), *flaky_figures(one)) for one in runs.flaky[:top]]
        yield table(("Flaky tests", "Fails wrongly", "80 % interval", "Failed"), rows, "lrrr")
    if everything and runs.clusters:
        yield "\n".join(f"- {escaped(cluster_sentence(cluster))}" for cluster in runs.clusters[:top])
    if everything and (slow := slow_telling(runs.slow)[:top]):
        told = [(code(one.name), *slow_figures(one)) for one in slow]
        yield table(("Slow tests", "Median", "95 %", "Of all time", "Slower by"), told, "lrrrr")


def _coverage(coverage: Coverage, top: int, *, everything: bool) -> Iterator[str]:
    yield f"**Coverage** {escaped(coverage_sentence(coverage))}."
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
