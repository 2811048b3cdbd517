"""Steps that can be carried out in some order."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.plans.soundness import faults, in_order
from mainstay.domain.action_kinds import KINDS
from mainstay.domain.plan import MOST_STEPS, Action, Repeat, Step, Value
from tests.unit.analysis.gates.made import plan

NAMES = "abcdefgh"
steps = st.lists(
    st.builds(
        lambda name, after: Step(name, Action("manual"), after=tuple(after)),
        st.sampled_from(NAMES),
        st.lists(st.sampled_from(NAMES), max_size=3),
    ),
    unique_by=lambda step: step.id,
).map(tuple)


@given(steps)
def test_an_order_is_found_where_there_is_one(some: tuple[Step, ...]) -> None:
    found = in_order(some)
    for at, step in enumerate(found):
        ids = {one.id for one in some}
        assert {name for name in step.after if name in ids} <= {one.id for one in found[:at]}
    told = faults(replace(plan(), steps=some), {"manual"})
    assert (len(found) < len(some)) == any("wait for each other" in one for one in told)


@given(steps)
def test_a_loop_that_is_told_is_one(some: tuple[Step, ...]) -> None:
    for one in faults(replace(plan(), steps=some), {"manual"}):
        if "wait for each other" in one:
            names = one.partition(": ")[2].split(" -> ")
            known = {step.id: step.after for step in some}
            assert names[0] == names[-1] and len(set(names)) == len(names) - 1
            assert all(before in known[after] for before, after in pairwise(names))


@given(st.permutations([Step(name, Action("manual")) for name in NAMES]))
def test_steps_that_wait_for_nothing_keep_their_order(some: list[Step]) -> None:
    assert list(in_order(some)) == some


@pytest.mark.parametrize(
    ("some", "told"),
    [
        ((), ("it has no steps",)),
        ((Step("a", Action("manual")),) * 2, ("two steps are called a",)),
        ((Step("a", Action("manual"), after=("z",)),), ("step a comes after z, which is no step",)),
        ((Step("a", Action("manual"), after=("a",)),), ("its steps wait for each other: a -> a",)),
        ((Step("a", Action("fly")),), ("step a: there is no action fly",)),
        ((Step("a", Action("manuel")),), ("step a: there is no action manuel; did you mean manual?",)),
        (
            (Step("a", Action("manual", {"wat": "x"})),),
            ("step a: with: manual takes no wat; did you mean what?",),
        ),
        (
            (Step("a", Action("manual"), check=Action("manual", {"what": 1})),),
            ("step a: check.with.what is not what a person does, in words",),
        ),
        (
            (Step("a", Action("manual"), tries=2, repeat=Repeat.NEVER),),
            ("step a is never repeated, and yet has 2 tries",),
        ),
        ((Step("a", Action("manual"), repeat=Repeat.NEVER),), ()),
        ((Step("a", Action("manual"), undo=Action("fly")),), ("step a: there is no action fly",)),
        ((Step("a", Action("manual"), check=Action("manual")),), ()),
    ],
)
def test_what_is_wrong(some: tuple[Step, ...], told: tuple[str, ...]) -> None:
    assert faults(replace(plan(), steps=some), {"manual"}) == told


@pytest.mark.parametrize(
    ("kind", "parameters", "mend"),
    [
        ("command", {"argv": ("rm", "-r", "/srv")}, "; did you mean check-command?"),
        ("http", {"url": "https://example.org/", "method": "DELETE"}, "; did you mean check-http?"),
        ("sql", {"database": "shop", "statements": ("DELETE FROM goods",)}, "; did you mean check-sql?"),
        ("file", {"path": "/srv/x", "content": "x"}, ""),
        ("service", {"unit": "shop.service", "to": "stop"}, ""),
        ("git", {"repository": "shop", "to": "branch", "branch": "x"}, ""),
        ("notify", {"text": "x"}, ""),
    ],
)
def test_a_check_that_would_change_something_is_refused(
    kind: str, parameters: dict[str, Value], mend: str
) -> None:
    step = Step("a", Action("wait", {"for": "1s"}), check=Action(kind, parameters))
    told = faults(replace(plan(), steps=(step,)), KINDS)
    assert told == (f"step a: its check may only look, and {kind} changes something{mend}",)


def test_a_million_steps() -> None:
    many = (Step("a", Action("manual")),) * 1_000_000
    assert faults(replace(plan(), steps=many), {"manual"}) == (
        f"it has 1,000,000 steps, and {MOST_STEPS:,} are allowed",
    )


def test_a_long_chain() -> None:
    chain = tuple(
        Step(f"s{at}", Action("manual"), after=(f"s{at + 1}",) if at < MOST_STEPS - 1 else ())
        for at in range(MOST_STEPS)
    )
    assert [step.id for step in in_order(chain)] == [f"s{at}" for at in reversed(range(MOST_STEPS))]
    closed = (*chain[:-1], replace(chain[-1], after=("s0",)))
    assert len(faults(replace(plan(), steps=closed), {"manual"})) == 1
