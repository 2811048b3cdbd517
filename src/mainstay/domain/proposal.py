"""A proposed change, the states that it goes through, and the one table that says which act leads where."""

from dataclasses import dataclass
from enum import StrEnum

from mainstay.domain.plan import Plan


class State(StrEnum):
    """Where a proposal stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    SNOOZED = "snoozed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    APPLYING = "applying"
    APPLIED = "applied"
    FAILED = "failed"
    UNDONE = "undone"


OPEN = (State.WAITING, State.SNOOZED, State.APPROVED)
"""States in which something may still become of a proposal."""
RULED = (State.WAITING, State.APPROVED)
"""States that gates bear on."""


class Act(StrEnum):
    """What is done to a proposal."""

    SUBMIT = "submit"
    REVISE = "revise"
    APPROVE = "approve"
    OVERRIDE = "override"
    SUFFICE = "suffice"
    LAPSE = "lapse"
    REJECT = "reject"
    SNOOZE = "snooze"
    WAKE = "wake"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    BEGIN = "begin"
    FINISH = "finish"
    FAIL = "fail"
    TAKE_BACK = "take-back"
    RELEASE = "release"


# An approval that does not yet suffice leaves the proposal waiting; SUFFICE follows the last one in the same transaction. What
# is approved may be approved again, by others or for longer, and OVERRIDE helps it past windows and freezes. LAPSE takes back
# what sufficed once: an approval that ran out, a role that ended, evidence that was overturned. BEGIN comes with the first
# effect of the run that applies it; from then on it may be approved for longer, but only the run's end leads on:
# RELEASE where it surely changed nothing.
TRANSITIONS: dict[tuple[State, Act], State] = {
    (State.WAITING, Act.REVISE): State.WAITING,
    (State.WAITING, Act.APPROVE): State.WAITING,
    (State.WAITING, Act.SUFFICE): State.APPROVED,
    (State.WAITING, Act.OVERRIDE): State.APPROVED,
    (State.WAITING, Act.REJECT): State.REJECTED,
    (State.WAITING, Act.SNOOZE): State.SNOOZED,
    (State.WAITING, Act.WITHDRAW): State.WITHDRAWN,
    (State.WAITING, Act.EXPIRE): State.EXPIRED,
    (State.SNOOZED, Act.WAKE): State.WAITING,
    (State.SNOOZED, Act.REVISE): State.WAITING,
    (State.SNOOZED, Act.REJECT): State.REJECTED,
    (State.SNOOZED, Act.WITHDRAW): State.WITHDRAWN,
    (State.SNOOZED, Act.EXPIRE): State.EXPIRED,
    (State.APPROVED, Act.REVISE): State.WAITING,
    (State.APPROVED, Act.APPROVE): State.APPROVED,
    (State.APPROVED, Act.OVERRIDE): State.APPROVED,
    (State.APPROVED, Act.LAPSE): State.WAITING,
    (State.APPROVED, Act.REJECT): State.REJECTED,
    (State.APPROVED, Act.WITHDRAW): State.WITHDRAWN,
    (State.APPROVED, Act.EXPIRE): State.EXPIRED,
    (State.APPROVED, Act.BEGIN): State.APPLYING,
    (State.APPLYING, Act.APPROVE): State.APPLYING,
    (State.APPLYING, Act.OVERRIDE): State.APPLYING,
    (State.APPLYING, Act.FINISH): State.APPLIED,
    (State.APPLYING, Act.FAIL): State.FAILED,
    (State.APPLYING, Act.RELEASE): State.APPROVED,
    (State.APPLIED, Act.FAIL): State.FAILED,
    (State.APPLIED, Act.TAKE_BACK): State.UNDONE,
    (State.FAILED, Act.TAKE_BACK): State.UNDONE,
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan that was submitted, and where it stands.

    `content` is the hash of the plan as it is now, `revision` counts from 1. `author` is the person or program that proposed
    this revision, `team` whose subject it is, `door` the way it came in. Times are seconds since 1970, 0 where there is none;
    `wakes_at` is when a snoozed one waits again.
    """

    id: str
    revision: int
    content: str
    plan: Plan
    author: str
    team: str
    door: str
    state: State
    submitted_at: int
    changed_at: int
    expires_at: int = 0
    wakes_at: int = 0


def after(state: State, act: Act) -> State | None:
    """Give the state that an act leads to, None where the act is not possible there."""
    return TRANSITIONS.get((state, act))
