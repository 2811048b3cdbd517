"""Proposals as they are shown: to a terminal, as JSON, on a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mainstay.domain.decision import Decision
from mainstay.domain.evidence import Evidence
from mainstay.domain.gate import Answer, Missing, Opening, Permission, Seat
from mainstay.domain.plan import Change, Repeat
from mainstay.domain.proposal import State

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class OpenOverride:
    """A gate that was broken in an emergency: by whom, why, when, and by when somebody else must review it (`review_by`)."""

    proposal: str
    title: str
    content: str
    person: str
    reason: str
    at: int
    review_by: int
    overdue: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A proposal in a list; `missing` is what its gates still want, `waits_for_you` whether your approval would fill a place.

    `state` is what is true now: what was approved and is so no more waits, and what is past its time has expired. `kept_state`
    is what the store holds until somebody decides or time is let pass (`mainstay tick`). `broken_by` is who broke its gates in
    an emergency, which holds until `broken_until`, "" and 0 where nobody did.
    Times are in seconds since 1970, 0 where there is none.
    """

    id: str
    revision: int
    content: str
    title: str
    change: Change
    severity: str
    subject: str
    environment: str
    team: str
    author: str
    state: State
    submitted_at: int
    changed_at: int
    expires_at: int
    wakes_at: int
    missing: tuple[str, ...]
    waits_for_you: bool
    kept_state: State
    broken_by: str
    broken_until: int


@dataclass(frozen=True, slots=True)
class ProposalList:
    """Proposals that a person may see, the newest first, and the overrides that wait for a review.

    `counts` are all that the person may see, by state. `next_before` is the id to go on from, "" at the end.
    """

    schema: int
    at: int
    person: str
    proposals: tuple[Listed, ...]
    overrides: tuple[OpenOverride, ...]
    counts: Mapping[State, int]
    next_before: str


@dataclass(frozen=True, slots=True)
class ActionView:
    """One thing to do: the kind of action, and its parameters."""

    kind: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StepView:
    """One step as it would be done; `time_out` is in seconds."""

    id: str
    action: ActionView
    check: ActionView | None
    undo: ActionView | None
    time_out: int
    tries: int
    repeat: Repeat
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GateView:
    """One gate: what it is about, who passed it, what it still wants, and whether it may pass by itself now.

    `broken_by` is who broke it in an emergency, which holds until `broken_until` (seconds since 1970), "" and 0 where nobody
    did. `unheeded` are freezes that hold now and that do not stop it.
    """

    name: str
    about: str
    passed: bool
    passed_by: tuple[Seat, ...]
    missing: tuple[Missing, ...]
    automatic: bool
    broken_by: str
    broken_until: int
    unheeded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place at which two revisions differ, its text before and now; "" where the place was not there."""

    place: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class RevisionView:
    """One revision: its content, who proposed it and when, and what differs from the one before."""

    revision: int
    content: str
    author: str
    submitted_at: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class ProposalView:
    """All about one proposal.

    `steps` are in the order in which they would be done. `effort` is in hours, `expires` in seconds after it was proposed (0:
    never), `version` that of the plan. `evidence` is about the content as it is, `decisions` are all that
    were taken, also about contents that were replaced. `advisory` says that whoever looks could also write the store by hand.
    `opening` is what the calendar says, `permission` whether it may be applied now by all that is known.
    """

    schema: int
    at: int
    person: str
    proposal: Listed
    door: str
    key: str
    base: str
    targets: tuple[str, ...]
    why: str
    risk: str
    way_back: str
    effort: float
    labels: Mapping[str, str]
    expires: int
    version: int
    steps: tuple[StepView, ...]
    evidence: tuple[Evidence, ...]
    decisions: tuple[Decision, ...]
    answer: Answer
    gates: tuple[GateView, ...]
    missing: tuple[Missing, ...]
    opening: Opening
    permission: Permission
    revisions: tuple[RevisionView, ...]
    override: OpenOverride | None
    advisory: bool
