"""The debt ratio in its two senses."""

import pytest

from mainstay.analysis.effort.debt_ratio import refactoring_share, remediation_ratio
from mainstay.domain.cost_model import Rebuild
from mainstay.domain.price import Range


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
