"""What computes is what the operator's file, or the command, asks for."""

import os

import pytest

from mainstay.adapters.executors.here import SerialExecutors, ThreadExecutors
from mainstay.adapters.executors.pools import ProcessExecutors
from mainstay.domain.computing import Computing, ExecutorKind
from mainstay.domain.errors import UsageError
from mainstay.wiring.side_by_side import blocks, executors


@pytest.mark.parametrize(
    ("kind", "workers", "expected", "width"),
    [
        (ExecutorKind.AUTO, 1, ThreadExecutors, 1),
        (ExecutorKind.AUTO, 2, ThreadExecutors, 2),
        (ExecutorKind.AUTO, 3, ProcessExecutors, 3),
        (ExecutorKind.SERIAL, 8, SerialExecutors, 1),
        (ExecutorKind.THREADS, 5, ThreadExecutors, 5),
        (ExecutorKind.PROCESSES, 2, ProcessExecutors, 2),
    ],
)
def test_each_kind_is_what_it_is_called(kind: ExecutorKind, workers: int, expected: type, width: int) -> None:
    found = executors(Computing(kind, workers))
    assert (type(found), found.width) == (expected, width)
    assert kind in {found.name, ExecutorKind.AUTO}


@pytest.mark.parametrize(("cores", "width"), [(1, 1), (2, 2), (3, 3), (64, 4)])
def test_by_itself_it_takes_four_cores_at_the_most(
    cores: int, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)
    assert executors(Computing()).width == width


@pytest.mark.parametrize(
    ("computing", "what"),
    [
        (Computing(ExecutorKind.DASK), "a cluster is asked by its scheduler"),
        (Computing(ExecutorKind.SERIAL, scheduler="tls://far:1"), "a cluster is asked by its scheduler"),
        (Computing(ExecutorKind.DASK, scheduler="tcp://far:1"), "TLS alone"),
        (Computing(ExecutorKind.DASK, scheduler="nothing"), "a scheduler's address is"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_mend(computing: Computing, what: str) -> None:
    with pytest.raises(UsageError, match=what) as refused:
        blocks(computing)
    assert refused.value.mend
