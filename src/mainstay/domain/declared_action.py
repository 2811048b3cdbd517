"""A declared action: one that an operator made of a kind that comes along, with parameters of its own, as data in a file."""

from collections.abc import Mapping
from dataclasses import dataclass

from mainstay.domain.action_kinds import LOOKING
from mainstay.domain.plan import Action, Repeat

DEFINITION, PART = "definition", "part"
"""Parameters that every declared action has beside its own: the SHA-256 of its definition, and which part of it is meant."""

CHECK, UNDO = "check", "undo"
"""The parts that may be named; nothing named is what the action does."""


@dataclass(frozen=True, slots=True)
class DeclaredParameter:
    """One parameter: a text that a `pattern` matches whole, one of some `choices`, or a whole number in a `span`.

    Exactly one of the three says something; both ends of a span belong to it. One that is not `needed` may be left out.
    """

    name: str
    about: str
    pattern: str = ""
    choices: tuple[str, ...] = ()
    span: tuple[int, int] | None = None
    needed: bool = True


@dataclass(frozen=True, slots=True)
class DeclaredAction:
    """What plans may name: `${NAME}` in the values of `do`, `check` and `undo` stands for the parameter of that name.

    `looks` says that it changes nothing, `repeat` what may be done with it where nobody knows whether it was done (None: what
    the plan says).
    """

    name: str
    about: str
    parameters: tuple[DeclaredParameter, ...]
    do: Action
    check: Action | None = None
    undo: Action | None = None
    looks: bool = False
    repeat: Repeat | None = None

    @property
    def parts(self) -> Mapping[str, Action]:
        """The parts that there are by their names, "" for what it does."""
        named = {"": self.do, CHECK: self.check, UNDO: self.undo}
        return {name: action for name, action in named.items() if action is not None}

    def part_looks(self, name: str) -> bool:
        """Whether a part changes nothing: what it does by what its operator says, the others by their kind."""
        action = self.parts.get(name)
        return self.looks if name == "" else action is None or action.kind in LOOKING
