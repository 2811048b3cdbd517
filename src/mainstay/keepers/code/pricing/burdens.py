"""Whether files with debt got more fixes, and slower changes, than comparable ones in the past year."""

from collections.abc import Mapping

import numpy as np

from mainstay.analysis.effort.extra import Watched, extra_fixes
from mainstay.analysis.effort.sessions import Floats, Ints, Mask
from mainstay.analysis.effort.slower import slower_changes
from mainstay.analysis.health.excess import FUNCTION_RULES
from mainstay.analysis.health.parts import PartRule
from mainstay.analysis.history.past import Past
from mainstay.domain.cost_model import Ratio
from mainstay.keepers.code.assessment import Assessment
from mainstay.keepers.code.pricing.work import Work, touched_lines
from mainstay.keepers.code.snapshot import Snapshot, column

KINDS = (*FUNCTION_RULES, "large-file", "duplicated-code")
"""The kinds of debt whose cost can be seen: those of which past snapshots tell."""
_ALL_COPIED = 100.0
"""So many copied lines count as all of the debt of this kind that a file can have."""


def debt_of(snapshot: Snapshot, rules: Mapping[str, PartRule]) -> Floats:
    """Tell how far each file's worst unit lies beyond each kind's limit: shape (files, KINDS), 0 within it to 1."""
    debt = np.zeros((len(snapshot.paths), len(KINDS)))
    for place, code, _, value in snapshot.flaws:
        if code in FUNCTION_RULES:
            kind = KINDS.index(code)
            debt[place, kind] = max(debt[place, kind], rules[FUNCTION_RULES[code].part].ramp(value))
    table = snapshot.table()
    debt[:, KINDS.index("large-file")] = [rules["files"].ramp(lines) for lines in column(table, "code_lines")]
    debt[:, KINDS.index("duplicated-code")] = np.minimum(column(table, "duplicated_lines") / _ALL_COPIED, 1.0)
    return debt


def more_fixes(
    past: Past, then: Assessment, now: int, fixes: Mask, rules: Mapping[str, PartRule]
) -> tuple[Ratio, ...]:
    """Compare the fixes that files got from an earlier moment to `now`, with debt and without."""
    lineages = _lineages(past, then)
    inside = past.between(then.at, now) & fixes
    hit = np.bincount(past.lineages[inside[past.rows] & (past.lineages >= 0)], minlength=len(past.log.paths))
    standing = past.standing(then.at)
    known = lineages >= 0
    watched = Watched(
        lines=column(then.snapshot.table(), "code_lines"),
        activity=np.where(known, standing.year[lineages], 0).astype(np.float64),
        fixes=np.where(known, hit[lineages], 0).astype(np.float64),
        debt=debt_of(then.snapshot, rules),
    )
    return extra_fixes(watched, KINDS)


def slower_work(
    past: Past, then: Assessment, now: int, work: Work, rules: Mapping[str, PartRule]
) -> tuple[Ratio, ...]:
    """Compare how long changes took from an earlier moment to `now`, in files with debt and without."""
    lineages = _lineages(past, then)
    debt = np.zeros((len(past.log.paths), len(KINDS)))
    debt[lineages[lineages >= 0]] = debt_of(then.snapshot, rules)[lineages >= 0]
    rows, files, lines = touched_lines(past)
    change = work.changes.of_commit[rows]
    use = (change >= 0) & (files >= 0) & (lines > 0)
    change, weight = change[use], lines[use]
    size = len(work.changes.at)
    whole = np.maximum(np.bincount(change, weights=weight, minlength=size), 1e-9)
    share = np.column_stack(
        [
            np.bincount(change, weights=weight * debt[files[use], kind], minlength=size) / whole
            for kind in range(len(KINDS))
        ]
    )
    known = (work.changes.at > then.at) & (work.changes.at <= now)
    return slower_changes(work.changes, known, share, work.classes, KINDS)


def _lineages(past: Past, then: Assessment) -> Ints:
    names = past.lineage_of(then.at)
    return np.array([names.get(path, -1) for path in then.snapshot.paths], dtype=np.int64)
