"""Are functions that changed the ones that change again? What divides a file's fixes among its findings rests on it.

`python -m benchmarks.changed_functions --repo PATH ...`: of the functions beyond a limit three months before the head, in files
that changed since, the share whose source changed since; those whose figures had moved in the nine months before apart
from those whose had not. The check sees figures alone, at the first instant of each month; what changed since is
told by the source itself.
"""

import argparse
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.cutting import REGULAR, lister
from benchmarks.past import read_past
from benchmarks.repositories import given_or_synthetic
from mainstay.adapters.git.opening import open_repository
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.analysis.health.excess import excesses
from mainstay.analysis.health.parts import Thresholds
from mainstay.analysis.history.past import mainline_before
from mainstay.analysis.syntax.grammars.python import PYTHON
from mainstay.analysis.syntax.measure import measure
from mainstay.ports.source import Source

_MONTH = 30 * 86_400
_MONTHS, _SINCE = 12, 3


@dataclass(frozen=True, slots=True)
class Seen:
    """One function beyond a limit: its figures by code, and its source's digest."""

    figures: tuple[tuple[str, float], ...]
    source: str


Functions = Mapping[str, Seen]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the shares of every repository, and of all together."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.changed_functions", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--repo", action="append", type=Path, help="a repository; give many")
    whole: Counter[tuple[bool, bool]] = Counter()
    print(f"{'repository':24} {'had changed':>22} {'had not':>22}")
    with given_or_synthetic(parser.parse_args(arguments).repo) as paths:
        for path in paths:
            counts = counted(path)
            whole += counts
            place = path.absolute()
            _print(place.parent.name if place.name == "repo" else place.name, counts)
    _print("all", whole)
    return 0


def _print(name: str, counts: Counter[tuple[bool, bool]]) -> None:
    told = []
    for before in (True, False):
        changed, total = counts[before, True], counts[before, True] + counts[before, False]
        share = f"{changed / total:.0%}" if total else "-"
        told.append(f"{changed:,} of {total:,}: {share:>4}")
    print(f"{name:24} {told[0]:>22} {told[1]:>22}")


def counted(path: Path) -> Counter[tuple[bool, bool]]:
    """Count functions by whether their figures moved in the nine months and whether their source changed since."""
    with open_repository(path, LocalProcesses(), follow_alternates=True) as source:
        past = read_past(source)
        at = source.repository.committed_at
        rows = [mainline_before(past.log, at - months * _MONTH) for months in range(_MONTHS, -1, -1)]
        commits = [past.log.oids[row] for row in rows if row is not None]
        if len(commits) <= _SINCE + 1:
            return Counter()
        trees = [_tree(source, commit) for commit in commits]
        functions = _functions(source, {oid for tree in trees for oid in tree.values()})
    then, now = trees[-1 - _SINCE], trees[-1]
    counts: Counter[tuple[bool, bool]] = Counter()
    for place, oid in then.items():
        if now.get(place, oid) == oid:
            continue
        earlier = [functions[tree[place]] for tree in trees[:-_SINCE] if place in tree]
        for name, seen in functions[oid].items():
            figures = [one[name].figures if name in one else () for one in earlier]
            moved = any(one != other for one, other in pairwise(figures))
            after = functions[now[place]].get(name)
            counts[moved, after is None or after.source != seen.source] += 1
    return counts


def _tree(source: Source, commit: str) -> dict[str, str]:
    entries = [entry for entry in source.tree(commit) if entry.mode in REGULAR]
    return {one.path: one.oid for one in lister(suffix=".py").list(entries) if one.scored}


def _functions(source: Source, oids: set[str]) -> dict[str, Functions]:
    return {oid: _flagged(content or b"") for oid, content in source.blobs().read(sorted(oids))}


def _flagged(content: bytes) -> Functions:
    lines = content.split(b"\n")
    found: dict[str, Seen] = {}
    for one in excesses(measure(content, PYTHON).functions, (), Thresholds()):
        before = found.get(one.what.name)
        figures = (*(before.figures if before is not None else ()), (one.code, one.value))
        body = b"\n".join(lines[one.what.line - 1 : one.what.end_line])
        found[one.what.name] = Seen(figures, hashlib.sha256(body).hexdigest())
    return found


if __name__ == "__main__":
    raise SystemExit(main())
