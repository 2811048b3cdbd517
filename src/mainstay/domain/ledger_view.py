"""The ledger as it is shown: how right forecasts were, what changes were to bring, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from mainstay.domain.ledger_case import ClassRecord, Standing
from mainstay.domain.notice import Notice
from mainstay.domain.prediction import Prediction
from mainstay.domain.promise import Outcome
from mainstay.domain.replay import Replay

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
class ClassView:
    """How forecasts of a class came out: those that were told, and those that a replay would have told, never together.

    `standing` is what the next forecasts go by, None while nothing came due. `open` are not due yet.
    """

    sort: str
    live: ClassRecord | None
    replayed: ClassRecord | None
    standing: Standing | None
    open: int = 0


@dataclass(frozen=True, slots=True)
class ReplayView:
    """What was replayed of the past: `at` last, `mondays` from `first` to `last`, of so many `series` of some sources."""

    at: int
    first: int
    last: int
    mondays: int
    series: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """How right forecasts were by class, and the promises that a person may see, the newest first.

    `counts` are all promises that the person may see, by outcome; a promise is counted once, so that what came back is not
    among the kept. `next_before` is the id of the promise to go on from, "" at the end. `replay` is of all
    sources together, each as it was replayed last, None without.
    `person` is "" where nobody knows who asks; then no promises are shown. `notices` tell what could not be read.
    """

    schema: int
    at: int
    person: str
    promises: tuple[PromiseView, ...]
    counts: Mapping[Outcome, int]
    next_before: str
    classes: tuple[ClassView, ...] = ()
    replay: ReplayView | None = None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class PredictionList:
    """A page of what was foretold of series, the newest first; `next_before` is the id to go on from, "" at the end.

    `notices` tell what could not be read.
    """

    schema: int
    at: int
    predictions: tuple[Prediction, ...]
    next_before: str
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplayPage:
    """A replay as it is told by the command that made it; `notes` say what it could not know of the past."""

    schema: int
    replay: Replay
    notes: tuple[str, ...]
