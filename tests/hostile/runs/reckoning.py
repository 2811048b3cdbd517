"""What must be true of runs after workers were ended, held against what was really done."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mainstay.adapters.anchors.file import anchor_lines
from mainstay.adapters.audit_keys.files import KeyFiles
from mainstay.adapters.store.checking import check
from mainstay.adapters.store.opening import open_store
from mainstay.domain.plan import Plan, Repeat
from mainstay.domain.run import ENDED, Entry, Mark, Part, Purpose, Run, RunState
from mainstay.flows.auditing import seal_and_anchor, verify_trail
from mainstay.ports.records.runs import AskedRuns
from mainstay.steps.apply.approved import plan_of
from mainstay.steps.apply.journal import by_step
from tests.hostile.runs.effects import Effect, effects
from tests.hostile.runs.yard import Yard
from tests.unit.flows.reading_journals import read


@dataclass(frozen=True)
class Reckoning:
    """What came of it.

    `states` are those of the runs that apply something, without the ways back; `steps` were begun at all, ways back too.
    `verified` counts tries of which nobody knew how they ended, and that were looked at, repeated or shown to a person since.
    `again` counts what was repeated and may be. `doubled` was repeated and may not be, `lost` was told as done and is not
    there, `wrong` says what else must not be.
    """

    states: Counter[RunState] = field(default_factory=Counter)
    steps: int = 0
    verified: int = 0
    again: int = 0
    taken_over: int = 0
    doubled: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()

    @property
    def amiss(self) -> tuple[str, ...]:
        """All that is not as it was promised."""
        return tuple(f"{name}: {one}" for name in ("doubled", "lost", "wrong") for one in getattr(self, name))


def together(found: Iterable[Reckoning]) -> Reckoning:
    """Give several reckonings as one."""
    many = list(found)
    return Reckoning(
        sum((one.states for one in many), Counter()),
        sum(one.steps for one in many),
        sum(one.verified for one in many),
        sum(one.again for one in many),
        sum(one.taken_over for one in many),
        tuple(told for one in many for told in one.doubled),
        tuple(told for one in many for told in one.lost),
        tuple(told for one in many for told in one.wrong),
    )


def reckon(yard: Yard) -> Reckoning:
    """Seal what waits, and look at everything."""
    keys = KeyFiles(yard.folder)
    store = open_store(yard.place)
    try:
        seal_and_anchor(store, keys, yard.office(store, "bob").anchors, yard.clock)
        trail = verify_trail(store, keys, {"anchors": anchor_lines(yard.anchors)})
        with store.reading() as work:
            found = [
                (run, plan_of(work, run), list(work.runs.journal(run.id)))
                for run in work.runs.page(AskedRuns(None, most=100_000))
            ]
            held = [lease.target for lease in work.leases.in_hand()]
    finally:
        store.close()
    wrong = [f"store check: {one.flaw} {one.where}" for one in check(yard.place).wrong]
    wrong += [f"{target} is still in somebody's hand" for target in held]
    if not trail.sound or trail.unsealed:
        wrong.append(f"the trail does not hold: {trail}")
    made = effects(yard.effects)
    known = {run.id for run, _, _ in found}
    wrong += [f"{one.deed} was done by {one.run}, which is not there" for one in made if one.run not in known]
    wrong += [f"{run.id} has no plan" for run, plan, _ in found if plan is None]
    return together(
        [
            *(_of_run(run, plan, entries, made) for run, plan, entries in found if plan is not None),
            Reckoning(wrong=tuple(wrong)),
        ]
    )


def _of_run(run: Run, plan: Plan, entries: Sequence[Entry], made: Sequence[Effect]) -> Reckoning:
    steps = by_step(entries)
    found = []
    for one in plan.steps:
        deed = f"un{one.id}" if run.purpose is Purpose.UNDO else one.id
        mine = [effect for effect in made if effect.deed == deed]
        found.append(_of_step(run, deed, one.repeat, steps.get(one.id, []), mine))
    applies = run.purpose is Purpose.APPLY
    return together(
        [
            *found,
            Reckoning(
                Counter([run.state] if applies else []),
                taken_over=max(0, len({one.token for one in entries if one.token}) - 1),
                lost=tuple(_lost(run, plan, Counter(one.deed for one in made))),
                wrong=tuple(_wrong(run, plan, entries)),
            ),
        ]
    )


def _of_step(
    run: Run, deed: str, repeat: Repeat, entries: Sequence[Entry], made: Sequence[Effect]
) -> Reckoning:
    """Hold the journal of one step against what was done."""
    doubled, lost, wrong = [], [], []
    tries = {(one.number, one.token) for one in entries if (one.part, one.mark) == (Part.DO, Mark.BEGUN)}
    times = Counter(one.number for one in made)
    if any(many > 1 for many in times.values()) or (len(made) > 1 and repeat is not Repeat.IDEMPOTENT):
        doubled.append(f"{deed}: {len(made)} times")
    wrong += [
        f"{deed} was done, and the journal of {run.id} tells nothing of it"
        for one in made
        if one.run != run.id or (one.number, one.token) not in tries
    ]
    verified = 0
    for at, entry in enumerate(entries):
        if entry.part is not Part.DO:
            continue
        if entry.mark is Mark.NOT_BEGUN and times[entry.number]:
            wrong.append(f"{deed} was done, and the journal of {run.id} says that it never began")
        if entry.mark is Mark.DONE and not times[entry.number]:
            lost.append(f"{deed}: the journal of {run.id} says that try {entry.number} did it")
        if entry.mark is Mark.UNKNOWN:
            looked_after = at + 1 < len(entries)
            verified += looked_after
            if not looked_after and run.state is RunState.DONE:
                wrong.append(f"nobody looked whether {deed} was done")
    again = max(0, len(made) - 1) if not doubled else 0
    return Reckoning(
        steps=bool(entries),
        verified=verified,
        again=again,
        doubled=tuple(doubled),
        lost=tuple(lost),
        wrong=tuple(wrong),
    )


def _lost(run: Run, plan: Plan, counts: Counter[str]) -> Iterator[str]:
    taken_back = run.state is RunState.UNDONE or (run.purpose is Purpose.UNDO and run.state is RunState.DONE)
    for one in plan.steps:
        if taken_back and counts[one.id] and not counts[f"un{one.id}"]:
            yield f"un{one.id}: {run.id} says that all was taken back"
        elif not taken_back and run.state is RunState.DONE and not counts[one.id]:
            yield f"{one.id}: {run.id} is done"


def _wrong(run: Run, plan: Plan, entries: Sequence[Entry]) -> Iterator[str]:
    try:
        read(run, entries, lambda name: next(one for one in plan.steps if one.id == name))
    except AssertionError as error:
        yield f"the journal of {run.id} cannot be: {error}"
    if [one.place for one in entries] != list(range(1, len(entries) + 1)):
        yield f"the journal of {run.id} has gaps"
    tokens = [one.token for one in entries if one.mark is not Mark.ANSWER]
    if tokens != sorted(tokens):
        yield f"the tokens of {run.id} fall"
    if run.state not in ENDED:
        yield f"{run.id} is {run.state}: {run.reason}"
    elif entries and entries[-1].mark is Mark.BEGUN:
        yield f"{run.id} has ended in the midst of something"
    if run.state in {RunState.FAILED, RunState.REFUSED, RunState.CANCELLED}:
        yield f"{run.id} is {run.state}: {run.reason}"
