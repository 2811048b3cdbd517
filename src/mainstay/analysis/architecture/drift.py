"""What became of a repository's imports between two commits: contracts newly broken, circles, fan-in and fan-out.

Files go by their names of now. A circle is the one of then that it shares most files with, at least two: the rule by which
`--new-only` knows it again (docs/decisions/0009).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.architecture.parts import parts_of
from mainstay.analysis.architecture.structure import Structure
from mainstay.domain.architecture import Breaker, CircleChange, Drift, FanChange

MOST_TOLD = 20
_MOST_PATHS = 12
_MOST_FANS = 8
_LEAST_CHANGE = 3
_LEAST_SHARE = 0.1
"""So many files more or fewer, and such a share of what there was, are told: less is the noise of any month's work."""

_Ints = NDArray[np.int64]
Fans = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Since:
    """The earlier commit: its name, when it was the head (seconds since 1970), and why that one."""

    commit: str
    at: int
    told: str


def drift(then: Structure, now: Structure, names: Mapping[str, str], since: Since) -> Drift:
    """Tell the drift from one commit to another; `names` maps files that have another name now to that name."""
    new, gone, unjudged = _broken(then, now, names)
    circles = circles_matched(then, now, names)
    matched = {before for _, before in circles if before}
    fresh = [_change(one, ()) for one, before in circles if not before]
    grown = [_change(one, before) for one, before in circles if before and len(one) > len(before)]
    part_of = _parts(now)
    return Drift(
        since.commit,
        since.at,
        since.told,
        imports_before=len(_numbers(then.importers)),
        broken_total=len(now.broken),
        broken_new=tuple(Breaker(*one) for one in new[:MOST_TOLD]),
        broken_new_total=len(new),
        broken_gone=gone,
        unjudged=unjudged,
        circles_total=len(now.circles),
        circles_new=tuple(fresh[:MOST_TOLD]),
        circles_new_total=len(fresh),
        circles_grown=tuple(grown[:MOST_TOLD]),
        circles_gone=sum(circle not in matched for circle in _renamed(then.circles, names)),
        parts=_most_changed(part_fans(then, part_of, names), part_fans(now, part_of, {})),
        files=_most_changed(file_fans(then, names), file_fans(now, {})),
    )


def circles_matched(
    then: Structure, now: Structure, names: Mapping[str, str]
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pair each circle of now with the one of then that shares most files with it, an empty one where fewer than two."""
    before = _renamed(then.circles, names)
    # Circles share no file with each other.
    where = {path: place for place, circle in enumerate(before) for path in circle}
    found = []
    for circle in now.circles:
        shared: defaultdict[int, int] = defaultdict(int)
        for path in circle:
            if path in where:
                shared[where[path]] += 1
        place = max(shared, key=lambda place: (shared[place], -place), default=None)
        found.append((circle, before[place] if place is not None and shared[place] > 1 else ()))
    return found


def broken_then(then: Structure, names: Mapping[str, str]) -> set[tuple[str, str]]:
    """Give (contract, path) of the files that broke one, by their names of now."""
    return {(contract, names.get(path, path)) for contract, path in then.broken}


def file_fans(one: Structure, names: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Give fan-in and fan-out of each file, and of each folder that is imported, by its name of now.

    A folder's fan-out is that of all files right within it.
    """
    size = len(one.paths)
    into = np.bincount(_numbers(one.imported), minlength=size).tolist()
    out_of = np.bincount(_numbers(one.importers), minlength=size)
    folders = {path: place for place, path in enumerate(one.paths) if path.endswith("/")}
    if folders:
        owners = np.asarray(
            [folders.get(path.rpartition("/")[0] + "/", -1) for path in one.paths], dtype=np.int64
        )
        within = owners[_numbers(one.importers)] * size + _numbers(one.imported)
        out_of += np.bincount(np.unique(within[within >= 0]) // size, minlength=size)
    return {
        names.get(path, path): (fan_in, fan_out)
        for path, fan_in, fan_out in zip(one.paths, into, out_of.tolist(), strict=True)
    }


def part_fans(
    one: Structure, part_of: Callable[[str], str], names: Mapping[str, str]
) -> dict[str, tuple[int, int]]:
    """Give how many files outside import each part, and how many outside it imports; `part_of` tells a path's part."""
    folders = {path.rpartition("/")[0] + "/": path for path in reversed(one.paths) if not path.endswith("/")}
    told = [part_of(names.get(real, real)) for real in (folders.get(path, path) for path in one.paths)]
    numbers = {part: number for number, part in enumerate(dict.fromkeys(told))}
    parts = np.asarray([numbers[part] for part in told], dtype=np.int64)
    importers, imported = _numbers(one.importers), _numbers(one.imported)
    across = parts[importers] != parts[imported] if len(importers) else np.zeros(0, dtype=np.bool_)
    importers, imported = importers[across], imported[across]
    into = _distinct(parts, importers, imported, len(numbers))
    out_of = _distinct(parts, imported, importers, len(numbers))
    return {part: (int(into[number]), int(out_of[number])) for part, number in numbers.items() if part}


def _distinct(parts: _Ints, ends: _Ints, others: _Ints, count: int) -> _Ints:
    """Count by part the different `ends` of imports whose other end lies in it."""
    if not len(ends):
        return np.zeros(count, dtype=np.int64)
    keys = np.unique(ends * count + parts[others])
    counted: _Ints = np.bincount(keys % count, minlength=count)
    return counted


def _parts(now: Structure) -> Callable[[str], str]:
    """Tell the part of any path as the code is divided now; what is gone was of the part that would hold it, "" for none."""
    known = parts_of([path for path in now.paths if not path.endswith("/")])
    names = frozenset(known.values())

    def part_of(path: str) -> str:
        if path in known:
            return known[path]
        folder = path
        while folder:
            folder = folder.rpartition("/")[0]
            if (name := f"{folder}/" if folder else "./") in names:
                return name
        return ""

    return part_of


def _most_changed(then: Fans, now: Fans) -> tuple[FanChange, ...]:
    """Give those there at both times whose fan-in or fan-out changed most."""
    changes = [
        FanChange(name, then[name][0], fan_in, then[name][1], fan_out)
        for name, (fan_in, fan_out) in now.items()
        if name in then
    ]
    felt = [
        one
        for one in changes
        if _felt(one.fan_in_before, one.fan_in) or _felt(one.fan_out_before, one.fan_out)
    ]
    return tuple(sorted(felt, key=lambda one: (-_moved(one), one.name))[:_MOST_FANS])


def _felt(before: int, after: int) -> bool:
    return abs(after - before) >= max(_LEAST_CHANGE, _LEAST_SHARE * before)


def _moved(one: FanChange) -> int:
    return max(abs(one.fan_in - one.fan_in_before), abs(one.fan_out - one.fan_out_before))


def _broken(
    then: Structure, now: Structure, names: Mapping[str, str]
) -> tuple[list[tuple[str, str]], int, tuple[str, ...]]:
    """Give what breaks a contract and did not, how much no longer does, and the contracts that then cannot be judged by."""
    unjudged = tuple(sorted({*now.judged} - {*then.judged}))
    before = broken_then(then, names)
    new = [one for one in now.broken if one not in before and one[0] not in unjudged]
    gone = before - {*now.broken}
    return new, sum(contract in now.judged for contract, _ in gone), unjudged


def _renamed(circles: Iterable[Sequence[str]], names: Mapping[str, str]) -> list[tuple[str, ...]]:
    return [tuple(names.get(path, path) for path in circle) for circle in circles]


def _change(circle: Sequence[str], before: Sequence[str]) -> CircleChange:
    """Tell a circle's change, first the files that came into it."""
    there = frozenset(before)
    ordered = sorted(circle, key=lambda path: (path in there, path))
    return CircleChange(len(circle), len(before), tuple(ordered[:_MOST_PATHS]))


def _numbers(data: bytes) -> _Ints:
    return np.frombuffer(data, dtype=np.int32).astype(np.int64)
