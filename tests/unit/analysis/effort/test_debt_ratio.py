"""The debt ratio in its two senses."""

import pytest

from mainstay.analysis.effort.debt_ratio import (
    LEAST_CHANGES,
    refactoring_share,
    remediation_ratio,
    why_no_ratio,
)
from mainstay.domain.cost_model import EffortModel, Rebuild
from mainstay.domain.price import Range
from mainstay.domain.ranking import LEAST_FIXES


def test_repairs_over_rebuild() -> None:
    built = Rebuild(Range(0.1, 0.2), 300, 700, 10_000)
    assert remediation_ratio(Range(50, 80), built) == Range(pytest.approx(0.05), pytest.approx(0.08))
    assert remediation_ratio(Range(0, 0), built) == Range(0, 0)
    assert remediation_ratio(Range(1, 2), Rebuild(Range(0, 0), 0, 0, 0)) == Range(0, 0)


def test_share_of_lines() -> None:
    assert refactoring_share(100, 250, 1_000) == Range(0.1, 0.25)
    assert refactoring_share(100, 50, 1_000) == Range(0.1, 0.1)
    assert refactoring_share(5_000, 9_000, 1_000) == Range(1, 1)
    assert refactoring_share(5, 9, 0) == Range(0, 0)


def model(observed: int, fixes: int) -> EffortModel:
    hours = Range(1.0, 3.0)
    return EffortModel(900, 800, observed, observed, fixes, (), hours, hours, None, ())


@pytest.mark.parametrize(
    ("observed", "fixes", "why"),
    [
        (LEAST_CHANGES, LEAST_FIXES, ""),
        (LEAST_CHANGES - 1, LEAST_FIXES, "199 of this repository's changes"),
        (5_000, LEAST_FIXES - 1, "29 of this repository's fixes"),
        (50, 3, "50 of this repository's changes"),
    ],
)
def test_little_own_work_carries_no_ratio(observed: int, fixes: int, why: str) -> None:
    told = why_no_ratio(model(observed, fixes), Rebuild(Range(0.1, 0.2), 300, 700, 10_000))
    assert (why in told) if why else told == ""


def test_without_a_rebuild_there_is_no_ratio() -> None:
    assert "no work" in why_no_ratio(model(5_000, 500), None)
