"""The benchmark of canaries, in short: healthy changes stay, harmful ones are found, and nothing is kept without data."""

import pytest

from benchmarks import canary
from benchmarks.canary import SETTINGS, Ended, row, watch, wilson
from mainstay.domain.canary import Ruling

BY_KEY = {one.key: one for one in SETTINGS}


def watched(key: str, watches: int) -> list[Ended]:
    return [watch(BY_KEY[key], seed) for seed in range(1, watches + 1)]


@pytest.mark.parametrize("key", ["healthy", "bursts", "drift", "day", "gaps"])
def test_healthy_changes_stay_where_the_plain_test_would_raise_alarms(key: str) -> None:
    ended = watched(key, 50)
    assert sum(one.minute > 0 for one in ended) <= 3  # of 2 % or less: a chance below 0.02
    assert sum(one.plain > 0 for one in ended) >= 20
    assert sum(one.ruling is Ruling.KEEP for one in ended) >= 44


@pytest.mark.parametrize(("key", "least"), [("errors", 48), ("latency", 55)])
def test_harmful_changes_are_found_within_30_minutes(key: str, least: int) -> None:
    assert sum(0 < one.minute <= 30 for one in watched(key, 60)) >= least


@pytest.mark.parametrize("key", ["dead", "died", "silent", "holes"])
def test_nothing_is_kept_without_data(key: str) -> None:
    assert {one.ruling for one in watched(key, 5)} <= {Ruling.INCONCLUSIVE, Ruling.ROLL_BACK}


def test_the_same_seed_gives_the_same() -> None:
    assert watch(BY_KEY["errors"], 7) == watch(BY_KEY["errors"], 7)


def test_shares_have_wilsons_interval() -> None:
    assert wilson(10, 1_000) == pytest.approx((0.00544, 0.01831), abs=2e-5)
    assert wilson(0, 50)[0] == 0.0
    cells = row(
        BY_KEY["errors"], [Ended(12, Ruling.ROLL_BACK, 3, True, 7), Ended(0, Ruling.KEEP, 0, False, 0)]
    )
    assert cells[1:3] == ["2", "50.0"]
    assert cells[4:] == ["12", "12", "50.0", "0.0", "50.0", "50.0", "50.0"]
    assert row(BY_KEY["healthy"], [Ended(0, Ruling.KEEP, 0)])[-1] == "-"


def test_it_prints_the_rows_that_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert canary.main(["--watches", "4", "--jobs", "1", "--only", "dead"]) == 0
    head, line = capsys.readouterr().out.splitlines()
    assert head.startswith("setting")
    assert line.startswith("metrics server dead, 60 min") and " 100.0 " in line
