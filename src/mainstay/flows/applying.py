"""What people do with runs: apply what is approved, take it back, steer it, answer it."""

from collections.abc import Collection
from dataclasses import dataclass

from mainstay.analysis.contents.plan_content import is_whole
from mainstay.domain.errors import MainstayError, UsageError
from mainstay.domain.plan import Plan
from mainstay.domain.proposal import Proposal
from mainstay.domain.run import ENDED, Answer, Purpose, Run, Wish
from mainstay.flows.deciding import seal_here
from mainstay.flows.office import Office
from mainstay.ports.store import Work
from mainstay.steps.apply.approved import plan_of
from mainstay.steps.apply.starting import Starting, must_be_let, start, start_back
from mainstay.steps.apply.steering import answer, seen_run, wish
from mainstay.steps.approve.deciding import held


@dataclass(frozen=True, slots=True)
class Started:
    """A run that was started or steered, with its plan; `trouble` is what failed after it was kept."""

    run: Run
    plan: Plan
    trouble: tuple[MainstayError, ...] = ()


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


def applying(office: Office, proposal: Proposal) -> Run | None:
    """Give the run that carries a proposal out already, None for none. Raises UsageError where this person may not."""
    must_be_let(office.policy, proposal.team, office.doing())
    with office.store.reading() as work:
        runs = work.runs.of(proposal.id)
    return next((one for one in runs if one.state not in ENDED and one.purpose is Purpose.APPLY), None)


def undoing(office: Office, name: str) -> Run | None:
    """Give the run that takes the one of this whole id back already, None where there is none. Raises as `applying` does."""
    with office.store.reading() as work:
        run = work.runs.get(name)
        runs = work.runs.of(run.proposal) if run is not None else ()
    if run is not None:
        must_be_let(office.policy, run.team, office.doing())
    return next((one for one in runs if one.state not in ENDED and one.of == name), None)


def undo(office: Office, name: str, looking: Collection[str], *, partly: bool = False) -> Started:
    """Start to take back the run of this whole id. Raises UsageError as `start_back` does."""
    doing = office.doing()
    with office.store.writing() as work:
        run = seen_run(work, office.policy, name, doing)
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


def _needed_plan(work: Work, run: Run) -> Plan:
    plan = plan_of(work, run)
    if plan is None:
        raise UsageError(
            "the plan of the run is not in the store any more",
            where=run.id,
            mend="look at: mainstay store check",
        )
    return plan
