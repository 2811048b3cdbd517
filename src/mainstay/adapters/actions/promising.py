"""The action that writes down what a change promised, so that it is held to it days later."""

from collections.abc import Mapping
from dataclasses import dataclass

from mainstay.adapters.actions.told import sentence
from mainstay.analysis.metrics_servers import meant
from mainstay.analysis.plans.shapes.parameter import span
from mainstay.domain.errors import UsageError
from mainstay.domain.plan import Value
from mainstay.domain.run import LONGEST_DETAIL, Mark, Result
from mainstay.ports.action import Occasion
from mainstay.ports.metrics import Metrics
from mainstay.present.visible import visible

_SAID = ("what", "query", "is", "value", "server")


@dataclass(frozen=True, slots=True)
class PromiseAction:
    """Gives the promise in its memo: the engine writes it into the ledger together with the result."""

    servers: Mapping[str, Metrics]
    name: str = "promise"
    looks: bool = True

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Say what would be promised, or that no metrics server could tell whether it was kept."""
        del occasion
        try:
            meant(self.servers, parameters.get("server"))
        except UsageError as unclear:
            return Result(Mark.NOT_BEGUN, sentence(unclear.what))
        return Result(Mark.DONE, _told(parameters))

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Promise it from now on: `due_at` is when it must hold, `lasts_until` up to when it must not come back.

        Both are seconds since 1970; they are the same where nothing is said of how long it lasts.
        """
        due = occasion.now + span(str(parameters["after"]))
        lasts = due + span(str(parameters.get("lasts", "0s")))
        said = {name: parameters.get(name, "") for name in _SAID}
        promise: dict[str, Value] = {**said, "due_at": due, "lasts_until": lasts}
        return Result(Mark.DONE, _told(parameters), memo={"promise": promise})


def _told(parameters: Mapping[str, Value]) -> str:
    what = visible(str(parameters["what"]), LONGEST_DETAIL - 100)
    lasts = f", and lasts {parameters['lasts']} more" if "lasts" in parameters else ""
    return f"promised: {what}; it is looked after {parameters['after']}{lasts}"
