"""What differs between two plans."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.contents.differences import differences
from mainstay.analysis.contents.plan_content import content_hash
from mainstay.domain.plan import Action, Step
from mainstay.domain.proposal_view import Difference
from tests.fakes.records import PLAN

texts = st.text(max_size=3) | st.sampled_from(["a.b", "[1]", "1", "true"])
values = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from([0.0, 1.0, 1.5]) | texts,
    lambda inner: st.lists(inner, max_size=2).map(tuple) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=4,
)
plans = st.builds(
    lambda ids, base, value: replace(
        PLAN, base=base, steps=tuple(Step(name, Action("wait", {"value": value})) for name in ids)
    ),
    st.lists(st.sampled_from("abc"), unique=True, max_size=3),
    texts,
    values,
)


def test_each_place_is_told_with_its_text_before_and_now() -> None:
    raised, deploy = PLAN.steps
    changed = replace(PLAN, severity=PLAN.severity, steps=(deploy, replace(raised, tries=3)), title="Other")
    assert differences(PLAN, changed) == (
        Difference("title", f'"{PLAN.title}"', '"Other"'),
        Difference("steps.order", "raise deploy", "deploy raise"),
        Difference("steps.raise.tries", "1", "3"),
    )
    gone = differences(PLAN, replace(PLAN, steps=(raised,)))
    assert Difference("steps.deploy.repeat", '"verify-first"', "") in gone


@given(plans, plans)
def test_plans_differ_somewhere_when_their_hashes_do(one, other) -> None:
    found = differences(one, other)
    assert (found == ()) == (content_hash(one) == content_hash(other))
    assert len({difference.place for difference in found}) == len(found)
