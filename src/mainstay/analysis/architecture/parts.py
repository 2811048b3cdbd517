"""The parts of a repository: its folders at the depth where they divide, how they import each other, on which level."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from mainstay.analysis.usage.cycles import circle_through, components
from mainstay.analysis.usage.graph import Edge
from mainstay.domain.architecture import Dependency, Hub, Part, Violation

MOST_PARTS = 40
OTHERS = "(other parts)"
_MOST_ALONE = 6
_MOST_HUBS = 50
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Divided:
    """The parts, what they import of each other, the files that most hangs on, and how many imports there are."""

    parts: tuple[Part, ...]
    dependencies: tuple[Dependency, ...]
    hubs: tuple[Hub, ...]
    imports: int


def divided(edges: Iterable[Edge], paths: Collection[str], violations: Iterable[Violation]) -> Divided:
    """Divide source files into parts and gather their imports; `edges` that do not stand between these are left out."""
    part_of = parts_of(paths)
    folders = {path.rpartition("/")[0] + "/": path for path in sorted(paths, reverse=True)}
    files = Counter(part_of.values())
    counts: Counter[tuple[str, str]] = Counter()
    importers: dict[str, set[str]] = defaultdict(set)
    imported: dict[str, set[str]] = defaultdict(set)
    into: dict[str, set[str]] = defaultdict(set)
    out_of: dict[str, set[str]] = defaultdict(set)
    total = 0
    for one, to in dict.fromkeys((edge.importer, edge.imported) for edge in edges):
        place = folders.get(to, to)
        if one not in part_of or place not in part_of:
            continue
        total += 1
        into[to].add(one)
        out_of[one].add(to)
        here, there = part_of[one], part_of[place]
        if here != there:
            counts[here, there] += 1
            importers[there].add(one)
            imported[here].add(to)
    against = {
        (part_of.get(step.importer, ""), part_of.get(folders.get(step.imported, step.imported), ""))
        for violation in violations
        for step in violation.chain[:1]
    }
    circular = _closing({pair: count for pair, count in counts.items() if pair not in against})
    levels = _levels(files, [pair for pair in counts if pair not in against and pair not in circular])
    parts = [
        Part(name, number, fan_in, fan_out, _instability(fan_in, fan_out), levels[name])
        for name, number in files.items()
        for fan_in, fan_out in [(len(importers[name]), len(imported[name]))]
    ]
    dependencies = [
        Dependency(one, to, count, (one, to) in against, (one, to) in circular)
        for (one, to), count in counts.items()
    ]
    return Divided(
        tuple(sorted(parts, key=lambda part: (-part.level, -part.fan_in - part.fan_out, part.name))),
        tuple(sorted(dependencies, key=lambda one: (-one.imports, one.importer, one.imported))),
        _hubs(into, out_of),
        total,
    )


def parts_of(paths: Collection[str]) -> dict[str, str]:
    """Give each file's part: a folder with a slash at its end, or the file itself where few lie beside folders.

    A folder that holds more than half of all is divided further where it divides at all.
    """
    groups: dict[str, list[str]] = {"": sorted(paths)} if paths else {}
    while groups:
        name, inside = max(groups.items(), key=lambda item: (len(item[1]), item[0]))
        if len(inside) <= _HALF * len(paths) or (name and not name.endswith("/")):
            break
        finer = _children(name, inside)
        if list(finer) == [name] or len(groups) >= MOST_PARTS:
            break
        del groups[name]
        groups |= finer
    ordered = sorted(groups, key=lambda name: (-len(groups[name]), name))
    # More are only there where one folder holds very many of them.
    merged = {name: name if place < MOST_PARTS - 1 else OTHERS for place, name in enumerate(ordered)}
    if len(ordered) <= MOST_PARTS:
        merged = {name: name for name in ordered}
    return {path: merged[name] or "./" for name in ordered for path in groups[name]}


def _children(folder: str, paths: Iterable[str]) -> dict[str, list[str]]:
    """Divide the files of a folder by what lies right within it."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        head, slash, _ = path[len(folder) :].partition("/")
        found[f"{folder}{head}{slash}"].append(path)
    alone = [name for name in found if not name.endswith("/")]
    if len(alone) > _MOST_ALONE:
        found[folder] = [path for name in alone for path in found.pop(name)]
    return dict(found)


def _closing(counts: Mapping[tuple[str, str], int]) -> set[tuple[str, str]]:
    """Choose imports of parts without which there is no circle: of a shortest circle the fewest, until none is left."""
    left: dict[str, dict[str, int]] = defaultdict(dict)
    for one, to in sorted(counts):
        left[one][to] = counts[one, to]
    closing: set[tuple[str, str]] = set()
    while True:
        circles = [part for part in components(left) if len(part) > 1]
        if not circles:
            return closing
        members = set(circles[0])
        inner = {one: {to: 0 for to in left[one] if to in members} for one in circles[0]}
        circle = min((circle_through(start, inner) for start in circles[0]), key=len)
        steps = zip(circle, (*circle[1:], circle[0]), strict=True)
        one, to = min(steps, key=lambda step: (left[step[0]][step[1]], step))
        del left[one][to]
        closing.add((one, to))


def _levels(names: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Give each part's height: one more than the highest that it imports. `pairs` hold no circle."""
    below: dict[str, list[str]] = defaultdict(list)
    for one, to in pairs:
        below[one].append(to)
    levels: dict[str, int] = {}

    def height(name: str) -> int:
        if name not in levels:
            levels[name] = 1 + max((height(to) for to in below[name]), default=-1)
        return levels[name]

    return {name: height(name) for name in names}


def _instability(fan_in: int, fan_out: int) -> float | None:
    return fan_out / (fan_in + fan_out) if fan_in + fan_out else None


def _hubs(into: Mapping[str, set[str]], out_of: Mapping[str, set[str]]) -> tuple[Hub, ...]:
    # A folder that is imported imports what the files right within it do.
    within: dict[str, set[str]] = defaultdict(set)
    for path, targets in out_of.items():
        if (folder := path.rpartition("/")[0] + "/") in into:
            within[folder] |= targets
    found = [
        Hub(name, len(into.get(name, ())), len(out_of.get(name, within.get(name, ()))))
        for name in into.keys() | out_of.keys()
    ]
    return tuple(sorted(found, key=lambda hub: (-hub.fan_in - hub.fan_out, hub.path))[:_MOST_HUBS])
