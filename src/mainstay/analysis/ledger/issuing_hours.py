"""What of the next hours of a series enters the ledger: the level at the last hour told, and the hour that passes the limit."""

from collections.abc import Callable, Collection, Iterator
from math import isfinite
from typing import Final

import numpy as np

from mainstay.analysis.ledger.limits_then import is_gone
from mainstay.analysis.rollups.hours import DAY, HOUR
from mainstay.analysis.short_term.hours import Hours, moves
from mainstay.domain.forecast import COVER, Forecast
from mainstay.domain.ledger_case import Standing
from mainstay.domain.prediction import HOUR_DATE, HOUR_LEVEL, Of, Prediction
from mainstay.domain.short_term import ShortTerm
from mainstay.domain.signal import Limit, Side

_BY_HOURS: Final = " by hours"
_WEEK: Final = 7


def by_hours(sort: str) -> str:
    """Name the class of the hours of series of a class: how right days are says nothing of hours."""
    return f"{sort}{_BY_HOURS}"


def widened_by(standing: Standing | None, hours: int) -> float:
    """Give by what the band of so many hours is multiplied, by what the ledger says of levels as far ahead."""
    return 1.0 if standing is None else standing.factors.get(_days(hours) // _WEEK, 1.0)


def issued_hours(
    one: Forecast,
    hours: Hours,
    standing: Standing | None,
    open_ones: Collection[Prediction],
    text: Callable[[Forecast, int | None], str],
    new_id: Callable[[], str],
) -> Iterator[Prediction]:
    """Give what of the next hours of a forecast, told from `hours`, is new to the ledger.

    `open_ones` are the predictions of hours of its series that are not judged. A level enters where none is open that is told
    so many days ahead, and the hour in which the limit is passed where none is open, and the series is not beyond it.
    `standing` is that of the class by hours: of a muted one nobody is told. `text` says what is foretold: with
    None of the level, else of the hour, with the moment at which that is over at the latest (0: behind those told).
    """
    found = one.next_hours
    if found is None:
        return
    told, days = len(found.middle), _days(len(found.middle))
    base = _of(one, found, hours, told=standing is None or not standing.record.muted)
    ahead = {past.of.days for past in open_ones if past.of and past.kind == HOUR_LEVEL}
    end = found.start + told * HOUR
    if days not in ahead:
        yield Prediction(
            new_id(),
            HOUR_LEVEL,
            one.signal.subject,
            text(one, None),
            one.made_at,
            end,
            None,
            found.low[-1],
            found.high[-1],
            COVER,
            middle=found.middle[-1],
            of=base,
        )
    limit = one.signal.limit
    if not found.at or limit is None or is_gone(limit) or _is_beyond(found, limit):
        return
    if not any(past.kind == HOUR_DATE for past in open_ones):
        late = _late(found, limit)
        yield Prediction(
            new_id(),
            HOUR_DATE,
            one.signal.subject,
            text(one, late),
            one.made_at,
            late or end,
            None,
            float(found.early or found.at),
            float(late) if late else None,
            COVER,
            middle=float(found.at),
            of=base,
        )


def _days(hours: int) -> int:
    return -(-hours * HOUR // DAY)


def _of(one: Forecast, found: ShortTerm, hours: Hours, *, told: bool) -> Of:
    signal, limit = one.signal, one.signal.limit
    return Of(
        signal.source,
        signal.key,
        by_hours(signal.sort),
        found.start,
        _days(len(found.middle)),
        signal.unit,
        moves(hours),
        found.widened,
        limit.value if limit and isfinite(limit.value) else None,
        limit.side if limit else Side.ABOVE,
        told,
    )


def _is_beyond(found: ShortTerm, limit: Limit) -> bool:
    """Tell whether the last level that is known is beyond the limit: what is there already is not foretold."""
    last = next((level for level in reversed(found.past) if level is not None), None)
    if last is None:
        return False
    return last > limit.value if limit.side is Side.ABOVE else last < limit.value


def _late(found: ShortTerm, limit: Limit) -> int:
    """Give the end of the first hour in which the whole band is beyond the limit, 0 where it is in none."""
    above = limit.side is Side.ABOVE
    edge = np.array(found.low if above else found.high)
    beyond = edge > limit.value if above else edge < limit.value
    return found.start + (int(beyond.argmax()) + 1) * HOUR if beyond.any() else 0
