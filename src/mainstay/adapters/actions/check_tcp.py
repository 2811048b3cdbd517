"""The kind `check-tcp`: look whether a port of a machine lets in."""

from collections.abc import Mapping
from dataclasses import dataclass

from mainstay.adapters.actions.looking import looked, seconds_of
from mainstay.adapters.actions.told import sentence
from mainstay.adapters.http.connecting import connected
from mainstay.adapters.http.limit import Ended, Limit
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Result
from mainstay.ports.action import Occasion


@dataclass(frozen=True, slots=True)
class TcpCheck:
    """Holds where the port lets in, does not where the machine says that it lets nobody in; else it cannot be told."""

    name: str = "check-tcp"
    looks: bool = True

    def foresee(self, parameters: Mapping[str, Value], _occasion: Occasion) -> Result:
        """Say what would be connected to; see the port."""
        return Result(Mark.DONE, sentence(f"would look whether {_place(parameters)} lets in"))

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Look, and be as patient as the plan says; see the port."""
        found = _look(parameters, occasion)
        return looked(found, parameters, occasion)


def _look(parameters: Mapping[str, Value], occasion: Occasion) -> Result:
    place = _place(parameters)
    limit = Limit(seconds_of(occasion), occasion.stopped)
    try:
        with connected(str(parameters["host"]), int(str(parameters["port"])), limit):
            return Result(Mark.DONE, sentence(f"{place} lets in"))
    except ConnectionRefusedError:
        return Result(Mark.FAILED, sentence(f"{place} lets nobody in"))
    except Ended as error:
        return Result(Mark.UNKNOWN, sentence(f"{place}: {error}"))
    except OSError as error:
        reason = error.strerror or str(error) or "it took too long"
        return Result(Mark.UNKNOWN, sentence(f"{place} was not reached: {reason}"))


def _place(parameters: Mapping[str, Value]) -> str:
    return f"port {parameters['port']} of {parameters['host']}"
