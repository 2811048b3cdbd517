"""Holding proposals against gates."""

from dataclasses import replace

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from mainstay.analysis.gates.ruling import rule
from mainstay.domain.decision import Choice, Decision
from mainstay.domain.evidence import Evidence, Outcome
from mainstay.domain.gate import Answer, Gate, Lack, Need, Policy, Proof, Seat, When
from mainstay.domain.people import Holding, Role
from mainstay.domain.plan import Action, Step
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
    assert (ruling.answer is Answer.PASSED) == (not ruling.missing or bool(ruling.broken_by))
    assert bool(ruling.broken_by) == (ruling.broken_until > NOW)
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
    seats = (Seat("ada", Role.SRE), Seat("bob", Role.MANAGER))
    assert (both.answer, both.passed_by) == (Answer.PASSED, (("both", seats),))


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
    ruling = rule(policy, proposal(author="dan"), [broken], (), NOW)
    assert (ruling.answer, ruling.broken_by, ruling.broken_until) == (Answer.PASSED, "bob", NOW + 50)
    # Nobody passed the gate, and what it wants is still told.
    assert (ruling.passed_by, len(ruling.missing)) == ((), 2)
    assert rule(policy, proposal(author="dan"), [broken], (), NOW + 50).answer is Answer.OPEN
    assert rule(POLICY, proposal(author="dan"), [broken], (), NOW).answer is Answer.OPEN
    # Not their own, not by a role that the author lent, and not an earlier revision of the same content.
    assert rule(policy, proposal(author="bob"), [broken], (), NOW).answer is Answer.OPEN
    assert rule(policy, proposal(author="dan", revision=2), [broken], (), NOW).answer is Answer.OPEN
    lent = lending(policy, Holding("dan", Role.SRE, "shop", lent_by="bob"))
    by_dan = replace(broken, person="dan")
    assert rule(lent, proposal(author="bob"), [by_dan], (), NOW).answer is Answer.OPEN
    assert rule(lent, proposal(author="cyd"), [by_dan], (), NOW).answer is Answer.PASSED


def lending(policy: Policy, *more: Holding) -> Policy:
    """Give a policy in which some more roles are held."""
    held = (*policy.directory.holdings, *more)
    return replace(policy, directory=replace(policy.directory, holdings=held))


def test_what_the_author_lent_never_counts_for_what_they_proposed() -> None:
    policy = lending(
        replace(POLICY, gates=(Gate("g", "", When(), (Need((Role.MANAGER,)),)),)),
        Holding("dan", Role.MANAGER, "shop", lent_by="cyd"),
    )
    by_dan = [approval("dan", Role.MANAGER)]
    assert rule(policy, proposal(author="cyd"), by_dan, (), NOW).answer is Answer.OPEN
    passed = rule(policy, proposal(author="ada"), by_dan, (), NOW)
    assert passed.passed_by == (("g", (Seat("dan", Role.MANAGER, "cyd"),)),)
    # Another's loan of the same role counts.
    two = lending(policy, Holding("dan", Role.MANAGER, "shop", lent_by="bob"))
    assert rule(two, proposal(author="cyd"), by_dan, (), NOW).answer is Answer.PASSED


@pytest.mark.parametrize("needs", [(Need((Role.MANAGER,), 2),), (Need((Role.MANAGER, Role.SRE), 2),)])
def test_a_lent_role_fills_the_place_of_its_lender(needs: tuple[Need, ...]) -> None:
    policy = lending(
        replace(POLICY, gates=(Gate("g", "", When(), needs),)),
        Holding("dan", Role.MANAGER, "shop", lent_by="bob"),
    )
    both = [approval("bob", Role.MANAGER, Role.SRE), approval("dan", Role.MANAGER)]
    assert rule(policy, proposal(author="ada"), both, (), NOW).answer is Answer.OPEN
    three = [*both, approval("cyd", Role.MANAGER)]
    assert rule(policy, proposal(author="ada"), three, (), NOW).answer is Answer.PASSED
    assert rule(policy, proposal(author="ada"), three[1:], (), NOW).answer is Answer.PASSED


def test_nobody_fills_two_places_by_two_lenders() -> None:
    policy = lending(
        POLICY,
        Holding("dan", Role.SRE, "shop", lent_by="bob"),
        Holding("dan", Role.MANAGER, "shop", lent_by="cyd"),
    )
    one = approval("dan", Role.SRE, Role.MANAGER)
    ruling = rule(policy, proposal(author="ada"), [one], (), NOW)
    assert [missing.text for missing in ruling.missing] == ["an approval by manager"]
    # Whoever comes besides, dan stands for the other.
    for other in (approval("bob", Role.SRE), approval("cyd", Role.MANAGER)):
        assert rule(policy, proposal(author="ada"), [one, other], (), NOW).answer is Answer.PASSED


def test_a_content_that_comes_back_is_decided_about_anew() -> None:
    decisions = [approval("ada", Role.SRE), approval("cyd", Role.MANAGER)]
    assert rule(POLICY, proposal(author="dan"), decisions, (), NOW).answer is Answer.PASSED
    third = proposal(author="dan", revision=3)
    assert rule(POLICY, third, decisions, (), NOW).answer is Answer.OPEN
    again = [replace(one, revision=3) for one in decisions]
    assert rule(POLICY, third, [*decisions, *again], (), NOW).answer is Answer.PASSED
    rejected = [replace(decisions[0], choice=Choice.REJECT), *again]
    assert rule(POLICY, third, rejected, (), NOW).answer is Answer.REFUSED


AUTHORS = "staging: stated by dan, who proposed it: somebody else must"


@pytest.mark.parametrize(
    ("by_author", "before", "after", "text"),
    [
        (Outcome.PASSED, None, None, AUTHORS),
        (Outcome.FAILED, None, None, "staging: failed, wanted is passed"),
        (Outcome.UNKNOWN, None, None, "staging: unknown, wanted is passed"),
        (Outcome.PASSED, Outcome.PASSED, None, ""),
        (Outcome.PASSED, Outcome.FAILED, None, "staging: failed, wanted is passed"),
        (Outcome.FAILED, Outcome.PASSED, None, "staging: failed, wanted is passed"),
        (Outcome.FAILED, None, Outcome.PASSED, ""),
    ],
)
def test_what_the_author_states_never_counts_for_their_own(
    by_author: Outcome, before: Outcome | None, after: Outcome | None, text: str
) -> None:
    evidence = [stated("bob", before)] if before else []
    evidence += [stated("dan", by_author), *([stated("bob", after)] if after else [])]
    for policy in (ANYBODY, AUTOMATIC):
        approved = replace(approval(""), policy="g")
        ruling = rule(policy, proposal(author="dan"), [approved], evidence, NOW)
        told = [one.text for one in ruling.missing if one.lack is Lack.EVIDENCE]
        assert told == ([text] if text and policy is ANYBODY else [])
        assert (ruling.answer is Answer.PASSED) == (not text)
        assert not ruling.automatic


def test_the_author_counts_where_the_proof_says_so_and_a_program_always() -> None:
    gate = Gate("g", "", When(), proofs=(Proof("staging", author=True),))
    honest = replace(POLICY, gates=(gate,))
    assert rule(honest, proposal(author="dan"), (), [stated("dan")], NOW).answer is Answer.PASSED
    measured = proposal(author="robot")
    assert rule(ANYBODY, measured, (), [stated("robot")], NOW).answer is Answer.PASSED


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (Step("one", Action("manual")), ""),
        (Step("one", Action("command")), "step one does `command`, which g does not let through"),
        (
            Step("one", Action("manual"), Action("http")),
            "step one does `http`, which g does not let through",
        ),
        (
            Step("one", Action("wait"), None, Action("command")),
            "step one does `command`, which g does not let through",
        ),
    ],
)
def test_a_gate_lets_only_its_kinds_of_action_through(step: Step, text: str) -> None:
    gate = Gate("g", "", When(), actions=("manual", "wait"), automatic=(Proof("staging"),))
    policy = replace(POLICY, gates=(gate,))
    one = proposal(replace(made.plan(), steps=(step,)), author="dan")
    ruling = rule(policy, one, (), [stated("bob")], NOW)
    assert [(missing.lack, missing.text) for missing in ruling.missing] == (
        [(Lack.ACTION, text)] if text else []
    )
    assert not ruling.automatic


STAGING = replace(POLICY, gates=(Gate("g", "", When(), proofs=(Proof("staging", by=(Role.SRE,)),)),))
ANYBODY = replace(POLICY, gates=(Gate("g", "", When(), proofs=(Proof("staging"),)),))
AUTOMATIC = replace(
    POLICY, gates=(Gate("g", "", When(), (Need((Role.SRE,)),), automatic=(Proof("staging"),)),)
)


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
    # Without roles anybody's later word stands in for an earlier one.
    answer = rule(ANYBODY, proposal(author="ada"), (), [proved, word], NOW).answer
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
