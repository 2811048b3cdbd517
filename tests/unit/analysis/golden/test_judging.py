"""Questions judged over all of their answers, and two files of answers against each other."""

import pytest

from mainstay.analysis.golden.judging import judged, report
from mainstay.domain.golden import Expected, Property

YES = [Expected(str(place), equals="yes") for place in range(10)]


def answers(right: int, wrong: int = 0) -> dict[str, list[str]]:
    return {str(place): ["yes"] if place < right else ["no"] for place in range(right + wrong)}


def test_a_question_passes_when_all_of_its_answers_do() -> None:
    side = judged("a", YES[:3], {"0": ["yes", "Yes"], "1": ["yes", "no"], "9": ["yes"]}, {})
    first, second, third = side.questions
    assert first.passes and not first.wavers
    assert (second.passes, second.wavers, second.passed, second.runs) == (False, True, 1, 2)
    assert (third.runs, third.passes, third.failing) == (0, False, ())
    assert side.unanswered == 1
    assert side.share.value == pytest.approx(1 / 3)
    assert side.counts == {Property.EQUALS: 1}


def test_the_interval_is_that_of_clopper_and_pearson() -> None:
    share = judged("a", YES, answers(8, 2), {}).share
    # Tables of the exact interval of 8 in 10.
    assert (share.low, share.high) == (pytest.approx(0.4439, abs=1e-4), pytest.approx(0.9748, abs=1e-4))
    whole = judged("a", YES, answers(10), {}).share
    assert (whole.value, whole.high) == (1.0, 1.0) and whole.low == pytest.approx(0.6915, abs=1e-4)


def test_what_was_lost_and_won_is_told_with_chance() -> None:
    before = judged("a", YES, answers(9, 1), {})
    after = judged("b", YES, {**answers(2, 8), "9": ["yes"]}, {})
    found = report("g", before, after)
    assert found.lost == tuple(str(place) for place in range(2, 9)) and found.won == ("9",)
    # Nine of the 256 ways to divide eight, on either side.
    assert found.by_chance == pytest.approx(0.0703125)
    assert found.latest is after
    same = report("g", before, before)
    assert (same.lost, same.won, same.by_chance) == ((), (), 1.0)
    assert report("g", before, None).latest is before


def test_each_property_is_told_once_at_least_and_reasons_are_few() -> None:
    expected = Expected("1", contains=tuple(f"word{place}" for place in range(50)), most_words=1)
    [one] = judged("a", [expected], {"1": ["two words"]}, {}).questions
    assert [each.property for each in one.failing] == [Property.CONTAINS] * 5 + [Property.MOST_WORDS]
