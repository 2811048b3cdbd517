"""Kills workers in the midst of runs, and holds what was really done against what the journals say."""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from mainstay.adapters.store.checking import check
from mainstay.domain.plan import Repeat
from mainstay.domain.run import ENDED, LONG, Mark, Run, RunState
from mainstay.flows.applying import apply
from tests.fakes.workshops import step, steps_plan
from tests.hostile.runs.acting import Terrace, house

PATIENCE = 180.0
KINDS = (Repeat.VERIFY_FIRST, Repeat.NEVER, Repeat.IDEMPOTENT)


@dataclass
class Tally:
    """What came of it: runs by their end, effects done twice that may not be, effects that are missing, what is not as told."""

    kills: int = 0
    seconds: float = 0.0
    runs: Counter[str] = field(default_factory=Counter)
    steps: int = 0
    unknown: int = 0
    again: int = 0
    doubled: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def propose(terrace: Terrace, runs: int, steps: int) -> list[Run]:
    """Propose, approve and start so many runs, each on a target of its own, with steps of every kind."""
    own = house(terrace.place)
    made = []
    for number in range(runs):
        plan = steps_plan(
            *(step(f"r{number}s{at}", KINDS[(number + at) % 3]) for at in range(steps)),
            key=f"k{number}",
            subject=f"repo:shop{number}",
        )
        proposal = own.choose("bob", own.submit("ada", plan).proposal).proposal
        made.append(apply(own.office("bob"), proposal.id, proposal.content).run)
    own.store.close()
    return made


def killed(terrace: Terrace, kills: int, seed: int, workers: int = 3, *, freeze: bool = False) -> int:
    """Kill workers at random until so many were, or nothing is left to do; then let them finish. Give the number of kills."""
    chance = random.Random(seed)
    crowd = {f"w{number}": terrace.start(f"w{number}", chance.getrandbits(32)) for number in range(workers)}
    done = 0
    try:
        while done < kills and not _rests(terrace):
            time.sleep(chance.random() * 0.25)
            name = chance.choice(sorted(crowd))
            if freeze and chance.random() < 0.3:
                # Frozen beyond its lease, then woken: what it wanted to write must be refused.
                os.kill(crowd[name], signal.SIGSTOP)
                time.sleep(terrace.seconds * 1.5)
                os.kill(crowd[name], signal.SIGCONT)
            else:
                _end(crowd[name])
                # Two workers of one name are two workers.
                called = "w0" if chance.random() < 0.2 else name
                crowd[name] = terrace.start(called, chance.getrandbits(32))
            done += 1
        deadline = time.monotonic() + PATIENCE
        while not _rests(terrace):
            assert time.monotonic() < deadline, "it never comes to rest"
            time.sleep(0.1)
    finally:
        for process in crowd.values():
            _end(process)
    return done


def reckon(terrace: Terrace, made: Sequence[Run], tally: Tally) -> Tally:
    """Hold the world against the journals, and the store against its trail."""
    own = house(terrace.place)
    counts = terrace.world.counts()
    with own.store.reading() as work:
        for one in made:
            run = work.runs.get(one.id)
            assert run is not None
            tally.runs[run.state] += 1
            journal = work.runs.journal(one.id)
            tally.unknown += sum(entry.mark is Mark.UNKNOWN for entry in journal)
            number = int(one.target.rpartition("shop")[2])
            for at in range(len({entry.step for entry in journal})):
                deed, kind = f"r{number}s{at}", KINDS[(number + at) % 3]
                tally.steps += 1
                if kind is Repeat.IDEMPOTENT:
                    tally.again += max(0, counts[deed] - 1)
                elif counts[deed] > 1:
                    tally.doubled.append(f"{deed}: {counts[deed]} times")
                if run.state is RunState.DONE and counts[deed] == 0:
                    tally.lost.append(deed)
                if (
                    run.state is RunState.UNDONE
                    and counts[deed] > counts[f"un{deed}"]
                    and kind is not Repeat.IDEMPOTENT
                ):
                    tally.lost.append(f"un{deed}")
    own.store.close()
    tally.wrong = [f"{wrong.where}: {wrong.text}" for wrong in check(terrace.place).wrong]
    return tally


def _rests(terrace: Terrace) -> bool:
    """Whether every run has ended, or waits for a person."""
    own = house(terrace.place)
    try:
        with own.store.reading() as work:
            runs = work.runs.page(None, most=10_000)
        return all(run.state in ENDED or run.wake_at >= LONG for run in runs)
    finally:
        own.store.close()


def _end(process: int) -> None:
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
