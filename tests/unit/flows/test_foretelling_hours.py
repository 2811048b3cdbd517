"""The next hours by our own models and those of a library, within so many seconds."""

import numpy as np
import pytest

from mainstay.analysis.short_term.hours import Hours
from mainstay.analysis.short_term.models import OWN
from mainstay.domain.short_term import LeftOut
from mainstay.flows.foretelling_hours import foretell_hours
from tests.fakes.clock import SetClock
from tests.fakes.seasonal_models import MemoryModels

WALK = np.cumsum(np.random.default_rng(4).normal(0, 1, 41 * 24))
DAYS = WALK[:960]


def test_a_model_of_the_library_is_told_where_it_fared_best() -> None:
    class Knowing(MemoryModels):
        def ahead(self, name: str, past: np.ndarray, hours: int) -> np.ndarray:
            return WALK[len(past) : len(past) + hours] / np.abs(DAYS).max()

    found = foretell_hours(Hours(0, DAYS), 24, SetClock(), Knowing({"oracle": 0.0}))
    assert found is not None
    assert (found.model, found.error) == ("oracle", 0.0)
    assert found.profile is not None
    assert found.profile > 0.1
    assert found.middle == pytest.approx(WALK[960:])


def test_a_model_that_fits_nothing_fails_no_series() -> None:
    library = MemoryModels(failing={"one", "two"})
    found = foretell_hours(Hours(0, DAYS), 24, SetClock(), library)
    assert found is not None
    assert found.left_out == (LeftOut("one", "nothing fits"), LeftOut("two", "nothing fits"))


def test_without_a_library_our_own_tell_it() -> None:
    found = foretell_hours(Hours(0, DAYS), 24, SetClock())
    assert found is not None
    assert set(found.model.split(" + ")) <= set(OWN)


def test_after_so_many_seconds_no_other_model_is_begun() -> None:
    clock = SetClock()

    class Slow(MemoryModels):
        def ahead(self, name: str, past: np.ndarray, hours: int) -> np.ndarray:
            clock.rest(3)
            return super().ahead(name, past, hours)

    library = Slow()
    found = foretell_hours(Hours(0, DAYS), 24, clock, library, seconds=5)
    assert found is not None
    assert [one.model for one in found.left_out] == ["one", "two"]
    assert library.asked == ["one", "one"]
