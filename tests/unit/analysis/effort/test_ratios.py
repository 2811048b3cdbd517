"""Ratios read off coefficients, and how much of the evidence is the repository's own."""

import numpy as np
import pytest

from mainstay.analysis.effort.quantiles import Z90
from mainstay.analysis.effort.ratios import ratios

DEBT = np.array([[1.0, 0.0], [0.5, 0.0], [0.0, 0.0]])
SEEN = np.array([4.0, 2.0, 1.0])


def test_what_would_have_been_without_it_is_what_was_told_less_its_factor() -> None:
    found = np.log(np.array([2.0, 1.0]))
    one, none = ratios(
        ("a", "b"), found, np.array([0.01, 0.25]), 0.5, DEBT, SEEN, told=np.array([3.0, 2.0, 1.0])
    )
    assert one.ratio == pytest.approx(2.0)
    assert (one.cases, one.among, one.observed) == (2, 3, 6.0)
    assert one.expected == pytest.approx(3.0 / 2.0 + 2.0 / 2.0**0.5)
    assert one.high == pytest.approx(2.0 * np.exp(Z90 * 0.1))
    assert one.low * one.high == pytest.approx(4.0)
    assert (none.cases, none.observed, none.expected) == (0, 0.0, 0.0)


def test_own_evidence_is_what_the_prior_does_not_bring() -> None:
    sure, half, nothing = ratios(
        ("a", "b", "c"), np.zeros(3), np.array([0.0, 0.125, 0.25]), 0.5, np.zeros((4, 3)), np.zeros(4)
    )
    assert (sure.own, half.own, nothing.own) == (1.0, pytest.approx(0.5), 0.0)


def test_without_what_was_told_it_is_what_was_seen() -> None:
    told = ratios(("a",), np.log(np.array([2.0])), np.array([0.1]), 0.5, DEBT[:1, :1], SEEN[:1])
    assert told[0].expected == pytest.approx(2.0)
