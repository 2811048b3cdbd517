"""Every kind of finding has a proposal, made from its own figures."""

import pytest

from mainstay.keepers.code.findings.repairs import proposal
from mainstay.keepers.code.topics.findings import FINDINGS


@pytest.mark.parametrize("code", [topic.code for topic in FINDINGS])
def test_every_finding_has_one(code: str) -> None:
    repair = proposal(code, 40, 15)
    assert repair.endswith(".")
    assert repair[0].isupper()


@pytest.mark.parametrize(
    ("code", "value", "limit", "words"),
    [
        ("complex-function", 40, 15, "; 3 could each be within the limit."),
        ("complex-function", 16, 15, "the deepest block first."),
        ("long-function", 101, 50, "; 3 could each be within the limit."),
        ("deep-nesting", 5, 4, "the innermost block"),
        ("deep-nesting", 8, 4, "the 4 innermost levels"),
        ("many-parameters", 9, 5, "at least 5 of its parameters"),
    ],
)
def test_figures(code: str, value: float, limit: float, words: str) -> None:
    assert words in proposal(code, value, limit)
