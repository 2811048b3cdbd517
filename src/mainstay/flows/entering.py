"""Forecasts enter the ledger when they are told, and what came of earlier ones is told by the same series' levels."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from mainstay.analysis.forecasting.days import DAY, Days
from mainstay.analysis.ledger.believing import standings
from mainstay.analysis.ledger.issuing import chosen, issued
from mainstay.analysis.ledger.joining import joined
from mainstay.analysis.ledger.resolving import given_up, resolved
from mainstay.domain.forecast import Forecast
from mainstay.domain.ledger_case import Standing
from mainstay.domain.prediction import DAILY_KINDS, DATE, SERIES_KINDS, Prediction
from mainstay.domain.run import Purpose, Run, RunState
from mainstay.flows.looking_at_forecasts import latest_judged
from mainstay.ports.records.ledger import Unread
from mainstay.ports.records.runs import AskedRuns
from mainstay.ports.store import Store, Work
from mainstay.present.forecast_words import foretold

_AT_ONCE = 500
_GIVEN_UP = 2_000
"""Predictions that are given up together."""
_RUNS = 500
_MOST_RUNS = 10_000
_PAST = 400 * DAY
"""Seconds after which nothing is open any more that was foretold before something was carried out."""


@dataclass(frozen=True, slots=True)
class Entered:
    """How many predictions entered the ledger, and how many that were there became known."""

    issued: int = 0
    judged: int = 0


@dataclass(frozen=True, slots=True)
class Terms:
    """By what forecasts enter: the standings that they were made by, and when something was carried out, by subject.

    `unread` is where predictions are put that cannot be read. Of so many series that not all can be kept only a `share` enters,
    beside all dates that are told.
    """

    said: Mapping[str, Standing]
    carried_out: Mapping[str, Sequence[int]]
    new_id: Callable[[], str]
    unread: Unread
    share: float = 1.0


def known_standings(store: Store, now: int, unread: Unread) -> Mapping[str, Standing]:
    """Give what the ledger says of each class, by its live record or else by the last replay.

    A prediction that cannot be read is put into `unread`, and all others count.
    """
    with store.reading() as work:
        return standings(latest_judged(work, now, unread), joined(work.replays.latest()))


def carried_out(store: Store, now: int) -> Mapping[str, tuple[int, ...]]:
    """Tell when something was carried out, by subject, in seconds since 1970: the runs of a good year that still stand."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    with store.reading() as work:
        subject_of = cache(lambda proposal: _subject(work, proposal))
        for run in _runs(work, now - _PAST):
            if run.purpose is Purpose.APPLY and (subject := subject_of(run.proposal)):
                found[subject].append(run.ended_at)
    return {subject: tuple(sorted(moments)) for subject, moments in found.items()}


def _runs(work: Work, since: int) -> Iterator[Run]:
    """Give the runs that were made since a moment and are done, the newest first, at most _MOST_RUNS."""
    last = ""
    for _ in range(0, _MOST_RUNS, _RUNS):
        page = work.runs.page(AskedRuns(None, frozenset({RunState.DONE}), before=last, most=_RUNS))
        yield from (run for run in page if run.made_at >= since)
        if len(page) < _RUNS or page[-1].made_at < since:
            return
        last = page[-1].id


def _subject(work: Work, proposal: str) -> str:
    known = work.proposals.get(proposal)
    return "" if known is None else known.plan.subject


def enter(store: Store, made: Sequence[tuple[Forecast, Days]], now: int, terms: Terms) -> Entered:
    """Judge what was foretold of these series before, by their levels, and keep what is foretold of them now.

    Some hundred series are one transaction. Raises RunFailed when the store cannot be used.
    """
    kept = done = 0
    by_source: defaultdict[str, list[tuple[Forecast, Days]]] = defaultdict(list)
    for one, days in made:
        by_source[one.signal.source].append((one, days))
    for source, series in by_source.items():
        for start in range(0, len(series), _AT_ONCE):
            portion = series[start : start + _AT_ONCE]
            with store.writing() as work:
                open_ones = open_of(work, source, [one.signal.key for one, _ in portion], terms.unread)
                judged, new = _told(portion, open_ones, now, terms)
                done += work.ledger.judge_all(judged)
                work.ledger.add(new)
                kept += len(new)
    return Entered(kept, done)


def give_up(store: Store, now: int, unread: Unread) -> int:
    """Judge what nobody could judge for so long that nothing will be heard of it any more; say how many these were.

    Each portion is a transaction of its own.
    """
    done = 0
    while True:
        with store.writing() as work:
            due = work.ledger.due(now, _GIVEN_UP, SERIES_KINDS, unread)
            # The longest due come first: behind one that may still come there is none to be given up.
            lost = [one for known in due if (one := given_up(known, now)) is not None]
            done += work.ledger.judge_all(lost)
        if not lost:
            return done


def open_of(
    work: Work, source: str, keys: Sequence[str], unread: Unread, kinds: Collection[str] = DAILY_KINDS
) -> Mapping[tuple[str, str], list[Prediction]]:
    """Give what of some kinds is open by subject and key: each machine calls its series the same, and all may share a store."""
    found: defaultdict[tuple[str, str], list[Prediction]] = defaultdict(list)
    after = ""
    while True:
        page = work.ledger.open_of(source, keys, after, unread=unread)
        for one in page:
            if one.of is not None and one.kind in kinds:
                found[one.subject, one.of.key].append(one)
        if not page:
            return found
        after = page[-1].id


def _told(
    portion: Sequence[tuple[Forecast, Days]],
    open_ones: Mapping[tuple[str, str], list[Prediction]],
    now: int,
    terms: Terms,
) -> tuple[list[Prediction], list[Prediction]]:
    """Give what became known of what is open, and what is new."""
    judged: list[Prediction] = []
    new: list[Prediction] = []
    for one, days in portion:
        signal = one.signal
        before = open_ones.get((signal.subject, signal.key), [])
        done = terms.carried_out.get(signal.subject, ())
        known = [
            found for past in before if (found := resolved(past, days, signal.limit, now, done)) is not None
        ]
        judged += known
        gone = {found.id for found in known}
        left = [past for past in before if past.id not in gone]
        new += [
            fresh
            for fresh in issued(one, terms.said.get(signal.sort), left, foretold, terms.new_id)
            if fresh.kind == DATE or chosen(signal.key, one.until, terms.share)
        ]
    return judged, new
