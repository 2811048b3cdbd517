"""From the table about computing to its record; raises ValueError with one sentence on what is wrong."""

from mainstay.config.operator.computing_tables import ComputingTable
from mainstay.domain.computing import Computing, ExecutorKind, refuse_scheduler


def computing(row: ComputingTable) -> Computing:
    """Give where series are forecast."""
    if row.scheduler:
        refuse_scheduler(row.scheduler)
    elif row.executor is ExecutorKind.DASK:
        raise ValueError("a cluster has a scheduler: name its address")
    if row.scheduler and row.executor is not ExecutorKind.DASK:
        raise ValueError("a scheduler goes with executor: dask")
    files = (row.authority, row.certificate, row.key)
    if any(files) and not all(files):
        raise ValueError("authority, certificate and key go together")
    return Computing(row.executor, row.workers, row.scheduler, *files)
