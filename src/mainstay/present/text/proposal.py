"""All about one proposal for a terminal: what would be done, why, what speaks for it, who must still agree."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.evidence import Evidence, Outcome
from mainstay.domain.gate import Answer
from mainstay.domain.proposal import State
from mainstay.domain.proposal_view import GateView, ProposalView, RevisionView, StepView
from mainstay.present.decision_words import (
    ADVISORY,
    SHORT,
    action_words,
    applicable,
    broken_words,
    decided,
    expiry,
    gate_words,
    hours,
    rests_on_advice,
    stated_by,
    steps_count,
    unheeded_words,
)
from mainstay.present.text.columns import paragraph, title
from mainstay.present.text.drawing import drawn
from mainstay.present.text.look import BAD, FAINT, GOOD, PLAIN, STRONG, WARN, Look, strong
from mainstay.present.text.proposals import override_words
from mainstay.present.text.states import STYLES
from mainstay.present.times import ago, duration, exact
from mainstay.present.visible import visible

_WORDS = 2_000
_DEEPER = 6
_OUTCOMES = {Outcome.PASSED: GOOD, Outcome.FAILED: BAD, Outcome.UNKNOWN: WARN}


def shown(view: ProposalView, look: Look) -> str:
    """Tell all about a proposal."""
    return drawn(_pieces(view), look)


def asked(view: ProposalView, look: Look) -> str:
    """Tell what somebody is about to decide about: why, what would be done, what speaks for it, what changed, the hash."""
    pieces = (_words("Why", view.why), _steps(view), _words("Risk", view.risk), _evidence(view))
    told = [piece for part in pieces for piece in part]
    return drawn([*_head(view), *told, *_last_difference(view), _content(view)], look)


def explained(view: ProposalView, look: Look) -> str:
    """Tell which rules decide about a proposal, what they still want, and when it may be applied."""
    told = [*_head(view), *_gates(view), *_evidence(view), *_calendar(view), *_advice(view)]
    return drawn(told, look)


def _pieces(view: ProposalView) -> Iterator[RenderableType]:
    yield from _head(view)
    yield from _words("Why", view.why)
    yield from _steps(view)
    yield from _words("Risk", view.risk)
    yield from _words("Way back", view.way_back)
    yield from _surroundings(view)
    yield from _evidence(view)
    yield from _gates(view)
    yield from _calendar(view)
    yield from _decisions(view)
    yield from _revisions(view)
    yield _content(view)
    yield from _advice(view)


def _head(view: ProposalView) -> Iterator[RenderableType]:
    one = view.proposal
    yield Text(visible(one.title, _WORDS), STRONG)
    line = Text("  ").append(one.state, strong(STYLES[one.state]))
    if one.broken_by:
        line.append(f", {broken_words(one.broken_by, one.broken_until)}", strong(BAD))
    elif one.kept_state is not one.state:
        line.append(f", no more {one.kept_state}", strong(WARN))
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
    team = f"team {visible(one.team, 64)}" if one.team else "no team's"
    severity = f", severity {one.severity}" if one.severity != "none" else ""
    yield paragraph(
        f"{visible(one.subject, 200)} in {visible(one.environment, 64)} ({team}), {one.change}{severity}, made for "
        f"{visible(view.base, 200) or 'any state'}",
        FAINT,
    )
    if view.override is not None:
        yield paragraph(f"GATES BROKEN: {override_words(view.override, view.at)}", strong(BAD))


def _steps(view: ProposalView) -> Iterator[RenderableType]:
    yield title("What would be done", steps_count(len(view.steps)))
    for number, step in enumerate(view.steps, 1):
        yield paragraph(f"{number}. {visible(step.id, 64)}: {action_words(step.action)}")
        yield from _step(step)


def _step(step: StepView) -> Iterator[RenderableType]:
    if step.check is not None:
        yield paragraph(f"done when: {action_words(step.check)}", indent=_DEEPER)
    undo = action_words(step.undo) if step.undo is not None else "nothing takes it back"
    yield paragraph(f"undo: {undo}", PLAIN if step.undo is not None else WARN, indent=_DEEPER)
    tries = f", {step.tries} tries" if step.tries > 1 else ""
    after = f", after {', '.join(step.after)}" if step.after else ""
    yield paragraph(f"{step.repeat}, at most {duration(step.time_out)}{tries}{after}", FAINT, indent=_DEEPER)


def _surroundings(view: ProposalView) -> Iterator[RenderableType]:
    if view.targets:
        yield from _words("Touches", "\n".join(view.targets))
    if view.effort:
        yield from _words("Effort", hours(view.effort))
    if view.labels:
        yield from _words("Labels", ", ".join(f"{name}: {text}" for name, text in view.labels.items()))


def _words(heading: str, words: str) -> Iterator[RenderableType]:
    if words.strip():
        yield title(heading)
        for line in words.strip().split("\n"):
            yield paragraph(visible(line, _WORDS))


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
    return f"{one.outcome}: {visible(one.kind, 64)}, by {who}, {ago(one.at, view.at)}{detail}{report}"


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
    yield from _words("Decisions", "\n".join(decided(one, view.proposal, view.at) for one in view.decisions))


def _revisions(view: ProposalView) -> Iterator[RenderableType]:
    if len(view.revisions) < 2:
        return
    yield title("Revisions")
    for one in view.revisions:
        yield paragraph(
            f"{one.revision}: {one.content[:SHORT]} by {visible(one.author, 80)} {ago(one.submitted_at, view.at)}"
        )
        yield from _differences([one])


def _last_difference(view: ProposalView) -> Iterator[RenderableType]:
    if len(view.revisions) > 1:
        yield title(f"What revision {view.revisions[-1].revision} changed")
        yield from _differences(view.revisions[-1:])


def _differences(revisions: Iterable[RevisionView]) -> Iterator[RenderableType]:
    for revision in revisions:
        for one in revision.differences:
            before, now = (visible(text, 300) or "(nothing)" for text in (one.before, one.now))
            yield paragraph(f"{visible(one.place, 120)}: {before} -> {now}", indent=_DEEPER)


def _content(view: ProposalView) -> RenderableType:
    return (
        Text("Content ")
        .append(view.proposal.content[:SHORT], STRONG)
        .append(view.proposal.content[SHORT:], FAINT)
    )


def _advice(view: ProposalView) -> Iterator[RenderableType]:
    if rests_on_advice(view):
        yield Text(ADVISORY, FAINT)
