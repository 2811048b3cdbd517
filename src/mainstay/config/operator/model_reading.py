"""From the table of a model to its record; raises ValueError with one sentence on what is wrong."""

from pathlib import PurePath

from mainstay.config.operator.model_tables import ModelTable
from mainstay.domain.watched_model import WatchedModel


def watched_model(row: ModelTable) -> WatchedModel:
    """Give a model that can be looked at."""
    if "*" in row.reference or "*" in str(PurePath(row.current).parent):
        raise ValueError(f"{row.name} cannot be used: a * may stand in the name of the current file alone")
    return WatchedModel(
        row.name,
        row.reference,
        row.current,
        row.time,
        row.labels,
        row.predictions,
        row.leave_out,
        row.gate,
        row.subject,
    )
