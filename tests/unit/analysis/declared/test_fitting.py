"""Whether parameters fit a declared action, and what it comes to."""

from dataclasses import replace

import pytest

from mainstay.analysis.declared.definition import definition_of
from mainstay.analysis.declared.entering import entered, entering_faults
from mainstay.analysis.declared.fitting import come_to, declared_misfits
from mainstay.domain.declared_action import DeclaredAction, DeclaredParameter
from mainstay.domain.plan import Action, Change, Plan, Repeat, Step, Value

DEPLOY = DeclaredAction(
    "deploy",
    "Lets a version of the shop run.",
    (
        DeclaredParameter("version", "a version", pattern=r"v\d+\.\d+"),
        DeclaredParameter("to", "where", choices=("blue", "green")),
        DeclaredParameter("port", "its port", span=(1, 65_535), needed=False),
    ),
    Action("command", {"argv": ("/srv/deploy", "${to}", "${version}", "${port}")}),
    check=Action("check-tcp", {"host": "127.0.0.1", "port": "${port}"}),
    repeat=Repeat.IDEMPOTENT,
)
GOOD: dict[str, Value] = {"version": "v1.2", "to": "blue", "port": 80}


def test_what_it_comes_to() -> None:
    assert list(declared_misfits(DEPLOY, GOOD)) == []
    assert come_to(DEPLOY, GOOD) == Action("command", {"argv": ("/srv/deploy", "blue", "v1.2", "80")})
    assert come_to(DEPLOY, GOOD | {"part": "check"}) == Action("check-tcp", {"host": "127.0.0.1", "port": 80})


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"version": None}, "with.version is no text of at most 200 characters"),
        ({"version": "v1.2; rm"}, r"with.version does not match v\d+\.\d+"),
        ({"version": "v" * 201}, "with.version is no text of at most 200 characters"),
        ({"version": "env:TOKEN"}, "with.version is a reference to a secret"),
        ({"version": "x file:/etc/shadow"}, "with.version is a reference to a secret"),
        ({"to": "red"}, "with.to is none of blue, green"),
        ({"to": True}, "with.to is none of blue, green"),
        ({"port": 0}, "with.port is no whole number from 1 to 65535"),
        ({"port": True}, "with.port is no whole number"),
        ({"port": "80"}, "with.port is no whole number"),
        ({"port": 80.0}, "with.port is no whole number"),
        ({"verson": "v1.2"}, "with: deploy takes no verson; did you mean version?"),
        ({"zzz": 1}, "with: deploy takes no zzz; it takes version, to, port"),
        ({"part": "undo"}, "with.part is no part of deploy; it has check"),
        ({"part": ""}, ""),
        ({"definition": "0" * 64}, "with.definition: deploy was changed since; leave it out"),
    ],
)
def test_what_does_not_fit(changed: dict[str, Value], told: str) -> None:
    found = "\n".join(declared_misfits(DEPLOY, GOOD | changed))
    assert found.startswith(told) and bool(found) == bool(told)


def test_what_is_missing_is_told_in_the_operators_words() -> None:
    assert list(declared_misfits(DEPLOY, {})) == [
        "with.version is missing: a version",
        "with.to is missing: where",
    ]


def test_what_it_comes_to_must_fit_the_kind_that_it_is_made_of() -> None:
    found = list(declared_misfits(DEPLOY, {"version": "v1.2", "to": "blue", "part": "check"}))
    assert found == ["deploy comes to with.port is missing: a number from 1 to 65535"]


def test_a_definition_changes_with_all_that_it_says() -> None:
    first = definition_of(DEPLOY)
    assert first == definition_of(replace(DEPLOY)) and len(first) == 64
    (version, to, port) = DEPLOY.parameters
    others = [
        replace(DEPLOY, name="other"),
        replace(DEPLOY, about="other"),
        replace(DEPLOY, do=Action("command", {"argv": ("/srv/deploy", "${to}")})),
        replace(DEPLOY, check=None),
        replace(DEPLOY, undo=Action("manual")),
        replace(DEPLOY, looks=True),
        replace(DEPLOY, repeat=None),
        replace(DEPLOY, parameters=(version, to)),
        replace(DEPLOY, parameters=(replace(version, pattern=".*"), to, port)),
        replace(DEPLOY, parameters=(version, replace(to, choices=("blue",)), port)),
        replace(DEPLOY, parameters=(version, to, replace(port, span=(1, 2)))),
        replace(DEPLOY, parameters=(version, to, replace(port, needed=True))),
    ]
    assert len({first, *map(definition_of, others)}) == len(others) + 1


def plan(*steps: Step) -> Plan:
    return Plan("k", "t", "w", Change.CODE, "repo:a", "production", "4f2a", steps)


def test_an_action_enters_a_plan_with_its_definition_its_check_and_its_rule() -> None:
    (step,) = entered(plan(Step("a", Action("deploy", GOOD))), {"deploy": DEPLOY}).steps
    definition = {"definition": definition_of(DEPLOY)}
    assert step.action == Action("deploy", GOOD | definition)
    assert step.check == Action("deploy", GOOD | definition | {"part": "check"})
    assert (step.undo, step.repeat) == (None, Repeat.IDEMPOTENT)
    # Once more it stays the same: a plan that was shown can be handed in again.
    assert entered(plan(step), {"deploy": DEPLOY}).steps == (step,)


def test_what_a_step_says_itself_stays() -> None:
    own = Step("a", Action("deploy", GOOD), Action("check-http"), Action("manual"), repeat=Repeat.NEVER)
    (step,) = entered(plan(own), {"deploy": DEPLOY}).steps
    assert (step.check, step.undo, step.repeat) == (own.check, own.undo, Repeat.NEVER)
    other = Step("b", Action("command", {"argv": ("a",)}))
    assert entered(plan(other), {"deploy": DEPLOY}).steps == (other,)


def test_faults_name_their_step_and_place() -> None:
    changed = Action("deploy", GOOD | {"definition": "f" * 64})
    wrong = plan(Step("a", Action("deploy", GOOD | {"to": "red"}), undo=changed))
    assert list(entering_faults(wrong, {"deploy": DEPLOY})) == [
        "step a: with.to is none of blue, green",
        "step a: undo.with.definition: deploy was changed since; leave it out to take it as it is now",
    ]
