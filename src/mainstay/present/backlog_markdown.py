"""The one list as Markdown, for an issue or a merge request."""

from collections.abc import Iterator

from mainstay.domain.backlog import Backlog, Ranked
from mainstay.present.amounts import cost, hours
from mainstay.present.debt_words import RANGES, gain, head, matching, nothing
from mainstay.present.finding_words import bare_place, since_briefly
from mainstay.present.markdown_text import code, escaped, table
from mainstay.present.numbers import NONE, count
from mainstay.present.times import iso

_HEADINGS = ("#", "Id", "Gain", "What", "Where", "Effort", "A year", "Since")
_OF_SUPPRESSED = ("#", "What", "Where", "By", "Until", "Reason")


def render(backlog: Backlog) -> str:
    """Give the list as Markdown. No text of the repository acts as markup."""
    return "\n\n".join(_blocks(backlog)) + "\n"


def _blocks(backlog: Backlog) -> Iterator[str]:
    yield f"## {code(backlog.repository)} {matching(backlog)}"
    for sentence in head(backlog):
        yield f"{escaped(sentence[:1].upper() + sentence[1:])}."
    if not backlog.rows:
        yield nothing(backlog)
    if backlog.rows and backlog.of_suppressed:
        yield table(_OF_SUPPRESSED, map(_set_aside, backlog.rows), "rlllll")
    elif backlog.rows:
        yield table(_HEADINGS, (_to_mend(row, backlog) for row in backlog.rows), "rlrllrrl")
    if (more := backlog.matching - len(backlog.rows)) > 0:
        yield f"{count(more)} more."
    if not backlog.of_suppressed and any(row.gain is not None for row in backlog.rows):
        yield f"<sub>{escaped(RANGES)}.</sub>"
    yield f"<sub>mainstay {escaped(backlog.version)}</sub>"


def _to_mend(row: Ranked, backlog: Backlog) -> tuple[str, ...]:
    finding, price = row.finding, row.finding.price
    return (
        count(row.rank),
        code(row.ident),
        gain(row.gain),
        f"{code(finding.code)} {escaped(finding.text)}",
        _place(row),
        NONE if price is None else hours(price.effort),
        NONE if price is None else escaped(cost(price.carrying, backlog)),
        since_briefly(finding, backlog.looked_at) or NONE,
    )


def _set_aside(row: Ranked) -> tuple[str, ...]:
    why = row.finding.suppressed
    return (
        count(row.rank),
        code(row.finding.code),
        _place(row),
        escaped(why.by) if why else NONE,
        iso(why.until)[:10] if why and why.until else NONE,
        escaped(why.reason) if why else NONE,
    )


def _place(row: Ranked) -> str:
    finding = row.finding
    place = code(bare_place(finding))
    return f"{place} {code(finding.symbol)}" if finding.symbol else place
