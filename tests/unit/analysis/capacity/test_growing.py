"""When resources must be scaled and by how much."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.capacity.growing import DAY, growth, reach
from mainstay.domain.capacity import Pace, Planned, Scaling
from mainstay.domain.forecast import Course, Forecast, Verdict
from mainstay.domain.signal import Limit, Side, Signal

NOW = 1_700_000_000 // DAY * DAY
LENGTH = reach(6)


def forecast(
    level: float = 100.0, slope: float = 1.0, wide: float = 0.1, limit: float | None = 300.0
) -> Forecast:
    ahead = np.arange(1, LENGTH + 1)
    middle = level + slope * ahead
    course = Course(NOW, (level,), tuple(middle), tuple(middle - wide * ahead), tuple(middle + wide * ahead))
    bound = None if limit is None else Limit(limit, Side.ABOVE, "made up")
    signal = Signal("made", "k", "host:a", "disk", "disk", "B", limit=bound)
    return Forecast(
        signal, NOW, Verdict.CROSSES, LENGTH, 84, NOW, level=level, slope=slope, grows=True, course=course
    )


def test_the_date_and_the_amount() -> None:
    """From 100 by 1 a day, the 240 that can be used of 300 are passed on day 141."""
    found = growth(forecast())
    assert found.scaling is Scaling.DATED
    assert (found.at - NOW) // DAY == 141
    assert ((found.early - NOW) // DAY, (found.late - NOW) // DAY) == (128, 156)
    assert found.begin == found.at - 14 * DAY
    # On day 324, six months later, the upper end stands at 456.4, of which 20 % more is kept free.
    assert found.amount == pytest.approx((100 + 1.1 * 324) / 0.8 - 300)
    assert found.amount_middle == pytest.approx((100 + 324) / 0.8 - 300)
    assert [need.months for need in found.needs] == [3, 6, 12]
    assert found.needs[0].middle == pytest.approx(191)


def test_scenarios_multiply_growth() -> None:
    as_now, half, double = (growth(forecast(), pace).at for pace in (Pace.AS_NOW, Pace.HALF, Pace.DOUBLE))
    assert ((double - NOW) // DAY, (as_now - NOW) // DAY, (half - NOW) // DAY) == (71, 141, 281)


def test_what_is_planned_comes_on_top() -> None:
    at = NOW + 50 * DAY
    share = growth(forecast(slope=0.1), planned=[Planned(at, share=1.5)])
    assert (share.at - NOW) // DAY == 51
    amount = growth(forecast(slope=0.0, wide=0.0), planned=[Planned(at, amount=139.0)])
    assert amount.scaling is Scaling.LASTS
    assert amount.needs[0].middle == pytest.approx(239)


def test_what_no_date_is_told_of() -> None:
    assert growth(forecast(level=250)).scaling is Scaling.NOW
    assert growth(forecast(level=250)).begin == NOW
    maybe = growth(forecast(slope=0.3, wide=0.2))
    assert (maybe.scaling, maybe.at, maybe.amount) == (Scaling.MAYBE, 0, 0.0)
    assert maybe.early > NOW
    assert growth(forecast(slope=0.0)).scaling is Scaling.LASTS
    assert growth(replace(forecast(slope=0.0), grows=False)).reason == "nothing shows that it grows"
    assert growth(forecast(limit=None)).scaling is Scaling.NO_LIMIT
    assert growth(forecast(limit=float("inf"))).scaling is Scaling.NO_LIMIT
    short = replace(forecast(), verdict=Verdict.TOO_SHORT, course=None, reason="3 of 14 days are there")
    assert (growth(short).scaling, growth(short).reason) == (Scaling.UNKNOWN, "3 of 14 days are there")
    below = replace(forecast(), signal=replace(forecast().signal, limit=Limit(5, Side.BELOW, "made up")))
    assert growth(below).scaling is Scaling.UNKNOWN


@given(
    level=st.floats(1, 500),
    slope=st.floats(-2, 5),
    wide=st.floats(0, 2),
    room=st.floats(0, 0.9),
    months=st.integers(1, 6),
    pace=st.sampled_from(list(Pace)),
)
def test_what_is_scaled_lasts(
    level: float, slope: float, wide: float, room: float, months: int, pace: Pace
) -> None:
    """With the amount that is told the upper end stays below what can be used, for so long as was asked."""
    one = forecast(level, slope, wide)
    found = growth(one, pace, (), room, 14, months)
    assert found.early <= (found.at or found.early)
    assert not found.late or found.late >= found.at
    assert found.amount >= found.amount_middle >= 0
    if found.scaling is Scaling.DATED:
        signal = replace(one.signal, limit=Limit(300.0 + found.amount * 1.000001, Side.ABOVE, "scaled"))
        then = growth(replace(one, signal=signal), pace, (), room, 14, months)
        assert not then.early or then.early >= found.at + months * 30 * DAY
