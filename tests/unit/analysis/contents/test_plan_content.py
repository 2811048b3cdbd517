"""The hash that an approval names."""

from dataclasses import fields, replace
from typing import Any

import pytest

from mainstay.analysis.contents.plan_content import content_hash
from mainstay.domain.plan import Action, Change, Plan, Repeat, Severity, Step

STEP = Step(
    "one",
    Action("command", {"argv": ("true",)}),
    Action("check"),
    Action("command", {"argv": ("false",)}),
    after=("x",),
)
PLAN = Plan(
    key="k",
    title="t",
    why="w",
    change=Change.CODE,
    subject="repo:a",
    environment="production",
    base="c0ffee",
    steps=(STEP,),
    labels={"team": "a"},
)
OTHER: dict[type, Any] = {str: "other", int: 7, float: 7.5, tuple: ("other",), dict: {"other": "x"}}


def test_the_same_plan_has_the_same_hash() -> None:
    assert content_hash(PLAN) == content_hash(replace(PLAN)) and len(content_hash(PLAN)) == 64


@pytest.mark.parametrize("field", [field.name for field in fields(Plan) if field.name != "version"])
def test_every_field_of_a_plan_counts(field: str) -> None:
    now = getattr(PLAN, field)
    others: dict[str, Any] = {"change": Change.MODEL, "severity": Severity.HIGH, "steps": (STEP, STEP)}
    changes: dict[str, Any] = {field: others.get(field, OTHER.get(type(now)))}
    changed = replace(PLAN, **changes)
    assert content_hash(changed) != content_hash(PLAN)


@pytest.mark.parametrize("field", [field.name for field in fields(Step)])
def test_every_field_of_a_step_counts(field: str) -> None:
    others: dict[str, Any] = {
        "action": Action("command", {"argv": ("true", "")}),
        "check": None,
        "undo": Action("command"),
        "repeat": Repeat.NEVER,
    }
    changes: dict[str, Any] = {field: others.get(field, OTHER.get(type(getattr(STEP, field))))}
    changed = replace(STEP, **changes)
    assert content_hash(replace(PLAN, steps=(changed,))) != content_hash(PLAN)


def test_text_cannot_move_over_a_border() -> None:
    assert content_hash(replace(PLAN, title="tw", why="")) != content_hash(replace(PLAN, title="t", why="w"))
    assert content_hash(replace(PLAN, targets=("a", "b"))) != content_hash(replace(PLAN, targets=("ab",)))


def test_what_is_no_plan() -> None:
    with pytest.raises(TypeError, match="set"):
        content_hash(replace(PLAN, labels={"a": {"b"}}))  # type: ignore[dict-item]
