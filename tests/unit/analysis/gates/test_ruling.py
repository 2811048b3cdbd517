"""Holding proposals against gates."""

from dataclasses import replace

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from mainstay.analysis.gates.ruling import rule
from mainstay.domain.decision import Choice, Decision
from mainstay.domain.evidence import Evidence, Outcome
from mainstay.domain.gate import Answer, Gate, Lack, Need, Policy, Proof, When
from mainstay.domain.people import Holding, Role
from mainstay.domain.proposal import Proposal
from tests.unit.analysis.gates import made, reference
from tests.unit.analysis.gates.made import CONTENT, NOW, OLD, approval, directory, proposal

BOTH = Gate("both", "two people", When(), (Need((Role.SRE,)), Need((Role.MANAGER,))))
POLICY = Policy(
    (BOTH,), directory(("ada", Role.SRE), ("bob", Role.SRE), ("bob", Role.MANAGER), ("cyd", Role.MANAGER))
)


@settings(max_examples=600)
@given(
    made.policies, made.proposals, st.lists(made.decisions, max_size=6), st.lists(made.statements, max_size=4)
)
def test_the_answer_is_that_of_the_reference(
    policy: Policy, one: Proposal, decisions: list[Decision], evidence: list[Evidence]
) -> None:
    ruling = rule(policy, one, decisions, evidence, NOW)
    event(ruling.answer)
    assert ruling.answer is reference.answer(policy, one, decisions, evidence, NOW)
    assert (ruling.answer is Answer.PASSED) == (not ruling.missing)
    assert {missing.gate for missing in ruling.missing} - {""} <= set(ruling.gates)


@given(
    made.policies, made.proposals, st.lists(made.decisions, max_size=6), st.lists(made.statements, max_size=4)
)
def test_what_passes_by_itself_would_pass_once_its_policy_decided(
    policy: Policy, one: Proposal, decisions: list[Decision], evidence: list[Evidence]
) -> None:
    ruling = rule(policy, one, decisions, evidence, NOW)
    own = [replace(approval("", at=NOW), policy=name) for name in ruling.automatic]
    again = rule(policy, one, [*decisions, *own], evidence, NOW)
    assert not {missing.gate for missing in again.missing} & set(ruling.automatic)


@given(made.policies, made.proposals, st.lists(made.decisions, max_size=6), made.decisions)
def test_one_more_approval_never_takes_anything_away(
    policy: Policy, one: Proposal, decisions: list[Decision], more: Decision
) -> None:
    more = replace(more, choice=Choice.APPROVE)
    if rule(policy, one, decisions, (), NOW).answer is Answer.PASSED:
        assert rule(policy, one, [*decisions, more], (), NOW).answer is Answer.PASSED


def test_two_people_for_two_needs() -> None:
    one = approval("bob", Role.SRE, Role.MANAGER)
    ruling = rule(POLICY, proposal(author="dan"), [one], (), NOW)
    assert (ruling.answer, len(ruling.missing)) == (Answer.OPEN, 1)
    both = rule(POLICY, proposal(author="dan"), [one, approval("ada", Role.SRE)], (), NOW)
    assert (both.answer, both.passed_by) == (Answer.PASSED, (("both", ("ada", "bob")),))


def test_nobody_approves_what_they_proposed() -> None:
    decisions = [approval("ada", Role.SRE), approval("cyd", Role.MANAGER)]
    assert rule(POLICY, proposal(author="bob"), decisions, (), NOW).answer is Answer.PASSED
    ruling = rule(POLICY, proposal(author="ada"), decisions, (), NOW)
    assert [missing.text for missing in ruling.missing] == ["an approval by sre"]


def test_an_approval_of_another_content_counts_for_nothing() -> None:
    decisions = [approval("ada", Role.SRE, content=OLD), approval("cyd", Role.MANAGER)]
    assert rule(POLICY, proposal(author="dan"), decisions, (), NOW).answer is Answer.OPEN


def test_a_role_that_ended_takes_its_approval_along() -> None:
    decisions = [approval("ada", Role.SRE), approval("cyd", Role.MANAGER)]
    ended = tuple(replace(h, until=950) if h.person == "ada" else h for h in POLICY.directory.holdings)
    policy = replace(POLICY, directory=replace(POLICY.directory, holdings=ended))
    assert rule(policy, proposal(author="dan"), decisions, (), NOW).answer is Answer.OPEN


def test_a_role_taken_up_after_the_approval_does_not_count() -> None:
    decisions = [approval("bob", Role.SRE), approval("cyd", Role.LEAD)]
    assert rule(POLICY, proposal(author="dan"), decisions, (), NOW).answer is Answer.OPEN


@pytest.mark.parametrize(
    ("lender", "answer"), [("cyd", Answer.PASSED), ("ada", Answer.OPEN), ("dan", Answer.OPEN)]
)
def test_a_lent_role_holds_while_its_lender_has_it(lender: str, answer: Answer) -> None:
    lent = Holding("dan", Role.MANAGER, "shop", until=1_010, lent_by=lender)
    policy = replace(POLICY, directory=replace(POLICY.directory, holdings=(*POLICY.directory.holdings, lent)))
    decisions = [approval("ada", Role.SRE), approval("dan", Role.MANAGER)]
    assert rule(policy, proposal(author="bob"), decisions, (), NOW).answer is answer


def test_no_gate_lets_nothing_pass() -> None:
    policy = replace(POLICY, gates=(replace(BOTH, when=When(environments=("staging",))),))
    ruling = rule(policy, proposal(author="dan"), [approval("ada", Role.SRE)], (), NOW)
    assert (ruling.answer, [missing.lack for missing in ruling.missing]) == (Answer.OPEN, [Lack.GATE])


@pytest.mark.parametrize(
    ("outcome", "at", "by", "text"),
    [
        (Outcome.PASSED, 900, "bob", ""),
        (Outcome.FAILED, 900, "bob", "staging: failed, wanted is passed"),
        (Outcome.FAILED, 900, "cyd", "staging: must be stated by sre who did not propose it"),
        (Outcome.UNKNOWN, 900, "bob", "staging: unknown, wanted is passed"),
        (Outcome.PASSED, 400, "bob", "staging: too old"),
        (Outcome.PASSED, 900, "dan", "staging: must be stated by sre who did not propose it"),
        (Outcome.PASSED, 900, "cyd", "staging: must be stated by sre who did not propose it"),
        (Outcome.PASSED, 1_001, "bob", "staging: stated at a moment that is still to come"),
    ],
)
def test_evidence_that_is_asked_for(outcome: Outcome, at: int, by: str, text: str) -> None:
    gate = Gate("g", "", When(), proofs=(Proof("staging", within=500, by=(Role.SRE,)),))
    ruling = rule(
        replace(POLICY, gates=(gate,)),
        proposal(author="dan"),
        (),
        [Evidence(CONTENT, "staging", outcome, by, at)],
        NOW,
    )
    assert [missing.text for missing in ruling.missing] == ([text] if text else [])


def test_an_override_is_told_by_name_and_ends() -> None:
    policy = replace(POLICY, override=(Role.SRE,), override_lasts=100)
    broken = replace(approval("bob", Role.SRE, at=950), choice=Choice.OVERRIDE)
    ruling = rule(policy, proposal(author="bob"), [broken], (), NOW)
    assert (ruling.answer, ruling.passed_by) == (Answer.PASSED, (("both", ("bob",)),))
    assert rule(policy, proposal(author="bob"), [broken], (), NOW + 50).answer is Answer.OPEN
    assert rule(POLICY, proposal(author="bob"), [broken], (), NOW).answer is Answer.OPEN


STAGING = replace(POLICY, gates=(Gate("g", "", When(), proofs=(Proof("staging", by=(Role.SRE,)),)),))
ANYBODY = replace(POLICY, gates=(Gate("g", "", When(), proofs=(Proof("staging"),)),))


def stated(by: str, outcome: Outcome = Outcome.PASSED, at: int = 900) -> Evidence:
    return Evidence(CONTENT, "staging", outcome, by, at)


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("other", ["dan", "cyd", "nobody"])
def test_who_does_not_hold_the_role_neither_proves_nor_hides(outcome: Outcome, other: str) -> None:
    """The author, somebody with another role, and somebody whom nobody knows."""
    proved, word = stated("bob"), stated(other, outcome, 950)
    for evidence in ([proved, word], [word, proved]):
        assert rule(STAGING, proposal(author="dan"), (), evidence, NOW).answer is Answer.PASSED
    failed = stated("ada", Outcome.FAILED, 920)
    ruling = rule(STAGING, proposal(author="dan"), (), [proved, failed, word], NOW)
    assert [missing.text for missing in ruling.missing] == ["staging: failed, wanted is passed"]
    # Without roles anybody's later word stands in for an earlier one, as it always did.
    answer = rule(ANYBODY, proposal(author="dan"), (), [proved, word], NOW).answer
    assert answer is (Answer.PASSED if outcome is Outcome.PASSED else Answer.OPEN)


def test_the_last_of_those_who_hold_the_role_counts() -> None:
    both = [stated("bob", Outcome.FAILED), stated("ada")]
    assert rule(STAGING, proposal(author="dan"), (), both, NOW).answer is Answer.PASSED
    assert rule(STAGING, proposal(author="dan"), (), both[::-1], NOW).answer is Answer.OPEN
    # Who lost the role takes their word along, and the one before it counts again.
    gone = tuple(held for held in POLICY.directory.holdings if held.person != "ada")
    policy = replace(STAGING, directory=replace(POLICY.directory, holdings=gone))
    assert rule(
        policy, proposal(author="dan"), (), [stated("bob"), stated("ada", Outcome.FAILED)], NOW
    ).answer is (Answer.PASSED)


def test_what_a_clock_of_years_ahead_wrote_proves_nothing_and_can_be_said_again() -> None:
    ahead = stated("bob", at=NOW + 10**8)
    ruling = rule(ANYBODY, proposal(author="dan"), (), [ahead], NOW)
    assert [missing.text for missing in ruling.missing] == [
        "staging: stated at a moment that is still to come"
    ]
    # It stands in for what was before it: perhaps it is the truth.
    assert rule(ANYBODY, proposal(author="dan"), (), [stated("bob"), ahead], NOW).answer is Answer.OPEN
    assert rule(ANYBODY, proposal(author="dan"), (), [ahead, stated("bob")], NOW).answer is Answer.PASSED
    future = replace(approval("ada", Role.SRE), at=NOW + 10**8)
    assert rule(POLICY, proposal(author="dan"), [future], (), NOW).missing[0].text == "an approval by sre"
    rejected = replace(future, choice=Choice.REJECT)
    assert rule(POLICY, proposal(author="dan"), [rejected], (), NOW).answer is Answer.REFUSED
