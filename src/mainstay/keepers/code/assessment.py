"""A snapshot and what was known of its files' past, scored."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.health.losses import SHAPE_OF_CONTENT, fix_losses, knowledge_losses
from mainstay.analysis.health.movement import Costs, Standpoint
from mainstay.analysis.health.parts import PartRule
from mainstay.analysis.health.score import score
from mainstay.analysis.history.past import Past
from mainstay.domain.health import Aspect, Score
from mainstay.domain.trend import Figures
from mainstay.keepers.code.snapshot import COLUMNS, Snapshot, column

FEWEST_COMMITS = 30
"""Under so many commits the past says nothing that could be told from chance."""

SHAPE = (*SHAPE_OF_CONTENT, "duplication")

NO_HISTORY = "history was not read"
NOT_PARSED = "no code outside tests in a language whose syntax is read"
NONE_WHOLE = "no file outside tests could be read as a whole"


@dataclass(frozen=True, slots=True)
class Assessment:
    """One moment, scored.

    `lost` maps a part to each file's points, in the snapshot's order, `per_line` to what one lost line costs.
    """

    snapshot: Snapshot
    score: Score
    lost: Mapping[str, NDArray[np.float64]]
    per_line: Mapping[str, float]
    at: int

    def standpoint(self, name: str, commit: str, names: Mapping[str, str]) -> Standpoint:
        """Give this moment for comparing; `names` maps older paths to newer ones."""
        return Standpoint(name, commit, self.at, self.score.value, Costs(self.costs(names), self.per_line))

    def costs(self, names: Mapping[str, str]) -> dict[tuple[str, str], float]:
        """Give the points by (path as it is called now, part); `names` maps older paths to newer ones."""
        costs: dict[tuple[str, str], float] = {}
        for part, points in self.lost.items():
            for row in np.flatnonzero(points):
                path = self.snapshot.paths[row]
                costs[names.get(path, path), part] = float(points[row])
        return costs

    def file_totals(self, parts: Collection[str] | None = None) -> NDArray[np.float64]:
        """Give each file's points over some parts, by default over all."""
        told = [points for part, points in self.lost.items() if parts is None or part in parts]
        return sum(told, np.zeros(len(self.snapshot.paths)))

    def figures(self) -> Figures:
        """Sum up the whole."""
        return summed(self.snapshot.table(), self.file_totals())


def assess(
    snapshot: Snapshot, past: Past | None, at: int, rules: Sequence[PartRule], *, without_history: str = ""
) -> Assessment:
    """Score a snapshot as of the time `at`; `without_history` says why the past tells nothing."""
    table = snapshot.table()
    code_lines = column(table, "code_lines")
    parsed = column(table, "parsed") > 0
    lost = snapshot.lost()
    missing: dict[str, str] = {}
    if not (column(table, "whole") > 0).any():
        missing |= dict.fromkeys(SHAPE, NONE_WHOLE if parsed.any() else NOT_PARSED)
    reason = without_history or _too_short(past, at)
    if past is None or reason:
        missing |= dict.fromkeys(("fixes", "knowledge"), reason or NO_HISTORY)
    else:
        by_code = {rule.code: rule for rule in rules}
        standing = past.standing(at)
        names = past.lineage_of(at)
        lineages = np.array([names.get(path, -1) for path in snapshot.paths], dtype=np.int64)
        known = lineages >= 0
        fixes = np.where(known, standing.fixes[lineages], 0)
        kept = np.where(known, standing.kept[lineages], 1.0)
        lost["fixes"] = fix_losses(code_lines, fixes, by_code["fixes"])
        lost["knowledge"] = knowledge_losses(code_lines, kept)
    lines = {Aspect.SHAPE: float(code_lines[parsed].sum()), Aspect.HISTORY: float(code_lines.sum())}
    scored = score(lines, lost, rules, missing)
    return Assessment(snapshot, scored.score, scored.points, scored.per_line, at)


def _too_short(past: Past | None, at: int) -> str:
    if past is None:
        return ""
    commits = int((past.times <= at).sum())
    noun = "commit" if commits == 1 else "commits"
    return f"only {commits} {noun}, under {FEWEST_COMMITS}" if commits < FEWEST_COMMITS else ""


def summed(table: NDArray[np.float64], lost: NDArray[np.float64]) -> Figures:
    """Sum up some files of a snapshot: rows of its table and the points each costs."""
    (whole,) = each(table.sum(axis=0, keepdims=True), lost.sum(keepdims=True))
    return replace(whole, files=len(table))


def each(table: NDArray[np.float64], lost: NDArray[np.float64]) -> list[Figures]:
    """Give the figures of each of some files of a snapshot: rows of its table and the points each costs."""
    rows = zip(table.astype(np.int64).tolist(), lost.tolist(), strict=True)
    return [_figures(dict(zip(COLUMNS, row, strict=True)), points) for row, points in rows]


def _figures(sums: Mapping[str, int], lost: float) -> Figures:
    return Figures(
        files=1,
        code_lines=sums["code_lines"],
        functions=sums["functions"],
        cyclomatic=sums["cyclomatic"],
        cognitive=sums["cognitive"],
        complex_functions=sums["complex_functions"],
        duplicated_lines=sums["duplicated_lines"],
        lost=round(lost, 6),
    )
