"""The ledger as it is shown: what changes were to bring, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from mainstay.domain.promise import Outcome

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class PromiseView:
    """A promise and what became of it.

    The `step` of the `run` gave it at `made_at`. It was looked whether `what` is so at `judged_at`, and what lasts was looked
    at once more at `lasts_judged_at`; `value` and `lasts_value` are what was measured then, None where nothing was. What is
    due later has 0 as the time of looking; what need not last has 0 as `lasts_until`. Times are seconds since 1970.
    """

    id: str
    outcome: Outcome
    what: str
    subject: str
    team: str
    run: str
    step: str
    made_at: int
    due_at: int
    judged_at: int
    value: float | None
    lasts_until: int
    lasts_judged_at: int
    lasts_value: float | None


@dataclass(frozen=True, slots=True)
class PromiseList:
    """Promises that a person may see, the newest first.

    `counts` are all that the person may see, by outcome; a promise is counted once, so that what came back is not among the
    kept. `next_before` is the id to go on from, "" at the end.
    """

    schema: int
    at: int
    person: str
    promises: tuple[PromiseView, ...]
    counts: Mapping[Outcome, int]
    next_before: str
