"""From the table of an objective to its record; raises ValueError with one sentence on what is wrong."""

from mainstay.analysis.budgets.stating import checked, share_of
from mainstay.config.operator.objective_tables import ObjectiveTable
from mainstay.domain.budget import Objective

_SOURCE = "given in the operator's file"


def objective(row: ObjectiveTable) -> Objective:
    """Give an objective that can be asked for."""
    try:
        goal = share_of(row.objective)
        return checked(
            Objective(
                row.name, goal, row.total, row.bad, row.good, row.days, row.subject, row.server, _SOURCE
            )
        )
    except ValueError as error:
        raise ValueError(f"{row.name} cannot be used: {error}") from None
