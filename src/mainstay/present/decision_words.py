"""Deciding in words: states, choices, who decided as what, and what holds only as far as people keep to it."""

from mainstay.analysis.gates.ruling import SKEW
from mainstay.domain.decision import Choice, Decision
from mainstay.domain.evidence import Evidence
from mainstay.domain.gate import Lack, Seat
from mainstay.domain.proposal_view import GateView, Listed, ProposalView
from mainstay.present.times import ago, exact
from mainstay.present.visible import visible

ADVISORY = "You could write this store without Mainstay, so the two-person rule and the ban on self-approval are advice here."
SHORT = 12
"""So many characters of an id or a hash are shown where the whole is too long."""
_PAST = {
    Choice.APPROVE: "approved",
    Choice.REJECT: "rejected",
    Choice.SNOOZE: "snoozed",
    Choice.WITHDRAW: "withdrew",
    Choice.OVERRIDE: "BROKE THE GATES",
    Choice.REVIEW: "reviewed the override",
}
_GATES = {Lack.APPROVAL, Lack.EVIDENCE, Lack.ACTION, Lack.GATE}
_OF_GATES = "its gates are not all passed"
_LET = {Choice.APPROVE, Choice.OVERRIDE, Choice.REVIEW}


def decided(decision: Decision, about: Listed, now: int) -> str:
    """Tell who decided what, as what, why, until when; and whether it is about what the proposal no more is."""
    who = f"policy {decision.policy}" if decision.policy else decision.person
    told = f"{ago(decision.at, now)}: {visible(who, 80)} {_PAST[decision.choice]}"
    if decision.judgement:
        told += f" ({decision.judgement})"
    if decision.roles:
        told += f" as {', '.join(map(_role, decision.roles, decision.lent_by))}"
    if decision.until:
        by = "to be reviewed by" if decision.choice is Choice.OVERRIDE else "until"
        told += f", {by} {exact(decision.until)}"
    if decision.at > now + SKEW:
        told += ", by a clock that was ahead, so that it does not count yet"
    if decision.content != about.content:
        told += f", about the content {decision.content[:SHORT]} that was replaced since"
    elif decision.revision != about.revision and decision.choice is not Choice.REJECT:
        told += f", about revision {decision.revision}, so that it does not count for this one"
    return told + (f": {visible(decision.reason, 500)}" if decision.reason else "")


def rests_on_advice(view: ProposalView) -> bool:
    """Whether somebody let the content as it is be done, where what holds them to the rules is only advice."""
    return view.advisory and any(
        one.person
        and (one.content, one.revision) == (view.proposal.content, view.proposal.revision)
        and one.choice in _LET
        for one in view.decisions
    )


def applicable(view: ProposalView) -> str:
    """Tell whether a proposal may be applied now, else why not, and when the calendar next lets it."""
    permission, opening = view.permission, view.opening
    spite = "; ".join(dict.fromkeys(visible(one.text, 300) for one in opening.why))
    if permission.ok and permission.broken_by:
        until = broken_words(permission.broken_by, permission.broken_until)
        return f"It may be applied now: {until}" + (f", in spite of this: {spite}." if spite else ".")
    if permission.ok:
        return "It may be applied now."
    texts = (_OF_GATES if one.lack in _GATES else visible(one.text, 300) for one in permission.why)
    why = "; ".join(dict.fromkeys(texts))
    if opening.open:
        return f"Not now ({why})."
    then = (
        f"{ago(opening.next_at, view.at)}, {exact(opening.next_at)}"
        if opening.next_at
        else "no time is in sight"
    )
    still = "; ".join(dict.fromkeys(visible(one.text, 300) for one in opening.next_missing))
    return f"Not now ({why}); next: {then}" + (f", but so far {still}." if still else ".")


def broken_words(by: str, until: int) -> str:
    """Tell who broke the gates in an emergency, and until when that holds."""
    return f"broken by {visible(by, 80)} until {exact(until)}"


def gate_words(gate: GateView) -> str:
    """Tell in a few words whether a gate is passed, and by whom as what."""
    if gate.passed:
        by = ", ".join(_seat(seat) for seat in gate.passed_by)
        return f"passed: {gate.name}, {by or 'nobody is needed'}"
    if gate.broken_by:
        return f"BROKEN: {gate.name}, {broken_words(gate.broken_by, gate.broken_until)}"
    return f"OPEN: {gate.name}"


def unheeded_words(gate: GateView) -> str:
    """Tell which freezes hold and do not stop a gate, "" where none does."""
    names = ", ".join(dict.fromkeys(visible(name, 100) for name in gate.unheeded))
    return f"it does not heed what is frozen now: {names}" if names else ""


def stated_by(one: Evidence, author: str) -> str:
    """Tell who stated something, and whether they did so about their own proposal."""
    return visible(one.by, 80) + (", who proposed it," if one.by == author else "")


def expiry(expires_at: int, now: int) -> str:
    """Tell when a proposal expires, "" where it does not."""
    if not expires_at:
        return ""
    return f"{'expires' if expires_at > now else 'expired'} {ago(expires_at, now)}"


def _seat(seat: Seat) -> str:
    if not seat.role:
        return "by its own rule"
    lent = f", as {_role(seat.role, seat.lent_by)}" if seat.lent_by else ""
    return f"by {visible(seat.who, 80)}{lent}"


def _role(role: str, lent_by: str) -> str:
    return f"{role} lent by {visible(lent_by, 80)}" if lent_by else role
