"""The scales by which dates of exhaustion are measured."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.budget_dates import DAY, START, Case, made_up, main, real, replayed, row

TOLD = Case(0.9, True, START + 5 * DAY, START + 3 * DAY, START + 9 * DAY, START, START + 6 * DAY)


def test_rows_count_what_came() -> None:
    late = replace(TOLD, came=START + 12 * DAY)
    is_open = replace(TOLD, late=0, came=0)
    quiet = Case(0.05, False, 0, 0, 0, START, START + 50 * DAY)
    cells = row([TOLD, late, is_open, quiet])
    assert cells[:4] == ["4", "3", "67 %", "50 %"]
    assert cells[4:7] == ["4.0", "33 %", "33 %"]


def test_each_told_day_has_its_past_alone() -> None:
    worlds = list(made_up(1))
    assert len(worlds) == 4
    cases = [pair for world in worlds for pair in replayed(world)]
    assert cases
    for one, plain in cases:
        assert (one.made_at, one.came) == (plain.made_at, plain.came)
        assert one.came == 0 or one.made_at < one.came <= one.made_at + 90 * DAY


def test_files_are_read_and_the_tables_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (tmp_path / "realX__a.csv").open("w", newline="") as lines:
        out = csv.writer(lines)
        out.writerow(["timestamp", "value"])
        first = np.datetime64("2014-01-01 00:00:00")
        for hour in range(60 * 24):
            out.writerow([str(first + np.timedelta64(hour, "h")).replace("T", " "), 5 + hour % 24])
    assert len(list(real(tmp_path))) == 3
    assert main(["--made", "1", "--data", str(tmp_path)]) == 0
    assert "| made up (2) | judges | with what leaves |" in capsys.readouterr().out
