"""How a run rests and ends: its state and its proposal's, the way back where it failed, and who is told."""

from collections.abc import Collection
from dataclasses import replace

from mainstay.analysis.runs.effects import has_effect
from mainstay.analysis.runs.moves import Rest
from mainstay.analysis.runs.plotting import End
from mainstay.analysis.runs.tasks import had_effect, stays, tasks_back
from mainstay.domain.audit import Row
from mainstay.domain.decision import Door
from mainstay.domain.plan import Plan
from mainstay.domain.proposal import Act, Proposal, State
from mainstay.domain.proposal import after as proposal_after
from mainstay.domain.run import LONGEST_DETAIL, Purpose, Run, RunAct, RunState, WaitFor, after
from mainstay.flows.office import Office
from mainstay.flows.promising import promised, take_promises_back
from mainstay.ports.store import Work
from mainstay.steps.announce.outbox import announce
from mainstay.steps.apply.journal import Hand, by_step

WAITS = "waits"
_ACTS = {RunAct.FINISH: Act.FINISH, RunAct.FAIL: Act.FAIL, RunAct.CANCEL: Act.FAIL}


def rest_run(office: Office, work: Work, hand: Hand, rest: Rest, now: int, *, keep: bool) -> None:
    """Let a run wait, in nobody's hand; its target stays its own with `keep`."""
    run = hand.run
    state = after(run.state, RunAct.WAIT) or run.state
    then = replace(run, state=state, wake_at=rest.wake_at, waits_for=rest.waits_for, reason=rest.reason)
    work.runs.change(then, run)
    work.leases.let_go(hand.lease, keep_run=keep)
    if rest.waits_for is WaitFor.PERSON and run.reason != rest.reason:
        _tell(office, work, then, WAITS, rest.reason, now)
    hand.run = then


def end_run(
    office: Office, work: Work, hand: Hand, end: End, plan: Plan | None, looking: Collection[str], now: int
) -> None:
    """End a run. One that failed is taken back by a run of its own, where everything that it did has a way back."""
    run = hand.run
    state = after(run.state, end.act) or run.state
    then = replace(run, state=state, ended_at=now, wake_at=0, waits_for=WaitFor.NOTHING, reason=end.reason)
    work.runs.change(then, run)
    _row(work, then, end.act, end.reason, now)
    hand.run = then
    if run.purpose is Purpose.UNDO:
        _undone(office, work, hand, end, plan, looking, now)
        return
    kinds = {} if plan is None else {step.id: step.action.kind for step in plan.steps}
    effect = any(
        had_effect(entries)
        for step, entries in hand.by_step.items()
        if has_effect(kinds.get(step, ""), looking)
    )
    if end.act is RunAct.FINISH and plan is not None:
        work.ledger.add(promised(then, plan, hand.entries, now))
    if effect or end.act is RunAct.FINISH:
        _lead(office, work, then, _ACTS[end.act], end.reason, now)
    else:
        _release(office, work, then, end, now)
    back = plan is not None and end.act is RunAct.FAIL and effect
    if (
        back
        and plan is not None
        and tasks_back(plan, hand.by_step)
        and not stays(plan, hand.by_step, looking)
    ):
        undo = undo_of(office, then, then.by, now)
        work.runs.add(undo)
        _row(work, undo, "start", f"takes back {then.id} by itself", now)
        work.leases.let_go(hand.lease, keep_run=True)
        return
    work.leases.let_go(hand.lease, keep_run=False)


def undo_of(office: Office, run: Run, by: str, now: int) -> Run:
    """Make the run that takes another one back."""
    return Run(
        office.ids.new(),
        run.proposal,
        run.content,
        RunState.WAITING,
        now,
        purpose=Purpose.UNDO,
        of=run.id,
        target=run.target,
        team=run.team,
        by=by,
    )


def _undone(
    office: Office, work: Work, hand: Hand, end: End, plan: Plan | None, looking: Collection[str], now: int
) -> None:
    undone = work.runs.hold(hand.run.of)
    left = () if plan is None else stays(plan, by_step(work.runs.journal(hand.run.of)), looking)
    finished = end.act is RunAct.FINISH and not left
    reason = f"taken back but for {', '.join(left)}" if left and end.act is RunAct.FINISH else end.reason
    state = None if undone is None else after(undone.state, RunAct.TAKE_BACK)
    if finished and undone is not None and state is not None:
        work.runs.change(replace(undone, state=state), undone)
        _row(work, undone, RunAct.TAKE_BACK, f"by {hand.run.id}", now)
        if plan is not None:
            take_promises_back(work, undone, plan, now)
    _lead(office, work, hand.run, Act.TAKE_BACK if finished else Act.FAIL, reason, now)
    work.leases.let_go(hand.lease, keep_run=False)


def _lead(office: Office, work: Work, run: Run, act: Act, reason: str, now: int) -> None:
    """Lead the proposal on by what became of its run, and tell it."""
    held = work.proposals.hold(run.proposal)
    if held is None:
        return
    was = held
    if act is Act.FINISH and held.state is State.APPROVED:
        # Nothing of the plan had an effect, so that nobody noted that it was begun.
        held = replace(held, state=State.APPLYING)
    state = proposal_after(held.state, act)
    if state is None:
        _say(office, work, was, str(run.state), run, reason, now)
        return
    then = replace(held, state=state, changed_at=now)
    work.proposals.change(then, was)
    work.trail.append(
        [
            Row(
                0,
                now,
                run.by,
                Door.WORKER,
                act,
                then.id,
                then.content,
                f"run {run.id}: {reason}"[:LONGEST_DETAIL],
            )
        ]
    )
    _say(office, work, then, str(run.state if act is Act.RELEASE else state), run, reason, now)


def _release(office: Office, work: Work, run: Run, end: End, now: int) -> None:
    """Let the proposal of a run that surely changed nothing be approved as before, and tell how the run ended."""
    held = work.proposals.hold(run.proposal)
    if held is None:
        return
    if held.state is State.APPLYING:
        # Meanwhile another one with its key may have come in, and only one of them can be open.
        taken = work.proposals.open_with(held.team, held.plan.key) is not None
        _lead(office, work, run, Act.FAIL if taken else Act.RELEASE, end.reason, now)
    elif end.act is not RunAct.REFUSE:
        _say(office, work, held, str(run.state), run, end.reason, now)


def _tell(office: Office, work: Work, run: Run, act: str, reason: str, now: int) -> None:
    proposal = work.proposals.get(run.proposal)
    if proposal is not None:
        _say(office, work, proposal, act, run, reason, now)


def _say(office: Office, work: Work, about: Proposal, act: str, run: Run, reason: str, now: int) -> None:
    announce(work, office.channels, about, act, run.by, reason or f"run {run.id}", now, office.ids.new)


def _row(work: Work, run: Run, act: str, reason: str, now: int) -> None:
    detail = f"{run.purpose} of {run.proposal}" + (f": {reason}" if reason else "")
    work.trail.append(
        [Row(0, now, run.by, Door.WORKER, f"run.{act}", run.id, run.content, detail[:LONGEST_DETAIL])]
    )
