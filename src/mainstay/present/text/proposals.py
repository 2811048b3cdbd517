"""The list of proposals for a terminal, and the overrides that wait for a review above it."""

from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size
from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.proposal_view import Listed, OpenOverride, ProposalList
from mainstay.present.decision_words import SHORT
from mainstay.present.text.columns import INDENT, Column, laid_out, paragraph, shortened, title
from mainstay.present.text.drawing import drawn
from mainstay.present.text.look import BAD, FAINT, PLAIN, STRONG, Look, strong
from mainstay.present.text.states import STYLES
from mainstay.present.text.totals import totals
from mainstay.present.times import ago, exact
from mainstay.present.visible import visible

_TITLE = 200
_WIDE = 150
"""From so many columns on a row has one line; with fewer a second one says what it is about."""
_COLUMNS = (
    Column(side="left"),
    Column("title", "left", long=True),
    Column("state", "left"),
    Column("", "left"),
    Column("about", "left"),
    Column("change", "left"),
    Column("by", "left"),
    Column("changed", "left"),
)
_FOR_YOU = "for you"
_LEAST_TITLE = 12
_ABOUT, _AUTHOR = 36, 12


def listed(found: ProposalList, look: Look) -> str:
    """Tell the proposals of a page, a line each, and what must be reviewed."""
    return drawn(_pieces(found, look.columns), look)


def _pieces(found: ProposalList, width: int) -> Iterator[RenderableType]:
    if found.overrides:
        yield title("Gates that were broken, to be reviewed by somebody else")
        for one in found.overrides:
            yield paragraph(override_words(one, found.at), strong(BAD) if one.overdue else PLAIN)
        yield Text()
    if found.proposals:
        if width >= _WIDE:
            rows = [_row(one, found.at) for one in found.proposals]
            yield laid_out(title("Proposals"), _COLUMNS, rows, width)
        else:
            yield title("Proposals")
            yield from _two_lines(found, width)
    else:
        yield Text("No proposals here.")
    if told := totals("proposal", len(found.proposals), found.counts):
        yield Text(told, FAINT)


def _two_lines(found: ProposalList, width: int) -> Iterator[Text]:
    """Give two lines for each: the title takes what the other words leave; then what it is about."""
    states = max(_state(one).cell_len for one in found.proposals)
    for one in found.proposals:
        name = f"{INDENT}{one.id[:SHORT]}  "
        room = max(_LEAST_TITLE, width - len(name) - states - len(_FOR_YOU) - 4)
        line = Text(name).append(set_cell_size(shortened(visible(one.title, _TITLE), room), room), STRONG)
        state = _state(one)
        line.append("  ").append(state).append(" " * (states - state.cell_len))
        yield line.append(f"  {_FOR_YOU}", STRONG) if one.waits_for_you else line
        rest = f" {visible(one.environment, 20)}, {one.change}, by {visible(one.author, 20)}, {ago(one.changed_at, found.at)}"
        indent = INDENT * 2
        subject = shortened(
            visible(one.subject, 200), max(_LEAST_TITLE, width - len(indent) - cell_len(rest))
        )
        yield Text(set_cell_size(f"{indent}{subject}{rest}", width).rstrip(), FAINT)


def override_words(one: OpenOverride, now: int) -> str:
    """Tell one override, and whether its review is overdue."""
    due = "OVERDUE since" if one.overdue else "to be reviewed by"
    return (
        f"{one.proposal[:SHORT]} {visible(one.title, _TITLE)}: by {visible(one.person, 80)} {ago(one.at, now)} "
        f"({visible(one.reason, 300)}), {due} {exact(one.review_by)}"
    )


def _row(one: Listed, now: int) -> list[Text]:
    return [
        Text(one.id[:SHORT]),
        Text(visible(one.title, _TITLE), STRONG),
        _state(one),
        Text(_FOR_YOU if one.waits_for_you else "", STRONG),
        Text(_about(one), FAINT),
        Text(one.change, FAINT),
        Text(shortened(visible(one.author, 20), _AUTHOR), FAINT),
        Text(ago(one.changed_at, now), FAINT),
    ]


def _state(one: Listed) -> Text:
    return Text("BROKEN", strong(BAD)) if one.broken_by else Text(one.state, STYLES[one.state])


def _about(one: Listed) -> str:
    where = shortened(visible(one.environment, 20), 16)
    return f"{shortened(visible(one.subject, 200), _ABOUT - 1 - cell_len(where))} {where}"
