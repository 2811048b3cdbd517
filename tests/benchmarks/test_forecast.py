"""The scales by which forecasts are measured."""

import numpy as np
import pytest

from benchmarks.forecast import chosen, main
from benchmarks.forecast_judging import Answer, cases, coverage, line_hours, score
from benchmarks.forecast_made import KINDS, limits, made, of_rows
from benchmarks.forecast_series import AHEAD, LEARN, WHOLE, real, trailing_means, with_growth


def rising(count: int = 5) -> np.ndarray:
    return np.tile(100 + np.arange(WHOLE) / 24, (count, 1))


def exact(windows: np.ndarray) -> Answer:
    signal = trailing_means(windows)[:, LEARN:]
    return Answer(signal, signal - 0.1, signal + 0.1)


def test_who_knows_the_future_misses_nothing_and_tells_nothing_false() -> None:
    windows = rising()
    given = cases(windows, 1)
    answer = exact(windows)
    found = score(given, line_hours(answer, given.crossed), line_hours(answer, given.kept))
    assert (found.missed, found.missed_new, found.falsely, found.count) == (0, 0, 0, 5)
    assert found.error == 0
    assert coverage(answer, windows) == 1.0


def test_who_says_that_all_stays_misses_all_and_who_sees_growth_everywhere_is_told_so() -> None:
    windows = rising()
    given = cases(windows, 1)
    stays = Answer(*(np.full((5, AHEAD), value) for value in (180.0, 179.0, 181.0)))
    found = score(given, line_hours(stays, given.crossed), line_hours(stays, given.kept))
    assert (found.missed, found.falsely) == (1, 0)
    wild = Answer(*(np.full((5, AHEAD), value) for value in (1e6, 0.0, 1e7)))
    found = score(given, line_hours(wild, given.crossed), line_hours(wild, given.kept))
    assert (found.missed, found.falsely) == (0, 1)
    assert coverage(stays, windows) < 0.1


def test_limits_are_first_passed_at_their_hour_and_never() -> None:
    windows = made(5, 2).truth
    given = cases(windows, 3)
    signal = trailing_means(windows)[:, LEARN:]
    for row in np.flatnonzero(np.isfinite(given.crossed)):
        assert int((signal[row] > given.crossed[row]).argmax()) == given.hour[row] >= 24
    kept = np.isfinite(given.kept)
    assert (np.nanmax(signal, axis=1) < given.kept)[kept].all()


def test_growth_is_added_to_what_is_there() -> None:
    windows = made(3, 4).truth
    more = with_growth(windows, 1) - windows
    assert (more >= 0).all() and (more[:, :336] == 0).all()
    daily = (more[:, -1] - more[:, -25]) / np.abs(windows).mean(axis=1)
    assert daily.min() > 0.001 and daily.max() < 0.03


def test_made_up_series_have_their_truth_beside_them() -> None:
    found = made(20, 1)
    assert found.kinds.tolist() == [kind for kind in KINDS for _ in range(20)]
    assert np.isfinite(found.truth).all() and not np.isfinite(found.measured).all()
    assert np.nanmedian(np.abs(found.measured / found.truth - 1)) < 0.1
    assert np.array_equal(found.measured, made(20, 1).measured, equal_nan=True)
    assert not np.array_equal(found.truth, made(20, 2).truth)


def test_the_dates_of_made_up_series_are_those_of_the_truth_and_of_what_came() -> None:
    found = made(20, 1)
    level, came = limits(found, 3)
    for given, windows in ((level, found.truth), (came, found.came)):
        signal = trailing_means(windows)[:, LEARN:]
        for row in np.flatnonzero(np.isfinite(given.crossed)):
            assert int((signal[row] > given.crossed[row]).argmax()) == given.hour[row] >= 24
        kept = np.isfinite(given.kept)
        assert (np.nanmax(trailing_means(found.came)[:, LEARN:], axis=1) < given.kept)[kept].all()
    past = np.nanmax(trailing_means(found.truth)[:, :LEARN], axis=1)
    there = np.isfinite(level.crossed)
    assert (level.crossed > past)[there].all() and level.new[there].all()
    # The first limits of slow growth lie within the noise of a day.
    assert not there[found.kinds == "flat"].any() and there[found.kinds == "growing"].mean() > 0.9
    one = of_rows(level, there & (found.kinds == "growing"))
    assert len(one.crossed) > 18 and np.isfinite(one.crossed).all()


def test_published_files_are_read(tmp_path) -> None:
    hours = np.arange("2016-07-01", "2016-12-01", dtype="datetime64[h]").astype(str)
    rows = [f"{one.replace('T', ' ')}:00:00,{at},1,2,3,4,5,6" for at, one in enumerate(hours)]
    (tmp_path / "ETTh1.csv").write_text("\n".join(["date,HUFL,HULL,MUFL,MULL,LUFL,LULL,OT", *rows]))
    ((name, windows),) = real(tmp_path)
    assert "ETTh1" in name
    # Only the first column moves; what stands still is no series to forecast.
    assert windows.shape == (1, WHOLE)
    assert windows[0, 0] == 0 and windows[0, -1] == WHOLE - 1


def test_the_table_has_a_row_for_each_kind_and_method(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--made-up", "10", "--seeds", "1"]) == 0
    told = capsys.readouterr().out
    rows = [line.split(" | ")[:2] for line in told.splitlines() if line.startswith("| ") and "%" in line]
    assert [row[0].strip("| ") for row in rows if row[0] != "| "] == [
        f"made up, {one}" for one in (*KINDS, "all")
    ]
    assert [row[1] for row in rows[:4]] == [
        "Mainstay, dates",
        "Mainstay, middle line",
        "linear, 7 days",
        "the week before again",
    ]
    assert len(rows) == 4 * (len(KINDS) + 1)
    assert "limit: to add up the points" in told


def test_so_many_windows_are_judged_of_each_kind_evenly_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    assert np.flatnonzero(chosen(7, 3)).tolist() == [0, 3, 6]
    assert chosen(3, 8).all() and chosen(3, None).all()
    assert main(["--made-up", "10", "--seeds", "1", "--windows", "4"]) == 0
    told = capsys.readouterr().out
    counts = [line.split(" | ")[2] for line in told.splitlines() if line.startswith("| ") and "%" in line]
    assert counts == ["4"] * 4 * len(KINDS) + [str(4 * len(KINDS))] * 4
    with pytest.raises(SystemExit):
        main(["--windows", "0"])
    assert "at least one" in capsys.readouterr().err


def test_what_there_is_no_case_of_is_no_share() -> None:
    given = of_rows(cases(rising(), 1), np.zeros(5, dtype=bool))
    found = score(given, np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp))
    assert np.isnan([found.missed, found.missed_new, found.falsely, found.error]).all()
