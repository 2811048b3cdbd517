"""Errors against errors: what two arms differ by anyway weighs on many errors, and hardly on few."""

import pytest

from mainstay.analysis.canary.counting import counts_fail_from, evidence_of_counts
from tests.unit.analysis.canary.watches import counts


@pytest.mark.parametrize(("size", "least", "most"), [(1, 0.94, 1.0), (100, 0.5, 0.8)])
def test_arms_of_one_version_may_differ_a_little(size: int, least: float, most: float) -> None:
    sample = counts([3.0 * size, 2.0 * size] * 15, [2.0 * size, 1.0 * size] * 15, [1.5 * size] * 60)
    strict, usual = (evidence_of_counts(sample, tolerance) for tolerance in (0.0, 0.25))
    assert least <= usual.score / strict.score <= most
    assert usual.matters and usual.information == strict.information


def test_what_fails_is_more_than_what_scores_less() -> None:
    sample = counts([1.0, 0.0] * 15, [1.0, 0.0] * 15, [1.0, 0.0] * 60)
    changes = [counts_fail_from(sample, 0.25, limit) for limit in (-5.0, 1.0, 2.0, 3.0, 99.0)]
    assert changes == sorted(changes)
    assert changes[0] == 0.25 and changes[-1] == float("inf")


def test_where_all_errors_are_the_canarys_no_change_is_told() -> None:
    assert counts_fail_from(counts([4.0] * 5, [0.0] * 5, [1.0] * 60), 0.25, 4.5) == 0.0
