"""Workers that compute in the test's own process, and such as die when a test wants them to."""

from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from mainstay.domain.errors import RunFailed


class DyingError(BaseException):
    """What a task raises to end its process."""


@contextmanager
def _harmless() -> Iterator[None]:
    """Keep what a worker does to its process from being done to the tests' own."""
    with (
        patch("resource.setrlimit"),
        patch("signal.signal"),
        patch("signal.setitimer"),
        patch("gc.freeze"),
        patch("gc.disable"),
    ):
        yield


class HereExecutor(Executor):
    """Does each task as it is given, after `prepare`; `dies` tells after each task whether its process ended in it."""

    def __init__(
        self,
        prepare: Callable[..., None],
        arguments: tuple[object, ...],
        dies: Callable[[tuple[Any, ...]], bool],
    ) -> None:
        self._dies = dies
        self._dead = False
        with _harmless():
            prepare(*arguments)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if self._dead:
            raise BrokenExecutor("a worker died")
        future: Future[Any] = Future()
        try:
            with _harmless():
                result = fn(*args, **kwargs)
        except DyingError:
            self._dead = True
            future.set_exception(BrokenExecutor("a worker died"))
        except (RunFailed, OSError, MemoryError, RecursionError) as error:
            future.set_exception(error)
        else:
            future.set_result(result)
            self._dead = self._dies(args)
        return future


class HereWorkers:
    """The port `Workers` without processes; counts executors made and ended."""

    def __init__(self, jobs: int = 2, dies: Callable[[tuple[Any, ...]], bool] = lambda _: False) -> None:
        self.jobs = jobs
        self.opened: list[int] = []
        self.ended = 0
        self._dies = dies

    def open(self, jobs: int, prepare: Callable[..., None], arguments: tuple[object, ...]) -> Executor:
        self.opened.append(jobs)
        return HereExecutor(prepare, arguments, self._dies)

    def end(self, executor: Executor) -> None:
        self.ended += 1
