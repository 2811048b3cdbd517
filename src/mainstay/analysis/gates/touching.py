"""Which teams a window is for: those that own subjects which its globs and theirs have in common."""

import re
from collections.abc import Iterable
from functools import lru_cache

from mainstay.domain.people import Directory

_PIECES = re.compile(r"\[!?\]?[^\]]*\]|.", re.DOTALL)
_SPECIAL = re.compile(r"[*?\[]")
_ANY, _MANY = "?", "*"


def teams_touched(directory: Directory, subjects: Iterable[str]) -> tuple[str, ...]:
    """Give the teams, in their order, whose subjects some globs may name; ("",) where it is nobody's.

    It may name a team too many where one owns a subject before it, never one too few.
    """
    globs = tuple(subjects)
    found = tuple(
        team.name
        for team in directory.teams
        if any(touch(one, other) for one in globs for other in team.subjects)
    )
    return found or ("",)


@lru_cache(maxsize=10_000)
def touch(one: str, other: str) -> bool:
    """Whether there may be a name that both globs fit. A set of letters (`[ab]`) counts as any letter."""
    ahead, behind = _SPECIAL.split(one, maxsplit=1)[0], _SPECIAL.split(other, maxsplit=1)[0]
    if not (ahead.startswith(behind) or behind.startswith(ahead)):
        return False
    first, second = _pieces(one), _pieces(other)
    # fits[at]: whether what is left of `first` and `second[at:]` have a name in common, from the end on.
    fits = [all(piece == _MANY for piece in second[at:]) for at in range(len(second) + 1)]
    for piece in reversed(first):
        below = fits
        fits = [piece == _MANY and below[-1]] * (len(second) + 1)
        for at in range(len(second) - 1, -1, -1):
            if _MANY in {piece, second[at]}:
                fits[at] = below[at] or fits[at + 1]
            else:
                fits[at] = (_ANY in {piece, second[at]} or piece == second[at]) and below[at + 1]
    return fits[0]


def _pieces(glob: str) -> list[str]:
    return [_ANY if len(piece) > 1 else piece for piece in _PIECES.findall(glob)]
