"""Looking at promises: what changes were to bring, what became of it, and how often."""

from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache

from mainstay.analysis.promises.judging import outcome
from mainstay.analysis.promises.recording import Given, given
from mainstay.domain.errors import UsageError
from mainstay.domain.ledger_view import SCHEMA, Ledger, PromiseView
from mainstay.domain.prediction import Prediction
from mainstay.domain.promise import KEPT, LASTS, Outcome
from mainstay.domain.run import Run, RunState
from mainstay.flows.office import Office
from mainstay.ports.store import Store, Work

_MOST = 100_000
"""Older promises than so many are neither listed nor counted."""


def listed_promises(
    office: Office, outcomes: Collection[Outcome] = (), before: str = "", most: int = 50
) -> Ledger:
    """Give a page of the promises that this person may see, the newest first, and count all of them.

    Raises UsageError when there is none of the id `before`.
    """
    with office.store.reading() as work:
        seen = tuple(_promises(office, work))
    counts = Counter(one.outcome for one in seen)
    start = _behind(seen, before) if before else 0
    chosen = [one for one in seen[start:] if not outcomes or one.outcome in outcomes]
    page = tuple(chosen[:most])
    more = page[-1].id if len(chosen) > most else ""
    return Ledger(SCHEMA, office.clock.now(), office.who, page, counts, more)


def any_promised(store: Store) -> bool:
    """Tell whether there is any promise, whoever may see it."""
    with store.reading() as work:
        return bool(work.ledger.of(KEPT, most=1))


def _promises(office: Office, work: Work) -> Iterator[PromiseView]:
    teams, run_of = office.seen(), cache(work.runs.get)
    later = {(place.run, place.step): one for one, place in _given(work, LASTS)}
    for one, place in _given(work, KEPT):
        run = run_of(place.run)
        if run is not None and (teams is None or run.team in teams):
            yield _view(one, later.get((place.run, place.step)), place, run)


def _given(work: Work, kind: str) -> Iterator[tuple[Prediction, Given]]:
    for one in work.ledger.of(kind, most=_MOST):
        if (place := given(one)) is not None:
            yield one, place


def _view(kept: Prediction, lasts: Prediction | None, place: Given, run: Run) -> PromiseView:
    return PromiseView(
        kept.id,
        outcome(kept, lasts, taken_back=run.state is RunState.UNDONE),
        kept.text,
        kept.subject,
        run.team,
        run.id,
        place.step,
        kept.made_at,
        kept.due_at,
        kept.judged_at,
        kept.value,
        lasts.due_at if lasts else 0,
        lasts.judged_at if lasts else 0,
        lasts.value if lasts else None,
    )


def _behind(seen: tuple[PromiseView, ...], before: str) -> int:
    place = next((at for at, one in enumerate(seen) if one.id == before), None)
    if place is None:
        raise UsageError(
            "there is no such promise",
            where=f"--before {before}",
            mend="give the whole id, as the page before says",
        )
    return place + 1
