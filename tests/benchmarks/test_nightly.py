"""What is measured as a night reads all levels and forecasts all series, and says so where it does not."""

from pathlib import Path

import pytest

from benchmarks import nightly
from benchmarks.nightly import fill, main, night, read
from benchmarks.rollups import BEGAN
from mainstay.adapters.executors.here import ThreadExecutors
from mainstay.adapters.store.opening import open_store
from mainstay.analysis.rollups.hours import DAY
from mainstay.flows.blocks import Blocks

DAYS, MANY = 28, 120
NOW = BEGAN + DAYS * DAY + 9_000


@pytest.fixture
def place(tmp_path: Path) -> str:
    made = str(tmp_path / "store.sqlite")
    fill(made, MANY, DAYS)
    return made


def test_every_level_is_read_and_every_series_forecast(place: str) -> None:
    store = open_store(place)
    with Blocks(ThreadExecutors(2)) as pool:
        assert read(store, NOW, DAYS) == MANY * DAYS
        assert night(store, NOW, DAYS, pool) == MANY
        # A month later nothing of the last weeks is there.
        with pytest.raises(ValueError, match="0 were forecast"):
            night(store, NOW + 30 * DAY, DAYS, pool)
    store.close()


def test_it_tells_what_it_took_beside_its_limit(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--series", "60,40", "--days", "28", "--peers"]) == 0
    told = capsys.readouterr().out
    assert [line.split("|")[1] for line in told.splitlines() if "series of" in line] == [
        " SQLite, 60 series of 28 days ",
        " SQLite, 40 series of 28 days ",
    ]
    assert told.count("| the same with two processes |") == 2
    assert told.count("| limit: ") == 4


def test_a_promise_that_is_not_kept_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nightly, "_PROMISED", 40)
    for most, code in ((float("inf"), 0), (0.0, 1)):
        monkeypatch.setattr(nightly, "_MOST_SECONDS", most)
        monkeypatch.setattr(nightly, "_MOST_MEMORY", float("inf"))
        assert main(["--series", "40", "--days", "28"]) == code
    monkeypatch.setattr(nightly, "_MOST_SECONDS", float("inf"))
    monkeypatch.setattr(nightly, "_MOST_MEMORY", 1)
    assert main(["--series", "40", "--days", "28"]) == 1
