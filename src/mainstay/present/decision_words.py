"""Deciding in words: states, choices, who decided as what, and what holds only as far as people keep to it."""

from mainstay.analysis.gates.ruling import SKEW
from mainstay.domain.decision import Choice, Decision
from mainstay.domain.gate import Opening
from mainstay.domain.proposal_view import ProposalView
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
_LET = {Choice.APPROVE, Choice.OVERRIDE, Choice.REVIEW}


def decided(decision: Decision, content: str, now: int) -> str:
    """Tell who decided what, as what, why, until when; and whether it is about another content than `content`."""
    who = f"policy {decision.policy}" if decision.policy else decision.person
    told = f"{ago(decision.at, now)}: {visible(who, 80)} {_PAST[decision.choice]}"
    if decision.roles:
        told += f" as {', '.join(map(_role, decision.roles, decision.lent_by))}"
    if decision.until:
        by = "to be reviewed by" if decision.choice is Choice.OVERRIDE else "until"
        told += f", {by} {exact(decision.until)}"
    if decision.at > now + SKEW:
        told += ", by a clock that was ahead, so that it does not count yet"
    if decision.content != content:
        told += f", about the content {decision.content[:SHORT]} that was replaced since"
    return told + (f": {visible(decision.reason, 500)}" if decision.reason else "")


def rests_on_advice(view: ProposalView) -> bool:
    """Whether somebody let the content as it is be done, where what holds them to the rules is only advice."""
    return view.advisory and any(
        one.person and one.content == view.proposal.content and one.choice in _LET for one in view.decisions
    )


def opened(opening: Opening, now: int) -> str:
    """Tell when something may be applied by the calendar."""
    if opening.open:
        return "The calendar lets it be applied now."
    why = "; ".join(dict.fromkeys(visible(one.text, 300) for one in opening.why))
    then = (
        f"{ago(opening.next_at, now)}, {exact(opening.next_at)}" if opening.next_at else "no time is in sight"
    )
    still = "; ".join(dict.fromkeys(visible(one.text, 300) for one in opening.next_missing))
    return f"Not now ({why}); next: {then}" + (f", but so far {still}." if still else ".")


def expiry(expires_at: int, now: int) -> str:
    """Tell when a proposal expires, "" where it does not."""
    if not expires_at:
        return ""
    return f"{'expires' if expires_at > now else 'expired'} {ago(expires_at, now)}"


def _role(role: str, lent_by: str) -> str:
    return f"{role} (lent by {visible(lent_by, 80)})" if lent_by else role
