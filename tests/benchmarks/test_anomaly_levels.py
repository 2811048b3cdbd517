"""Changes of daily levels are counted as they are told: none of noise, planted ones near the day on which they began."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.anomaly_levels import LOOKED, daily, found, rows, told, without_changes
from mainstay.domain.anomaly import AnomalyKind


def noise(series: int, days: int = LOOKED) -> np.ndarray:
    return 100 + np.random.default_rng(4).standard_normal((series, days))


def test_a_day_is_the_mean_of_its_hours_and_a_gap_with_few() -> None:
    hours = np.arange(72.0)[None].copy()
    hours[0, 24:40] = np.nan
    hours[0, 50] = np.nan
    levels = daily(hours)
    assert levels[0, 0] == 11.5
    assert np.isnan(levels[0, 1])
    assert levels[0, 2] == pytest.approx((np.arange(48, 72).sum() - 50) / 23)


@pytest.mark.parametrize("kind", [AnomalyKind.SHIFT, AnomalyKind.BEND])
def test_large_planted_changes_are_told_where_they_are(kind: AnomalyKind) -> None:
    one = found(noise(20), 40.0, kind, np.random.default_rng(1))
    assert one.planted == 20
    assert one.told >= 15
    assert one.near <= one.told


def test_nothing_is_planted_into_what_never_moves() -> None:
    assert found(np.ones((3, LOOKED)), 8.0, AnomalyKind.SHIFT, np.random.default_rng(1)).planted == 0


def test_of_noise_next_to_nothing_is_told() -> None:
    assert told(noise(100)) <= 5


def test_weeks_in_another_order_are_the_same_weeks() -> None:
    levels = noise(2)
    other = without_changes(levels, np.random.default_rng(2))
    assert not np.array_equal(other, levels)
    assert sorted(other[0, ::7].tolist()) == sorted(levels[0, ::7].tolist())


def test_the_table_is_of_what_the_folder_holds(tmp_path: Path) -> None:
    hours = np.arange(2_900)
    chance = np.random.default_rng(3)
    lines = ["date,HUFL,HULL,MUFL,MULL,LUFL,LULL,OT"]
    for hour in hours.tolist():
        moment = np.datetime64("2020-01-01T00:00:00") + np.timedelta64(hour, "h")
        values = ",".join(f"{value:.3f}" for value in 50 + chance.standard_normal(7))
        lines.append(f"{str(moment).replace('T', ' ')},{values}")
    (tmp_path / "ETTh1.csv").write_text("\n".join(lines))
    table = list(rows(tmp_path))
    assert [row[1] for row in table[:2]] == ["35", "35"]
    assert [row[1] for row in table[2:]] == ["7"] * 6
