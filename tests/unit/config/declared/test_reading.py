"""Reading files with declared actions, and plans that name them."""

import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.declared.definition import definition_of
from mainstay.config.declared.reading import declared_of, together
from mainstay.config.declared.schema import json_schema
from mainstay.config.plain_yaml import read
from mainstay.config.plans.reading import plan_of
from mainstay.domain.action_kinds import KINDS
from mainstay.domain.declared_action import DeclaredAction, DeclaredParameter
from mainstay.domain.errors import ConfigurationError
from mainstay.domain.plan import Action, Repeat

FILE = """
actions:
  - name: deploy
    about: Lets a version of the shop run.
    parameters:
      version: {about: a version, pattern: 'v\\d+\\.\\d+'}
      to: {about: where, choices: [blue, green]}
      port: {about: its port, whole: {least: 1, most: 65535}, needed: false}
    do: command
    with: {argv: [/srv/deploy, "${to}", "${version}", "${port}"], env: {TOKEN: "env:DEPLOY_TOKEN", KEEP: "$${HOME}"}}
    check: {do: check-http, with: {url: "https://${to}.example.org/version", contains: "${version}"}}
    undo: {do: manual, with: {what: "bring ${to} back"}}
    repeat: idempotent
  - {name: is-up, about: Looks., do: check-http, with: {url: "https://example.org/"}}
"""
PLAN = """
title: Deploy
why: It is time.
change: maintenance
subject: repo:shop
environment: production
base: v1.1
steps:
  - {id: a, do: deploy, with: {version: v1.2, to: blue}}
"""


def of(text: str) -> tuple[DeclaredAction, ...]:
    return declared_of(text.encode(), "web.yaml")


def test_a_file_as_it_is_written() -> None:
    deploy, is_up = of(FILE)
    assert deploy == DeclaredAction(
        "deploy",
        "Lets a version of the shop run.",
        (
            DeclaredParameter("version", "a version", r"v\d+\.\d+"),
            DeclaredParameter("to", "where", choices=("blue", "green")),
            DeclaredParameter("port", "its port", span=(1, 65_535), needed=False),
        ),
        Action(
            "command",
            {
                "argv": ("/srv/deploy", "${to}", "${version}", "${port}"),
                "env": {"TOKEN": "env:DEPLOY_TOKEN", "KEEP": "$${HOME}"},
            },
        ),
        Action("check-http", {"url": "https://${to}.example.org/version", "contains": "${version}"}),
        Action("manual", {"what": "bring ${to} back"}),
        False,
        Repeat.IDEMPOTENT,
    )
    assert (is_up.looks, is_up.parameters, is_up.repeat) == (True, (), None)
    jsonschema.Draft202012Validator(json.loads(json.dumps(json_schema()))).validate(
        read(FILE.encode(), "web.yaml")
    )


def test_a_plan_that_names_one_stands_with_what_it_is() -> None:
    declared = {one.name: one for one in of(FILE)}
    submitted = plan_of(PLAN.encode(), "plan.yaml", KINDS, declared)
    (step,) = submitted.plan.steps
    assert step.action.parameters["definition"] == definition_of(declared["deploy"])
    assert step.check is not None and step.check.parameters["part"] == "check"
    assert (step.undo is not None, step.repeat) == (True, Repeat.IDEMPOTENT)
    changed = {one.name: one for one in of(FILE.replace("/srv/deploy", "/srv/other"))}
    assert plan_of(PLAN.encode(), "plan.yaml", KINDS, changed).content != submitted.content


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("to: blue", "to: red", "step a: with.to is none of blue, green"),
        (", to: blue", "", "step a: with.to is missing: where"),
        ("to: blue", "too: blue", "step a: with: deploy takes no too; did you mean to?"),
        ("to: blue", "to: blue, definition: abc", "with.definition: deploy was changed since"),
        ("do: deploy", "do: deplyo", "step a: there is no action deplyo; did you mean deploy?"),
        ("version: v1.2", "version: 'env:TOKEN'", "step a: with.version is a reference to a secret"),
    ],
)
def test_what_a_plan_may_not_say(old: str, new: str, told: str) -> None:
    declared = {one.name: one for one in of(FILE)}
    assert old in PLAN
    with pytest.raises(ConfigurationError) as refused:
        plan_of(PLAN.replace(old, new).encode(), "plan.yaml", KINDS, declared)
    assert told in refused.value.where


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("name: deploy", "name: command", "an action of that name comes along"),
        ("do: command", "do: comand", "with: comand is no action that comes along; did you mean command?"),
        ("do: command", "do: is-up", "with: is-up is no action that comes along"),
        ("argv: [", "agrv: [", "with: command takes no agrv; did you mean argv?"),
        ("KEEP:", '"${to}":', "a placeholder stands in the name ${to}; only values may hold one"),
        ('"$${HOME}"', '"${HOME}"', "there is no parameter HOME; write $${HOME} for the text itself"),
        ('"bring ${to} back"', '"bring ${tto} back"', "there is no parameter tto; did you mean to?"),
        ('"bring ${to} back"', '"to ${port}"', "port need not be given, so it stands alone or not at all"),
        ("choices: [blue, green]", "choices: []", "say exactly one of pattern, choices and whole"),
        ("choices: [blue, green]", "choices: [a], pattern: b", "say exactly one of pattern"),
        ("choices: [blue, green]", "pattern: '(a+)+'", "its pattern cannot be used: a group that repeats"),
        ("least: 1, most", "least: 99999, most", "its smallest number is larger than its largest"),
        ("port: {", "definition: {", "definition means something else already"),
        (', "${port}"]', "]", "nothing uses the parameter port; write ${port} where it belongs"),
        ('"env:DEPLOY_TOKEN"', "hunter2pw", "with.env.TOKEN holds a password; write env:NAME in its place"),
        ("about: where", 'about: ""', "this is not one line"),
        ("to: {about", "To: {about", "this is not a name of small letters"),
        ("repeat: idempotent", "repeat: often", "often is not allowed"),
        ("actions:", "version: 2\nactions:", "2 is not a whole number from 1 to 1"),
    ],
)
def test_what_is_refused(old: str, new: str, told: str) -> None:
    assert old in FILE
    with pytest.raises(ConfigurationError) as refused:
        of(FILE.replace(old, new))
    assert told in refused.value.what + refused.value.where
    assert "hunter2pw" not in refused.value.what + refused.value.where


def test_an_action_that_changes_something_does_not_look() -> None:
    statement = "do: sql, with: {database: a, statements: [DELETE FROM a]}, looks: true"
    with pytest.raises(ConfigurationError) as refused:
        of(f"actions: [{{name: a, about: b, {statement}}}]")
    assert "it says that it looks, and sql changes something" in refused.value.where


def test_a_name_belongs_to_one_file() -> None:
    actions = of(FILE)
    assert set(together([("a", actions[:1]), ("b", actions[1:])])) == {"deploy", "is-up"}
    with pytest.raises(ConfigurationError, match="the action deploy is declared twice") as refused:
        together([("a", actions), ("b", actions)])
    assert refused.value.where == "a\nb"
    with pytest.raises(ConfigurationError, match="declared twice"):
        together([("a", actions[:1] * 2)])


@given(
    st.binary(max_size=300) | st.text(alphabet="actions:[]{}- \nname do ${}", max_size=200).map(str.encode)
)
def test_any_bytes_are_declared_actions_or_a_clear_error(data: bytes) -> None:
    try:
        declared_of(data, "f")
    except ConfigurationError as error:
        assert error.what and error.where


RESTART = """
actions:
  - name: restart
    about: Restarts it.
    do: service
    with: {unit: shop.service, to: restart}
    check: {do: check-tcp, with: {host: localhost, port: 80}}
  - name: by-hand
    about: A person does it.
    do: manual
    undo: {do: command, with: {argv: [/srv/back]}}
  - name: ask
    about: Asks.
    do: http
    looks: true
    with: {url: "https://example.org/"}
"""


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("do: manual, check: {do: restart}", "its check may only look, and restart changes something"),
        (
            "do: manual, check: {do: by-hand, with: {part: undo}}",
            "its check may only look, and undo changes something",
        ),
        (
            "do: by-hand, with: {part: undo}",
            "with.part: by-hand only looks, and undo of it changes something",
        ),
    ],
)
def test_what_changes_something_does_not_pass_for_a_look(step: str, told: str) -> None:
    declared = {one.name: one for one in of(RESTART)}
    plan = PLAN.replace("do: deploy, with: {version: v1.2, to: blue}", step)
    with pytest.raises(ConfigurationError) as refused:
        plan_of(plan.encode(), "plan.yaml", KINDS, declared)
    assert told in refused.value.where


@pytest.mark.parametrize(
    "step",
    [
        "do: restart",
        "do: by-hand",
        "do: manual, check: {do: ask}",
        "do: manual, check: {do: restart, with: {part: check}}",
        "do: restart, with: {part: check}",
    ],
)
def test_what_looks_may_look(step: str) -> None:
    declared = {one.name: one for one in of(RESTART)}
    plan = PLAN.replace("do: deploy, with: {version: v1.2, to: blue}", step)
    assert plan_of(plan.encode(), "plan.yaml", KINDS, declared).plan.steps


def test_a_declared_check_may_only_look() -> None:
    with pytest.raises(ConfigurationError) as refused:
        of(
            RESTART.replace(
                "{do: check-tcp, with: {host: localhost, port: 80}}", "{do: command, with: {argv: [x]}}"
            )
        )
    assert "check: it may only look, and command changes something" in refused.value.where
