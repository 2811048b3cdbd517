"""Our own models of the hours to come: what they know, and what they say of too little."""

import numpy as np
import pytest

from mainstay.analysis.short_term.models import OWN, autoregression, profile, week_before

HOURS = np.arange(6 * 168)


def course(hours: np.ndarray) -> np.ndarray:
    """Days, and a Monday of its own."""
    return 50 + 10 * np.sin(hours * 2 * np.pi / 24) + np.where(hours // 24 % 7 == 0, 15.0, 0.0)


@pytest.mark.parametrize("name", OWN)
def test_what_repeats_each_week_goes_on_as_it_did(name: str) -> None:
    found = OWN[name](course(HOURS), 168)
    assert found is not None
    assert np.abs(found - course(np.arange(len(HOURS), len(HOURS) + 168))).mean() < 0.5


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("level", [0.0, 7.0, -1e-12, 1.0])
def test_what_never_moved_stays_where_it_is(name: str, level: float) -> None:
    found = OWN[name](np.full(len(HOURS), level), 48)
    assert found == pytest.approx(np.full(48, level), abs=1e-9)


def test_the_level_of_the_last_days_counts_and_the_profile_stays() -> None:
    past = course(HOURS)
    past[-72:] += 20
    found = profile(past, 24)
    assert found is not None
    assert found.mean() == pytest.approx(course(np.arange(len(HOURS), len(HOURS) + 24)).mean() + 18, abs=4)


def test_what_was_off_in_the_last_hour_fades() -> None:
    noise = np.random.default_rng(5).normal(0, 1, len(HOURS))
    for at in range(1, len(noise)):
        noise[at] += 0.9 * noise[at - 1]
    past = course(HOURS) + noise
    pushed = past.copy()
    pushed[-1] += 5
    for model in (profile, autoregression):
        one, other = model(past, 48), model(pushed, 48)
        assert one is not None
        assert other is not None
        assert (other - one)[0] > 2
        assert abs((other - one)[-1]) < 1


def test_an_autoregression_follows_what_no_profile_knows() -> None:
    past = course(HOURS) + 0.05 * HOURS
    found = autoregression(past, 48)
    assert found is not None
    ahead = np.arange(len(HOURS), len(HOURS) + 48)
    assert np.abs(found - course(ahead) - 0.05 * ahead).mean() < 1


def test_an_autoregression_does_not_run_away() -> None:
    past = np.exp(HOURS[:400] / 20)
    found = autoregression(past, 168)
    assert found is not None
    assert found.max() <= 2 * past.max()


def test_without_a_week_the_day_is_gone_by() -> None:
    past = course(HOURS)[24:124]
    assert week_before(past, 30) == pytest.approx(np.resize(past[-24:], 30))
    assert autoregression(past, 30) is not None


@pytest.mark.parametrize(
    ("name", "least"), [("week profile", 336), ("seasonal autoregression", 60), ("the week before", 24)]
)
def test_too_little_is_told_as_nothing(name: str, least: int) -> None:
    past = course(HOURS)
    assert OWN[name](past[: least + 6], 48) is not None
    for count in (0, 1, least - 1):
        assert OWN[name](past[:count], 48) is None
