"""Kinds of action: what carries out one action of a plan, or looks whether something holds.

Every kind keeps to these rules, which the conformance suite holds it to. Parameters were checked against the kind's shape
(`analysis.plans.action_shapes`) before; what else is wrong with them is told as NOT_BEGUN. Trouble is a Result and never
raised. An action that changes something says NOT_BEGUN only where it surely had no effect, and UNKNOWN wherever it cannot be
sure: a time-out, a connection that broke after something was sent. It ends within `occasion.seconds` and soon after
`occasion.stopped()` is true. Texts of results hold no secret that it looked up.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from mainstay.domain.plan import Value
from mainstay.domain.run import Answer, Part, Purpose, Result


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Occasion:
    """For what, and under which circumstances, an action is carried out.

    `number` counts the tries from 1, `token` is the fencing token of the target's lease. `now` is in seconds since 1970,
    `seconds` how long it may take at most. `began_at` is when its first look began (`now` on the first). `memo` is what its own
    last look remembered, `done` what the step's action remembered when it was done (for its check and its undo), `first` is
    false on a later look of the same try. `answer` is what a person said since, with `answered_by` and `reason`.
    """

    run: str
    step: str
    part: Part
    purpose: Purpose
    number: int
    token: int
    subject: str
    environment: str
    base: str
    now: int
    seconds: float
    began_at: int = 0
    first: bool = True
    memo: Mapping[str, Value] = field(default_factory=dict)
    done: Mapping[str, Value] = field(default_factory=dict)
    answer: Answer | None = None
    answered_by: str = ""
    reason: str = ""
    undoes: str = ""
    stopped: Callable[[], bool] = _never

    @property
    def key(self) -> str:
        """What all tries of this one action share: by it an outside thing can tell a second try from another action."""
        return f"{self.run}.{self.step}.{self.part}"


class ActionKind(Protocol):
    """One kind of action, by the name that plans give it."""

    @property
    def name(self) -> str:
        """What plans call it."""
        ...

    @property
    def looks(self) -> bool:
        """Whether it changes nothing outside, so that it may be repeated at will."""
        ...

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Say what `act` would do, and change nothing: the dry run.

        DONE says in `detail` what would be done, NOT_BEGUN why it could not be, UNKNOWN that it cannot be foreseen.
        """
        ...

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Do it, or look."""
        ...
