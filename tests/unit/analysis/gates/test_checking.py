"""What is wrong with policies themselves."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from mainstay.analysis.gates.checking import problems
from mainstay.domain.calendar import Calendar, Freeze, Window
from mainstay.domain.channel import Channel
from mainstay.domain.evidence import Outcome
from mainstay.domain.gate import Gate, Policy, Proof, When
from mainstay.domain.people import Directory, Holding, Need, Person, Role, Team
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


NIGHT = Window("night", "UTC", (0,), 600, 60, sign_off=(Need((Role.LEAD, Role.MANAGER)),))


def of_window(window: Window, *channels: Channel, people: Directory = PEOPLE) -> list[tuple[Fault, str]]:
    """Give what is wrong with a window that the one gate names."""
    policy = Policy((replace(LEAD, windows=("night",)),), people, Calendar((window,)))
    return [(one.fault, one.text) for one in problems(policy, NOW, channels) if one.gates == ("lead",)]


def test_a_window_that_nobody_can_sign_off() -> None:
    assert of_window(NIGHT) == []
    assert of_window(replace(NIGHT, sign_off=(Need((Role.CAB,)),))) == [
        (Fault.UNSIGNED, "nobody in shop can sign the window night off as cab")
    ]
    assert of_window(replace(NIGHT, sign_off=(Need((Role.LEAD,), 3),)))[0][0] is Fault.UNSIGNED
    assert of_window(replace(NIGHT, sign_off=(Need((Role.LEAD,), 2),))) == [
        (Fault.AUTHOR, f"when {name} proposes, nobody is left in shop to sign the window night off as lead")
        for name in ("bob", "cyd")
    ]


def test_a_window_for_what_is_nobodys_is_signed_by_those_who_are_it_for_every_team() -> None:
    window = replace(NIGHT, subjects=("queue:*",), sign_off=(Need((Role.MANAGER,)),))
    assert of_window(window)[0] == (
        Fault.UNSIGNED,
        "nobody in any team can sign the window night off as manager",
    )
    everywhere = Holding("dan", Role.MANAGER, "*"), Holding("ada", Role.MANAGER, "*")
    found = of_window(window, people=replace(PEOPLE, holdings=(*PEOPLE.holdings, *everywhere)))
    assert {fault for fault, _ in found} == {Fault.NEVER}, "the window is not for what the gate is for"


@pytest.mark.parametrize(
    ("channels", "wrong"),
    [
        ((), True),
        ((Channel("a", topics=("proposal.*",)),), True),
        ((Channel("a", teams=("bank",)),), True),
        ((Channel("a"),), False),
        ((Channel("a", teams=("bank",)), Channel("b", ("window.*",), ("shop",))), False),
    ],
)
def test_a_window_whose_announcement_nobody_would_hear(channels: tuple[Channel, ...], wrong: bool) -> None:
    found = of_window(replace(NIGHT, announce=60), *channels)
    assert found == (
        [(Fault.UNHEARD, "the window night must be announced, and no channel wants to know")] if wrong else []
    )
