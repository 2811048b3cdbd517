"""From lost lines to the score, and back to what each file costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.health.parts import PartRule
from mainstay.domain.health import Aspect, Part, Score

Lost = Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Scored:
    """A score; what each file (in the order of the losses) costs, in points by part; what one lost line costs."""

    score: Score
    points: dict[str, NDArray[np.float64]]
    per_line: dict[str, float]


def score(
    code_lines: Mapping[Aspect, float], lost: Lost, rules: Sequence[PartRule], missing: Mapping[str, str]
) -> Scored:
    """Score one moment.

    `code_lines` is what each aspect judges; `lost` holds each part's lost lines by file; a part without evidence
    stands in `missing` with the reason.
    A file's points are its share of the part's lost lines, so they sum to what the part lost.
    """
    parts: list[Part] = []
    points: dict[str, NDArray[np.float64]] = {}
    per_line: dict[str, float] = {}
    told = sum(rule.weight for rule in rules if rule.code not in missing and code_lines[rule.aspect] > 0)
    for rule in rules:
        if rule.code in missing or code_lines[rule.aspect] <= 0:
            reason = missing.get(rule.code, "no code to judge")
            parts.append(Part(rule.code, rule.title, rule.aspect, rule.weight, None, 0.0, reason))
            continue
        lines = lost[rule.code]
        total = float(lines.sum())
        share = min(total / code_lines[rule.aspect], 1.0)
        kept = rule.points(share)
        parts.append(Part(rule.code, rule.title, rule.aspect, rule.weight, kept, share))
        if total > 0:
            per_line[rule.code] = (rule.weight - kept) * 100 / told / total
            points[rule.code] = lines * per_line[rule.code]
    return Scored(
        Score(
            value=_over(parts),
            shape=_over([part for part in parts if part.aspect is Aspect.SHAPE]),
            history=_over([part for part in parts if part.aspect is Aspect.HISTORY]),
            parts=tuple(parts),
        ),
        points,
        per_line,
    )


def _over(parts: Sequence[Part]) -> float | None:
    told = [part for part in parts if part.points is not None]
    if not told:
        return None
    return 100 * sum(part.points or 0.0 for part in told) / sum(part.weight for part in told)
