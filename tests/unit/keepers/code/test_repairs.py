"""Every kind of finding has a proposal, made from its own figures."""

import pytest

from mainstay.domain.finding import Finding, Urgency
from mainstay.keepers.code.findings.repairs import with_repair
from mainstay.keepers.code.topics.findings import FINDINGS


def finding(code: str, value: float = 40, limit: float = 15) -> Finding:
    return Finding(code, "a.py", 1, 9, "f", "told", Urgency.LOW, value, limit, 0.0, "ab")


@pytest.mark.parametrize("code", [topic.code for topic in FINDINGS])
def test_every_finding_has_one(code: str) -> None:
    repair = with_repair(finding(code)).repair
    assert repair.endswith(".")
    assert repair[0].isupper()


@pytest.mark.parametrize(
    ("code", "value", "limit", "words"),
    [
        ("complex-function", 40, 15, "into 3 functions"),
        ("complex-function", 16, 15, "into 2 functions"),
        ("long-function", 101, 50, "into 3 functions"),
        ("deep-nesting", 5, 4, "the innermost block"),
        ("deep-nesting", 8, 4, "the 4 innermost levels"),
        ("many-parameters", 9, 5, "at least 5 of its parameters"),
    ],
)
def test_figures(code: str, value: float, limit: float, words: str) -> None:
    assert words in with_repair(finding(code, value, limit)).repair
