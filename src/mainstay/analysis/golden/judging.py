"""Files of answers judged question by question, and two of them held against each other."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from mainstay.analysis.golden.properties import failing
from mainstay.analysis.quality.comparing import by_chance
from mainstay.analysis.shares import share_between
from mainstay.domain.golden import Expected, Failing, GoldenReport, GoldenSide, Judged, Property
from mainstay.domain.notice import Notice
from mainstay.domain.quality import Estimate
from mainstay.ports.patterns import Matcher

_MOST_REASONS: Final = 5
_ORDER: Final = {one: place for place, one in enumerate(Property)}

Answers = Mapping[str, Sequence[str]]
"""The answers to each question, by its id; several where it was asked several times."""


def judged(
    name: str, expected: Sequence[Expected], answers: Answers, matchers: Mapping[str, Matcher]
) -> GoldenSide:
    """Judge the answers of a file that is called `name` for people, each question for itself, in their order."""
    questions = [_question(one, answers.get(one.id, ()), matchers) for one in expected]
    passing = sum(one.passes for one in questions)
    low, high = share_between(passing, len(questions)) if questions else (0.0, 1.0)
    share = Estimate(passing / len(questions) if questions else 0.0, low, high)
    lacking = [{each.property for each in one.failing} for one in questions]
    times = Counter(each for some in lacking for each in some)
    counts = {one: times[one] for one in sorted(times, key=lambda one: (-times[one], _ORDER[one]))}
    unanswered = sum(not one.runs for one in questions)
    return GoldenSide(name, tuple(questions), share, unanswered, counts)


def report(
    expected: str, side: GoldenSide, other: GoldenSide | None, notices: Sequence[Notice] = ()
) -> GoldenReport:
    """Put sides together; with two, say which questions one passes and the other does not."""
    if other is None:
        return GoldenReport(expected, side, notices=tuple(notices))
    pairs = list(zip(side.questions, other.questions, strict=True))
    lost = tuple(one.id for one, two in pairs if one.passes and not two.passes)
    won = tuple(one.id for one, two in pairs if two.passes and not one.passes)
    return GoldenReport(expected, side, other, lost, won, by_chance(len(lost), len(won)), tuple(notices))


def _question(expected: Expected, answers: Sequence[str], matchers: Mapping[str, Matcher]) -> Judged:
    passed = 0
    reasons: dict[Failing, None] = {}
    for answer in answers:
        lacks = list(failing(expected, answer, matchers))
        passed += not lacks
        reasons |= dict.fromkeys(lacks)
    # Of an answer that lacks much the first reasons tell enough, but each property is told once at least.
    first: dict[Property, Failing] = {}
    for one in reasons:
        first.setdefault(one.property, one)
    kept = {*first.values(), *list(reasons)[:_MOST_REASONS]}
    return Judged(expected.id, len(answers), passed, tuple(one for one in reasons if one in kept))
