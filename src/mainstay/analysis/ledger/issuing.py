"""What of a forecast enters the ledger: levels some weeks ahead, the chance of passing the limit, and the date told."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b
from math import isfinite
from typing import Final

import numpy as np

from mainstay.analysis.forecasting.days import DAY
from mainstay.analysis.forecasting.stretching import stretch
from mainstay.analysis.ledger.undated import why_undated
from mainstay.domain.forecast import COVER, WITHIN, Forecast, Verdict
from mainstay.domain.ledger_case import Standing
from mainstay.domain.prediction import CROSSING_DAYS, DATE, LEVEL, PASSES, Of, Prediction
from mainstay.domain.signal import Side

WEEKS: Final = (1, 4, 12)
"""Weeks ahead at which levels are held against their bands."""
WEEK: Final = 7 * DAY
_MONTH: Final = 28
_REACH: Final = {7 * weeks: 7 * weeks for weeks in WEEKS} | {_MONTH: CROSSING_DAYS}
"""So many days ahead levels are held, with the days that a forecast must reach: the chance enters with the level of a month."""
_MONDAY: Final = 4 * DAY
"""1970 began on a Thursday: the first Monday was its fifth day."""
_NOT_FORETOLD: Final = {Verdict.TOO_SHORT, Verdict.UNUSABLE}
_WITH_A_CHANCE: Final = {Verdict.CROSSES, Verdict.MAY_CROSS, Verdict.STAYS}


def monday(moment: int) -> int:
    """Give the beginning of the week (Monday, UTC) in which a moment lies."""
    return moment - (moment - _MONDAY) % WEEK


def chosen(key: str, moment: int, share: float) -> bool:
    """Tell whether a series is among the share of all that enters the ledger this week: by its name, so by nobody's wish."""
    if share >= 1:
        return True
    drawn = blake2b(f"{monday(moment)} {key}".encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(drawn) < share * 2**64


def issued(
    one: Forecast,
    standing: Standing | None,
    open_ones: Collection[Prediction],
    text: Callable[[Forecast, int], str],
    new_id: Callable[[], str],
) -> Iterator[Prediction]:
    """Give what of a forecast is new to the ledger.

    `open_ones` are the predictions of its series that are not judged. What is so many weeks ahead enters once a week, with the
    first forecast that reaches so far, and a date when none is open, for those of another limit are judged before. `text` says
    what is foretold so many days ahead, 0 for the date. Of a muted class nobody is told.
    """
    if one.verdict in _NOT_FORETOLD or one.course is None or not one.moves:
        return
    last: dict[int, int] = {}
    for past in open_ones:
        # The levels alone say it: a chance that came true is judged before the week is over.
        if past.of and past.kind == LEVEL:
            last[past.of.days] = max(past.of.since, last.get(past.of.days, 0))
    base = _of(one)
    new = {
        days
        for days, reach in _REACH.items()
        if reach <= one.horizon and last.get(days, 0) < monday(one.until)
    }
    yield from _levels(one, sorted(new), base, standing, text, new_id)
    if _MONTH in new and base.limit is not None and one.verdict in _WITH_A_CHANCE:
        yield _chance(one, base, text, new_id)
    if one.verdict is Verdict.CROSSES and not any(past.kind == DATE for past in open_ones):
        days = (one.late - one.until) // DAY if one.late else one.horizon
        yield Prediction(
            new_id(),
            DATE,
            one.signal.subject,
            text(one, 0),
            one.made_at,
            one.until + days * DAY,
            one.chances[-1] if one.chances else None,
            float(one.early),
            float(one.late) if one.late else None,
            COVER,
            middle=float(one.at),
            of=replace(base, days=days),
        )


def _levels(
    one: Forecast,
    ahead: Iterable[int],
    base: Of,
    standing: Standing | None,
    text: Callable[[Forecast, int], str],
    new_id: Callable[[], str],
) -> Iterator[Prediction]:
    course = one.course
    if course is None:
        return
    factors: Mapping[int, float] = {} if standing is None else standing.factors
    widened = np.broadcast_to(stretch([factors], one.horizon), (1, one.horizon))[0]
    for days in ahead:
        yield Prediction(
            new_id(),
            LEVEL,
            one.signal.subject,
            text(one, days),
            one.made_at,
            one.until + days * DAY,
            None,
            course.low[days - 1],
            course.high[days - 1],
            COVER,
            middle=course.middle[days - 1],
            of=replace(base, days=days, widened=float(widened[days - 1])),
        )


def _chance(
    one: Forecast, base: Of, text: Callable[[Forecast, int], str], new_id: Callable[[], str]
) -> Prediction:
    return Prediction(
        new_id(),
        PASSES,
        one.signal.subject,
        text(one, CROSSING_DAYS),
        one.made_at,
        one.until + CROSSING_DAYS * DAY,
        one.chances[WITHIN.index(CROSSING_DAYS)],
        of=replace(base, days=CROSSING_DAYS),
    )


def _of(one: Forecast) -> Of:
    signal, limit = one.signal, one.signal.limit
    return Of(
        signal.source,
        signal.key,
        signal.sort,
        one.until,
        0,
        signal.unit,
        one.moves or 1.0,
        # Nothing passes what is no number: a chance of 0 would be right each week.
        limit=limit.value if limit and isfinite(limit.value) else None,
        side=limit.side if limit else Side.ABOVE,
        told=not why_undated(one),
    )
