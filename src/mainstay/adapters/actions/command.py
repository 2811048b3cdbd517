"""The kind `command`: run a program."""

from collections.abc import Mapping
from dataclasses import dataclass

from mainstay.adapters.actions.programs import Programs
from mainstay.domain.plan import Value
from mainstay.domain.run import Result
from mainstay.ports.action import Occasion


@dataclass(frozen=True, slots=True)
class CommandAction:
    """Runs a program, without a shell; what it leaves running is ended."""

    programs: Programs
    name: str = "command"
    looks: bool = False

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Say what would be run; see the port."""
        return self.programs.foresee(parameters, occasion)

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Run it; see the port."""
        return self.programs.run(parameters, occasion)
