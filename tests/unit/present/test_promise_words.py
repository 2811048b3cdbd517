"""Promises in words."""

from dataclasses import replace

import pytest

from mainstay.domain.ledger_view import PromiseView
from mainstay.domain.promise import Outcome
from mainstay.present.promise_words import OUTCOMES, became_words, counts_words

DAY = 86_400
NOW = 1_800_000_000
ONE = PromiseView(
    "r.s.promise",
    Outcome.KEPT,
    "P95 drops",
    "repo:shop",
    "",
    "r",
    "s",
    NOW - 9 * DAY,
    NOW - 6 * DAY,
    NOW - 6 * DAY,
    0.15,
    0,
    0,
    None,
)
LASTING = replace(ONE, lasts_until=NOW + 2 * DAY)
LOOKED = replace(LASTING, lasts_until=NOW - DAY, lasts_judged_at=NOW - DAY, lasts_value=0.5)


def test_each_outcome_has_its_words() -> None:
    assert OUTCOMES.keys() == set(Outcome)


def test_how_many_were_kept() -> None:
    assert counts_words({}) == ""
    assert counts_words({Outcome.KEPT: 1}) == "of 1 promise that you may see: 1 kept"
    told = counts_words({Outcome.WAITING: 1, Outcome.KEPT: 8, Outcome.BROKEN: 0, Outcome.CAME_BACK: 3})
    assert told == "of 12 promises that you may see: 8 kept; 3 kept, and came back; 1 not due"


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (ONE, "it was 0.15 6 days ago"),
        (LASTING, "it was 0.15 6 days ago, looked at again in 2 days"),
        (replace(LASTING, lasts_until=NOW - 5), "it was 0.15 6 days ago, looked at again just now"),
        (
            replace(LOOKED, outcome=Outcome.CAME_BACK),
            "it was 0.15 6 days ago, it was 0.5 1 day ago",
        ),
        (replace(LOOKED, lasts_value=None), "it was 0.15 6 days ago, no data 1 day ago"),
        (replace(LOOKED, outcome=Outcome.BROKEN, value=7), "it was 7 6 days ago"),
        (replace(ONE, outcome=Outcome.UNKNOWN), "no data when it was due 6 days ago"),
        (replace(ONE, outcome=Outcome.WITHDRAWN), "its change was taken back 6 days ago"),
        (replace(ONE, outcome=Outcome.WAITING, due_at=NOW + DAY), "it is looked in 1 day"),
        (replace(ONE, outcome=Outcome.WAITING), "it is due to be looked at"),
    ],
)
def test_what_became_of_one(one: PromiseView, told: str) -> None:
    assert became_words(one, NOW).replace("\u202f", " ") == told
