"""Leave to begin an effect: asked in the transaction that writes its intent, with the proposal held."""

from dataclasses import replace

from mainstay.analysis.runs.moves import Rest
from mainstay.analysis.runs.plotting import End
from mainstay.domain.audit import Row
from mainstay.domain.decision import Door
from mainstay.domain.gate import Lack, Missing
from mainstay.domain.proposal import Act, State, after
from mainstay.domain.run import LONG, Run, RunAct, WaitFor
from mainstay.flows.office import Office
from mainstay.flows.permitting import permitted
from mainstay.ports.store import Work
from mainstay.steps.announce.outbox import announce
from mainstay.steps.approve.told import NotTold

_OVER = {Lack.CHANGED, Lack.ABSENT, Lack.EXPIRED, Lack.REJECTED, Lack.STATE}
_LOOK_AGAIN = 60


def allowed(office: Office, work: Work, run: Run, now: int, *, begun: bool) -> Rest | End | None:
    """Give what stands in the way of the next effect of a run, None where it may be begun.

    What waits for the calendar alone waits until it opens. What may never be is refused as long as nothing was `begun`, else
    a person must say how it ends; and one must look where something that counts for it is not in the trail.
    """
    try:
        found = permitted(work, office.policy, run.proposal, run.content, now, under_way=begun)
    except NotTold as failure:
        return Rest(now + _LOOK_AGAIN, WaitFor.PERSON, f"{failure.what} ({failure.where})")
    if found.ok:
        return None
    reason = "; ".join(dict.fromkeys(_sentence(one) for one in found.why))
    if found.next_at:
        return Rest(found.next_at, WaitFor.WINDOW, reason)
    if not any(one.lack in _OVER for one in found.why):
        return Rest(now + _LOOK_AGAIN, WaitFor.PERSON, reason)
    if begun:
        return Rest(LONG, WaitFor.PERSON, f"it was begun, and may not go on: {reason}")
    return End(RunAct.REFUSE, reason)


def begin_applying(office: Office, work: Work, run: Run, now: int) -> None:
    """Note with its first effect that a proposal is being applied, so that nobody changes or withdraws it any more."""
    held = work.proposals.hold(run.proposal)
    state = None if held is None else after(held.state, Act.BEGIN)
    if held is None or state is None or held.state is State.APPLYING:
        return
    then = replace(held, state=state, changed_at=now)
    work.proposals.change(then, held)
    work.trail.append([Row(0, now, run.by, Door.WORKER, Act.BEGIN, held.id, held.content, f"run {run.id}")])
    announce(work, office.channels, then, State.APPLYING, run.by, "", now, office.ids.new)


def _sentence(missing: Missing) -> str:
    return f"{missing.gate}: {missing.text}" if missing.gate else missing.text
