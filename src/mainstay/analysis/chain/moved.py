"""Tells rows that changed places from rows that changed."""

from collections.abc import Mapping, Sequence

from mainstay.analysis.chain.sealing import fits, seal_of
from mainstay.domain.audit import Defect, Link

MOST = 64
"""So many wrong links are held against each other; the work grows with the square."""


def told_apart(key: bytes, wrong: Sequence[Link], previous: Mapping[int, str]) -> list[tuple[int, Defect]]:
    """Say which of some links, whose seals are wrong, are SWAPPED and which ALTERED; the rest only stand after such a one.

    `wrong` is in order of places, `previous` gives the seal that stands before each place.
    """
    found: list[tuple[int, Defect]] = []
    meant: dict[int, str] = {}
    for link in wrong:
        place = link.place
        before = meant.get(place - 1, previous[place])
        owner = _owner(key, wrong, place, before, link.seal)
        if owner is None:
            found.append((place, Defect.ALTERED))
            # If only the seal was changed, the next link fits the one that the row had.
            meant[place] = seal_of(key, place, before, link.row)
            continue
        meant[place] = seal_of(key, place, before, owner.row)
        if owner.place != place:
            found.append((place, Defect.SWAPPED))
    return found


def _owner(key: bytes, wrong: Sequence[Link], place: int, before: str, seal: str) -> Link | None:
    for link in sorted(wrong, key=lambda link: link.place != place):
        if fits(key, place, before, link.row, link.seal) or fits(key, place, before, link.row, seal):
            return link
    return None
