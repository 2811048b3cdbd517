"""Hashes that may never change: people approved them, and stores hold them.

A plan that was approved under one of these hashes is carried out, audited and checked by every later program. One that gave
another hash to the same plan would take each approval back, call each row of a store altered, and each trail forged. So a
failure here is never mended here: whatever made it is.
"""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from mainstay.adapters.store.plan_text import plan_of, plan_text
from mainstay.analysis.contents.plan_content import content_hash
from mainstay.analysis.contents.plan_fields import FIELDS
from mainstay.domain.errors import RunFailed
from mainstay.domain.plan import Action, Change, Plan, Repeat, Severity, Step

LEAST = Plan("k", "t", "w", Change.CODE, "repo:a", "production", "c0ffee", (Step("one", Action("manual")),))
FULL = Plan(
    key="upgrade/shop/left-pad",
    title="Raise left-pad \u2192 1.3",
    why="1.0 falls over\nat 2 ** 31 characters",
    change=Change.SECURITY_PATCH,
    subject="repo:shop",
    environment="production",
    base="4f2a",
    steps=(
        Step(
            "raise",
            Action(
                "command", {"argv": ("npm", "i"), "numbers": (1, 1.0, -0.5, True, None), "deep": {"er": ()}}
            ),
            check=Action("http", {"url": "http://127.0.0.1/"}),
            undo=Action("command", {"argv": ("git", "stash")}),
            time_out=60,
            tries=3,
            repeat=Repeat.IDEMPOTENT,
        ),
        Step("look", Action("manual", {}), repeat=Repeat.NEVER, after=("raise",)),
    ),
    severity=Severity.CRITICAL,
    targets=("package.json", "package-lock.json"),
    risk="low",
    way_back="git stash",
    effort=0.5,
    expires=86_400,
    labels={"part": "front", "a": ""},
)
GOLDEN = [
    (LEAST, "993e9093dac0417420eeea557532e1e6726b69d444e3cc19d37caeddb2647664"),
    (FULL, "eeba146e0f3be0098115d1ce1cb18b5f7be72f6f1bfd7022f15b34e8f73ae7f7"),
    (
        replace(FULL, steps=tuple(replace(FULL.steps[1], id=f"s{at}", after=()) for at in range(1_000))),
        "c4ddaf0f8affb39c6a61e4d8dd78e5de31dfc37f8b57b631e21bd8e91e2009a9",
    ),
]


@dataclass(frozen=True, slots=True)
class LaterPlan(Plan):
    """A plan as a later program may know it, with one more field."""

    stages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LaterStep(Step):
    """A step as a later program may know it, with one more field."""

    watch: Action | None = None


def later(plan: Plan, **fields: Any) -> LaterPlan:
    """Give the same plan in later records."""
    steps = tuple(LaterStep(**{name: getattr(step, name) for name in FIELDS[1][Step]}) for step in plan.steps)
    return LaterPlan(**{**{name: getattr(plan, name) for name in FIELDS[1][Plan]}, "steps": steps, **fields})


@pytest.mark.parametrize(("plan", "content"), GOLDEN)
def test_a_hash_that_was_approved_stays(plan: Plan, content: str) -> None:
    assert content_hash(plan) == content


@pytest.mark.parametrize(("plan", "content"), GOLDEN)
def test_a_field_that_is_added_later_changes_no_plan_of_before(plan: Plan, content: str) -> None:
    grown = later(plan)
    assert content_hash(grown) == content
    assert plan_text(grown) == plan_text(plan)
    assert plan_of(plan_text(grown)) == plan


def test_what_would_be_neither_hashed_nor_kept_is_refused() -> None:
    grown = later(LEAST, stages=("canary",))
    with pytest.raises(ValueError, match="a plan of version 1 has no stages"):
        content_hash(grown)
    with pytest.raises(RunFailed, match="has no stages"):
        plan_text(grown)
    step = LaterStep("one", Action("manual"), watch=Action("http"))
    with pytest.raises(ValueError, match="has no watch"):
        content_hash(replace(LEAST, steps=(step,)))


def test_of_a_version_that_nobody_knows_nothing_is_hashed() -> None:
    with pytest.raises(ValueError, match="no plans of version 2"):
        content_hash(replace(LEAST, version=2))
