"""What is wrong with policies themselves."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from mainstay.analysis.gates.checking import problems
from mainstay.domain.calendar import Calendar, Freeze, Window
from mainstay.domain.channel import Channel
from mainstay.domain.evidence import Outcome
from mainstay.domain.gate import Example, Gate, Policy, Proof, When
from mainstay.domain.people import Directory, Holding, Need, Person, Role, Team
from mainstay.domain.plan import Change
from mainstay.domain.policy_report import Fault, Grade
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
        "there is no team ship; perhaps shop is meant",
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
    unsigned = (Fault.UNSIGNED, "nobody in any team can sign the window night off as manager")
    assert unsigned in of_window(window)
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


def test_what_is_named_and_not_there_has_the_nearest_name_and_is_an_error() -> None:
    people = Directory(
        (Person("bob"), Person("cyd")),
        (Team("shop", ("repo:shop*",)),),
        (Holding("bobb", Role.LEAD, "shop"), Holding("cyd", Role.LEAD, "shopp")),
    )
    gate = replace(LEAD, windows=("nite",), when=When(environments=("prodction",), teams=("shop",)))
    policy = Policy(
        (gate,), people, Calendar((replace(NIGHT, sign_off=()),)), environments=("production", "staging")
    )
    found = [one for one in problems(policy, NOW) if one.fault is Fault.UNKNOWN]
    assert [(one.name, one.text.partition("; perhaps ")[2]) for one in found] == [
        ("nite", "night is meant"),
        ("bobb", "bob is meant"),
        ("shopp", "shop is meant"),
        ("prodction", "production is meant"),
    ]
    assert {one.grade for one in found} == {Grade.ERROR}


def test_environments_that_are_not_stated_are_warned_of_and_stated_ones_hold_for_all() -> None:
    gate = replace(LEAD, when=When(environments=("prod*",)))
    both = (gate, Gate("other", "", When(), (Need((Role.LEAD,)),)))
    (told,) = (one for one in problems(Policy(both, PEOPLE), NOW) if one.fault is Fault.UNSTATED)
    assert "prod*" in told.text and told.grade is Grade.WARNING and told.gates == ("lead",)
    stated = Policy(both, PEOPLE, environments=("production", "staging"))
    assert problems(stated, NOW) == ()
    example = Example("one", Change.CODE, environment="stagin")
    freeze = Freeze("f", 0, 1, "long ago", environments=("somewhere",))
    wrong = replace(
        stated, gates=(replace(both[0], examples=(example,)), both[1]), calendar=Calendar((), (freeze,))
    )
    assert [one.name for one in problems(wrong, NOW)] == ["stagin", "somewhere"]


@pytest.mark.parametrize(("name", "as_what"), [("clock", "program"), ("lead", "gate"), ("gates", "program")])
def test_nobody_is_called_as_a_program_or_a_gate_is(name: str, as_what: str) -> None:
    people = replace(PEOPLE, people=(*PEOPLE.people, Person(name)))
    (told,) = problems(Policy((LEAD,), people), NOW)
    assert (
        told.fault is Fault.RESERVED
        and told.grade is Grade.ERROR
        and told.text.endswith(f"as a {as_what} is")
    )


def test_words_that_look_like_others_are_warned_of() -> None:
    gates = (
        replace(LEAD, proofs=(Proof("bakcup"),), when=When(subjects=("rebo:*",))),
        Gate("other", "", When(), (Need((Role.LEAD,)),), (Proof("backup"), Proof("tests"))),
    )
    people = replace(PEOPLE, teams=(Team("shop", ("repo:*",)),))
    found = problems(Policy(gates, people), NOW)
    assert [(one.fault, one.name) for one in found] == [
        (Fault.SPELLING, "bakcup"),
        (Fault.SPELLING, "backup"),
        (Fault.SPELLING, "rebo:*"),
    ]
    assert all("perhaps" in one.text for one in found)
