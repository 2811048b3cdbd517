"""Whether promises were kept."""

from dataclasses import replace

import pytest

from mainstay.analysis.promises.judging import PATIENCE, given_up, judged, moments, outcome
from mainstay.analysis.promises.recording import predictions_of
from mainstay.domain.promise import Outcome, Promise
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


@pytest.mark.parametrize(
    ("kept", "lasts", "became"),
    [
        (True, True, Outcome.KEPT),
        (True, None, Outcome.KEPT),
        (True, False, Outcome.CAME_BACK),
        (False, True, Outcome.BROKEN),
        (False, False, Outcome.BROKEN),
        (None, False, Outcome.UNKNOWN),
    ],
)
def test_what_was_so_and_is_so_no_more_came_back(
    kept: bool | None, lasts: bool | None, became: Outcome
) -> None:
    first = replace(KEPT, judged_at=DUE, came=kept)
    second = replace(LASTS, judged_at=LATER, came=lasts)
    assert outcome(first, second, taken_back=False) is became


def test_what_need_not_last_cannot_come_back() -> None:
    assert outcome(replace(KEPT, judged_at=DUE, came=True), None, taken_back=False) is Outcome.KEPT


def test_what_was_not_looked_at_waits_and_what_was_taken_back_is_not_held_against_anybody() -> None:
    assert outcome(KEPT, LASTS, taken_back=False) is Outcome.WAITING
    gone = given_up(KEPT, DUE)
    assert outcome(gone, LASTS, taken_back=True) is Outcome.WITHDRAWN
    assert outcome(gone, LASTS, taken_back=False) is Outcome.UNKNOWN
    # What was seen before the change was taken back was seen.
    assert outcome(replace(KEPT, judged_at=DUE, came=True), LASTS, taken_back=True) is Outcome.KEPT
