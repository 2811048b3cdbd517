"""Whether promises were kept."""

from dataclasses import replace
from itertools import product

import pytest

from mainstay.analysis.promises.judging import PATIENCE, given_up, judged, moments, tally
from mainstay.analysis.promises.recording import predictions_of
from mainstay.domain.prediction import Prediction
from mainstay.domain.promise import Promise, PromiseTally
from mainstay.domain.relation import Relation

DUE, LATER = 3_000, 9_000_000
PROMISE = Promise("Fewer errors", "errors", "at-most", 5, DUE, LATER)
KEPT, LASTS = predictions_of(PROMISE, "0f", "say", "repo:shop", 1_000)


@pytest.mark.parametrize(
    ("relation", "kept"),
    [
        ("below", (True, False, False)),
        ("above", (False, False, True)),
        ("at-most", (True, True, False)),
        ("at-least", (False, True, True)),
        ("equal", (False, True, False)),
    ],
)
def test_what_was_found_is_held_against_what_was_promised(relation: str, kept: tuple[bool, ...]) -> None:
    promise = replace(PROMISE, relation=relation)
    found = [judged(KEPT, promise, value, DUE + 5) for value in (4.0, 5.0, 6.0)]
    assert found == [
        replace(KEPT, judged_at=DUE + 5, came=came, value=value)
        for came, value in zip(kept, (4.0, 5.0, 6.0), strict=True)
    ]


def test_each_relation_that_a_plan_may_name_is_known() -> None:
    assert all(judged(KEPT, replace(PROMISE, relation=one), 1.0, DUE) for one in Relation)


def test_nothing_is_judged_before_it_is_due() -> None:
    assert judged(KEPT, PROMISE, 1.0, DUE - 1) is None and moments(KEPT, DUE - 1) == ()
    assert judged(KEPT, PROMISE, 1.0, DUE) is not None and moments(KEPT, DUE) == (DUE,)


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), float("-inf")])
def test_no_data_is_looked_for_again_and_then_nobody_knows(value: float | None) -> None:
    assert judged(KEPT, PROMISE, value, DUE + PATIENCE - 1) is None
    told = judged(KEPT, PROMISE, value, DUE + PATIENCE)
    assert told == given_up(KEPT, DUE + PATIENCE)
    assert (told.came, told.value, told.judged_at) == (None, None, DUE + PATIENCE)


def test_late_or_not_it_is_asked_for_the_moment_at_which_it_was_due() -> None:
    assert moments(KEPT, DUE + 60) == (DUE, DUE + 60)
    assert moments(KEPT, DUE + 90 * 86_400) == (DUE, DUE + PATIENCE)
    late = judged(KEPT, PROMISE, 4.0, DUE + 90 * 86_400)
    assert late is not None and late.came


def outcome(run: int, kept: bool | None, lasts: bool | None, judged_at: int = DUE) -> list[Prediction]:
    first, second = predictions_of(PROMISE, f"{run:016x}", "say", "repo:shop", 1_000)
    return [
        replace(first, judged_at=judged_at, came=kept),
        replace(second, judged_at=judged_at and LATER, came=lasts),
    ]


def test_what_was_so_and_is_so_no_more_came_back() -> None:
    assert tally(outcome(1, True, False)) == PromiseTally(1, kept=1, came_back=1)
    assert tally(outcome(1, True, None)) == PromiseTally(1, kept=1)
    assert tally(outcome(1, False, False)) == PromiseTally(1, broken=1)
    assert tally(outcome(1, None, False)) == PromiseTally(1, unknown=1)
    assert tally(outcome(1, None, None, 0)) == PromiseTally(1, waiting=1)


def test_all_are_counted_once() -> None:
    each = list(enumerate(product((True, False, None), repeat=2)))
    all_of = [one for at, (kept, lasts) in each for one in outcome(at, kept, lasts)]
    all_of += [*outcome(99, None, None, 0), *all_of, Prediction("x", "disk-full", "s", "t", 0, 0)]
    assert tally(all_of) == PromiseTally(10, 3, 3, 3, 1, 1)
    assert tally([]) == PromiseTally()
