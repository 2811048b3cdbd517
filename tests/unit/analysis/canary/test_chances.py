"""Chances against values of tables, and far out."""

import math

import numpy as np
import pytest

from mainstay.analysis.canary.chances import above, below, cautious, chi_square, score


def test_normal_chances_hold_far_out() -> None:
    places = np.array([-30.0, -8.0, -3.0, 0.0, 2.5])
    wanted = [0.5 * math.erfc(-place / math.sqrt(2)) for place in places]
    assert below(places) == pytest.approx(wanted, rel=1e-6)
    assert above(score(1e-9)) == pytest.approx(1e-9, rel=1e-6)
    assert score(0.0) > 30
    assert score(1.0) < -7


def test_student_takes_away_what_few_values_cannot_tell() -> None:
    # The quantile of 0.975 with 4 degrees of freedom is 2.776, the normal one 1.960.
    assert cautious(2.776445, 4) == pytest.approx(1.959964, abs=1e-4)
    assert cautious(3.0, 1e6) == pytest.approx(3.0, abs=1e-3)
    assert cautious(-1.0, 3) == -1.0
    assert chi_square(10, 1.2816) == pytest.approx(15.987, rel=2e-3)
