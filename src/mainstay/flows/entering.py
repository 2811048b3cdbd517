"""Forecasts enter the ledger when they are told, and what came of earlier ones is told by the same series' levels."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from mainstay.analysis.forecasting.days import Days
from mainstay.analysis.ledger.believing import standings
from mainstay.analysis.ledger.issuing import chosen, issued
from mainstay.analysis.ledger.joining import joined
from mainstay.analysis.ledger.resolving import given_up, resolved
from mainstay.domain.forecast import Forecast
from mainstay.domain.ledger_case import Standing
from mainstay.domain.prediction import DATE, SERIES_KINDS, Prediction
from mainstay.domain.run import Purpose, RunState
from mainstay.flows.looking_at_forecasts import latest_judged
from mainstay.ports.records.runs import AskedRuns
from mainstay.ports.store import Store, Work
from mainstay.present.forecast_words import foretold

_AT_ONCE = 500
_RUNS = 50
_EVENTS = 1_000


@dataclass(frozen=True, slots=True)
class Entered:
    """How many predictions entered the ledger, and how many that were there became known."""

    issued: int = 0
    judged: int = 0


def known_standings(store: Store, now: int) -> Mapping[str, Standing]:
    """Give what the ledger says of each class, by its live record or else by the last replay."""
    with store.reading() as work:
        return standings(latest_judged(work, now), joined(work.replays.latest()))


def carried_out(store: Store) -> Mapping[str, tuple[int, ...]]:
    """Tell when something was carried out, by subject, in seconds since 1970: the latest runs that still stand."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    with store.reading() as work:
        runs = work.runs.page(AskedRuns(None, frozenset({RunState.DONE}), most=_EVENTS))
        subject_of = cache(lambda proposal: _subject(work, proposal))
        for run in runs:
            if run.purpose is Purpose.APPLY and (subject := subject_of(run.proposal)):
                found[subject].append(run.ended_at)
    return {subject: tuple(sorted(moments)) for subject, moments in found.items()}


def _subject(work: Work, proposal: str) -> str:
    known = work.proposals.get(proposal)
    return "" if known is None else known.plan.subject


def enter(
    store: Store,
    made: Sequence[tuple[Forecast, Days]],
    said: Mapping[str, Standing],
    now: int,
    new_id: Callable[[], str],
    share: float = 1.0,
) -> Entered:
    """Judge what was foretold of these series before, by their levels, and keep what is foretold of them now.

    `said` are the standings by which the forecasts were made. Of so many series that not all can be kept only a `share` enters,
    beside all dates that are told. Some hundred series are one transaction. Raises RunFailed when the store cannot be used.
    """
    kept = done = 0
    by_source: defaultdict[str, list[tuple[Forecast, Days]]] = defaultdict(list)
    for one, days in made:
        by_source[one.signal.source].append((one, days))
    for source, series in by_source.items():
        for start in range(0, len(series), _AT_ONCE):
            portion = series[start : start + _AT_ONCE]
            with store.writing() as work:
                open_ones = _open(work, source, [one.signal.key for one, _ in portion])
                judged, new = _told(work, portion, open_ones, (said, now, new_id, share))
                done += work.ledger.judge_all(judged)
                work.ledger.add(new)
                kept += len(new)
    return Entered(kept, done)


def give_up(store: Store, now: int) -> int:
    """Judge what nobody could judge for so long that nothing will be heard of it any more; say how many these were."""
    with store.reading() as work:
        lost = [
            one
            for due in work.ledger.due(now, 10_000, SERIES_KINDS)
            if (one := given_up(due, now)) is not None
        ]
    if not lost:
        return 0
    with store.writing() as work:
        return work.ledger.judge_all(lost)


def _open(work: Work, source: str, keys: Sequence[str]) -> Mapping[tuple[str, str], list[Prediction]]:
    """Give what is open by subject and key: each machine calls its own series the same, and all may share one store."""
    found: defaultdict[tuple[str, str], list[Prediction]] = defaultdict(list)
    after = ""
    while True:
        page = work.ledger.open_of(source, keys, after)
        for one in page:
            if one.of is not None:
                found[one.subject, one.of.key].append(one)
        if not page:
            return found
        after = page[-1].id


def _told(
    work: Work,
    portion: Sequence[tuple[Forecast, Days]],
    open_ones: Mapping[tuple[str, str], list[Prediction]],
    terms: tuple[Mapping[str, Standing], int, Callable[[], str], float],
) -> tuple[list[Prediction], list[Prediction]]:
    """Give what became known of what is open, and what is new."""
    said, now, new_id, share = terms
    ended = cache(lambda subject: _ended(work, subject))
    judged: list[Prediction] = []
    new: list[Prediction] = []
    for one, days in portion:
        signal = one.signal
        before = open_ones.get((signal.subject, signal.key), [])
        done = ended(signal.subject)
        known = [
            found for past in before if (found := resolved(past, days, signal.limit, now, done)) is not None
        ]
        judged += known
        gone = {found.id for found in known}
        left = [past for past in before if past.id not in gone]
        new += [
            fresh
            for fresh in issued(one, said.get(signal.sort), left, foretold, new_id)
            if fresh.kind == DATE or chosen(signal.key, one.until, share)
        ]
    return judged, new


def _ended(work: Work, subject: str) -> tuple[int, ...]:
    """Tell when something was carried out on a subject that still stands, in seconds since 1970."""
    runs = work.runs.page(AskedRuns(None, frozenset({RunState.DONE}), subject, most=_RUNS))
    return tuple(run.ended_at for run in runs if run.purpose is Purpose.APPLY)
