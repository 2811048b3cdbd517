"""What people do with runs: apply what is approved, foresee it, take it back, steer it, answer it, look at it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from mainstay.analysis.contents.plan_content import is_whole
from mainstay.domain.errors import MainstayError, UsageError
from mainstay.domain.plan import Plan
from mainstay.domain.run import Answer, Entry, Purpose, Result, Run, RunState, Wish
from mainstay.flows.acting import foreseen
from mainstay.flows.deciding import seal_here
from mainstay.flows.office import Office
from mainstay.flows.shop import Shop
from mainstay.ports.store import Work
from mainstay.steps.apply.approved import plan_of, still_to_undo, tasks_for
from mainstay.steps.apply.starting import Starting, start, start_back
from mainstay.steps.apply.steering import answer, seen_run, wish
from mainstay.steps.approve.deciding import held


@dataclass(frozen=True, slots=True)
class Started:
    """A run that was started or steered, with its plan; `trouble` is what failed after it was kept."""

    run: Run
    plan: Plan
    trouble: tuple[MainstayError, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """A run with its plan and its journal, as they are kept."""

    run: Run
    plan: Plan | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What one action of a step would do: `what` is do, check or undo."""

    step: str
    what: str
    kind: str
    result: Result


def apply(office: Office, proposal: str, content: str, budget: int = 0) -> Started:
    """Start to carry out a proposal with exactly this content (its whole hash); `budget` is in seconds, 0 for none.

    Raises UsageError when it is another one by now, is not approved, is being carried out, or this person may not.
    """
    doing = office.doing()
    with office.store.writing() as work:
        found = held(work, office.policy, proposal, doing)
        if found.content != content or not is_whole(found):
            raise UsageError(
                "the proposal has changed since",
                where=f"{found.id}: {content[:12]} is now {found.content[:12]}",
                mend=f"look at it again: mainstay show {found.id}",
            )
        starting = Starting(office.ids.new(), doing.now + budget if budget else 0)
        run = start(work, office.policy, found, starting, doing)
    return Started(run, found.plan, seal_here(office))


def undo(office: Office, name: str, looking: Collection[str], *, partly: bool = False) -> Started:
    """Start to take back the run, or the last run of the proposal, of this whole id. Raises UsageError as `start_back` does."""
    doing = office.doing()
    with office.store.writing() as work:
        run = seen_run(work, office.policy, _to_take_back(work, name), doing)
        plan = _needed_plan(work, run)
        back = start_back(
            work, office.policy, run, plan, looking, Starting(office.ids.new()), doing, partly=partly
        )
    return Started(back, plan, seal_here(office))


def steer(office: Office, name: str, wanted: Wish, reason: str = "") -> Started:
    """Pause, cancel, or let go on (NONE) a run. Raises UsageError as `steps.apply.steering` does."""
    doing = office.doing()
    with office.store.writing() as work:
        run = wish(work, office.policy, name, wanted, reason, doing)
        plan = _needed_plan(work, run)
    return Started(run, plan, seal_here(office))


def tell(office: Office, name: str, said: Answer, reason: str, looking: Collection[str]) -> Started:
    """Answer a run that waits for a person. Raises UsageError as `steps.apply.steering` does."""
    doing = office.doing()
    with office.store.writing() as work:
        run = answer(work, office.policy, name, said, reason, looking, doing)
        plan = _needed_plan(work, run)
    return Started(run, plan, seal_here(office))


def foresee(shop: Shop, proposal: str) -> tuple[Foreseen, ...]:
    """Let each action of a proposal's plan say what it would do; nothing is changed and nothing kept."""
    office = shop.office
    with office.store.writing() as work:
        # Held like by whoever applies it, and let go at once.
        found = held(work, office.policy, proposal, office.doing())
    run = Run("dry-run", found.id, found.content, RunState.WAITING, office.clock.now())
    return tuple(
        Foreseen(step.id, what, action.kind, foreseen(shop, run, found.plan, step.id, action))
        for step in found.plan.steps
        for what, action in (("do", step.action), ("check", step.check))
        if action is not None
    )


def looked_at(office: Office, name: str) -> Looked:
    """Give a run, by its whole id, with its journal. Raises UsageError when there is none for this person."""
    with office.store.reading() as work:
        run = work.runs.get(name)
        seen = office.seen()
        if run is None or (seen is not None and run.team not in seen):
            raise UsageError("there is no such run", where=name, mend="`mainstay runs` lists them")
        return Looked(run, plan_of(work, run), tuple(work.runs.journal(name)))


def listed(
    office: Office, states: Sequence[RunState] = (), before: str = "", most: int = 50
) -> tuple[Looked, ...]:
    """Give runs that this person may see, the newest first, without their journals."""
    with office.store.reading() as work:
        runs = work.runs.page(office.seen(), states, before, most)
        return tuple(Looked(run, plan_of(work, run), ()) for run in runs)


def left_to_do(office: Office, looked: Looked, looking: Collection[str]) -> int:
    """Count the tasks of a run, done or not."""
    if looked.plan is None:
        return 0
    with office.store.reading() as work:
        run = looked.run
        undone = still_to_undo(work, run.of, run.proposal, looked.plan)[0] if run.of else {}
    return len(tasks_for(looked.run, looked.plan, undone, looking))


def _to_take_back(work: Work, name: str) -> str:
    """Give the id itself where it is a run's, else that of the last run that applied the proposal."""
    if work.runs.get(name) is not None:
        return name
    runs = [run for run in work.runs.of(name) if run.purpose is Purpose.APPLY]
    return runs[-1].id if runs else name


def _needed_plan(work: Work, run: Run) -> Plan:
    plan = plan_of(work, run)
    if plan is None:
        raise UsageError(
            "the plan of the run is not in the store any more",
            where=run.id,
            mend="look at: mainstay store check",
        )
    return plan
