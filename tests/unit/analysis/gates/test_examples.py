"""Trying gates on their own examples."""

from dataclasses import replace

import pytest

from mainstay.analysis.gates.examples import trials
from mainstay.domain.evidence import Evidence, Outcome
from mainstay.domain.gate import Example, Gate, Need, Policy, Proof, When
from mainstay.domain.people import Role
from mainstay.domain.plan import Change, Severity

PATCH = Gate(
    "patch",
    "a critical patch",
    When((Change.SECURITY_PATCH,), Severity.CRITICAL),
    (Need((Role.ON_CALL,)), Need((Role.MANAGER,))),
    (Proof("staging", within=3_600),),
)
GOOD = Example(
    "both looked",
    Change.SECURITY_PATCH,
    Severity.CRITICAL,
    approvals=(("olga", Role.ON_CALL), ("max", Role.MANAGER)),
    evidence=(Evidence("", "staging", Outcome.PASSED, "robot", 1_000),),
    at=1_000,
)


@pytest.mark.parametrize(
    ("example", "wrong"),
    [
        (GOOD, ""),
        (replace(GOOD, passes=False), "should not pass, and does (patch: olga, max)"),
        (replace(GOOD, approvals=GOOD.approvals[:1]), "should pass; missing: an approval by manager"),
        (replace(GOOD, approvals=GOOD.approvals[:1], passes=False, missing=("manager",)), ""),
        (
            replace(GOOD, approvals=GOOD.approvals[:1], passes=False, missing=("on-call",)),
            "does not say 'on-call', but: an approval by manager",
        ),
        (replace(GOOD, author="max"), "should pass; missing: an approval by manager"),
        (replace(GOOD, evidence=()), "should pass; missing: staging: nothing was stated"),
        (replace(GOOD, at=9_000), "should pass; missing: staging: too old"),
        (replace(GOOD, severity=Severity.LOW), "the gate is not for such a change"),
    ],
)
def test_an_example_that_is_and_is_not_as_its_author_said(example: Example, wrong: str) -> None:
    (trial,) = trials(Policy((replace(PATCH, examples=(example,)),)))
    assert (trial.gate, trial.example, trial.wrong) == ("patch", "both looked", wrong)
