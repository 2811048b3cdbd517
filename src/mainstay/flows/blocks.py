"""Computes blocks side by side in executors, in the order of the blocks, whatever becomes of the workers."""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from itertools import chain, islice
from types import TracebackType
from typing import Final, Generic, Self, TypeVar

from mainstay.domain.errors import RunFailed
from mainstay.domain.notice import Notice, Weight
from mainstay.ports.executors import Executors, TaskKilled
from mainstay.present.visible import visible

TRIES: Final = 2
"""Times that a block of which a worker may have died is given to workers alone, before it is given up."""
_TOGETHER: Final = 2
"""Executors that may break with several blocks in them; from then on blocks are computed one at a time."""
_EXAMPLES: Final = 5

_Key = TypeVar("_Key")
_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


@dataclass(slots=True)
class _Block(Generic[_Key, _Given, _Made]):
    key: _Key
    given: _Given
    future: Future[_Made] | None = None
    made: _Made | None = None
    alone: int = 0


class Blocks:
    """Computes blocks in what `executors` open, one more at once than they have workers; no more are in memory.

    Where a worker dies, what it was at is computed anew: by the executor itself, or in a new one, each block alone, so that it
    is known of which a worker dies. A block of which workers died alone too, `TRIES` times, is lost; all others go on. Where no
    new executor can be had, the rest is computed here. Each block comes once.
    """

    def __init__(self, executors: Executors) -> None:
        """Take what opens executors; none is opened before there is enough to do."""
        self._executors = executors
        self._executor: Executor | None = None
        self._is_here = False
        self._broken = 0
        self._lost: list[str] = []

    def __enter__(self) -> Self:
        """Open nothing yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the executor, whatever is under way."""
        self._end()

    def each(
        self, compute: Callable[[_Given], _Made], blocks: Iterable[tuple[_Key, _Given]]
    ) -> Iterator[tuple[_Key, _Made | None]]:
        """Give each block's key with what was made of it, None where it was lost; compute and blocks are pickleable.

        What `compute` raises is raised when it is the block's turn. Raises RunFailed where an executor cannot be had at first.
        """
        source = iter(blocks)
        first = list(islice(source, self._executors.worth))
        if len(first) < self._executors.worth:
            yield from ((key, compute(given)) for key, given in first)
            return
        under_way: deque[_Block[_Key, _Given, _Made]] = deque()
        for key, given in chain(first, source):
            block: _Block[_Key, _Given, _Made] = _Block(key, given)
            under_way.append(block)
            self._submit(compute, block)
            # What was under way when a worker died is done before anything new is begun.
            while under_way and (
                len(under_way) > self._ahead or any(one.future is None for one in under_way)
            ):
                ended = self._settled(compute, under_way.popleft(), under_way)
                yield ended.key, ended.made
        while under_way:
            ended = self._settled(compute, under_way.popleft(), under_way)
            yield ended.key, ended.made

    def lose(self, names: Iterable[str]) -> None:
        """Keep the names of what was in a block that was lost."""
        self._lost += names

    def notices(self) -> tuple[Notice, ...]:
        """Tell what became of workers, where anything did."""
        told = []
        if self._broken:
            rest = "; the rest was computed without them" if self._is_here else ""
            text = f"Workers that compute side by side died: {self._broken} times what they were at was done anew{rest}."
            told.append(Notice("workers-died", text, count=self._broken))
        if self._lost:
            text = f"{len(self._lost)} series were not forecast: each worker that was given them died. All others were."
            mend = "see whether machines run out of memory, or: mainstay nightly --executor serial"
            examples = tuple(visible(one, 200) for one in self._lost[:_EXAMPLES])
            told.append(Notice("series-lost", text, Weight.LIMIT, mend, len(self._lost), examples))
        return tuple(told)

    @property
    def _ahead(self) -> int:
        return 0 if self._is_here or self._broken >= _TOGETHER else self._executors.width

    def _submit(self, compute: Callable[[_Given], _Made], block: _Block[_Key, _Given, _Made]) -> None:
        """Give a block to the executor, or leave it without a future where there is none."""
        if self._executor is None and not self._is_here:
            self._open()
        if self._executor is None:
            return
        try:
            block.future = self._executor.submit(compute, block.given)
        except BrokenExecutor as error:
            block.future = Future()
            block.future.set_exception(error)

    def _settled(
        self,
        compute: Callable[[_Given], _Made],
        block: _Block[_Key, _Given, _Made],
        others: Collection[_Block[_Key, _Given, _Made]],
    ) -> _Block[_Key, _Given, _Made]:
        while True:
            if block.future is None:
                # Whoever shared workers with it is done, so that nothing else can be at fault.
                wait([one.future for one in others if one.future is not None])
                block.alone += 1
                self._submit(compute, block)
            if block.future is None:
                block.made = compute(block.given)
                return block
            try:
                block.made = block.future.result()
                return block
            except TaskKilled:
                block.future = None
                if block.alone:
                    return block
            except BrokenExecutor:
                self._break(block, others)
                if block.alone >= TRIES:
                    return block

    def _break(
        self, block: _Block[_Key, _Given, _Made], others: Iterable[_Block[_Key, _Given, _Made]]
    ) -> None:
        """End what broke; of what was under way in it nothing but what was done already counts."""
        self._broken += 1
        self._end()
        block.future = None
        for one in others:
            if one.future is not None and (not one.future.done() or _broke(one.future)):
                one.future = None

    def _open(self) -> None:
        """Open an executor; a new one must do a task that is nothing before it counts."""
        try:
            self._executor = self._executors.open()
            if self._broken:
                self._executor.submit(_nothing).result()
        except (RunFailed, BrokenExecutor):
            if not self._broken:
                raise
            self._end()
            self._is_here = True

    def _end(self) -> None:
        if self._executor is not None:
            self._executors.end(self._executor)
            self._executor = None


def _broke(future: Future[_Made]) -> bool:
    return future.cancelled() or isinstance(future.exception(), BrokenExecutor)


def _nothing() -> None:
    """Do nothing, which a worker that lives can do."""
