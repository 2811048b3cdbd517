"""Models tried on the past: from where, against what, and what becomes of one that fails."""

import numpy as np
import pytest

from mainstay.analysis.short_term.models import OWN, week_before
from mainstay.analysis.short_term.trying import LEAST_BEFORE, origins, try_out
from mainstay.domain.short_term import LeftOut

PAST = np.arange(1000.0) % 24 + np.arange(1000) // 500


def test_it_is_tried_five_times_two_days_apart_and_never_beyond_the_end() -> None:
    assert origins(1000, 48) == (952, 904, 856, 808, 760)
    assert origins(1000, 168) == (832, 784, 736, 688, 640)


def test_two_weeks_lie_before_each_trial() -> None:
    assert origins(LEAST_BEFORE + 47, 48) == ()
    assert origins(LEAST_BEFORE + 48, 48) == (LEAST_BEFORE,)


def test_each_trial_is_held_against_the_hours_after_it_and_knows_nothing_of_them() -> None:
    seen: list[int] = []

    def model(past: np.ndarray, hours: int) -> np.ndarray:
        seen.append(len(past))
        return np.full(hours, past[-1])

    trials = try_out(PAST, 48, {"last": model})
    assert seen == [1000, 952, 904, 856, 808, 760]
    assert (trials.came == np.array([PAST[one : one + 48] for one in seen[1:]])).all()
    assert trials.told["last"].tried[:, 0].tolist() == [PAST[one - 1] for one in seen[1:]]


def test_errors_are_divided_by_the_change_from_a_day_before_in_what_lay_before() -> None:
    trials = try_out(PAST, 48, OWN)
    before = PAST[:952]
    assert trials.scales[0] == pytest.approx(np.abs(before[24:] - before[:-24]).mean())


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e9])
def test_a_model_that_gives_what_is_no_forecast_is_left_out_and_the_others_stay(bad: float) -> None:
    trials = try_out(PAST, 48, {"bad": lambda _, hours: np.full(hours, bad), "again": week_before})
    assert list(trials.told) == ["again"]
    assert trials.left_out == (LeftOut("bad", "what it foretells is far beyond all that was"),)


def test_a_model_that_fails_once_is_left_out() -> None:
    found = try_out(PAST, 48, {"long": lambda past, _: None if len(past) < 800 else past[-48:]})
    assert not found.told
    assert found.left_out == (LeftOut("long", "there are too few hours for it"),)
