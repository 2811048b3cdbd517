"""The choice among models: by what they were off by, and never a worse one than the profile of the week."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mainstay.analysis.short_term.choosing import USUAL, choose
from mainstay.analysis.short_term.models import PROFILE
from mainstay.analysis.short_term.trying import Told, Trials

NUMBERS = st.floats(-1e6, 1e6, allow_subnormal=False)
SHAPE = (4, 6)


def trials_of(off: dict[str, np.ndarray], ahead: float = 0.0) -> Trials:
    """Make trials in which nothing came, and each model was off by so much."""
    told = {name: Told(np.full(one.shape[1], ahead), one) for name, one in off.items()}
    shape = next(iter(off.values())).shape
    return Trials(told, np.zeros(shape), np.ones(shape[0]))


def even(off: float) -> np.ndarray:
    return np.full(SHAPE, off)


def test_what_fared_far_better_than_the_usual_one_is_chosen() -> None:
    found = choose(trials_of({PROFILE: even(3.0), USUAL: even(2.0), "good": even(1.0), "other": even(1.2)}))
    assert found is not None
    assert (found.model, found.error, found.profile) == ("good", 1.0, 3.0)


def test_what_is_a_little_better_is_no_reason_to_leave_the_usual_one() -> None:
    found = choose(trials_of({PROFILE: even(3.0), USUAL: even(1.0), "lucky": even(0.8)}))
    assert found is not None
    assert found.model == USUAL


def test_the_usual_one_is_left_for_the_profile_where_that_was_better_at_all() -> None:
    found = choose(trials_of({PROFILE: even(0.99), USUAL: even(1.0), "lucky": even(0.98)}))
    assert found is not None
    assert (found.model, found.error) == (PROFILE, pytest.approx(0.99))


def test_where_the_usual_one_told_nothing_the_first_stands_for_it() -> None:
    found = choose(trials_of({PROFILE: even(1.0), "lucky": even(0.97)}))
    assert found is not None
    assert found.model == PROFILE


def test_without_trials_the_usual_one_tells_it_and_nobody_says_how_good_it_is() -> None:
    empty = np.empty((0, 6))
    found = choose(trials_of({PROFILE: empty, USUAL: empty}))
    assert found is not None
    assert (found.model, found.error, found.profile) == (USUAL, None, None)


def test_where_nothing_told_anything_nothing_is_chosen() -> None:
    assert choose(Trials({}, np.zeros(SHAPE), np.ones(4))) is None


@given(
    st.lists(arrays(np.float64, SHAPE, elements=NUMBERS), min_size=1, max_size=5),
    arrays(np.float64, SHAPE, elements=NUMBERS),
    arrays(np.float64, (4,), elements=st.floats(1e-6, 1e6)),
)
def test_what_is_chosen_was_never_worse_than_the_profile(
    others: list[np.ndarray], came: np.ndarray, scales: np.ndarray
) -> None:
    names = [PROFILE, USUAL, "a", "b", "c"]
    told = {name: Told(one[0], one) for name, one in zip(names, others, strict=False)}
    found = choose(Trials(told, came, scales))
    assert found is not None
    assert found.error is not None
    assert found.profile is not None
    assert found.error <= found.profile
    assert (found.ahead == told[found.model].ahead).all()
    assert np.mean(np.abs(found.left).mean(axis=1) / scales) == pytest.approx(found.error)
