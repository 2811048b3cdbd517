"""The one list for a terminal: what to mend first, what that takes and saves, and what is set aside."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.backlog import Backlog, Ranked
from mainstay.domain.finding import Certainty, Urgency
from mainstay.present.amounts import cost, hours
from mainstay.present.debt_words import RANGES, gain, head, matching, nothing, telling
from mainstay.present.finding_words import NOT_JUDGED, place_in_row, since_briefly
from mainstay.present.numbers import NONE, count, percent, points
from mainstay.present.text.columns import INDENT, NEVER, Column, laid_out, next_line, paragraph, shortened
from mainstay.present.text.drawing import drawn
from mainstay.present.text.look import ACCENT, BAD, FAINT, GOOD, PLAIN, STRONG, WARN, Detail, Look, strong
from mainstay.present.times import iso
from mainstay.present.visible import visible

_NAME = 60
_REASON_FROM = 76  # the width from which the reason stands beside what is set aside
# How many cells of a place's function stand beside it, by the width from which they do.
_SENTENCE_FROM = 150  # the width from which what was found stands beside its code
_BESIDE_SENTENCE = 122  # cells of all else there, with enough of the place
_BESIDE_UNPRICED = 92  # the same where no price stands
_URGENCIES = {Urgency.HIGH: BAD, Urgency.MEDIUM: WARN, Urgency.LOW: FAINT}
_BOUGHT = "*"


def render(
    backlog: Backlog, look: Look, *, detail: Detail = Detail.NORMAL, next_command: str = "", hint: str = ""
) -> str:
    """Give the list as lines of at most the look's width; `next_command` is suggested last, `hint` says how to see more."""
    return drawn(_pieces(backlog, look.columns, detail, next_command, hint), look)


def _pieces(
    backlog: Backlog, width: int, detail: Detail, next_command: str, hint: str
) -> Iterator[RenderableType]:
    quiet = detail is Detail.QUIET
    if not quiet:
        yield _headline(backlog)
        marked = f", marked {_BOUGHT}" if any(_marked(row, backlog) for row in backlog.rows) else ""
        told = head(backlog)
        for sentence in told[:-1]:
            yield paragraph(sentence)
        for sentence in told[-1:]:
            yield paragraph(f"{sentence}{marked}", GOOD if backlog.bought else PLAIN)
        yield Text()
    if backlog.rows:
        yield _set_aside(backlog, width) if backlog.of_suppressed else _to_mend(backlog, width)
    if quiet:
        return
    notes = list(_notes(backlog, hint))
    yield from notes
    if next_command:
        if backlog.rows or notes:
            yield Text()
        yield next_line(next_command)


def _headline(backlog: Backlog) -> Text:
    told = Text().append(visible(backlog.repository, _NAME), STRONG).append("  ")
    told.append(matching(backlog), strong(ACCENT))
    if backlog.of_suppressed:
        return told
    if _is_priced(backlog):
        return told.append(", by hours saved a year for an hour of work", FAINT)
    return told.append(", by urgency and points lost", FAINT) if backlog.rows else told


def _to_mend(backlog: Backlog, width: int) -> RenderableType:
    priced = _is_priced(backlog)
    sure = any(row.finding.certainty for row in backlog.rows)
    dated = any(row.finding.since for row in backlog.rows)
    columns = [
        Column(),
        Column("id", "left"),
        Column("gain", from_width=0 if priced else NEVER),
        Column("urgency", "left", from_width=NEVER if priced else 70),
        Column("what", "left"),
        Column("where", "left", long=True, end=True),
        Column("effort", from_width=76 if priced else NEVER),
        Column("a year", from_width=100 if priced else NEVER),
        Column("points lost", from_width=NEVER if priced else 84),
        Column("sure", from_width=136 if sure else NEVER),
        Column("since", from_width=124 if dated else NEVER),
    ]
    rows = [_row(row, backlog, width, priced=priced) for row in backlog.rows]
    return laid_out(Text("#", FAINT), columns, rows, width)


def _row(row: Ranked, backlog: Backlog, width: int, *, priced: bool) -> list[Text]:
    finding, price = row.finding, row.finding.price
    return [
        Text(count(row.rank) + (_BOUGHT if _marked(row, backlog) else " " if backlog.bought else ""), FAINT),
        Text(row.ident, FAINT),
        Text(gain(row.gain), STRONG if row.gain else FAINT),
        Text(finding.urgency.name.lower(), _URGENCIES[finding.urgency]),
        _what(row, width, priced=priced),
        Text(place_in_row(row.finding, width)),
        Text(NONE if price is None else hours(price.effort)),
        Text(NONE if price is None else cost(price.carrying, backlog)),
        Text(points(finding.lost) if finding.lost else "", FAINT),
        Text(_sure(finding.certainty), FAINT),
        Text(since_briefly(finding, backlog.looked_at), FAINT),
    ]


def _marked(row: Ranked, backlog: Backlog) -> bool:
    """Tell whether a row is among what the budget buys, where that comes to anything."""
    return row.bought and backlog.bought is not None and telling(backlog.bought)


def _set_aside(backlog: Backlog, width: int) -> RenderableType:
    columns = [
        Column(),
        Column("what", "left"),
        Column("where", "left", long=width < _REASON_FROM),
        Column("by", "left", from_width=110),
        Column("until", "left", from_width=96),
        Column("reason", "left", from_width=_REASON_FROM, long=width >= _REASON_FROM),
    ]
    rows = []
    for row in backlog.rows:
        why = row.finding.suppressed
        rows.append(
            [
                Text(count(row.rank), FAINT),
                _what(row, width),
                Text(
                    place_in_row(row.finding, width)
                    if width < _REASON_FROM
                    else shortened(place_in_row(row.finding, width), width // 3)
                ),
                Text(visible(why.by, 10) if why else "", FAINT),
                Text(iso(why.until)[:10] if why and why.until else "", FAINT),
                Text(visible(why.reason, 300) if why else ""),
            ]
        )
    return laid_out(Text("#", FAINT), columns, rows, width)


def _what(row: Ranked, width: int, *, priced: bool = False) -> Text:
    code = visible(row.finding.code, 40)
    if width < _SENTENCE_FROM or row.finding.suppressed is not None:
        return Text(code)
    told = Text(f"{code}: {visible(row.finding.text, 200)}")
    told.truncate(width - (_BESIDE_SENTENCE if priced else _BESIDE_UNPRICED), overflow="ellipsis")
    return told


def _sure(found: Certainty | None) -> str:
    if found is None:
        return ""
    return percent(found.mean) if found.judged else NOT_JUDGED


def _notes(backlog: Backlog, hint: str) -> Iterator[RenderableType]:
    """Tell what the rows leave out."""
    if not backlog.rows:
        yield Text(INDENT + nothing(backlog), FAINT)
    more = backlog.matching - len(backlog.rows)
    if more > 0:
        yield Text(f"{INDENT}{count(more)} more{f': {hint}' if hint else ''}", FAINT)
    if backlog.suppressed and not backlog.of_suppressed:
        yield Text(f"{INDENT}{count(backlog.suppressed)} set aside: mainstay list --suppressed", FAINT)
    if _is_priced(backlog) and not backlog.of_suppressed:
        yield paragraph(RANGES, FAINT)


def _is_priced(backlog: Backlog) -> bool:
    return any(row.gain is not None for row in backlog.rows)
