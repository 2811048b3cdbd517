"""The course of an error budget."""

from collections.abc import Callable

import pytest

from mainstay.analysis.budgets.course import with_course
from mainstay.analysis.budgets.spending import as_series, spent
from mainstay.analysis.forecasting.days import days_of
from mainstay.analysis.forecasting.foretelling import forecasts
from mainstay.domain.forecast import Forecast, Verdict
from tests.unit.analysis.budgets.worlds import DAY, HOUR, NOW, SHOP, made


def told(share: Callable[[float], float], factors: dict[int, float] | None = None) -> Forecast:
    counts = made(10, share, step=HOUR, reach=90 * DAY)
    signal, samples = as_series(spent(counts, SHOP), SHOP, "main")
    (plain,) = forecasts([(signal, days_of(samples, NOW))], NOW)
    return with_course(plain, counts, SHOP, factors or {})


def test_the_date_knows_what_leaves() -> None:
    """0.69 are spent, of which 0.0067 leave a day, and 0.0417 a day come: gone in 8.9 days."""
    found = told(lambda ago: 0.00125 if ago < 14 * DAY else 0.0002)
    assert found.verdict is Verdict.CROSSES
    assert found.early - DAY <= NOW + 8.9 * DAY
    assert not found.late or found.late >= NOW + 8.9 * DAY
    assert NOW + 8 * DAY <= found.at <= NOW + 13 * DAY
    assert found.chances == tuple(sorted(found.chances))


def test_a_bad_day_that_leaves_gives_the_budget_back() -> None:
    """Eight tenths came in one day long ago, and it grows by nothing since: it is all given back."""
    found = told(lambda ago: 0.024 if 20 * DAY < ago <= 21 * DAY else 0.0001)
    assert found.verdict is not Verdict.CROSSES
    assert found.course is not None
    assert found.course.middle[5] == pytest.approx(0.9, abs=0.05)
    assert found.course.middle[13] < 0.2


def test_what_is_exhausted_stays_so_and_its_course_is_drawn() -> None:
    found = told(lambda ago: 0.05 if 25 * DAY < ago <= 26 * DAY else 0.0001)
    assert found.verdict is Verdict.CROSSED
    assert found.at == 0
    assert found.course is not None
    assert found.course.middle[8] < 0.2


def test_bands_are_drawn_apart_as_the_ledger_says() -> None:
    def wavers(ago: float) -> float:
        return 0.0008 if ago // DAY % 3 else 0.0002

    one, two = told(wavers).course, told(wavers, {1: 2.0, 4: 2.0, 12: 2.0}).course
    assert one is not None
    assert two is not None
    assert two.middle[6] == pytest.approx(one.middle[6], rel=0.01)
    assert two.high[6] - two.low[6] == pytest.approx(2 * (one.high[6] - one.low[6]), rel=0.05)


def test_what_is_too_short_stays_so() -> None:
    counts = made(10, lambda _: 0.001, step=HOUR, reach=31 * DAY)
    signal, samples = as_series(spent(counts, SHOP), SHOP, "main")
    (plain,) = forecasts([(signal, days_of(samples, NOW))], NOW)
    assert plain.verdict in {Verdict.TOO_SHORT, Verdict.CROSSED}
    assert with_course(plain, counts, SHOP) == plain
