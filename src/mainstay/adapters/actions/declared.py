"""Carries out a declared action by the kind of action that it is made of, and only as it was when it was proposed."""

from collections.abc import Mapping

from mainstay.adapters.actions.told import sentence
from mainstay.analysis.declared.definition import definition_of
from mainstay.analysis.declared.fitting import come_to, declared_misfits
from mainstay.domain.declared_action import DEFINITION, DeclaredAction
from mainstay.domain.plan import Action, Value
from mainstay.domain.run import Mark, Result
from mainstay.ports.action import ActionKind, Occasion


class DeclaredKind:
    """One declared action, over the `kinds` that come along, by their names."""

    def __init__(self, declared: DeclaredAction, kinds: Mapping[str, ActionKind]) -> None:
        """Know what it is, and what carries it out."""
        self._declared = declared
        self._kinds = kinds
        self._definition = definition_of(declared)

    @property
    def name(self) -> str:
        """What plans call it."""
        return self._declared.name

    @property
    def looks(self) -> bool:
        """Whether its operator says that it changes nothing."""
        return self._declared.looks

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Say what the action that it comes to would do."""
        made = self._made(parameters)
        if isinstance(made, Result):
            return made
        kind, action = made
        return kind.foresee(action.parameters, occasion)

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Do it, if it is still what was proposed."""
        made = self._made(parameters)
        if isinstance(made, Result):
            return made
        kind, action = made
        return kind.act(action.parameters, occasion)

    def _made(self, parameters: Mapping[str, Value]) -> tuple[ActionKind, Action] | Result:
        """Give the action that it comes to with what carries that out, or why it is not begun."""
        if parameters.get(DEFINITION) != self._definition:
            return _not_begun(f"{self.name} was changed since it was proposed: propose it anew")
        wrong = next(declared_misfits(self._declared, parameters), "")
        if wrong:
            return _not_begun(wrong)
        action = come_to(self._declared, parameters)
        kind = self._kinds.get(action.kind)
        if kind is None:
            return _not_begun(f"{self.name} is made of {action.kind}, which is not carried out here")
        return kind, action


def _not_begun(why: str) -> Result:
    return Result(Mark.NOT_BEGUN, sentence(why))
