"""The first condition of a gate that does not hold."""

import pytest

from mainstay.analysis.gates.fitting import fits, unmet
from mainstay.domain.gate import When
from mainstay.domain.plan import Change, Plan, Severity

PLAN = Plan("t", "w", "", Change.CODE, "repo:shop", "prod", "", (), Severity.LOW, labels={"area": "till"})


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When(), ""),
        (When((Change.CODE,), Severity.LOW, ("p*",), ("repo:*",), ("shop",), (("area", "till"),)), ""),
        (When((Change.MODEL, Change.CONFIGURATION)), "change code is not model or configuration"),
        (When(least=Severity.HIGH, environments=("x",)), "severity low is below high"),
        (When(environments=("production",)), "environment prod is not production"),
        (When(subjects=("db:*",), teams=("bank",)), "subject repo:shop is not db:*"),
        (When(teams=("bank",)), "team shop is not bank"),
        (When(labels=(("area", "desk"),)), "label area is not desk"),
    ],
)
def test_the_first_that_does_not_hold_is_named(when: When, words: str) -> None:
    assert unmet(when, PLAN, "shop") == words
    assert fits(when, PLAN, "shop") is (not words)
