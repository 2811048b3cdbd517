"""The ladder of environments: what became of a change on the rungs below, and whether it may climb on."""

from collections.abc import Iterator

from mainstay.analysis.contents.plan_content import plan_of_content
from mainstay.analysis.ladders.climbing import Climb, climb_of
from mainstay.domain.climb import LABEL, Climbed
from mainstay.domain.gate import Policy
from mainstay.domain.proposal import Proposal
from mainstay.domain.run import ENDED, RunState
from mainstay.ports.store import Work
from mainstay.present.times import exact

_UNDER_WAY = (RunState.WAITING, RunState.RUNNING)


def climb(work: Work, policy: Policy, proposal: Proposal, now: int) -> Climb:
    """Say whether a proposal has earned its environment at `now` (seconds since 1970), by the record of its own team."""
    if not policy.ladders:
        return Climb()
    return climb_of(policy.ladders, proposal.plan, _past(work, proposal), now, exact)


def _past(work: Work, proposal: Proposal) -> Iterator[Climbed]:
    name = proposal.plan.labels.get(LABEL, "")
    if not name:
        return
    for run in work.runs.climbing(name):
        plan = plan_of_content(work.proposals.revisions(run.proposal), run.content)
        if run.team != proposal.team or plan is None or run.state in _UNDER_WAY:
            continue
        undoing = any(one.of == run.id and one.state not in ENDED for one in work.runs.of(run.proposal))
        yield Climbed(
            plan.environment,
            run.content,
            name,
            plan.change,
            run.ended_at,
            run.state not in {RunState.DONE, RunState.UNDONE},
            run.state is RunState.UNDONE or undoing,
        )
