"""Whether exactly one content may be applied now: asked in the transaction of whoever would do it, and by whoever looks."""

from dataclasses import dataclass, replace

from mainstay.analysis.contents.plan_content import is_whole
from mainstay.analysis.gates.fitting import gates_for
from mainstay.analysis.gates.opening import opening
from mainstay.analysis.gates.permission import broken, permission
from mainstay.analysis.gates.signing import book_of
from mainstay.analysis.ladders.climbing import Climb
from mainstay.domain.gate import Lack, Missing, Opening, Permission, Policy, Ruling
from mainstay.ports.store import Work
from mainstay.steps.approve.cases import Case, cases
from mainstay.steps.approve.clock_leaps import leap_of
from mainstay.steps.approve.rungs import climb
from mainstay.steps.approve.told import must_be_told

_ABSENT = Permission(False, (Missing("", Lack.ABSENT, "there is no such proposal"),))


@dataclass(frozen=True, slots=True)
class Standing:
    """What the gates and the calendar say of a proposal at a moment, and whether it may be applied by all of it."""

    ruling: Ruling
    opening: Opening
    permission: Permission


def permitted(
    work: Work, policy: Policy, proposal: str, content: str, now: int, *, under_way: bool = False
) -> Permission:
    """Say whether a content of a proposal may be applied at `now` (seconds since 1970), and hold the proposal.

    Nothing of it changes until the transaction of `work`, which is one that writes, has ended: so whoever applies it writes
    down there that they do; `under_way` says that they did, so that its being applied is nothing against it.

    Raises RunFailed when the store cannot be used, or only be read, and when something that counts
    for it is not in the trail as it stands in the store.
    """
    held = work.proposals.hold(proposal)
    if held is None:
        return _ABSENT
    (case,) = cases(work, [held])
    must_be_told(work, held, case.decisions, case.evidence)
    return standing(work, policy, case, content, now, under_way=under_way).permission


def standing(
    work: Work, policy: Policy, case: Case, content: str, now: int, *, under_way: bool = False
) -> Standing:
    """Say how a proposal stands at `now`, as far as this content of it is concerned; see `permitted`."""
    proposal = case.proposal
    ruling = case.ruling(policy, now)
    gates = gates_for(policy.gates, proposal.plan, proposal.team)
    book = book_of(work.windows.not_closed(now), policy.directory, proposal.team, proposal.author)
    found = broken(opening(gates, policy.calendar, proposal.plan, now, book), ruling)
    against: list[Missing] = []
    if proposal.content != content or not is_whole(proposal):
        against.append(Missing("", Lack.CHANGED, "its content is another one"))
    leap = leap_of(work, now)
    if leap is not None and not leap.right:
        against.append(Missing("", Lack.CLOCK, "the clock leapt, and has not stayed for an hour"))
    climbed = Climb() if ruling.broken_by or under_way else climb(work, policy, proposal, now)
    against += [Missing("", Lack.RUNG, text) for text in climbed.why]
    let = permission(proposal, ruling, found, now, tuple(against), under_way=under_way)
    if climbed.next_at and all(one.lack is Lack.RUNG for one in let.why):
        let = replace(let, next_at=climbed.next_at)
    return Standing(ruling, found, let)
