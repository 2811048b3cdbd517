"""What scale is told by: slopes between two numbers of series, and every way measured on the same store."""

from pathlib import Path

import pytest

from benchmarks.nightly import fill
from benchmarks.scale import Took, by_dask, by_processes, by_serial, main, processor, slopes, there_and_back


def test_the_slope_leaves_out_what_is_there_from_the_start() -> None:
    fewest = [Took(5.0, 4.0, 1), Took(6.0, 4.0, 1)]
    most = [Took(15.0, 24.0, 1), Took(26.0, 24.0, 1)]
    assert slopes(fewest, most, 100) == [0.1, 0.2]
    assert processor(fewest, most, 100) == 0.2


@pytest.mark.parametrize("way", [by_serial, by_processes, by_dask])
def test_each_way_forecasts_all_and_says_what_it_took(way, tmp_path: Path) -> None:
    place = str(tmp_path / "store.sqlite")
    fill(place, 30, 28)
    took = way(place, 28)
    assert took.wall > 0
    assert took.cpu > 0
    assert took.memory > 10
    assert way is not by_dask or there_and_back(place, 28) > 0


def test_it_tells_a_million_on_paper_and_the_limit(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--series", "20,40", "--times", "1", "--days", "28"]) == 0
    told = capsys.readouterr().out
    assert told.count("| dask, two workers here |") == 3
    assert "a million, on paper" in told
    assert "Limit: computing alone" in told
