"""Judging what a plugin said: only what is about the repository's own files, and can be shown, is taken over."""

import math
from collections.abc import Collection
from dataclasses import dataclass

from mainstay.domain.collected import Figure, Reported
from mainstay.domain.finding import Urgency
from mainstay.plugins.installed import NAME
from mainstay.plugins.wire import Answer, ToldFigure, ToldFinding
from mainstay.present.visible import visible

_TEXT, _SYMBOL, _SENTENCE, _FIGURE = 500, 200, 300, 80
_MOST_EVIDENCE = 10
_LAST_LINE = 100_000_000
_MOST_NUMBER = 1e15
_URGENCIES = {urgency.name.lower(): urgency for urgency in Urgency}


@dataclass(frozen=True, slots=True)
class Judged:
    """What is taken over of an answer; `refused` says of all else what it was and what is wrong with it."""

    reported: tuple[Reported, ...]
    figures: tuple[Figure, ...]
    codes: dict[str, str]
    refused: tuple[str, ...]


def full_code(plugin: str, code: str) -> str:
    """Give the code of a plugin's finding as it stands in a report: no code of ours has a slash."""
    return f"{plugin}/{code}"


def judged(plugin: str, answer: Answer, paths: Collection[str]) -> Judged:
    """Judge an answer of the plugin of that name about files at these paths."""
    refused: list[str] = []
    codes: dict[str, str] = {}
    for code, meaning in answer.codes.items():
        if NAME.fullmatch(code) and meaning.strip():
            codes[full_code(plugin, code)] = visible(meaning, _TEXT)
        else:
            refused.append(f"the code {visible(code, 60)}: a-z, 0-9 and -, at most 40, and a sentence")
    reported = []
    for finding in answer.findings:
        wrong = _wrong(finding, full_code(plugin, finding.code), codes, paths)
        if wrong:
            refused.append(f"{visible(finding.path, 80)}: {wrong}")
        else:
            reported.append(_reported(plugin, finding))
    figures = []
    for figure in answer.figures:
        if figure.name.strip() and abs(figure.value) <= _MOST_NUMBER:
            figures.append(_figure(figure))
        else:
            refused.append(f"the figure {visible(figure.name, 60)}: it has no name, or no finite value")
    return Judged(tuple(reported), tuple(figures), codes, tuple(refused))


def _wrong(finding: ToldFinding, code: str, codes: Collection[str], paths: Collection[str]) -> str:
    if finding.path not in paths:
        return "that is none of the files it was shown"
    if code not in codes:
        return f"the code {visible(finding.code, 60)} is none of those it declares"
    if finding.urgency not in _URGENCIES:
        return f"the urgency {visible(finding.urgency, 40)} is none: low, medium, high"
    if not finding.text.strip():
        return "it says nothing"
    if not 0 <= finding.line <= _LAST_LINE or not 0 <= finding.end_line <= _LAST_LINE:
        return "no file has such a line"
    if not all(math.isfinite(one) and abs(one) <= _MOST_NUMBER for one in (finding.value, finding.limit)):
        return "its value or limit is no number to compare"
    return ""


def _reported(plugin: str, told: ToldFinding) -> Reported:
    return Reported(
        code=full_code(plugin, told.code),
        path=told.path,
        line=told.line,
        end_line=max(told.line, told.end_line),
        symbol=visible(told.symbol, _SYMBOL),
        text=visible(told.text, _TEXT),
        urgency=_URGENCIES[told.urgency],
        value=told.value,
        limit=told.limit,
        repair=visible(told.repair, _SENTENCE),
        evidence=tuple(visible(one, _SENTENCE) for one in told.evidence[:_MOST_EVIDENCE]),
        key=told.key or told.symbol or told.text,
    )


def _figure(told: ToldFigure) -> Figure:
    return Figure(visible(told.name, _FIGURE), told.value, visible(told.unit, 20))
