"""The scales by which the ledger is measured: drawn limits, bands before and after, chances, dates, and what it costs."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.forecast_series import WHOLE, Published, published
from benchmarks.ledger import HISTORY, cost, main
from benchmarks.ledger_replays import bands, chances, dates, limit, replayed, together
from mainstay.analysis.forecasting.days import DAY
from mainstay.domain.ledger_case import BandCase, Came, CrossingCase

HOURS = 26 * 168
# A Monday, counted in hours from 1970.
FIRST = (20_000 * DAY + (4 * DAY - 20_000 * DAY) % (7 * DAY)) // 3_600


def noisy(rise: float = 0.01) -> np.ndarray:
    chance = np.random.default_rng(5)
    return 100 + rise * np.arange(HOURS) + chance.standard_normal(HOURS)


def level(value: float | None, widened: float = 1.0) -> BandCase:
    """A band that was 8 to 12 before the ledger multiplied it."""
    return BandCase("disk", 1, 0, 10.0, 10 - 2 * widened, 10 + 2 * widened, 0.8, 1.0, value, widened)


def chance_of(probability: float | None, passed: int | None, at: int = 0) -> CrossingCase:
    return CrossingCase(
        "disk", 30, 0, probability, at, at - DAY if at else 0, at + DAY if at else 0, passed=passed
    )


def test_levels_are_counted_by_the_band_as_it_was_made_and_as_it_was_told() -> None:
    found = bands([level(11.0), level(13.0, 2.0), level(9.5, 0.5), level(8.5, 0.5), level(None), level(20.0)])
    assert set(found) == {1}
    # 11, 9.5 and 8.5 lie in 8 to 12; of those that were told 11, 13 (6 to 14) and 9.5 (9 to 11) were inside.
    assert (found[1].count, found[1].before, found[1].after) == (5, 3 / 5, 3 / 5)
    assert bands([level(13.0, 2.0)])[1].before == 0
    assert bands([level(13.0, 2.0)])[1].after == 1
    assert bands([replace(level(9.0), weeks=12)])[12].count == 1


def test_chances_stand_beside_the_share_that_came_and_a_coin() -> None:
    found = chances([chance_of(1.0, 5 * DAY), chance_of(0.0, 0), chance_of(0.5, 0), chance_of(0.5, 0)])
    assert found is not None
    assert (found.count, found.came) == (4, 0.25)
    assert found.brier == pytest.approx(0.5 / 4)
    assert found.share == pytest.approx(0.25 * 0.75)
    # Dates have no chance of their own, and what nobody knows is no case.
    assert chances([chance_of(None, 3 * DAY), chance_of(0.3, None)]) is None


def test_dates_are_counted_by_what_became_of_them() -> None:
    at = 10 * DAY
    made = [chance_of(None, passed, at) for passed in (at, at, at - 3 * DAY, at + 3 * DAY, 0, None)]
    assert dates([*made, chance_of(0.2, at)]) == {
        Came.HIT: 2,
        Came.EARLY: 1,
        Came.LATE: 2,
        Came.NOT_RESOLVABLE: 1,
    }


def test_limits_are_passed_or_kept_within_the_last_weeks() -> None:
    hours = noisy()
    for seed in range(5):
        passed = limit(hours, 8, np.random.default_rng(seed), kept=False)
        kept = limit(hours, 8, np.random.default_rng(seed), kept=True)
        assert passed is not None and kept is not None
        # What is foretold of any window begins in the last eight weeks.
        assert hours[HOURS - 8 * 168 :].min() - 3 < passed < hours.max()
        assert kept > passed
    assert limit(hours[: WHOLE - 1], 8, np.random.default_rng(1), kept=True) is None
    assert limit(np.full(HOURS, 7.0), 8, np.random.default_rng(1), kept=True) is None


def test_a_set_is_replayed_on_its_mondays_once_for_each_draw_of_limits() -> None:
    given = Published("made up", FIRST, (noisy(), noisy(0.02)))
    found = replayed(given, 12, 2)
    assert len(found) == 2
    assert [moment % (7 * DAY) for moment in found[0].mondays] == [4 * DAY] * 12
    assert found[0].bands == found[1].bands != ()
    levels, crossings = together(found)
    assert len(levels) == len(found[0].bands)
    assert len(crossings) == len(found[0].crossings) + len(found[1].crossings)
    told = chances(crossings)
    assert told is not None and 0 < told.came < 1
    # Straight growth is foretold better than by who knows but the share.
    assert told.brier < told.share


def test_what_was_entered_is_judged_and_nothing_new_is_told_then(tmp_path: Path) -> None:
    found = cost(40, tmp_path)
    assert found.entered.judged == 0 and found.entered.issued >= 40 * 4
    assert (found.judged.issued, found.judged.judged) == (0, found.entered.issued)
    assert found.size > 0 and found.entering.wall > 0 and found.judging.cpu > 0


def test_the_tables_tell_of_each_set_and_of_the_cost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    times = np.arange("2016-07-01", "2017-01-01", dtype="datetime64[h]").astype(str)
    values = 50 + np.arange(len(times)) / 100 + np.random.default_rng(3).standard_normal(len(times))
    rows = [
        f"{time.replace('T', ' ')}:00:00,{value:.3f},1,2,3,4,5,6"
        for time, value in zip(times, values, strict=True)
    ]
    (tmp_path / "ETTh1.csv").write_text("\n".join(["date,HUFL,HULL,MUFL,MULL,LUFL,LULL,OT", *rows]))
    ((_, whole),) = published(tmp_path)
    assert len(whole.series) == 7 and len(whole.series[0]) == len(times)
    words = ["--data", str(tmp_path), "--weeks", "10", "--draws", "2", "--forecasts", str(HISTORY)]
    assert main(words) == 0
    told = capsys.readouterr().out.splitlines()
    sets = [line.split("|") for line in told if line.startswith(("| transformers", "| **all**"))]
    assert [cells[1].strip() for cells in sets] == ["transformers 1 (ETTh1)", "**all**"]
    assert all(len(cells) == 17 for cells in sets)
    # The hits, the early, the late and the open ones are all dates.
    assert all(int(cells[11]) == sum(map(int, cells[12:16])) for cells in sets)
    assert any(line.startswith("| entering the forecasts |") for line in told)
    assert told[-1].startswith("limit: to write ")
