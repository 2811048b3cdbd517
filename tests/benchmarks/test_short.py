"""The scales of the benchmark of the next hours: two halves, each model beside the others, and what is to be reached."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks import short
from benchmarks.measuring import Failed
from mainstay.analysis.short_term.models import OWN

HOURS = np.arange(748)


def written(folder: Path, series: list[np.ndarray]) -> Path:
    for name, part in (("train", slice(0, -48)), ("test", slice(-48, None))):
        with (folder / f"Hourly-{name}.csv").open("w", newline="") as file:
            rows = csv.writer(file, quoting=csv.QUOTE_ALL)
            rows.writerow(["V1", "V2"])
            rows.writerows([f"H{at}", *one[part].tolist(), "", "NA"] for at, one in enumerate(series))
    return folder


def daily(seed: int) -> np.ndarray:
    draw = np.random.default_rng(seed)
    weekend = np.where(HOURS // 24 % 7 > 4, 60.0, 0.0)
    return 100 + 30 * np.sin(HOURS * 2 * np.pi / 24) + weekend + draw.normal(0, 3, len(HOURS))


def run(folder: Path, *more: str) -> tuple[int, dict[str, dict[str, list[float]]]]:
    code = short.main(["--data", str(folder), "--own", "--json", str(folder / "told.json"), *more])
    return code, json.loads((folder / "told.json").read_text())


def test_both_halves_are_told_and_each_series_is_in_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    series = [daily(seed) for seed in range(5)]
    code, told = run(written(tmp_path, series))
    assert code == 0
    assert {name: len(found["chosen for each"]) for name, found in told.items()} == {
        "chosen on": 3,
        "judged on": 2,
    }
    assert set(told["judged on"]) == {*OWN, "chosen for each", "chosen, without the library"}
    printed = capsys.readouterr().out
    assert "| chosen on (3 series) |" in printed
    assert printed.endswith("on the half that judges: reached\n")


def test_what_nobody_can_foretell_does_not_reach_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draw = np.random.default_rng(1)
    broken = [np.concatenate([daily(seed)[:-48], draw.normal(900, 9, 48)]) for seed in range(2)]
    code, told = run(written(tmp_path, broken), "--series", "1")
    assert code == 1
    assert told["judged on"]["the week before"][0] > 10
    assert "not reached" in capsys.readouterr().out


def test_the_week_before_is_scored_as_its_definition_says(tmp_path: Path) -> None:
    series = [daily(seed) for seed in range(2)]
    _, told = run(written(tmp_path, series))
    past, came = series[1][:-48], series[1][-48:]
    scale = np.abs(past[24:] - past[:-24]).mean()
    assert told["judged on"]["the week before"] == [
        pytest.approx(np.abs(past[-168:-120] - came).mean() / scale)
    ]


def test_data_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Failed, match=r"Hourly-train\.csv"):
        short.main(["--data", str(tmp_path)])


def test_each_series_is_held_against_the_profile_in_its_trials_and_after(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(written(tmp_path, [daily(seed) for seed in range(4)]))
    told = [
        line for line in capsys.readouterr().out.splitlines() if line.startswith("worse than the profile")
    ]
    assert len(told) == 2
    assert all("0 of 2 series in the trials" in line for line in told)
    one, other = short.Scored(0.5, 1.0, behind=True), short.Scored(0.9, 1.0)
    scores = {short._ALL: [one, other], short.PROFILE: [short.Scored(0.4, 1.0), short.Scored(1.0, 1.0)]}
    assert short._beside(scores).endswith("1 of 2 series in the trials, 1 on the 48 hours after them")
