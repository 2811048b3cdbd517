"""Schedules: at each of its times a plan is proposed anew, and carried out once its gates let it; no time runs twice."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mainstay.analysis.gates.holders import team_of
from mainstay.analysis.schedules.due import Due, due, mark_of
from mainstay.domain.audit import Row
from mainstay.domain.decision import Door
from mainstay.domain.doing import Doing
from mainstay.domain.errors import MainstayError
from mainstay.domain.plan import Plan
from mainstay.domain.proposal import Proposal, State
from mainstay.domain.run import ENDED, Run
from mainstay.domain.schedule import Missed, Schedule
from mainstay.flows.office import Office
from mainstay.flows.passing import by_the_gates
from mainstay.ports.store import Work
from mainstay.steps.announce.outbox import announce
from mainstay.steps.apply.starting import Starting, start
from mainstay.steps.propose.submitting import Submission, Taken, submit

_OVERLAPS = "the one before is still under way"


@dataclass(frozen=True, slots=True)
class Scheduled:
    """What one look at schedules did: runs that were started, proposals that wait for people, and what failed."""

    runs: tuple[Run, ...] = ()
    waiting: tuple[Proposal, ...] = ()
    failures: tuple[MainstayError, ...] = ()


def run_schedules(
    office: Office, schedules: Iterable[Schedule], plan_of: Callable[[Schedule], tuple[Plan, str]]
) -> Scheduled:
    """Propose and start what is due; `plan_of` reads the plan of a schedule and gives it with its hash.

    Raises RunFailed when the store cannot be used. What is wrong with one schedule is told and stops no other.
    """
    runs: list[Run] = []
    waiting: list[Proposal] = []
    failures: list[MainstayError] = []
    for schedule in schedules:
        found = _looked(office, schedule)
        try:
            plan, content = plan_of(schedule)
        except MainstayError as failure:
            failures.append(failure)
            continue
        try:
            with office.store.writing() as work:
                made = _dealt_with(office, work, schedule, found, plan, content)
        except MainstayError as failure:
            failures.append(failure)
            continue
        if isinstance(made, Run):
            runs.append(made)
        elif made is not None:
            waiting.append(made)
    return Scheduled(tuple(runs), tuple(waiting), tuple(failures))


def _looked(office: Office, schedule: Schedule) -> Due:
    with office.store.reading() as work:
        last = work.schedules.get(mark_of(schedule))
    return due(schedule, last or 0, office.clock.now())


def _dealt_with(
    office: Office, work: Work, schedule: Schedule, found: Due, plan: Plan, content: str
) -> Run | Proposal | None:
    """Deal with the first time that is due, and remember it, in one transaction; give what came of it."""
    now = office.clock.now()
    mark = mark_of(schedule)
    last = work.schedules.get(mark)
    doing = Doing(f"schedule:{schedule.name}", Door.WORKER, now, is_program=True)
    before = _before(work, schedule, team_of(office.policy.directory, plan.subject), plan.key)
    if before is not None and before.state is State.APPROVED:
        # People, or time, approved what was proposed at an earlier time.
        return _started(office, work, schedule, before, doing)
    if last is None or not found.start:
        if last is None or found.last > last:
            work.schedules.put(mark, found.last, last)
        return None
    under_way = before is not None
    if under_way and schedule.missed is Missed.ALL:
        return None
    at = found.start[0] if schedule.missed is Missed.ALL else found.last
    if not work.schedules.put(mark, at, last):
        return None
    if under_way:
        work.trail.append(
            [Row(0, now, doing.who, doing.door, "schedule.skip", schedule.name, content, _OVERLAPS)]
        )
        return None
    proposal, taken = submit(work, office.policy, Submission(plan, content, office.ids.new()), doing)
    if taken is not Taken.THERE:
        announce(work, office.channels, proposal, "submitted", doing.who, plan.why, now, office.ids.new)
    proposal, _ = by_the_gates(office, work, proposal, now)
    return _started(office, work, schedule, proposal, doing)


def _started(
    office: Office, work: Work, schedule: Schedule, proposal: Proposal, doing: Doing
) -> Run | Proposal | None:
    if any(run.state not in ENDED for run in work.runs.of(proposal.id)):
        return None
    if proposal.state is not State.APPROVED:
        return proposal
    budget = doing.now + schedule.budget if schedule.budget else 0
    return start(work, office.policy, proposal, Starting(office.ids.new(), budget), doing)


def _before(work: Work, schedule: Schedule, team: str, key: str) -> Proposal | None:
    """Give what a schedule proposed before where that is neither decided nor done."""
    author = f"schedule:{schedule.name}"
    for one in work.proposals.with_key(team, key, 5):
        if one.author == author and one.state in {
            State.WAITING,
            State.SNOOZED,
            State.APPROVED,
            State.APPLYING,
        }:
            return one
        if any(run.state not in ENDED for run in work.runs.of(one.id)):
            return one
    return None
