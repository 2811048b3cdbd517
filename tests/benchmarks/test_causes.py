"""The scales of the benchmark of causes: planted drivers, two halves, peers beside, and what is to be reached."""

import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from benchmarks import causes
from benchmarks.cause_worlds import SLOTS, case_of, stretches_of
from benchmarks.measuring import Failed

FILES = 24


def written(folder: Path) -> Path:
    draw = np.random.default_rng(1)
    for at in range(FILES):
        values = 100 + draw.normal(size=2 * SLOTS).cumsum()
        times = (datetime.fromtimestamp(1_500_000_000 + slot * 3_600, UTC) for slot in range(2 * SLOTS))
        rows = [f"{when:%Y-%m-%d %H:%M:%S},{value}" for when, value in zip(times, values, strict=True)]
        (folder / f"real{at}__walk.csv").write_text("\n".join(["timestamp,value", *rows]))
    return folder


def test_both_halves_are_told_beside_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [
        "--data",
        str(written(tmp_path)),
        "--cases",
        "6",
        "--decoys",
        "8",
        "--json",
        str(tmp_path / "told"),
    ]
    assert causes.main(asked) == 0
    found = json.loads((tmp_path / "told").read_text())
    assert set(found) == {"chosen on", "judged on"}
    for half in found.values():
        told, right, cases, _ = half["Mainstay"]["2"]
        assert (told, right, cases) == (6, 6, 6)
        assert half["strongest correlation"]["none"][0] >= 4
        assert half["before a moment"]["25"][1] > half["before a moment"]["0"][1] == 0
    assert "reached" in capsys.readouterr().out


def test_a_planted_driver_is_what_the_target_has(tmp_path: Path) -> None:
    stretches = stretches_of(written(tmp_path))
    assert len(stretches) == 2 * FILES
    draw = np.random.default_rng(2)
    case = case_of(stretches[0], stretches, 2.0, 8, draw)
    assert case.candidates.shape == (9, SLOTS)
    moved = np.diff(case.target - stretches[0].levels)[case.lag :]
    assert np.corrcoef(moved, np.diff(case.candidates[case.driver])[: len(moved)])[0, 1] > 0.9
    assert case_of(stretches[0], stretches, 0, 8, draw).driver == -1


def test_a_folder_without_series_is_told(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="holds no series of NAB"):
        causes.main(["--data", str(tmp_path)])
