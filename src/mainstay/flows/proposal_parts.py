"""The parts of what is shown of one proposal: its gates, its steps, its revisions."""

from collections.abc import Iterator, Sequence

from mainstay.analysis.contents.differences import differences
from mainstay.analysis.contents.plan_content import is_whole
from mainstay.analysis.gates.fitting import gates_for
from mainstay.analysis.gates.opening import freezes_for
from mainstay.domain.gate import Policy, Ruling
from mainstay.domain.plan import Action, Step
from mainstay.domain.proposal import Proposal
from mainstay.domain.proposal_view import ActionView, Difference, GateView, RevisionView, StepView

_ALTERED = Difference(
    "plan", "changed by hand in the store: mainstay store check", "cannot be compared with it"
)


def gate_views(policy: Policy, proposal: Proposal, ruling: Ruling, now: int) -> Iterator[GateView]:
    """Give the gates that were asked about a proposal, as they stand at `now` (seconds since 1970)."""
    passed = dict(ruling.passed_by)
    frozen = tuple(freeze.name for freeze in freezes_for(policy.calendar, proposal.plan, now))
    for gate in gates_for(policy.gates, proposal.plan, proposal.team):
        is_broken = bool(ruling.broken_by) and gate.name not in passed
        yield GateView(
            gate.name,
            gate.about,
            gate.name in passed,
            passed.get(gate.name, ()),
            tuple(one for one in ruling.missing if one.gate == gate.name),
            gate.name in ruling.automatic,
            ruling.broken_by if is_broken else "",
            ruling.broken_until if is_broken else 0,
            () if gate.frozen else frozen,
        )


def step_view(step: Step) -> StepView:
    """Give one step as it is shown."""
    return StepView(
        step.id,
        ActionView(step.action.kind, step.action.parameters),
        _action(step.check),
        _action(step.undo),
        step.time_out,
        step.tries,
        step.repeat,
        step.after,
    )


def revision_views(revisions: Sequence[Proposal]) -> Iterator[RevisionView]:
    """Give revisions, the oldest first, each with what differs from the one before."""
    before: Proposal | None = None
    for one in revisions:
        changed: tuple[Difference, ...] = ()
        if before is not None:
            comparable = is_whole(before) and is_whole(one)
            changed = differences(before.plan, one.plan) if comparable else (_ALTERED,)
        yield RevisionView(one.revision, one.content, one.author, one.submitted_at, changed)
        before = one


def _action(action: Action | None) -> ActionView | None:
    return None if action is None else ActionView(action.kind, action.parameters)
