"""Models as sources of series, from real files: a point for each day that is over, and what is wrong with their files."""

import os
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from mainstay.domain.errors import UsageError
from mainstay.domain.watched_model import WatchedModel
from mainstay.keepers.models.watching import ModelSeries
from mainstay.wiring.drifting import gates_of
from mainstay.wiring.watched_models import learnt

DAY = 86_400
BEGAN = 20_000 * DAY
MODEL = WatchedModel("churn", "before.csv", "now.csv", "at", predictions=("score",))


def rows(days: int, slope: float, a_day: int = 300) -> list[str]:
    """Give rows of which one column moves by so many deviations a day, and the other stays."""
    chance = np.random.default_rng(3)
    return [
        f"{datetime.fromtimestamp(BEGAN + day * DAY + place * 200, UTC):%Y-%m-%d %H:%M:%S},"
        f"{chance.normal(slope * day):.4f},{chance.normal():.4f}"
        for day in range(days)
        for place in range(a_day)
    ]


def files(folder: Path, days: int = 10, slope: float = 0.05) -> None:
    (folder / "before.csv").write_text("\n".join(["at,score,age", *rows(10, 0), ""]))
    (folder / "now.csv").write_text("\n".join(["at,score,age", *rows(days, slope), ""]))


def source(folder: Path, model: WatchedModel = MODEL) -> ModelSeries:
    return ModelSeries(model, gates_of(model.gate), partial(learnt, folder=folder))


def points(of: ModelSeries, start: int, end: int) -> dict[str, dict[int, float]]:
    keys = [one.key for one in of.series(end).signals]
    return {
        signal.key: dict(zip(samples.times.tolist(), samples.values.tolist(), strict=True))
        for portion in of.points(keys, start, end)
        for signal, samples in portion.read
    }


def test_each_day_that_is_over_is_a_point_on_the_way_to_the_gate(tmp_path: Path) -> None:
    files(tmp_path)
    found = points(source(tmp_path), BEGAN, BEGAN + 9 * DAY + 7_200)
    assert set(found) == {"score", "age"}
    assert list(found["score"]) == [BEGAN + (day + 1) * DAY - 3_600 for day in range(9)]
    levels = list(found["score"].values())
    assert np.mean(levels[-3:]) > 1.5 > np.mean(levels[:3])
    assert max(list(found["age"].values())[3:]) < 0.7, "the first points are of a few days alone"
    (signal,) = [one for one in source(tmp_path).series(BEGAN + 10 * DAY).signals if one.key == "score"]
    assert (signal.source, signal.subject, signal.sort) == ("model:churn", "model:churn", "drift")
    assert (signal.limit.value, signal.limit.side) == (1.0, "above")


def test_a_day_has_the_same_point_whatever_came_after_it(tmp_path: Path) -> None:
    files(tmp_path, days=5)
    early = points(source(tmp_path), BEGAN, BEGAN + 5 * DAY)
    files(tmp_path, days=10)
    late = points(source(tmp_path), BEGAN, BEGAN + 10 * DAY)
    for key, known in early.items():
        assert known == {at: late[key][at] for at in known}


def test_rows_with_times_that_cannot_be_right_keep_nobody_from_the_others(tmp_path: Path) -> None:
    files(tmp_path)
    want = points(source(tmp_path), BEGAN, BEGAN + 10 * DAY)
    with (tmp_path / "now.csv").open("a") as now:
        now.write("1970-01-01 00:00:00,1,1\n2199-12-31 00:00:00,1,1\n")
    assert points(source(tmp_path), BEGAN, BEGAN + 10 * DAY) == want
    notices = source(tmp_path).series(BEGAN + 10 * DAY).notices
    assert "model-days-aside" in {one.code for one in notices}


def test_days_of_few_rows_have_no_point(tmp_path: Path) -> None:
    files(tmp_path)
    (tmp_path / "now.csv").write_text("\n".join(["at,score,age", *rows(3, 0, 2), ""]))
    assert points(source(tmp_path), BEGAN, BEGAN + 10 * DAY) == {}


def test_the_newest_file_that_fits_counts(tmp_path: Path) -> None:
    files(tmp_path)
    old, new = tmp_path / "now-2.csv", tmp_path / "now-1.csv"
    old.write_text("\n".join(["at,score,age", *rows(2, 0), ""]))
    new.write_bytes((tmp_path / "now.csv").read_bytes())
    os.utime(old, (1, 1))
    model = WatchedModel("churn", "before.csv", "now-*.csv", "at")
    assert len(points(source(tmp_path, model), BEGAN, BEGAN + 10 * DAY)["score"]) == 10


def test_columns_that_are_gone_are_told(tmp_path: Path) -> None:
    files(tmp_path)
    (tmp_path / "now.csv").write_text(
        "\n".join(["at,score", *(row.rsplit(",", 1)[0] for row in rows(5, 0)), ""])
    )
    seen = source(tmp_path).series(BEGAN + 10 * DAY)
    assert [one.key for one in seen.signals] == ["score"]
    (notice,) = [one for one in seen.notices if one.code == "model-columns-lost"]
    assert notice.examples == ("age",)


@pytest.mark.parametrize(
    ("model", "told"),
    [
        (WatchedModel("a", "away.csv", "now.csv", "at"), "there is no file"),
        (WatchedModel("a", "before.csv", "away.csv", "at"), "there is no file"),
        (WatchedModel("a", "before.csv", "away-*.csv", "at"), "no file fits"),
        (WatchedModel("a", "before.csv", "now.csv", "when"), "no column"),
        (WatchedModel("a", "before.csv", ".", "at"), "there is no file"),
    ],
)
def test_what_is_wrong_with_files_is_told(tmp_path: Path, model: WatchedModel, told: str) -> None:
    files(tmp_path, days=1)
    with pytest.raises(UsageError, match=told):
        source(tmp_path, model).series(BEGAN + 10 * DAY)
