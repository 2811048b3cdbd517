"""A worker: looks for runs that may be brought on, takes over what dead ones left, and lets many wait without a thread."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from zlib import crc32

from mainstay.domain.errors import MainstayError, RunFailed
from mainstay.domain.lease import Lease
from mainstay.domain.run import Run
from mainstay.flows.carrying_out import Carrying
from mainstay.flows.pulse import Pulse, Watch
from mainstay.flows.shop import Shop
from mainstay.flows.waking import Waking
from mainstay.ports.presence import Presence
from mainstay.ports.store import Work
from mainstay.steps.apply.journal import Fenced

_LOOK = 0.5
"""Seconds between two looks for work, where nothing else wakes the worker."""
_PORTION = 20
_ALL = 100_000
_SHY = (1.0, 5.0, 15.0, 60.0)
"""Seconds in which a run that could not be brought on is left alone by this worker, the longer the oftener it happened."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How a worker works: `seconds` after which a silent one counts as dead, `jobs` that it does side by side.

    With `only` it brings on that run alone. `idle` ends it once nothing can be brought on at once.
    """

    seconds: float = 30.0
    jobs: int = 4
    only: str = ""
    idle: bool = False


class Worker:
    """One worker. `shop` is asked for anew before each look, so that rules that changed count."""

    def __init__(
        self,
        shop: Callable[[], Shop],
        presence: Presence,
        terms: Terms,
        say: Callable[[MainstayError], None],
        chores: Sequence[Callable[[Shop], None]] = (),
    ) -> None:
        """Work by `terms`; `say` is told what failed, `chores` are done between looks."""
        self._shop, self._terms, self._say, self._chores = shop, terms, say, chores
        first = shop()
        self.name, self._store, self._clock = first.worker, first.office.store, first.office.clock
        self.pulse = Pulse(self._store, self._clock, self.name, terms.seconds)
        self._watch = Watch(self._clock, terms.seconds, presence.is_gone)
        self._busy: dict[str, Future[bool]] = {}
        self._next: deque[tuple[Shop, Run, Lease | None]] = deque()
        self._looks_at = 0.0
        self._failed: dict[str, tuple[int, float]] = {}
        self._heard: Callable[[Run], None] | None = None
        self._waking = Waking()
        self._woken = threading.Event()
        self._ending = threading.Event()

    def listen(self, heard: Callable[[Run], None]) -> None:
        """Let `heard` know of each run that was brought on, as it stands then; it is called in the run's own thread."""
        self._heard = heard

    def end(self) -> None:
        """Begin nothing more; what is under way is done to its end."""
        self._ending.set()
        self._woken.set()

    def break_off(self) -> None:
        """Break off what is under way; whoever goes on finds how far it was."""
        self.pulse.broken_off.set()
        self.end()

    def work(self) -> None:
        """Work until `end` is called, or, where the terms say so, nothing is left to do."""
        silent = threading.Event()
        beating = threading.Thread(target=self.pulse.keep_beating, args=(silent, self._say), daemon=True)
        beating.start()
        try:
            with ThreadPoolExecutor(self._terms.jobs, thread_name_prefix="run") as pool:
                while not self._ending.is_set():
                    began = self._go_round(pool)
                    if self._terms.idle and not began and not self._busy:
                        return
                    if not began:
                        self._woken.wait(_LOOK if not self._terms.idle else 0.05)
                    self._woken.clear()
        finally:
            # Only now does nothing of it work any more.
            silent.set()
            beating.join()

    def _go_round(self, pool: ThreadPoolExecutor) -> int:
        """Note what has ended, and begin what was found before, or is found now; give how much was begun."""
        for target, future in list(self._busy.items()):
            if future.done():
                del self._busy[target]
                self._note(target, well=future.exception() is None and future.result())
        if self._clock.elapsed() >= self._looks_at:
            self._next.clear()
        return self._begin(pool) if self._next else self._look(pool)

    def _look(self, pool: ThreadPoolExecutor) -> int:
        """Look once for work; give how much was begun."""
        self._looks_at = self._clock.elapsed() + _LOOK
        try:
            shop = replace(self._shop(), stopped=self.pulse.lost, ending=self._ending.is_set)
        except MainstayError as failure:
            # Nothing is begun by rules that cannot be read; what is in hand goes on by those that it has.
            self._say(failure)
            return 0
        self._tried(lambda: self._waking.heed(shop.office))
        for chore in self._chores:
            self._tried(lambda chore=chore: chore(shop))  # type: ignore[misc]
        if len(self._busy) < self._terms.jobs:
            self._tried(lambda: self._next.extend((shop, *one) for one in self._found(shop)))
        return self._begin(pool)

    def _tried(self, work: Callable[[], object]) -> None:
        """Do something that must not keep the rest from being done: what is in hand goes on by itself."""
        try:
            work()
        except MainstayError as failure:
            self._say(failure)

    def _note(self, target: str, *, well: bool) -> None:
        if well:
            self._failed.pop(target, None)
            return
        times = self._failed.get(target, (0, 0.0))[0] + 1
        self._failed[target] = (times, self._clock.elapsed() + _SHY[min(times, len(_SHY)) - 1])

    def _is_shy_of(self, target: str) -> bool:
        return target in self._failed and self._clock.elapsed() < self._failed[target][1]

    def _begin(self, pool: ThreadPoolExecutor) -> int:
        """Begin as much of what was found as there is room for."""
        began = 0
        while self._next and len(self._busy) < self._terms.jobs:
            shop, run, lease = self._next.popleft()
            if run.target not in self._busy:
                self._busy[run.target] = pool.submit(self._carry, shop, run, lease)
                began += 1
        return began

    def _found(self, shop: Shop) -> list[tuple[Run, Lease | None]]:
        """Give what may be brought on: what dead workers left first, then what is due."""
        with self._store.reading() as work:
            held = [one for one in work.leases.in_hand() if one.target not in self._busy]
            # What this very worker holds and does not know of came of a commit whose answer was lost.
            left = [one for one in held if one.holder == self.name] + self._watch.dead(
                [one for one in held if one.holder != self.name]
            )
            runs = [(work.runs.get(one.run), one) for one in left]
            found: list[tuple[Run, Lease | None]] = [
                (run, lease) for run, lease in runs if run is not None and self._wants(run)
            ]
            alone = len(held) == len(left)
            targets = {lease.target for lease in left} | set(self._busy)
            for run in self._due(work, shop.office.clock.now(), alone=alone):
                if run.target not in targets and self._wants(run):
                    targets.add(run.target)
                    found.append((run, work.leases.get(run.target)))
                if len(found) >= _PORTION + self._terms.jobs:
                    break
        return found if alone else found[: 2 * self._terms.jobs]

    def _due(self, work: Work, now: int, *, alone: bool) -> list[Run]:
        """Give runs that are due; where others work too each worker in an order of its own, so that few want the same."""
        most = _ALL if self._terms.only else (1 if alone else 4) * (_PORTION + self._terms.jobs)
        due = [*work.runs.ready(now, most + len(self._failed))]
        return due if alone else sorted(due, key=lambda run: crc32(f"{run.id} {self.name}".encode()))

    def _wants(self, run: Run) -> bool:
        return self._terms.only in {"", run.id, run.of} and not self._is_shy_of(run.target)

    def _carry(self, shop: Shop, run: Run, lease: Lease | None) -> bool:
        """Bring one run on, in a thread of its own; whether that could be done."""
        carrying, since = Carrying(shop, run, lease), self._clock.elapsed()
        try:
            begun = carrying.take()
            if begun is not None and carrying.lease is not None:
                self.pulse.hold(carrying.lease, since)
                carrying.go_on(begun)
        except Fenced:
            # Somebody else goes on with it, and the journal tells so.
            pass
        except MainstayError as failure:
            self._say(failure)
            return False
        except Exception as error:  # noqa: BLE001  # nobody would ever hear of it, and the other runs go on
            what = f"a run could not be brought on: {type(error).__name__}: {error}"
            self._say(RunFailed(what, where=run.id, mend="tell those who make Mainstay"))
            return False
        finally:
            self.pulse.drop(run.target)
            self._woken.set()
        self._tried(lambda: self._tell(run.id))
        return True

    def _tell(self, name: str) -> None:
        if self._heard is None:
            return
        with self._store.reading() as work:
            run = work.runs.get(name)
        if run is not None:
            self._heard(run)
