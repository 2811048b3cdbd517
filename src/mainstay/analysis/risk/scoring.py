"""How well an order of files foretold where the fixes fell."""

from dataclasses import dataclass

import numpy as np

from mainstay.analysis.risk.cuts import Counts, Figures
from mainstay.domain.ranking import OrderScore

FIRST_LINES = 0.2
FIRST_FILES = 20


@dataclass(frozen=True, slots=True)
class _Blocks:
    """Files of equal score as one block, best first: what an order that tosses among equals gives on average."""

    lines: Figures
    weight: Figures
    files: Figures
    fixed: Figures


def score_order(order: str, scores: Figures, lines: Counts, weight: Figures, touches: Counts) -> OrderScore:
    """Judge one order of files, the highest of `scores` first.

    `lines` (above 0) is the effort of reading each file, `weight` the fixes that fell on it afterwards, each shared over
    the files that it touched; `touches` counts them unshared. The block in which the limit of lines or files falls
    counts in proportion. What has no answer, as most where nothing was fixed, is None.
    """
    blocks = _blocks(scores, lines, weight, touches)
    first_lines = FIRST_LINES * float(lines.sum())
    opened = _within(blocks.lines, blocks.files, first_lines) / len(lines) if len(lines) else None
    fixed = float(weight.sum())
    if not fixed:
        return OrderScore(order, None, None, None, opened, None)
    return OrderScore(
        order=order,
        rec20=_within(blocks.lines, blocks.weight, first_lines) / fixed,
        popt=_popt(blocks, lines, weight),
        p20=_within(blocks.files, blocks.fixed, FIRST_FILES) / min(FIRST_FILES, len(lines)),
        opened=opened,
        auc=_auc(blocks),
    )


def _blocks(scores: Figures, lines: Counts, weight: Figures, touches: Counts) -> _Blocks:
    values, block = np.unique(-np.asarray(scores, dtype=np.float64), return_inverse=True)

    def summed(figures: Figures) -> Figures:
        return np.bincount(block, figures, minlength=len(values)).astype(np.float64)

    return _Blocks(
        summed(lines.astype(np.float64)),
        summed(weight),
        summed(np.ones(len(lines))),
        summed((touches > 0).astype(np.float64)),
    )


def _within(costs: Figures, gains: Figures, limit: float) -> float:
    """Sum the gains up to the limit of costs; the block that crosses it counts in proportion."""
    spent = np.cumsum(costs)
    return float(np.interp(limit, np.concatenate(([0.0], spent)), np.concatenate(([0.0], np.cumsum(gains)))))


def _area(lines: Figures, weight: Figures) -> float:
    """Give the area under the curve of fixes met over lines read, both as shares."""
    met = np.concatenate(([0.0], np.cumsum(weight))) / weight.sum()
    return float(((met[1:] + met[:-1]) / 2 * lines).sum() / lines.sum())


def _popt(blocks: _Blocks, lines: Counts, weight: Figures) -> float | None:
    """Place the order between the worst, 0, and the best, 1; None when all orders are as good.

    The best order reads the files with most fixes a line first (Mende and Koschke, "Effort-aware defect prediction
    models", CSMR 2010), the worst is its reverse.
    """
    best = np.argsort(-(weight / lines), kind="stable")
    highest = _area(lines[best].astype(np.float64), weight[best])
    lowest = 1.0 - highest
    if highest - lowest < 1e-9:
        return None
    place = (_area(blocks.lines, blocks.weight) - lowest) / (highest - lowest)
    return min(max(place, 0.0), 1.0)


def _auc(blocks: _Blocks) -> float | None:
    """Give the chance that a fixed file stands before one that was not, equal scores counting half."""
    sound = blocks.files - blocks.fixed
    pairs = float(blocks.fixed.sum() * sound.sum())
    if not pairs:
        return None
    behind = sound.sum() - np.cumsum(sound) + sound / 2
    return float((blocks.fixed * behind).sum() / pairs)
