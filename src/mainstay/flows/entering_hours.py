"""The next hours enter the ledger when they are told, and what came of earlier ones is told by the hourly levels since."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from mainstay.analysis.ledger.issuing_hours import by_hours, issued_hours
from mainstay.analysis.ledger.resolving_hours import resolved_hours
from mainstay.analysis.short_term.hours import Hours
from mainstay.domain.forecast import Forecast
from mainstay.domain.prediction import HOURLY_KINDS, Prediction
from mainstay.flows.entering import Entered, Terms, open_of
from mainstay.ports.records.ledger import Unread
from mainstay.ports.store import Store
from mainstay.present.hour_words import foretold_hours

_AT_ONCE: Final = 500


def enter_hours(store: Store, made: Sequence[tuple[Forecast, Hours]], now: int, terms: Terms) -> Entered:
    """Judge what was foretold of the hours of these series before, by their hourly levels, and keep what is foretold now.

    Of a forecast without its next hours nothing is kept. Some hundred series are one transaction. Raises RunFailed when the
    store cannot be used.
    """
    kept = done = 0
    by_source: defaultdict[str, list[tuple[Forecast, Hours]]] = defaultdict(list)
    for one, hours in made:
        by_source[one.signal.source].append((one, hours))
    for source, series in by_source.items():
        for start in range(0, len(series), _AT_ONCE):
            portion = series[start : start + _AT_ONCE]
            with store.writing() as work:
                keys = [one.signal.key for one, _ in portion]
                open_ones = open_of(work, source, keys, terms.unread, HOURLY_KINDS)
                judged: list[Prediction] = []
                new: list[Prediction] = []
                for one, hours in portion:
                    before = open_ones.get((one.signal.subject, one.signal.key), [])
                    known = _known(one, hours, before, now, terms)
                    gone = {found.id for found in known}
                    left = [past for past in before if past.id not in gone]
                    said = terms.said.get(by_hours(one.signal.sort))
                    judged += known
                    new += issued_hours(one, hours, said, left, foretold_hours, terms.new_id)
                done += work.ledger.judge_all(judged)
                work.ledger.add(new)
                kept += len(new)
    return Entered(kept, done)


def _known(
    one: Forecast, hours: Hours, before: Sequence[Prediction], now: int, terms: Terms
) -> list[Prediction]:
    carried_out = terms.carried_out.get(one.signal.subject, ())
    found = (resolved_hours(past, hours, one.signal.limit, now, carried_out) for past in before)
    return [each for each in found if each is not None]


def due_hours(store: Store, now: int, most: int, unread: Unread) -> frozenset[tuple[str, str]]:
    """Give the sources and keys of the series of which hours are due that nobody judged yet, the longest due first."""
    with store.reading() as work:
        due = work.ledger.due(now, most, HOURLY_KINDS, unread)
    return frozenset((one.of.source, one.of.key) for one in due if one.of is not None)
