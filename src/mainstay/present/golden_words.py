"""What is said of answers that were held against a golden set."""

from collections.abc import Sequence

from mainstay.domain.golden import GoldenReport, GoldenSide, Judged, Property
from mainstay.present.numbers import count, percent, plural, significant
from mainstay.present.visible import visible

_REASON = 160
_REASONS = 3
_SURE = 0.01
"""The chance below which a difference of two sides is told as one."""

NAMES = {
    Property.EQUALS: "another text",
    Property.EXACTLY: "not exactly the text",
    Property.CONTAINS: "something missing",
    Property.CONTAINS_ANY: "none of several there",
    Property.CONTAINS_NONE: "something there that must not be",
    Property.MATCHES: "no match",
    Property.MATCHES_NOT: "a match that must not be",
    Property.NUMBER: "another number",
    Property.JSON: "not the JSON",
    Property.LEAST_WORDS: "too short",
    Property.MOST_WORDS: "too long",
}
"""What is wrong with an answer that lacks each property."""


def golden_headline(found: GoldenReport) -> str:
    """Say how many questions pass, and of two sides which is better."""
    side = found.latest
    passing = sum(one.passes for one in side.questions)
    holds = "holds" if passing == 1 else "hold"
    share = f"{count(passing)} of {plural(len(side.questions), 'answer')} {holds} what is expected"
    if found.other is None or found.by_chance is None:
        return share
    if found.by_chance >= _SURE:
        return f"{share}, which is neither more nor less than before beyond chance"
    return f"{share}, {'fewer' if len(found.lost) > len(found.won) else 'more'} than before"


def share_told(side: GoldenSide) -> str:
    """Give the share that passes with its interval: 92.0 % (81.2 to 97.8)."""
    low, high = (percent(edge, 1)[:-2] for edge in (side.share.low, side.share.high))
    return f"{percent(side.share.value, 1)} ({low} to {high})"


def side_told(side: GoldenSide) -> str:
    """Say of one file of answers how many pass, how sure that is, what was not answered and what wavered."""
    parts = [f"{visible(side.name, 100)}: {share_told(side)}"]
    if side.unanswered:
        parts.append(f"{plural(side.unanswered, 'question')} without an answer")
    if wavering := sum(one.wavers for one in side.questions):
        parts.append(f"{plural(wavering, 'question')} answered now right, now wrong")
    return "; ".join(parts)


def difference_told(found: GoldenReport) -> str:
    """Say which questions passed before and do not now, and the other way round; "" with one side."""
    if found.other is None or found.by_chance is None:
        return ""
    chance = "" if not found.lost and not found.won else f", by chance {_chance(found.by_chance)}"
    return f"{len(found.lost)} lost, {len(found.won)} won{chance}"


def properties_told(side: GoldenSide) -> Sequence[str]:
    """Say in how many questions each property was lacking, the commonest first."""
    return [f"{NAMES[one]}: {count(times)}" for one, times in side.counts.items()]


def question_told(one: Judged) -> str:
    """Say what the answers to a question lack."""
    if not one.runs:
        return "no answer"
    reasons = [visible(each.reason, _REASON) for each in one.failing]
    more = f"; and {len(reasons) - _REASONS} more" if len(reasons) > _REASONS else ""
    told = f"{'; '.join(reasons[:_REASONS])}{more}"
    return f"{told} ({one.passed} of {one.runs} runs right)" if one.runs > 1 else told


def _chance(chance: float) -> str:
    return "below 0.01\u202f%" if chance < 0.0001 else f"{significant(100 * chance, 2)}\u202f%"  # 0.01 %
