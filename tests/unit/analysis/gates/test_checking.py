"""What is wrong with policies themselves."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from mainstay.analysis.gates.checking import problems
from mainstay.domain.calendar import Calendar, Freeze, Window
from mainstay.domain.evidence import Outcome
from mainstay.domain.gate import Gate, Need, Policy, Proof, When
from mainstay.domain.people import Directory, Holding, Person, Role, Team
from mainstay.domain.plan import Change
from mainstay.domain.policy_report import Fault
from tests.unit.analysis.gates import made
from tests.unit.analysis.gates.made import NOW, directory

PEOPLE = directory(("bob", Role.LEAD), ("cyd", Role.LEAD), ("ada", Role.DEVELOPER))
LEAD = Gate("lead", "a lead looks", When(), (Need((Role.LEAD,)),))


def faults(policy: Policy) -> list[tuple[Fault, tuple[str, ...]]]:
    """Give the kinds and gates of what is wrong."""
    return sorted({(problem.fault, problem.gates) for problem in problems(policy, NOW)})


def test_a_sound_policy() -> None:
    assert problems(Policy((LEAD,), PEOPLE), NOW) == ()


def test_the_one_lead_cannot_propose() -> None:
    found = problems(Policy((LEAD,), directory(("bob", Role.LEAD))), NOW)
    assert [(one.fault, one.text) for one in found] == [
        (Fault.AUTHOR, "when bob proposes, nobody is left in shop for lead")
    ]


@pytest.mark.parametrize(
    ("gates", "fault"),
    [
        ((LEAD, replace(LEAD, about="again")), (Fault.TWICE, ("lead",))),
        ((replace(LEAD, needs=(Need((Role.CAB,)),)),), (Fault.UNFILLED, ("lead",))),
        ((replace(LEAD, needs=(Need((Role.LEAD,), 3),)),), (Fault.UNFILLED, ("lead",))),
        ((replace(LEAD, windows=("night",)),), (Fault.UNKNOWN, ("lead",))),
        ((replace(LEAD, when=When(environments=("staging",))),), (Fault.HOLE, ())),
        ((replace(LEAD, when=When((Change.CODE,))),), (Fault.HOLE, ())),
        (
            (
                replace(LEAD, proofs=(Proof("tests"),)),
                Gate("other", "", When((Change.MODEL,)), proofs=(Proof("tests", Outcome.FAILED),)),
            ),
            (Fault.CONTRADICTION, ("lead", "other")),
        ),
    ],
)
def test_a_fault_is_found(gates: tuple[Gate, ...], fault: tuple[Fault, tuple[str, ...]]) -> None:
    assert fault in faults(Policy(gates, PEOPLE))


def test_gates_that_are_never_for_the_same_change_do_not_contradict() -> None:
    one = Gate("one", "", When((Change.CODE,)), proofs=(Proof("tests"),))
    other = Gate("other", "", When((Change.MODEL,)), proofs=(Proof("tests", Outcome.FAILED),))
    assert not any(fault is Fault.CONTRADICTION for fault, _ in faults(Policy((one, other), PEOPLE)))


def test_windows_that_never_meet() -> None:
    calendar = Calendar((Window("monday", "UTC", (0,), 600, 60), Window("tuesday", "UTC", (1,), 600, 60)))
    gates = (
        replace(LEAD, windows=("monday",)),
        Gate("other", "", When((Change.CODE,)), windows=("tuesday",)),
    )
    assert (Fault.NEVER, ("lead", "other")) in faults(Policy(gates, PEOPLE, calendar))
    assert (Fault.NEVER, ("lead",)) not in faults(Policy(gates, PEOPLE, calendar))


def test_a_freeze_over_all_windows() -> None:
    calendar = Calendar(
        (Window("monday", "UTC", (0,), 600, 60),), (Freeze("f", 0, NOW + (500 << 17), "long"),)
    )
    assert (Fault.NEVER, ("lead",)) in faults(Policy((replace(LEAD, windows=("monday",)),), PEOPLE, calendar))


def test_names_that_nobody_bears() -> None:
    people = Directory(
        (Person("bob"), Person("cyd")),
        (Team("shop", ("repo:*",)),),
        (
            Holding("bob", Role.LEAD, "*"),
            Holding("cyd", Role.LEAD, "shop"),
            Holding("eve", Role.SRE, "ship", lent_by="mal"),
        ),
    )
    assert {one.text for one in problems(Policy((LEAD,), people), NOW)} == {
        "there is no person eve",
        "there is no person mal",
        "there is no team ship",
    }


@settings(max_examples=60, deadline=None)
@given(made.policies)
def test_where_nothing_is_said_to_be_closed_everybody_together_can_pass(policy: Policy) -> None:
    found = problems(policy, NOW)
    if any(one.fault in {Fault.UNFILLED, Fault.HOLE, Fault.AUTHOR} for one in found):
        return
    everybody = [
        made.approval(person.name, *made.ROLES, at=NOW) for person in policy.directory.people if person.active
    ]
    ruling = made.rule_of(
        replace(policy, gates=tuple(replace(gate, proofs=()) for gate in policy.gates)), everybody
    )
    assert ruling.missing == ()
