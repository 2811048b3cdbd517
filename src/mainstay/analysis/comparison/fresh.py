"""Which lines are new: not in the file's own earlier version, and not moved here from another file that changed."""

from collections import Counter
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.comparison.texts import WINDOW, Text, tokens_by_line
from mainstay.analysis.duplication.tokens import Hashes

Mask = NDArray[np.bool_]


def new_lines(
    before: Mapping[str, Text], after: Mapping[str, Text], origins: Mapping[str, str]
) -> dict[str, tuple[int, ...]]:
    """Give the lines (1-based) of each text that are new; `origins` names the earlier path of each one that has one.

    Each window of the earlier texts excuses one of the later ones: what moved is not new, what was copied is.
    """
    # A file that kept its name before those that took something from it.
    ordered = dict(sorted(after.items(), key=lambda one: origins.get(one[0]) != one[0]))
    new: dict[str, Mask] = {}
    left: dict[str, Hashes] = {path: text.windows for path, text in before.items()}
    for path, text in ordered.items():
        origin = origins.get(path, "")
        new[path], left[origin] = _without(text.windows, left.get(origin, np.empty(0, np.uint64)))
    rest = np.concatenate([*left.values(), np.empty(0, np.uint64)])
    strange = np.concatenate(
        [*(after[path].windows[mask] for path, mask in new.items()), np.empty(0, np.uint64)]
    )
    still, _ = _without(strange, rest)
    start = 0
    found = {}
    pools: dict[str, Counter[bytes]] = {}
    for path, mask in new.items():
        count = int(mask.sum())
        mask[mask] = still[start : start + count]
        start += count
        found[path] = _not_as_they_were(
            _lines(after[path], mask), after[path], origins.get(path, ""), before, pools
        )
    return found


def _not_as_they_were(
    lines: tuple[int, ...],
    text: Text,
    origin: str,
    before: Mapping[str, Text],
    pools: dict[str, Counter[bytes]],
) -> tuple[int, ...]:
    """Leave out lines that stood in the file's earlier version: of a short one every window reaches into its neighbours.

    `pools` hold the lines that are left of each earlier version.
    """
    if origin not in before:
        return lines
    if origin not in pools:
        pools[origin] = Counter(tokens_by_line(before[origin]).values())
    left, held, flagged = pools[origin], tokens_by_line(text), frozenset(lines)
    left.subtract(tokens for line, tokens in held.items() if line not in flagged)
    new = []
    for line in lines:
        left[held[line]] -= 1
        if left[held[line]] < 0:
            new.append(line)
    return tuple(new)


def _without(later: Hashes, earlier: Hashes) -> tuple[Mask, Hashes]:
    """Tell which of `later` no window of `earlier` is left for, and which of these are left."""
    known, counts = np.unique(earlier, return_counts=True)
    order = np.argsort(later, kind="stable")
    ordered = later[order]
    firsts = np.searchsorted(ordered, ordered, "left")
    room = np.zeros(len(later), dtype=np.int64)
    if len(known):
        places = np.minimum(np.searchsorted(known, ordered), len(known) - 1)
        room = np.where(known[places] == ordered, counts[places], 0)
    new = np.empty(len(later), dtype=bool)
    new[order] = np.arange(len(later)) - firsts >= room
    used = np.searchsorted(ordered, known, "right") - np.searchsorted(ordered, known, "left")
    return new, np.repeat(known, np.maximum(counts - used, 0))


def _lines(text: Text, new: Mask) -> tuple[int, ...]:
    """Give the lines of which most tokens stand in no window that was there."""
    total = len(text.hashes)
    old = np.zeros(total + 1, dtype=np.int64)
    kept = np.flatnonzero(~new)
    np.add.at(old, kept, 1)
    np.add.at(old, np.minimum(kept + WINDOW, total), -1)
    strange = np.cumsum(old)[:total] == 0
    if total < WINDOW:
        strange[:] = True
    lines, starts = np.unique(text.lines, return_index=True)
    if not len(lines):
        return ()
    share = np.add.reduceat(strange.astype(np.int64), starts) / np.diff(np.append(starts, total))
    return tuple((lines[share > 0.5] + 1).tolist())
