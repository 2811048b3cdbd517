"""What error budgets are asked of: addresses of metrics servers, and objectives beside those of the operator's file."""

from dataclasses import dataclass

from mainstay.domain.budget import Objective


@dataclass(frozen=True, slots=True)
class BudgetsAsked:
    """The addresses of metrics servers, the operator's without them, and objectives beside those of the operator's file.

    One of a name that stands there takes its place.

    What is foretold enters the `ledger`, unless nothing is to be kept.
    """

    servers: tuple[str, ...] = ()
    objectives: tuple[Objective, ...] = ()
    ledger: bool = True
