"""The list of proposals for a terminal, and the overrides that wait for a review above it."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.proposal_view import Listed, OpenOverride, ProposalList
from mainstay.present.decision_words import SHORT
from mainstay.present.numbers import plural
from mainstay.present.text.columns import Column, laid_out, paragraph, title
from mainstay.present.text.drawing import drawn
from mainstay.present.text.look import BAD, FAINT, PLAIN, STRONG, Look, strong
from mainstay.present.text.states import STYLES
from mainstay.present.times import ago, exact
from mainstay.present.visible import visible

_TITLE = 200
_COLUMNS = (
    Column(side="left"),
    Column("title", "left", long=True),
    Column("state", "left"),
    Column("", "left"),
    Column("about", "left", from_width=100),
    Column("change", "left", from_width=120),
    Column("by", "left", from_width=70),
    Column("changed", "left"),
)


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
        yield laid_out(title("Proposals"), _COLUMNS, [_row(one, found.at) for one in found.proposals], width)
    else:
        yield Text("No proposals here.")
    counts = ", ".join(f"{number} {state}" for state, number in sorted(found.counts.items()) if number)
    if counts:
        yield Text(f"{plural(sum(found.counts.values()), 'proposal')} that you may see: {counts}", FAINT)


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
        Text("BROKEN", strong(BAD)) if one.broken_by else Text(one.state, STYLES[one.state]),
        Text("for you" if one.waits_for_you else "", STRONG),
        Text(f"{visible(one.subject, 40)} {visible(one.environment, 20)}", FAINT),
        Text(one.change, FAINT),
        Text(visible(one.author, 20), FAINT),
        Text(ago(one.changed_at, now), FAINT),
    ]
