"""The kind `check-promql`: compare one number of a metrics server."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mainstay.adapters.actions.looking import looked, seconds_of
from mainstay.adapters.actions.told import sentence
from mainstay.analysis.metrics_servers import meant
from mainstay.domain.errors import EvidenceMissing, UsageError
from mainstay.domain.plan import Value
from mainstay.domain.relation import Relation
from mainstay.domain.run import Mark, Result, WaitFor
from mainstay.ports.action import Occasion
from mainstay.ports.metrics import Metrics, Series


class _Unclear(Exception):
    """It cannot be told; the text says why."""


@dataclass(frozen=True, slots=True)
class PromqlCheck:
    """Holds where an expression gives one number that stands as wanted; what gives none, or several, cannot be told."""

    servers: Mapping[str, Metrics]
    name: str = "check-promql"
    looks: bool = True

    def foresee(self, parameters: Mapping[str, Value], _occasion: Occasion) -> Result:
        """Say what would be asked; see the port."""
        try:
            server = self._server(parameters)
        except _Unclear as unclear:
            return Result(Mark.NOT_BEGUN, sentence(str(unclear)))
        wanted = f"{parameters['is']} {parameters['value']}"
        return Result(
            Mark.DONE, sentence(f"would look whether {server.name} tells {wanted}: {_query(parameters)}")
        )

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Look, and be as patient as the plan says; see the port."""
        try:
            found = self._look(parameters, occasion)
        except _Unclear as unclear:
            found = Result(Mark.UNKNOWN, sentence(f"{unclear}: {_query(parameters)}"))
        return looked(found, parameters, occasion, WaitFor.METRIC)

    def _look(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        server = self._server(parameters)
        seconds = seconds_of(occasion)
        try:
            series = server.instant(_query(parameters), occasion.now, seconds, occasion.stopped)
        except (EvidenceMissing, UsageError) as failure:
            raise _Unclear(f"{server.name}: {failure.what}") from failure
        number, wanted = _only(series, server.name), float(str(parameters["value"]))
        relation = Relation(str(parameters["is"]))
        if relation.holds(number, wanted):
            return Result(
                Mark.DONE, sentence(f"{number:.12g} is {relation} {wanted:.12g}: {_query(parameters)}")
            )
        return Result(
            Mark.FAILED, sentence(f"{number:.12g} is not {relation} {wanted:.12g}: {_query(parameters)}")
        )

    def _server(self, parameters: Mapping[str, Value]) -> Metrics:
        try:
            return meant(self.servers, parameters.get("server"))
        except UsageError as unclear:
            raise _Unclear(unclear.what) from unclear


def _only(series: Sequence[Series], name: str) -> float:
    """Give the one number of an answer."""
    if not series or not series[0].points:
        raise _Unclear(f"no data: {name} has no such series")
    if len(series) > 1:
        raise _Unclear(f"no data: {name} has {len(series)} such series, and one is wanted")
    number = series[0].points[-1][1]
    if math.isnan(number):
        raise _Unclear(f"no data: {name} has no number there (NaN)")
    return number


def _query(parameters: Mapping[str, Value]) -> str:
    return str(parameters["query"])
