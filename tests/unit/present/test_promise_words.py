"""Promises in words."""

import pytest

from mainstay.domain.promise import PromiseTally
from mainstay.present.promise_words import tally_words


@pytest.mark.parametrize(
    ("tally", "told"),
    [
        (PromiseTally(), "no promises were given"),
        (PromiseTally(1, 1), "of 1 promise 1 was kept, 0 were not"),
        (
            PromiseTally(12, 8, 2, 1, 1, 1),
            "of 12 promises 8 were kept, 2 were not, 1 is not known, 1 is not due; 1 of the kept came back",
        ),
    ],
)
def test_how_many_were_kept(tally: PromiseTally, told: str) -> None:
    assert tally_words(tally) == told
