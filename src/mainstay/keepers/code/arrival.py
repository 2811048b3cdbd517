"""Which commit brought one finding: read off the versions of its file, from the newest back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from mainstay.analysis.classify.languages import language_of
from mainstay.analysis.health.excess import FUNCTION_RULES, LARGE_CLASS
from mainstay.analysis.history.past import Past
from mainstay.analysis.syntax.measure import READ_IN_PART
from mainstay.domain.finding import Arrival, Finding
from mainstay.domain.history import Log
from mainstay.keepers.code.content import LARGEST_PARSED, MARKER, Ask, Content, decode
from mainstay.keepers.code.examination import Examination
from mainstay.keepers.code.worker import Wanted, key_of
from mainstay.ports.progress import Progress
from mainstay.ports.source import Source
from mainstay.ports.workers import Workers

_SYMBOLS = frozenset({*FUNCTION_RULES, LARGE_CLASS})
READ_OFF = _SYMBOLS | {MARKER, "large-file", "does-not-parse"}
"""Codes of findings that a file's own content tells; others rest on the rest of the repository, or on time."""


@dataclass(frozen=True, slots=True)
class _Version:
    """What a file held after one commit, and what it was called then."""

    row: int
    path: str
    oid: str


def arrival_of(
    finding: Finding, log: Log, source: Source, workers: Workers, ask: Ask, progress: Progress
) -> Arrival | None:
    """Tell which commit brought a finding, None for a code that no content tells, or one not committed yet.

    Steps back over the versions double until one is without the finding, then the stretch between is halved. So of
    hundreds a dozen are read, and a time in which the finding was gone may be stepped over.
    """
    versions = _versions(finding.path, log, source) if finding.code in READ_OFF else []
    if not versions:
        return None
    progress.stage("Reading earlier versions")
    sizes = source.sizes([version.oid for version in versions])
    with Examination(workers, source.blobs(), ask) as examination:

        def holds(place: int) -> bool:
            version = versions[place]
            size = sizes.get(version.oid, LARGEST_PARSED + 1)
            if size > LARGEST_PARSED:
                return False
            wanted = Wanted(version.oid, language_of(version.path), size, copies=False)
            examination.add([wanted])
            found = dict(examination.results(progress)).get(key_of(wanted, ask))
            content = decode(found) if found is not None else None
            return content is not None and _tells(finding, content)

        place = oldest_holding(len(versions), holds)
    if place is None:
        return None
    row = versions[place].row
    return Arrival(log.oids[row], log.times[row], log.people[log.authors[row]])


def oldest_holding(count: int, holds: Callable[[int], bool]) -> int | None:
    """Give the last place, from 0 on without a gap that is seen, of `count` that `holds`; None when place 0 does not."""
    if not holds(0):
        return None
    last, step = 0, 1
    beyond = count
    while last + step < count:
        if not holds(last + step):
            beyond = last + step
            break
        last += step
        step *= 2
    while beyond - last > 1:
        middle = (last + beyond) // 2
        if holds(middle):
            last = middle
        else:
            beyond = middle
    return last


def _versions(path: str, log: Log, source: Source) -> list[_Version]:
    """List what a file held after each commit that changed it, under all names it had, the newest first."""
    past = Past(log)
    head = int(past.times[0]) if len(past.times) else 0
    lineage = past.lineage_of(head).get(path, -1)
    touches = np.flatnonzero(past.lineages == lineage) if lineage >= 0 else ()
    names = [(int(past.rows[touch]), log.paths[log.touched_paths[touch]]) for touch in touches]
    objects = source.objects((log.oids[row], name) for row, name in names)
    found = [
        _Version(row, name, objects[log.oids[row], name])
        for row, name in names
        if (log.oids[row], name) in objects
    ]
    return _without_repeats(found)


def _without_repeats(versions: Sequence[_Version]) -> list[_Version]:
    """Keep the oldest of versions that stand beside each other and hold the same."""
    following = [version.oid for version in versions[1:]]
    return [one for one, oid in zip(versions, [*following, ""], strict=False) if one.oid != oid]


def _tells(finding: Finding, content: Content) -> bool:
    if finding.code == "does-not-parse":
        return content.error not in {"", READ_IN_PART}
    if finding.code == "large-file":
        return content.code_lines > finding.limit
    said = finding.text if finding.code == MARKER else finding.symbol
    return any(code == finding.code and symbol == said for code, symbol, _ in content.flaws)
