"""Dates that cannot be true are told by the commits around them; those that can stay as they are."""

from array import array
from collections.abc import Collection

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.history.dates import TOLERANCE, sound_dates
from mainstay.domain.history import Log

DAY = 86_400
NOW = 20_000 * DAY


def log_of(days: list[int], beside: Collection[int] = ()) -> Log:
    """A log of commits on these days since 1970, newest first; those at the places in `beside` are not of the mainline."""
    log = Log("h", [f"{row}" for row in range(len(days))])
    log.times = array("q", [day * DAY for day in days])
    log.first_parents = array("i", [row for row in range(len(days)) if row not in beside])
    return log


def told(log: Log) -> tuple[list[int], list[int]]:
    dates = sound_dates(log, NOW)
    return [time // DAY for time in dates.times], np.flatnonzero(dates.doubtful).tolist()


def test_dates_that_agree_are_left_alone() -> None:
    log = log_of([900, 800, 801, 700])
    assert sound_dates(log, NOW).times is log.times
    assert told(log) == ([900, 800, 801, 700], [])


def test_one_wrong_commit_is_put_between_its_neighbours() -> None:
    assert told(log_of([900, 850, 1, 800, 700])) == ([900, 850, 800, 800, 700], [2])
    assert told(log_of([900, 850, 19_000, 800, 700])) == ([900, 850, 850, 800, 700], [2])
    assert told(log_of([400, 850, 800, 700])) == ([850, 850, 800, 700], [0])
    assert told(log_of([90_000, 90_000, 800, 700])) == ([800, 800, 800, 700], [0, 1])
    assert told(log_of([900, 800, 0])) == ([900, 800, 800], [2])
    assert told(log_of([900, 890, 0, 19_000, 500])) == ([900, 890, 500, 500, 500], [2, 3])


def test_a_commit_beside_the_mainline_is_at_most_as_young_as_what_holds_it() -> None:
    assert told(log_of([900, 950, 500, 700, 0], {1, 2, 4})) == ([900, 900, 500, 700, 700], [1, 4])


def test_where_no_date_can_be_true_there_is_none_to_go_by() -> None:
    log = log_of([2, 1, 0])
    assert told(log) == ([2, 1, 0], [0, 1, 2])
    assert sound_dates(log, NOW).times is log.times
    assert told(Log("")) == ([], [])


@given(st.lists(st.integers(0, 1 << 37), max_size=40), st.sets(st.integers(0, 39)))
def test_the_mainline_runs_forward_whatever_is_written(times: list[int], beside: set[int]) -> None:
    log = log_of([0] * len(times), beside)
    log.times = array("q", times)
    dates = sound_dates(log, NOW)
    assert len(dates.times) == len(dates.doubtful) == len(times)
    kept = [
        told == own for told, own, wrong in zip(dates.times, times, dates.doubtful, strict=True) if not wrong
    ]
    assert all(kept)
    main = np.asarray(dates.times)[np.asarray(log.first_parents, dtype=np.int64)]
    if len(main) and not dates.doubtful[log.first_parents].all():
        assert (main - np.minimum.accumulate(main) <= 2 * TOLERANCE).all()
