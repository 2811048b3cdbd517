"""The survey of what nothing uses: told here or by a worker, and said to be missing where no worker lived to tell it."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future
from types import SimpleNamespace
from typing import Any

import pytest

from mainstay.config.settings import Settings
from mainstay.domain.architecture import Architecture
from mainstay.domain.coverage import LineCoverage
from mainstay.domain.usage import Usage
from mainstay.keepers.code.surveying import Surveyed, answer_in_worker
from mainstay.keepers.code.usage import UsageSurvey
from mainstay.steps.observe.bounded import Awaited

RAN = {"a.py": LineCoverage(frozenset({1}))}
_NOTHING = Surveyed(Usage(unused=(), cycles=(), dependencies=(), unlisted=()), Architecture())


class _Asides:
    """Answers a task with a future that is made here."""

    def __init__(self, made: Callable[..., Future[Surveyed]]) -> None:
        self.made = made
        self.tasks: list[Callable[..., Surveyed]] = []

    def aside(self, task: Callable[..., Surveyed], argument: object) -> Awaited[Surveyed]:
        self.tasks.append(task)
        awaited: Awaited[Surveyed] = Awaited()
        self.made().add_done_callback(awaited.put)
        return awaited


def _raising(error: BaseException) -> Callable[[], Future[Surveyed]]:
    def made() -> Future[Surveyed]:
        future: Future[Surveyed] = Future()
        future.set_exception(error)
        return future

    return made


def _cancelled() -> Future[Surveyed]:
    future: Future[Surveyed] = Future()
    assert future.cancel()
    return future


def _answered(told: Surveyed) -> Callable[[], Future[Surveyed]]:
    def made() -> Future[Surveyed]:
        future: Future[Surveyed] = Future()
        future.set_result(told)
        return future

    return made


def _survey(asides: _Asides, ran: Mapping[str, LineCoverage], files: Sequence[Any] = ()) -> UsageSurvey:
    source: Any = SimpleNamespace()
    made: Any = asides
    contents: Any = SimpleNamespace(sizes={}, given={})
    survey = UsageSurvey()
    survey.begin(source, contents, files, made, ran=ran, settings=Settings())
    return survey


@pytest.mark.parametrize(
    "made",
    [_cancelled, _raising(BrokenExecutor()), _raising(MemoryError()), _raising(RecursionError())],
    ids=["cancelled", "killed", "out of memory", "too deep"],
)
def test_what_no_worker_told_is_said_to_be_missing(made: Callable[..., Future[Surveyed]]) -> None:
    asides = _Asides(made)
    survey = _survey(asides, RAN)
    assert survey.result() is None
    assert [notice.code for notice in survey.notices] == ["usage-left-out"]


def test_what_a_worker_told() -> None:
    told = _NOTHING
    asides = _Asides(_answered(told))
    survey = _survey(asides, RAN)
    assert survey.result() is told
    assert asides.tasks == [answer_in_worker]
    assert not survey.notices


def test_little_is_told_without_a_worker() -> None:
    asides = _Asides(None)
    survey = _survey(asides, {})
    assert survey.result() == _NOTHING
    assert not asides.tasks
    assert not survey.notices
