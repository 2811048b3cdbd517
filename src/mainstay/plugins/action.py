"""What the author of an action writes against: the occasion that it is given, and the result that it gives.

```python
class Greet:
    name = "greet"
    api = API
    looks = False
    parameters = Parameters  # a msgspec.Struct class
    example = {"to": "${folder}/greeting"}

    def foresee(self, parameters: Parameters, occasion: Occasion) -> Result:
        return Result(Mark.DONE, f"it would greet {parameters.to}")

    def act(self, parameters: Parameters, occasion: Occasion) -> Result:
        ...
```

What a result means stands with `mainstay.ports.action`; the same rules hold for every kind of action.
"""

from collections.abc import Mapping
from typing import Any, Protocol

import msgspec

from mainstay.domain.run import Answer, Mark, Part, Purpose, Result, WaitFor
from mainstay.ports.action import Occasion

__all__ = [
    "API",
    "Action",
    "Answer",
    "Mark",
    "NoParameters",
    "Occasion",
    "Part",
    "Purpose",
    "Result",
    "WaitFor",
]

API = 1
"""The version of what stands in this module. An action says with `api` which one it was written for."""


class NoParameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The parameters of an action that has none."""


class Action(Protocol):
    """An action: one object that an entry point of the group `mainstay.actions` names by its `name`.

    `api` is `API` of the version that it was written for. `looks` says that it changes nothing. `parameters` is a
    `msgspec.Struct` class, of which it is given one; a plan's parameters must be exactly its fields. `example` are parameters
    with which it may be tried; `${folder}` in their texts becomes a folder that it may write to.

    Each call is made in a process of its own, which knows nothing of the last: what must be remembered goes into the `memo` of
    a result, and comes back in that of the next occasion. A parameter that is `env:NAME` or `file:/path` comes to `act` as the
    secret that it stands for, and to `foresee` as it is.
    """

    name: str
    api: int
    looks: bool
    parameters: type[msgspec.Struct]
    example: Mapping[str, Any]

    def foresee(self, parameters: Any, occasion: Occasion) -> Result:  # noqa: ANN401  # the action's own class
        """Say what `act` would do; it runs where it can change nothing and ask nobody, so it may also say UNKNOWN."""
        ...

    def act(self, parameters: Any, occasion: Occasion) -> Result:  # noqa: ANN401  # the action's own class
        """Do it. What it starts is ended with it, and so is it itself after `occasion.seconds`."""
        ...
