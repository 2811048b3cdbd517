"""What forecasts batches of series side by side."""

import os
from dataclasses import replace
from typing import Final

from mainstay.adapters.executors.dask_cluster import DaskExecutors
from mainstay.adapters.executors.here import SerialExecutors, ThreadExecutors
from mainstay.adapters.executors.pools import ProcessExecutors
from mainstay.domain.computing import Computing, ExecutorKind, refuse_scheduler
from mainstay.domain.errors import UsageError
from mainstay.flows.blocks import Blocks
from mainstay.ports.executors import Executors
from mainstay.wiring.record_keeping import Records

_AT_ONCE: Final = 4
"""Workers where none are asked for, but no more than there are cores: each process takes some 100 MB."""
_BY_THREADS: Final = 2
"""Workers up to which threads are quicker: numpy computes outside of Python's lock, and nothing is packed and sent."""


def blocks(computing: Computing) -> Blocks:
    """Give what computes blocks as asked for. Raises UsageError where that cannot be, RunFailed where a library is missing."""
    return Blocks(executors(computing))


def computing_of(records: Records) -> Computing:
    """Give what the operator's file says of computing, with paths from its folder on."""
    said = records.operator.forecasts.computing
    authority, certificate, key = (
        str(records.outside.path(path)) if path else ""
        for path in (said.authority, said.certificate, said.key)
    )
    return replace(said, authority=authority, certificate=certificate, key=key)


def executors(computing: Computing) -> Executors:
    """Give what opens executors as asked for; raises as `blocks` does."""
    _refuse_unfit(computing)
    workers = computing.workers or min(_AT_ONCE, _cores())
    match computing.executor:
        case ExecutorKind.SERIAL:
            return SerialExecutors()
        case ExecutorKind.THREADS:
            return ThreadExecutors(workers)
        case ExecutorKind.PROCESSES:
            return ProcessExecutors(workers)
        case ExecutorKind.DASK:
            return DaskExecutors(computing)
        case ExecutorKind.AUTO:
            return ThreadExecutors(workers) if workers <= _BY_THREADS else ProcessExecutors(workers)


def _refuse_unfit(computing: Computing) -> None:
    if (computing.executor is ExecutorKind.DASK) != bool(computing.scheduler):
        raise UsageError(
            "a cluster is asked by its scheduler, and a scheduler is one of a cluster",
            where="--executor dask --scheduler ADDRESS",
            mend="name both, or set executor: dask and scheduler under forecasts.computing in the operator's file",
        )
    if computing.scheduler:
        try:
            refuse_scheduler(computing.scheduler)
        except ValueError as error:
            mend = "start the scheduler with TLS, or take one of this machine: docs/how-to/cluster.md"
            raise UsageError(str(error), where="--scheduler", mend=mend) from None


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
