"""What became of files and units between two versions: renamed, moved, laid out anew, taken apart."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mainstay.analysis.comparison.alignment import Pairs, kept_lines
from mainstay.analysis.comparison.fresh import new_lines
from mainstay.analysis.comparison.shares import Shares
from mainstay.analysis.comparison.texts import Text, Unit, UnitName

_RENAMED = 0.5
"""As much of a new file must come from one that was there, as git asks of a rename (git-diff(1), -M)."""
_FROM = 0.6
"""As much of a unit or file must come from another one to be called a part of it."""
_MOST_PARENTS = 5


@dataclass(frozen=True, slots=True)
class Kinship:
    """What became of the files that differ.

    `origins` maps later paths to earlier ones; `relaid` are later paths whose tokens are all the same as there. `same` maps
    units whose tokens are the same, one to one; `alike` others to the units that they mostly come from, the nearest first;
    `parts` later paths to the files that they mostly come from. `new` are the lines (1-based) of each later path that are new,
    `kept` those that stand in its earlier version too, each with its line there; empty where that was not asked for.
    """

    origins: dict[str, str] = field(default_factory=dict)
    relaid: tuple[str, ...] = ()
    same: dict[UnitName, UnitName] = field(default_factory=dict)
    alike: dict[UnitName, tuple[UnitName, ...]] = field(default_factory=dict)
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    new: dict[str, tuple[int, ...]] = field(default_factory=dict)
    kept: dict[str, Pairs] = field(default_factory=dict)


def kinship(before: Sequence[Text], after: Sequence[Text], *, aligned: bool = False) -> Kinship:
    """Tell what became of the files that differ between two versions, each given as it was and as it is.

    With `aligned` also which of their lines are which.
    """
    earlier, later = {text.path: text for text in before}, {text.path: text for text in after}
    names = [*earlier]
    files = Shares([text.windows for text in before])
    origins, parts = _origins(earlier, later, names, files)
    same = _same(before, after, origins)
    relaid = tuple(
        path
        for path, origin in origins.items()
        if later[path].hashes.tobytes() == earlier[origin].hashes.tobytes()
    )
    kept = (
        {path: kept_lines(earlier[origin], later[path]) for path, origin in origins.items()}
        if aligned
        else {}
    )
    new = new_lines(earlier, later, origins)
    return Kinship(origins, relaid, same, _alike(before, after, same), parts, new, kept)


def _origins(
    earlier: Mapping[str, Text], later: Mapping[str, Text], names: Sequence[str], files: Shares
) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    origins: dict[str, str] = {}
    parts: dict[str, tuple[str, ...]] = {}
    for path, text in later.items():
        found = files.of(text.windows, _RENAMED)
        parts[path] = tuple(names[place] for place, share in found[:_MOST_PARENTS] if share >= _FROM)
        if path in earlier:
            origins[path] = path
        elif found:
            # Of files that hold it alike the one that is gone was renamed, the other one copied.
            best = max(found, key=lambda one: (one[1], names[one[0]] not in later))
            origins[path] = names[best[0]]
    return origins, parts


def _same(
    before: Sequence[Text], after: Sequence[Text], origins: Mapping[str, str]
) -> dict[UnitName, UnitName]:
    """Pair units of the same tokens one to one: at their place first, then in their file, by their name, anywhere."""
    pool = _Pool(unit for text in before for unit in text.units)
    left = [unit for text in after for unit in text.units]
    paired: dict[UnitName, UnitName] = {}
    for by_file, by_name in _WAYS:
        still = []
        for unit in left:
            file, name = origins.get(unit.path, ""), unit.name
            found = pool.take(unit.same, file if by_file else None, name if by_name else None)
            if found is None:
                still.append(unit)
            else:
                paired[unit.key] = found.key
        left = still
    return paired


_WAYS = ((True, True), (True, False), (False, True), (False, False))
_Sought = tuple[bytes, str | None, str | None]
"""The name of a unit's tokens, its file and its own name; None where any will do."""


class _Pool:
    """Units, each to be taken once: thousands may be alike, so each way to ask for one has a queue of its own."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._queues: defaultdict[_Sought, deque[Unit]] = defaultdict(deque)
        self._taken: set[int] = set()
        for unit in units:
            for by_file, by_name in _WAYS:
                self._queues[
                    unit.same, unit.path if by_file else None, unit.name if by_name else None
                ].append(unit)

    def take(self, same: bytes, file: str | None, name: str | None) -> Unit | None:
        """Take the first unit of these tokens that is left; None where there is none."""
        queue = self._queues.get((same, file, name))
        while queue:
            unit = queue.popleft()
            if id(unit) not in self._taken:
                self._taken.add(id(unit))
                return unit
        return None


def _alike(
    before: Sequence[Text], after: Sequence[Text], paired: Collection[UnitName]
) -> dict[UnitName, tuple[UnitName, ...]]:
    units = [unit for text in before for unit in text.units]
    shares = Shares([unit.windows for unit in units])
    alike = {}
    for text in after:
        for unit in text.units:
            if unit.key not in paired and (found := shares.of(unit.windows, _FROM)):
                alike[unit.key] = tuple(units[place].key for place, _ in found[:_MOST_PARENTS])
    return alike
