"""All about one proposal for a terminal: what would be done, why, what speaks for it, who must still agree."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.evidence import Evidence, Outcome
from mainstay.domain.gate import Answer
from mainstay.domain.proposal import State
from mainstay.domain.proposal_view import GateView, ProposalView
from mainstay.present.decision_words import (
    ADVISORY,
    SHORT,
    applicable,
    broken_words,
    decided,
    expiry,
    gate_words,
    rests_on_advice,
    stated_by,
    unheeded_words,
)
from mainstay.present.text import content
from mainstay.present.text.columns import paragraph, title
from mainstay.present.text.drawing import drawn
from mainstay.present.text.look import BAD, FAINT, GOOD, STRONG, WARN, Look, strong
from mainstay.present.text.proposals import override_words
from mainstay.present.text.states import STYLES
from mainstay.present.times import ago, exact
from mainstay.present.visible import visible

_DEEPER = 6
_OUTCOMES = {Outcome.PASSED: GOOD, Outcome.FAILED: BAD, Outcome.UNKNOWN: WARN}


def shown(view: ProposalView, look: Look) -> str:
    """Tell all about a proposal."""
    told = (*_matter(view, look), *_revisions(view, look), _content(view), *_advice(view))
    return drawn(told, look)


def asked(view: ProposalView, look: Look) -> str:
    """Tell what somebody is about to decide about: all that the hash stands for, and all that speaks for it or is missing."""
    return drawn((*_matter(view, look), *_last_difference(view, look), _content(view)), look)


def explained(view: ProposalView, look: Look) -> str:
    """Tell which rules decide about a proposal, what they still want, and when it may be applied."""
    told = [*_head(view, look), *_gates(view), *_evidence(view), *_calendar(view), *_advice(view)]
    return drawn(told, look)


def _matter(view: ProposalView, look: Look) -> Iterator[RenderableType]:
    yield from _head(view, look)
    yield from content.pieces(view, unicode=look.unicode)
    yield from _evidence(view)
    yield from _gates(view)
    yield from _calendar(view)
    yield from _decisions(view)


def _head(view: ProposalView, look: Look) -> Iterator[RenderableType]:
    one = view.proposal
    yield content.name_of(view, unicode=look.unicode)
    line = Text("  ").append(one.state, strong(STYLES[one.state]))
    if one.broken_by:
        line.append(f", {broken_words(one.broken_by, one.broken_until)}", strong(BAD))
    elif one.kept_state is not one.state:
        line.append(f", no longer {one.kept_state}", strong(WARN))
    line.append(
        f", {one.id}, revision {one.revision}, by {visible(one.author, 80)} {ago(one.submitted_at, view.at)}"
    )
    if (told := expiry(one.expires_at, view.at)) and one.state in {
        State.WAITING,
        State.APPROVED,
        State.SNOOZED,
    }:
        line.append(f", {told}")
    if one.state is State.SNOOZED and one.wakes_at:
        line.append(f", sleeps until {exact(one.wakes_at)}")
    yield line
    yield content.about(view, unicode=look.unicode)
    if view.override is not None:
        yield paragraph(f"GATES BROKEN: {override_words(view.override, view.at)}", strong(BAD))


def _evidence(view: ProposalView) -> Iterator[RenderableType]:
    if not view.evidence:
        return
    yield title("Evidence")
    for one in view.evidence:
        yield paragraph(_statement(one, view), _OUTCOMES[one.outcome])


def _statement(one: Evidence, view: ProposalView) -> str:
    detail = f": {visible(one.detail, 500)}" if one.detail else ""
    report = f" (report {one.digest[:SHORT]})" if one.digest else ""
    who = stated_by(one, view.proposal.author)
    return f"{one.outcome}: {visible(one.kind, 64)}, by {who} {ago(one.at, view.at)}{detail}{report}"


def _gates(view: ProposalView) -> Iterator[RenderableType]:
    answers = {Answer.PASSED: "all passed", Answer.OPEN: "not all passed", Answer.REFUSED: "refused"}
    yield title("Gates", "broken in an emergency" if view.proposal.broken_by else answers[view.answer])
    for gate in view.gates:
        yield from _gate(gate)
    for one in view.missing:
        if not one.gate:
            yield paragraph(visible(one.text, 300), BAD)


def _gate(gate: GateView) -> Iterator[RenderableType]:
    yield paragraph(gate_words(gate), GOOD if gate.passed else BAD if gate.broken_by else WARN)
    yield paragraph(visible(gate.about, 500), FAINT, indent=_DEEPER)
    for one in gate.missing:
        yield paragraph(f"missing: {visible(one.text, 300)}", indent=_DEEPER)
    if told := unheeded_words(gate):
        yield paragraph(told, WARN, indent=_DEEPER)
    if gate.automatic:
        yield paragraph("may pass by itself: mainstay tick", indent=_DEEPER)


def _calendar(view: ProposalView) -> Iterator[RenderableType]:
    yield title("When")
    yield paragraph(applicable(view), GOOD if view.permission.ok else WARN)


def _decisions(view: ProposalView) -> Iterator[RenderableType]:
    if view.decisions:
        yield title("Decisions")
        yield from (paragraph(decided(one, view.proposal, view.at)) for one in view.decisions)


def _revisions(view: ProposalView, look: Look) -> Iterator[RenderableType]:
    if len(view.revisions) < 2:
        return
    yield title("Revisions")
    for one in view.revisions:
        yield paragraph(
            f"{one.revision}: {one.content[:SHORT]} by {visible(one.author, 80)} {ago(one.submitted_at, view.at)}"
        )
        yield from content.changes(one.differences, unicode=look.unicode)


def _last_difference(view: ProposalView, look: Look) -> Iterator[RenderableType]:
    if len(view.revisions) > 1:
        yield title(f"What revision {view.revisions[-1].revision} changed")
        yield from content.changes(view.revisions[-1].differences, unicode=look.unicode)


def _content(view: ProposalView) -> RenderableType:
    return (
        Text("Content ")
        .append(view.proposal.content[:SHORT], STRONG)
        .append(view.proposal.content[SHORT:], FAINT)
    )


def _advice(view: ProposalView) -> Iterator[RenderableType]:
    if rests_on_advice(view):
        yield Text(ADVISORY, FAINT)
