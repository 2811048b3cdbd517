"""What of forecasts is due within some days."""

from dataclasses import replace

import pytest

from mainstay.cli.due import due
from mainstay.domain.forecast import Forecast, Verdict
from mainstay.domain.short_term import ShortTerm
from tests.fakes.foretold import DISK, NOW

HOUR = 3_600
SOON = ShortTerm("week profile", NOW, (1.0,) * 48, (0.5,) * 48, (1.5,) * 48, at=NOW + 30 * HOUR)
STAYS = Forecast(DISK, NOW, Verdict.STAYS, 7)


@pytest.mark.parametrize(("days", "many"), [(1, 0), (2, 1)])
def test_an_hour_beyond_the_limit_is_due_though_its_day_is_not(days: int, many: int) -> None:
    assert len(due([STAYS, replace(STAYS, next_hours=SOON)], days)) == many


def test_hours_that_stay_within_are_not_due() -> None:
    assert due([replace(STAYS, next_hours=replace(SOON, at=0, early=NOW + HOUR))], 7) == []
