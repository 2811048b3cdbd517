"""What a change brought and what it paid back, as the head of the page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from mainstay.domain.code_report import CodeReport
from mainstay.domain.comparison import PaidBack
from mainstay.domain.finding import Finding
from mainstay.present.change_words import (
    against,
    brought,
    grew,
    novelty,
    repaid,
    score_moved,
    tested,
    verdict,
)
from mainstay.present.html.caps import Caps


@dataclass(frozen=True, slots=True)
class ChangeSection:
    """The verdict on a change, what was held against what, sentences beside, and the rows of both tables.

    `brought` are findings with what the change did to each, `paid` those of the base with what became of them; `brought_left`
    and `paid_left` are how many more there are.
    """

    verdict: str
    clean: bool
    against: str
    sentences: Sequence[str]
    brought: Sequence[tuple[Finding, str]]
    brought_left: int
    paid: Sequence[tuple[PaidBack, str]]
    paid_left: int


def change_section(report: CodeReport, caps: Caps) -> ChangeSection | None:
    """Give what the page shows of a change; None where none was held against a base."""
    comparison = report.comparison
    if comparison is None:
        return None
    rows = [(one, novelty(one, comparison)) for one in brought(report)[: caps.changes]]
    paid = [(one, repaid(one)) for one in comparison.paid_back[: caps.changes]]
    sentences = (score_moved(report, comparison), *tested(comparison), grew(comparison))
    told = against(comparison)
    return ChangeSection(
        verdict(comparison),
        not comparison.new,
        f"{told[:1].upper()}{told[1:]}",
        [sentence for sentence in sentences if sentence],
        rows,
        report.findings_total - len(rows),
        paid,
        comparison.paid_back_total - len(paid),
    )
