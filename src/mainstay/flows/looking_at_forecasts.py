"""Looking at the ledger of forecasts: how right each class was, live and replayed, and single predictions."""

from collections.abc import Callable
from dataclasses import replace

from mainstay.analysis.gates.holders import everything, subjects_of
from mainstay.analysis.ledger.believing import live, standings
from mainstay.analysis.ledger.issuing import WEEKS
from mainstay.analysis.ledger.joining import joined
from mainstay.domain.errors import UsageError
from mainstay.domain.forecast import Forecast, ForecastList, Past
from mainstay.domain.ledger_view import SCHEMA, ClassView, PredictionList, ReplayView
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.prediction import DATE, HOURLY_KINDS, LEVEL, PASSES, SERIES_KINDS, Prediction
from mainstay.domain.replay import Replay
from mainstay.flows.office import Office
from mainstay.ports.records.ledger import Unread
from mainstay.ports.store import Store, Work
from mainstay.present.numbers import plural
from mainstay.present.visible import visible

URGENT = 40
"""Forecasts whose past is looked up, from the most urgent one on."""
_OF_A_SUBJECT = 2_000
_MOST_PAST = 26
_SHOWN = (28, 7)
"""Days ahead that are shown, of which the first ones that came due count: those of a month say more than those of a week."""
LATEST = 500
"""Predictions of a kind and class that count, the latest judged ones: how a class fared years ago says little."""
_COUNTED = (
    *((LEVEL, 7 * weeks) for weeks in WEEKS),
    (PASSES, 0),
    (DATE, 0),
    *((kind, 0) for kind in HOURLY_KINDS),
)
"""Kinds with the days ahead that are counted apart: of many series the levels of a week ahead alone would be the latest."""

_EXAMPLES = 5
_PAGES = 200
"""So many pages are looked through at once for what one may see; who wants more goes on from there."""


def latest_judged(work: Work, now: int, unread: Unread) -> list[Prediction]:
    """Give the latest judged predictions of each class that were due by `now`; those that cannot be read are put into `unread`.

    What came true before it was due waits: what does not come true is known when it is due, and a record of the first alone
    would be of nothing but dates that came early, and chances that came true.
    """
    return [
        one
        for sort in work.ledger.sorts()
        for kind, days in _COUNTED
        for one in work.ledger.judged(kind, sort, LATEST, days, now, unread)
    ]


def classes(store: Store, now: int, unread: Unread) -> tuple[tuple[ClassView, ...], ReplayView | None]:
    """Give how right forecasts of each class were, by its name, and of what the replayed ones are."""
    with store.reading() as work:
        judged, replay = latest_judged(work, now, unread), joined(work.replays.latest())
        waiting = work.ledger.open_counts()
    told = live(judged)
    again = {} if replay is None else {one.record.sort: one.record for one in replay.classes}
    standing = standings(judged, replay)
    found = tuple(
        ClassView(
            sort,
            told[sort].record if sort in told else None,
            again.get(sort),
            standing.get(sort),
            waiting.get(sort, 0),
        )
        for sort in sorted({*told, *again, *waiting})
    )
    return found, _view(replay)


def with_past(
    store: Store, found: ForecastList, unread: Unread, may_see: Callable[[str], bool] = everything
) -> ForecastList:
    """Give forecasts, the most urgent of them with what was foretold of their series some weeks ahead, the oldest first.

    Only of subjects that one `may_see` it is told what was foretold.
    """
    with store.reading() as work:
        urgent = tuple(
            replace(one, past=_past(work, one, unread)) if may_see(one.signal.subject) else one
            for one in found.forecasts[:URGENT]
        )
    return replace(found, forecasts=(*urgent, *found.forecasts[URGENT:]))


def unreadable_predictions(unread: Unread) -> tuple[Notice, ...]:
    """Say which predictions could not be read and were left out, none where there is none."""
    if not unread:
        return ()
    text = f"{plural(len(unread), 'prediction')} of the ledger cannot be read, and counted for nothing; all others are there."
    examples = tuple(visible(one, 100) for one in sorted(unread)[:_EXAMPLES])
    text += f" Look at: {', '.join(examples)}{', ...' if len(unread) > _EXAMPLES else ''}."
    return (Notice("ledger-unreadable", text, Weight.LIMIT, "mainstay store check", len(unread), examples),)


def _past(work: Work, one: Forecast, unread: Unread) -> tuple[Past, ...]:
    signal = one.signal
    told = [
        each
        for each in work.ledger.of(LEVEL, signal.subject, _OF_A_SUBJECT, unread)
        if each.of is not None and (each.of.source, each.of.key) == (signal.source, signal.key)
    ]
    for days in _SHOWN:
        ahead = [each for each in told if each.of is not None and each.of.days == days]
        if any(each.value is not None for each in ahead) or days == _SHOWN[-1]:
            return tuple(shown for each in reversed(ahead[:_MOST_PAST]) if (shown := _shown(each)))
    return ()


def _shown(one: Prediction) -> Past | None:
    if one.low is None or one.middle is None or one.high is None:
        return None
    return Past(one.made_at, one.due_at, one.low, one.middle, one.high, one.value, bool(one.came))


def predictions(
    store: Store,
    now: int,
    sort: str,
    before: str,
    most: int,
    may_see: Callable[[str], bool] = everything,
) -> PredictionList:
    """Give a page of what was foretold of series, of one class where it is named, about subjects that one `may_see`.

    Raises UsageError where nothing has the id `before`.
    """
    seen: list[Prediction] = []
    unread: dict[str, str] = {}
    last, size = before, max(most + 1, LATEST)
    with store.reading() as work:
        for _ in range(_PAGES):
            lost: dict[str, str] = {}
            some = work.ledger.page(SERIES_KINDS, sort, last, size, lost)
            unread |= lost
            if before and last == before and not some and not lost:
                # Nothing ends a page but the last one of all, and behind that one nobody is sent.
                raise UsageError(
                    "there is no such prediction",
                    where=f"--before {before}",
                    mend="give the whole id, as the page before says",
                )
            seen += (one for one in some if may_see(one.subject))
            if len(seen) > most or not some or len(some) + len(lost) < size:
                break
            last = some[-1].id
        else:
            return PredictionList(SCHEMA, now, tuple(seen), last, unreadable_predictions(unread))
    more = seen[most - 1].id if len(seen) > most else ""
    return PredictionList(SCHEMA, now, tuple(seen[:most]), more, unreadable_predictions(unread))


def seen_by(office: Office) -> Callable[[str], bool]:
    """Tell which subjects the person of an office may see: those of their teams, as with promises."""
    return subjects_of(office.policy.directory, office.seen())


def _view(replay: Replay | None) -> ReplayView | None:
    if replay is None:
        return None
    return ReplayView(
        replay.made_at, replay.first, replay.last, replay.mondays, replay.series, replay.sources
    )
