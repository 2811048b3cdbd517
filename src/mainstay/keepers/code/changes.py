"""What got worse and what got better: the folders and files whose figures moved most, told once and at the right depth."""

from collections.abc import Mapping, Sequence

from mainstay.domain.trend import Change, Figures
from mainstay.keepers.code.rollup import charted_folders

# A change is told when it is both large in itself, or in what it costs, and large for its place.
_MEASURES = (("cognitive", 15.0, 0.05, 1.0), ("duplicated_lines", 30.0, 0.10, 0.5))
_COSTLY = 0.5  # points
_SAME_CHANGE = 0.7
_MOST = 12

Pairs = Mapping[str, tuple[Figures | None, Figures | None]]


def changes(pairs: Pairs, since: str) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Name what got worse and what got better between two moments, most important first.

    `pairs` maps folders (ending in "/", as deep as `charted_folders` names them) and files to their figures then and now. A
    folder is left out when one place within it explains most of its change, and a place when its folder is told already.
    """
    found = [change for path, pair in pairs.items() if path != "/" for change in _changes(path, *pair, since)]
    worse = [change for change in found if change.after > change.before]
    better = [change for change in found if change.after < change.before]
    return _told_once(worse), _told_once(better)


def _changes(path: str, then: Figures | None, now: Figures | None, since: str) -> list[Change]:
    if not path.endswith("/") and (then is None or now is None):
        return []  # a file that came or went: its folder tells what that did
    found = []
    for measure, least, least_share, _ in _MEASURES:
        before = float(getattr(then, measure)) if then else 0.0
        after = float(getattr(now, measure)) if now else 0.0
        moved, points = after - before, (then.lost if then else 0.0) - (now.lost if now else 0.0)
        # Points lost while the figure fell are those of something else.
        costly = moved * points < 0 and abs(points) >= _COSTLY
        if (abs(moved) < least and not costly) or (before and abs(moved) / before < least_share):
            continue
        found.append(
            Change(
                path=path,
                measure=measure,
                since=since,
                before=before,
                after=after,
                share=moved / before if before else None,
                lines_share=_lines_share(then, now),
                points=round(points, 6),
            )
        )
    return found


def _lines_share(then: Figures | None, now: Figures | None) -> float | None:
    if then is None or now is None or not then.code_lines:
        return None
    return (now.code_lines - then.code_lines) / then.code_lines


def _size(change: Change) -> float:
    """Weigh a change: all of it that goes beyond what the code's own growth explains, and a quarter of the rest."""
    weight = next(weight for measure, _, _, weight in _MEASURES if measure == change.measure)
    moved = abs(change.after - change.before)
    explained = change.before * (change.lines_share or 0.0)
    beyond = max(moved - max(explained if change.after > change.before else -explained, 0.0), 0.0)
    return (beyond + 0.25 * (moved - beyond)) * weight


def _told_once(found: Sequence[Change]) -> tuple[Change, ...]:
    told: list[Change] = []
    inside = _largest_inside(found)
    for change in sorted(found, key=lambda change: (-_size(change), -len(change.path))):
        if inside.get((change.path, change.measure), 0.0) >= _SAME_CHANGE * _size(change):
            continue
        if any(_within(change, other) for other in told):
            continue
        told.append(change)
        if len(told) == _MOST:
            break
    return tuple(told)


def _largest_inside(found: Sequence[Change]) -> dict[tuple[str, str], float]:
    """Give the size of the largest change below each folder, by (folder, measure); in one pass, for there may be very many."""
    largest: dict[tuple[str, str], float] = {}
    for change in found:
        size = _size(change)
        for folder in charted_folders(change.path):
            if folder != change.path:
                place = (folder, change.measure)
                largest[place] = max(largest.get(place, 0.0), size)
    return largest


def _within(inner: Change, outer: Change) -> bool:
    return inner.measure == outer.measure and outer.path.endswith("/") and inner.path.startswith(outer.path)
