"""What `mainstay golden` calls: a golden set and answers read, and judged."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from mainstay.adapters.patterns.linear_patterns import LinearPatterns
from mainstay.adapters.tables.csv_columns import told
from mainstay.adapters.tables.lines import lines_of
from mainstay.analysis.golden.judging import judged, report
from mainstay.domain.errors import UsageError
from mainstay.domain.golden import Expected, GoldenReport, GoldenSide
from mainstay.domain.golden_asked import GoldenAsked
from mainstay.domain.notice import Notice, Weight
from mainstay.keepers.models.golden_files import answers_of, expected_of
from mainstay.ports.patterns import Matcher, Patterns
from mainstay.present.numbers import plural
from mainstay.present.visible import visible


def golden(asked: GoldenAsked, patterns: Patterns | None = None) -> GoldenReport:
    """Judge one or two files of answers; see `cli.doors`."""
    where = visible(asked.expected, 300)
    expected = expected_of(_lines(asked.expected), where)
    matchers = _matchers(expected, patterns or LinearPatterns(), where)
    notices: list[Notice] = []
    side = _side(asked.answers, expected, matchers, notices)
    other = _side(asked.other, expected, matchers, notices) if asked.other else None
    return report(visible(Path(asked.expected).name, 200), side, other, notices)


def _side(
    name: str, expected: Sequence[Expected], matchers: dict[str, Matcher], notices: list[Notice]
) -> GoldenSide:
    answers = answers_of(_lines(name), visible(name, 300))
    known = {one.id for one in expected}
    unknown = [ident for ident in answers if ident not in known]
    shown = visible(Path(name).name, 200)
    if unknown:
        first = ", ".join(visible(one, 60) for one in unknown[:5])
        text = (
            f"{shown} answers {plural(len(unknown), 'question')} that the golden set does not have: {first}."
        )
        notices.append(Notice("golden-unknown", text, Weight.LIMIT, "look at the ids", len(unknown)))
    return judged(shown, expected, answers, matchers)


def _matchers(expected: Sequence[Expected], patterns: Patterns, where: str) -> dict[str, Matcher]:
    """Compile each pattern once. Raises UsageError, with the question, where one is none."""
    found: dict[str, Matcher] = {}
    for one in expected:
        for pattern in (*one.matches, *one.matches_not):
            if pattern in found:
                continue
            try:
                found[pattern] = patterns.compiled(pattern)
            except ValueError as error:
                raise UsageError(
                    f"a pattern cannot be used: {visible(str(error), 200)}",
                    where=f"{where}, question {visible(one.id, 60)}",
                    mend="write it as RE2 takes it; it has no lookaround and no references back",
                ) from None
    return found


def _lines(name: str) -> Iterator[str]:
    path = Path(name)
    with told(path, "the file"), lines_of(path) as (stream, _):
        yield from stream
