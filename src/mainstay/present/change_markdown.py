"""A change held against its base as a merge request's comment: the verdict first, then what came and what was paid back."""

from collections.abc import Iterable, Iterator

from mainstay.domain.code_report import CodeReport
from mainstay.domain.comparison import Comparison, PaidBack
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
from mainstay.present.finding_words import bare_place
from mainstay.present.markdown_text import code, escaped, table
from mainstay.present.wording import headline

_ROWS = 4  # times as many of what came: that is what the comment is for


def change_blocks(report: CodeReport, comparison: Comparison, top: int, rest: Iterable[str]) -> Iterator[str]:
    """Give the comment's blocks; `rest` is the report of the whole, which is folded away."""
    yield f"### {escaped(verdict(comparison))}"
    moved = score_moved(report, comparison)
    told = f"{escaped(against(comparison))[:1].upper()}{escaped(against(comparison))[1:]}."
    yield f"{told} {escaped(moved)}." if moved else told
    if sentences := tested(comparison):
        yield f"{escaped('. '.join(sentences))}."
    if growth := grew(comparison):
        yield f"{escaped(growth)}."
    found = brought(report)
    if found:
        shown = found[: _ROWS * top]
        heads = ("Introduced or made worse", "Place", "Urgency", "Change")
        yield table(heads, [_new(one, comparison) for one in shown], "llll")
        if report.findings_total > len(shown):
            yield f"And {report.findings_total - len(shown)} more."
    if comparison.paid_back:
        yield table(("Paid back", "Place", "Now"), [_paid(one) for one in comparison.paid_back[:top]], "lll")
        if comparison.paid_back_total > top:
            yield f"And {comparison.paid_back_total - top} more paid back."
    yield f"<details><summary>The repository as a whole: {escaped(headline(report))}</summary>"
    yield from rest
    yield "</details>"


def _new(one: Finding, comparison: Comparison) -> tuple[str, ...]:
    what = escaped(one.text) or code(one.code)
    if one.symbol:
        what = f"{code(one.symbol)} {what}"
    place = code(bare_place(one))
    return what, place, one.urgency.name.lower(), escaped(novelty(one, comparison))


def _paid(one: PaidBack) -> tuple[str, ...]:
    what = f"{code(one.symbol)} {escaped(one.text)}" if one.symbol else escaped(one.text) or code(one.code)
    return what, code(bare_place(one)), escaped(repaid(one))
