"""How long a ruling holds: nothing of it changes before the moment that is given."""

from dataclasses import replace

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from mainstay.analysis.gates.lasting import holds_until, rules_digest
from mainstay.analysis.gates.ruling import rule
from mainstay.domain.decision import Choice, Decision
from mainstay.domain.evidence import Evidence, Outcome
from mainstay.domain.gate import Example, Gate, Need, Policy, Proof, When
from mainstay.domain.people import Holding, Role
from mainstay.domain.plan import Change
from mainstay.domain.proposal import Proposal
from tests.unit.analysis.gates import made
from tests.unit.analysis.gates.made import CONTENT, OLD, approval, directory, plan, proposal

FAR = 10_000
BOB = directory(("bob", Role.SRE))


@settings(max_examples=600)
@given(
    made.policies,
    made.proposals,
    st.lists(made.decisions, max_size=6),
    st.lists(made.statements, max_size=4),
    st.integers(350, 1_600),
)
def test_a_ruling_stays_as_it_is_until_then(
    policy: Policy, one: Proposal, decisions: list[Decision], evidence: list[Evidence], now: int
) -> None:
    until = holds_until(policy, one, decisions, evidence, now)
    event(f"ends: {until is not None}")
    assert until is None or until > now
    first = rule(policy, one, decisions, evidence, now)
    for moment in range(now, FAR if until is None else until, 1 if until is not None else 97):
        assert rule(policy, one, decisions, evidence, moment) == first


@pytest.mark.parametrize(
    ("policy", "decisions", "evidence", "until"),
    [
        (Policy((Gate("g", "", When(), lasts=200),), BOB), [approval("bob", Role.SRE, at=900)], [], 1_100),
        (Policy((Gate("g", "", When()),), BOB), [approval("bob", Role.SRE, until=1_050)], [], 1_050),
        (
            Policy((Gate("g", "", When()),), BOB),
            [approval("bob", Role.SRE, until=1_050, content=OLD)],
            [],
            None,
        ),
        (
            Policy((Gate("g", "", When(), proofs=(Proof("tests", within=300),)),), BOB),
            [],
            [Evidence(CONTENT, "tests", Outcome.PASSED, "ci", 900)],
            1_201,
        ),
        (
            Policy((Gate("g", "", When(changes=(Change.MODEL,)), lasts=200),), BOB),
            [approval("bob", Role.SRE, at=900)],
            [],
            None,
        ),
        (
            Policy(
                (), replace(BOB, holdings=(*BOB.holdings, Holding("bob", Role.LEAD, "shop", 1_070, 1_090)))
            ),
            [approval("bob", Role.SRE, at=900)],
            [],
            1_070,
        ),
        (
            Policy(
                (),
                directory(("cyd", Role.SRE)),
                override_lasts=140,
            ),
            [replace(approval("cyd", Role.SRE, at=900), choice=Choice.OVERRIDE)],
            [],
            1_040,
        ),
    ],
)
def test_what_may_end_it(
    policy: Policy, decisions: list[Decision], evidence: list[Evidence], until: int | None
) -> None:
    assert holds_until(policy, proposal(plan()), decisions, evidence, 1_000) == until


def test_a_lender_whose_role_ends_takes_it_along() -> None:
    lent = (Holding("bob", Role.SRE, "shop", lent_by="cyd"), Holding("cyd", Role.SRE, "shop", until=1_030))
    policy = Policy((), replace(directory(("bob", Role.LEAD), ("cyd", Role.LEAD)), holdings=lent))
    assert holds_until(policy, proposal(plan()), [approval("bob", Role.SRE)], [], 1_000) == 1_030


def test_rules_are_the_same_while_nothing_that_decides_is_another() -> None:
    gate = Gate("g", "about", When(), (Need((Role.SRE,)),))
    policy = Policy((gate,), BOB)
    told = rules_digest(policy)
    assert rules_digest(Policy((replace(gate, examples=(Example("e", Change.CODE),)),), BOB)) == told
    others = [
        Policy((replace(gate, needs=(Need((Role.SRE,), 2),)),), BOB),
        Policy((gate,), directory(("bob", Role.LEAD))),
        replace(policy, override=(Role.SRE,)),
        replace(policy, override_lasts=1),
    ]
    assert told not in {rules_digest(one) for one in others}
