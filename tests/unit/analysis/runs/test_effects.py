"""Whether an action changes something, which is asked here and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.runs.effects import Effect, effect_of, has_effect, needs_undo
from mainstay.domain.action_kinds import BY_HAND, DOING, KINDS, LOOKING, TELLING

ANY = st.sampled_from([*sorted(KINDS), "deploy", ""])


@pytest.mark.parametrize(
    ("kind", "effect"),
    [
        ("wait", Effect.NOTHING),
        ("check-http", Effect.NOTHING),
        ("watch", Effect.NOTHING),
        ("promise", Effect.NOTHING),
        ("notify", Effect.SAID),
        ("manual", Effect.CHANGE),
        ("command", Effect.CHANGE),
        ("deploy", Effect.CHANGE),
        ("", Effect.CHANGE),
    ],
)
def test_each_kind_looks_speaks_or_changes(kind: str, effect: Effect) -> None:
    assert effect_of(kind) is effect
    assert has_effect(kind) is (effect is not Effect.NOTHING)
    assert needs_undo(kind) is (effect is Effect.CHANGE)


def test_what_is_called_looking_looks() -> None:
    assert effect_of("deploy", {"deploy"}) is Effect.NOTHING
    assert effect_of(BY_HAND, {BY_HAND}) is Effect.CHANGE, "a person did it"


@given(ANY, st.frozensets(ANY))
def test_what_needs_an_undo_has_an_effect(kind: str, looking: frozenset[str]) -> None:
    assert has_effect(kind, looking) or not needs_undo(kind, looking)


def test_the_kinds_that_come_along_are_told_apart_as_they_are_named() -> None:
    assert {kind for kind in KINDS if not has_effect(kind)} == LOOKING - {BY_HAND}
    assert {kind for kind in KINDS if needs_undo(kind)} == DOING - TELLING | {BY_HAND}
