"""Looking at runs: the list, one with its journal, what is new in it, and what a plan would do."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from mainstay.analysis.plans.soundness import as_done
from mainstay.analysis.runs.tasks import stays, tasks_back
from mainstay.analysis.runs.views import listed_run, run_view
from mainstay.domain.action_kinds import LOOKING
from mainstay.domain.errors import UsageError
from mainstay.domain.foresight import SCHEMA as FORESIGHT
from mainstay.domain.foresight import Foreseen, Foresight
from mainstay.domain.plan import Change, Plan
from mainstay.domain.proposal import Proposal
from mainstay.domain.run import ENDED, Entry, Purpose, Run, RunState
from mainstay.domain.run_view import SCHEMA, RunList, RunView
from mainstay.flows.acting import foreseen
from mainstay.flows.office import Office
from mainstay.flows.permitting import standing
from mainstay.flows.shop import Shop
from mainstay.ports.records.runs import AskedRuns
from mainstay.ports.store import Work
from mainstay.steps.apply.approved import plan_of
from mainstay.steps.apply.journal import by_step, short_name
from mainstay.steps.approve.cases import cases

_LOST = Plan("", "its plan is not in the store any more", "", Change.MAINTENANCE, "", "", "", ())


@dataclass(frozen=True, slots=True)
class Progress:
    """A run as it is, what its journal has from a place on, and the run that takes it back, if any.

    `behind` is the run that its target belongs to meanwhile, `holder` the worker that has it in hand, by its whole name.
    """

    run: Run
    entries: tuple[Entry, ...]
    back: str = ""
    behind: str = ""
    holder: str = ""


def _nobody(worker: str) -> bool:  # noqa: ARG001  # where nobody can tell
    return False


def shown_run(office: Office, name: str, is_gone: Callable[[str], bool] = _nobody) -> RunView:
    """Give all about the run of this whole id; `is_gone` tells whether a worker has surely ended.

    Raises UsageError when there is none for this person.
    """
    with office.store.reading() as work:
        run = _seen(office, work, name)
        plan, journal = plan_of(work, run) or _LOST, work.runs.journal(name)
        view = run_view(run, plan, journal, office.clock.now(), _only(work, run, plan))
        did = by_step(work.runs.journal(run.of) if run.of else journal)
        behind, holder = _whereabouts(work, run)
        return replace(
            view,
            stays=stays(plan, did, LOOKING),
            taken_back_by=_back(work, run),
            behind=behind,
            worker=short_name(holder),
            worker_is_gone=bool(holder) and is_gone(holder),
        )


def progress(office: Office, name: str, place: int) -> Progress:
    """Give how far a run is, with its entries behind a place. Raises UsageError when there is none for this person."""
    with office.store.reading() as work:
        run = _seen(office, work, name)
        entries = tuple(work.runs.journal(name)[place:])
        return Progress(run, entries, _back(work, run), *_whereabouts(work, run))


@dataclass(frozen=True, slots=True)
class RunWish:
    """Which runs somebody wants to see: in `states` (all where empty), on a subject, of a proposal by its whole id."""

    states: frozenset[RunState] = frozenset()
    subject: str = ""
    proposal: str = ""
    before: str = ""
    most: int = 50


def listed_runs(office: Office, wish: RunWish = RunWish()) -> RunList:  # frozen, and the same for all
    """Give a page of the runs that this person may see, the newest first."""
    now, seen = office.clock.now(), office.seen()
    with office.store.reading() as work:
        runs = work.runs.page(
            AskedRuns(seen, wish.states, wish.subject, wish.proposal, wish.before, wish.most)
        )
        plans = [plan_of(work, run) or _LOST for run in runs]
        found = tuple(
            listed_run(run, plan, work.runs.journal(run.id), now, _only(work, run, plan))
            for run, plan in zip(runs, plans, strict=True)
        )
        more = found[-1].id if len(found) == wish.most else ""
        return RunList(SCHEMA, now, office.who, found, work.runs.count(seen), more)


def foresee(shop: Shop, proposal: Proposal) -> Foresight:
    """Let each action of a proposal's plan say what it would do; nothing is changed and nothing kept."""
    office, now = shop.office, shop.office.clock.now()
    with office.store.reading() as work:
        (case,) = cases(work, [proposal])
        permission = standing(work, office.policy, case, proposal.content, now).permission
    run = Run("dry-run", proposal.id, proposal.content, RunState.WAITING, now)
    actions = []
    for step in as_done(proposal.plan.steps):
        for part, action in (("do", step.action), ("check", step.check)):
            if action is not None:
                result = foreseen(shop, run, proposal.plan, step.id, action)
                actions.append(
                    Foreseen(step.id, part, action.kind, result.mark, result.detail, result.output)
                )
    why = tuple(one.text for one in permission.why)
    return Foresight(
        FORESIGHT, now, proposal.id, proposal.content, proposal.plan.title, permission.ok, why, tuple(actions)
    )


def _back(work: Work, run: Run) -> str:
    """Give the last run that takes an ended one back, "" for none."""
    if run.state not in ENDED or run.purpose is not Purpose.APPLY:
        return ""
    return next((one.id for one in reversed(work.runs.of(run.proposal)) if one.of == run.id), "")


def _whereabouts(work: Work, run: Run) -> tuple[str, str]:
    """Give the run that keeps one from its target, and the worker that has it in hand; "" for none."""
    lease = work.leases.get(run.target) if run.state not in ENDED else None
    if lease is None:
        return "", ""
    return (lease.run, "") if lease.run not in {"", run.id} else ("", lease.holder)


def _seen(office: Office, work: Work, name: str) -> Run:
    run, seen = work.runs.get(name), office.seen()
    if run is None or (seen is not None and run.team not in seen):
        raise UsageError("there is no such run", where=name, mend="`mainstay runs` lists them")
    return run


def _only(work: Work, run: Run, plan: Plan) -> Collection[str] | None:
    """Give the steps that a way back is over, None for what carries a plan out."""
    if run.purpose is Purpose.APPLY or plan is _LOST:
        return None
    return {task.step for task in tasks_back(plan, by_step(work.runs.journal(run.of)))}
