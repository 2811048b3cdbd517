"""Examines many contents on all cores while the caller does other things, and survives the contents that kill a worker."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import replace
from queue import SimpleQueue
from types import TracebackType

from mainstay.domain.errors import RunFailed
from mainstay.keepers.code.content import Ask, encode
from mainstay.keepers.code.notes import Notes
from mainstay.keepers.code.worker import Wanted, examine_all, given_up, key_of, prepare, seconds_for
from mainstay.ports.progress import Progress
from mainstay.ports.source import Blobs
from mainstay.ports.workers import Workers
from mainstay.steps.observe.bounded import Answer, Argument, Awaited, asked_of

# Large enough that the way to a worker costs nothing beside the work, small enough that the last one is soon done.
_CHUNK_BYTES = 600_000
_CHUNK_FILES = 200
_MOST_GIVEN_UP = 20
# CPU seconds for all that is given up; then what looks like it is no longer tried.
_MOST_SPENT = 60.0
_MOST_IDLE_DEATHS = 3

_Examined = Future[list[tuple[str, bytes]]]


class Examination:
    """Contents go in by `add`, figures come out of `results`, in any order. A context manager."""

    def __init__(self, workers: Workers, blobs: Blobs, ask: Ask) -> None:
        """Take what the workers need; no process is started before the first `add`.

        Raises RunFailed when there is no room for temporary files.
        """
        self._workers, self._blobs, self._ask = workers, blobs, ask
        self._notes = Notes()
        self._executor: Executor | None = None
        self._waiting: dict[_Examined, Sequence[Wanted]] = {}
        self._done: SimpleQueue[_Examined] = SimpleQueue()
        self._again: list[Wanted] = []
        self._given_up = 0
        self._spent = 0.0
        self._idle_deaths = 0
        self.total = 0

    def __enter__(self) -> "Examination":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        if self._executor is not None:
            self._workers.end(self._executor)
        self._notes.close()

    def warm(self) -> None:
        """Start a worker before there is anything to do for it: that takes longer than most of what few changes need."""
        self._opened()

    def add(self, wanted: Iterable[Wanted]) -> None:
        """Set the workers to more contents; those that lie near each other in history should stand side by side."""
        for chunk in _chunks(wanted):
            self.total += len(chunk)
            self._submit(chunk)

    def aside(self, task: Callable[[Argument], Answer], argument: Argument) -> Awaited[Answer]:
        """Set a worker to a task of another kind."""
        return asked_of(self._opened(), task, argument)

    def results(self, progress: Progress) -> Iterator[tuple[str, bytes]]:
        """Give each content's key with its encoded figures until all are done; missing objects are left out.

        Raises RunFailed when workers die again and again without having been at any content.
        """
        while self._waiting or self._again:
            try:
                while self._waiting:
                    # Not by waiting in the futures themselves, for then Ctrl-C would have to wait too.
                    future = self._done.get()
                    if future not in self._waiting:
                        continue  # of an executor that was ended since
                    done = future.result()
                    progress.advance(len(self._waiting.pop(future)))
                    self._idle_deaths = 0
                    yield from done
            except BrokenExecutor:
                yield from self._after_a_death(progress)
            if self._again:
                yield from self._after_a_death(progress)

    def _submit(self, chunk: Sequence[Wanted]) -> None:
        try:
            future = self._opened().submit(examine_all, chunk)
            self._waiting[future] = chunk
            future.add_done_callback(self._done.put)
        except BrokenExecutor:
            self._again.extend(chunk)

    def _opened(self) -> Executor:
        if self._executor is None:
            self._executor = self._open(self._workers.jobs)
        return self._executor

    def _open(self, jobs: int) -> Executor:
        return self._workers.open(jobs, prepare, (self._blobs, self._ask, str(self._notes.path)))

    def _after_a_death(self, progress: Progress) -> Iterator[tuple[str, bytes]]:
        """Find the content that killed its worker, give it up, and go on with the others."""
        if self._executor is not None:
            self._workers.end(self._executor)
            self._executor = None
        unfinished = self._again
        self._again = []
        for future, chunk in self._waiting.items():
            if future.done() and not future.cancelled() and future.exception() is None:
                progress.advance(len(chunk))
                yield from future.result()
            else:
                unfinished.extend(chunk)
        self._waiting = {}
        # Several workers were stopped, and only one of them had to be.
        suspects = self._notes.take() & {key_of(one, self._ask) for one in unfinished}
        self._idle_deaths = 0 if suspects else self._idle_deaths + 1
        if self._idle_deaths > _MOST_IDLE_DEATHS:
            raise RunFailed(
                "worker processes end before they do anything",
                where="this machine",
                mend="look at its free memory and its limits on processes and open files (ulimit -a), or try --jobs 1",
            )
        rest: list[Wanted] = []
        for one in unfinished:
            key = key_of(one, self._ask)
            if key in suspects:
                progress.advance()
                yield from self._alone(one, key)
            else:
                rest.append(one)
        if self._spent >= _MOST_SPENT:
            rest = [replace(one, warily=True) for one in rest]
        if self._given_up < _MOST_GIVEN_UP:
            for chunk in _chunks(rest):
                self._submit(chunk)
            return
        for one in rest:
            progress.advance()
            yield key_of(one, self._ask), encode(given_up(one.size))

    def _alone(self, one: Wanted, key: str) -> Iterator[tuple[str, bytes]]:
        if self._given_up < _MOST_GIVEN_UP:
            if self._spent >= _MOST_SPENT:
                one = replace(one, warily=True)
            executor = self._open(1)
            try:
                future = executor.submit(examine_all, [one])
                future.add_done_callback(self._done.put)
                while self._done.get() is not future:
                    pass
                yield from future.result()
                return
            except BrokenExecutor:
                self._given_up += 1
                # Once among others, and once alone.
                self._spent += 2 * seconds_for(one.size)
            finally:
                self._workers.end(executor)
                self._notes.take()
        yield key, encode(given_up(one.size))


def _chunks(wanted: Iterable[Wanted]) -> Iterator[list[Wanted]]:
    chunk: list[Wanted] = []
    size = 0
    for one in wanted:
        chunk.append(one)
        size += one.size
        if size >= _CHUNK_BYTES or len(chunk) >= _CHUNK_FILES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
