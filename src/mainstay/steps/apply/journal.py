"""The journal of a run that somebody has in hand: entries are written under its lease, each with its row in the trail."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mainstay.analysis.chain.telling import told_entry
from mainstay.domain.decision import Door
from mainstay.domain.errors import RunFailed
from mainstay.domain.lease import Lease
from mainstay.domain.run import LONGEST_DETAIL, LONGEST_OUTPUT, Entry, Mark, Part, Result, Run
from mainstay.ports.store import Work
from mainstay.present.visible import visible


class Fenced(RunFailed):
    """Somebody else took the target over: whatever was to be written by this worker is not, and it stops."""


@dataclass(slots=True)
class Hand:
    """A run in a worker's hand, with its journal as it is kept; `undone` has that of the run that it takes back, by step."""

    lease: Lease
    run: Run
    worker: str
    entries: list[Entry] = field(default_factory=list)
    by_step: dict[str, list[Entry]] = field(default_factory=dict)
    undone: Mapping[str, Sequence[Entry]] = field(default_factory=dict)

    def add(self, entries: Iterable[Entry]) -> None:
        """Take entries in that are, or are about to be, kept."""
        for entry in entries:
            self.entries.append(entry)
            self.by_step.setdefault(entry.step, []).append(entry)

    def cut(self, length: int) -> None:
        """Forget all entries but the first `length`: they were not kept."""
        while len(self.entries) > length:
            self.by_step[self.entries.pop().step].pop()

    def begin(self, step: str, part: Part, number: int, now: int) -> Entry:
        """Note that an action is about to begin."""
        entry = self._entry(step, part, number, Mark.BEGUN, now)
        self.add([entry])
        return entry

    def end(self, begun: Entry, result: Result, now: int) -> Entry:
        """Note how an action ended; what its texts hold that cannot be kept or shown is made visible."""
        entry = replace(
            self._entry(begun.step, begun.part, begun.number, result.mark, now),
            detail=visible(result.detail, LONGEST_DETAIL),
            output=_shown(result.output),
            memo=result.memo,
            wake_at=result.wake_at,
            waits_for=result.waits_for,
        )
        self.add([entry])
        return entry

    def _entry(self, step: str, part: Part, number: int, mark: Mark, now: int) -> Entry:
        """Give the next entry, with the token that lets it be written."""
        place = len(self.entries) + 1
        return Entry(self.run.id, place, now, self.lease.token, step, part, number, mark, self.worker)


def by_step(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Give entries by their steps, in their order."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.step, []).append(entry)
    return found


def short_name(worker: str) -> str:
    """Give of a worker's own name what people call it and what tells it from others: `shop-1#9f3ac201`."""
    called, _, rest = worker.partition("@")
    return f"{called}#{rest.rpartition('#')[2]}" if rest else worker


def must_hold(work: Work, lease: Lease) -> Run:
    """Hold the lease and its run until the transaction has ended, and give the run as it is.

    Raises Fenced when another token is there by now.
    """
    run = work.leases.fence(lease)
    if run is None:
        raise Fenced(
            "another worker took the run over, so nothing more is written by this one",
            where=lease.target,
            mend="look at the run: mainstay runs",
        )
    return run


def write(work: Work, content: str, entries: Sequence[Entry], door: Door = Door.WORKER) -> None:
    """Append entries of a run of the plan with the hash `content` to its journal and to the trail."""
    if entries:
        work.runs.write(entries)
        work.trail.append([told_entry(entry, door, content) for entry in entries])


def _shown(text: str) -> str:
    end = text[-LONGEST_OUTPUT:]
    return "\n".join(visible(line, LONGEST_OUTPUT) for line in end.splitlines())[-LONGEST_OUTPUT:]
