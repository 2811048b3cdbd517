"""The ranking held against the past: made again with what was known at earlier moments, and judged by what came."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mainstay.analysis.risk.activity import Activity, Outcome, Record
from mainstay.analysis.risk.components import components
from mainstay.analysis.risk.cuts import HORIZON, JUDGED, LEARNT, Cut, Figures
from mainstay.analysis.risk.intervals import interval
from mainstay.analysis.risk.mixture import Lesson, Mixture, learn
from mainstay.analysis.risk.orders import orders
from mainstay.analysis.risk.scoring import score_order
from mainstay.domain.ranking import LEAST_FIXES, Proof, Window


@dataclass(frozen=True, slots=True)
class Known:
    """A cut with all that was known at its moment, and what came after it (None: that is not over yet)."""

    cut: Cut
    activity: Activity
    components: Figures
    outcome: Outcome | None


def known_at(record: Record, cuts: Sequence[Cut]) -> list[Known]:
    """Tell what was known at each cut; they stand newest first, the first being the present."""
    tracks = [record.tracks_of(cut) for cut in cuts]
    activities = list(record.activities(cuts[::-1], tracks[::-1]))[::-1]
    return [
        Known(
            cut,
            activity,
            components(cut, activity),
            record.outcome(cut, numbers) if cut.at + HORIZON <= cuts[0].at else None,
        )
        for cut, activity, numbers in zip(cuts, activities, tracks, strict=True)
    ]


def model_at(record: Record, known: Sequence[Known], place: int) -> Mixture:
    """Learn what could be learnt at the moment of `known[place]`, from the windows that were over by then."""
    at = known[place].cut.at
    lessons = [
        Lesson(one.components, one.outcome.touches)
        for one in known
        if one.outcome is not None and one.cut.at + HORIZON <= at
    ]
    return learn(lessons[:LEARNT], record.usual_rate(at))


def prove(record: Record, known: Sequence[Known], evidence: str) -> Proof:
    """Judge the ranking, and those it has to beat, on each of the last windows that are over."""
    windows: list[Window] = []
    inside = counted = fixes = 0
    for place, one in enumerate(known):
        if one.outcome is None or len(windows) == JUDGED:
            continue
        model = model_at(record, known, place)
        expected = model.expected(one.components)
        low, high = interval(expected, model.spread)
        touches = one.outcome.touches
        inside += int(((low <= touches) & (touches <= high)).sum())
        counted += len(touches)
        fixes += one.outcome.commits
        windows.append(_window(one, one.outcome, expected))
    claim, reason = _claim(len(windows), fixes, evidence)
    return Proof(evidence, fixes, claim, reason, tuple(windows), inside / counted if counted else None)


def _window(one: Known, outcome: Outcome, expected: Figures) -> Window:
    lines = np.asarray(one.cut.lines)
    scores = orders(one.cut, one.activity, expected)
    return Window(
        begin=one.cut.at,
        end=one.cut.at + HORIZON,
        commit=one.cut.commit,
        files=len(lines),
        lines=int(lines.sum()),
        fixes=outcome.commits,
        touches=int(outcome.touches.sum()),
        weight=float(outcome.weight.sum()),
        expected=float(expected.sum()),
        scores=tuple(
            score_order(order, values, lines, outcome.weight, outcome.touches)
            for order, values in scores.items()
        ),
    )


def _claim(windows: int, fixes: int, evidence: str) -> tuple[bool, str]:
    if not windows:
        return False, f"the history is shorter than one window of {HORIZON // 86_400} days"
    if fixes < LEAST_FIXES:
        return (
            False,
            f"{fixes} fixes told by {evidence} in {windows} windows; under {LEAST_FIXES} nothing is claimed",
        )
    return True, ""
