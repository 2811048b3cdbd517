"""The kind `check-command`: run a program whose exit status tells whether something holds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mainstay.adapters.actions.looking import looked
from mainstay.adapters.actions.programs import Programs
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Result
from mainstay.ports.action import Occasion


@dataclass(frozen=True, slots=True)
class CommandCheck:
    """Runs a program that looks: with an expected status it holds, with another it does not, else it could not be told."""

    programs: Programs
    name: str = "check-command"
    looks: bool = True

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Say what would be run; see the port."""
        return self.programs.foresee(parameters, occasion)

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Run it, and be as patient as the plan says; see the port."""
        found = self.programs.run(parameters, occasion)
        if found.mark is Mark.NOT_BEGUN:
            found = replace(found, mark=Mark.UNKNOWN)
        return looked(found, parameters, occasion)
