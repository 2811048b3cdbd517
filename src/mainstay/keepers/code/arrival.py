"""Which commit brought one finding: read off the versions of its file, from the newest back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from mainstay.analysis.classify.languages import language_of
from mainstay.analysis.health.excess import FUNCTION_RULES, LARGE_CLASS
from mainstay.analysis.history.past import Past
from mainstay.analysis.syntax.measure import READ_IN_PART
from mainstay.analysis.usage.names import Import
from mainstay.domain.finding import Arrival, Finding
from mainstay.domain.history import Log
from mainstay.domain.usage import Step
from mainstay.keepers.code.content import LARGEST_PARSED, MARKER, Ask, Content, decode, imports_of
from mainstay.keepers.code.examination import Examination
from mainstay.keepers.code.worker import Wanted, key_of
from mainstay.ports.progress import Progress
from mainstay.ports.source import Source
from mainstay.ports.workers import Workers

_SYMBOLS = frozenset({*FUNCTION_RULES, LARGE_CLASS})
READ_OFF = _SYMBOLS | {MARKER, "large-file", "does-not-parse"}
"""Codes of findings that a file's own content tells; others rest on the rest of the repository, or on time.

Those about imports are read off the contents of all files in their chain.
"""


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
    if finding.code not in READ_OFF and not finding.chain:
        return None
    progress.stage("Reading earlier versions")
    past = Past(log)
    with Examination(workers, source.blobs(), ask) as examination:
        if finding.chain:
            rows = [_of_import(step, past, source, examination, ask, progress) for step in finding.chain]
        else:
            versions = _Versions(finding.path, past, source, examination, ask, progress)
            rows = [versions.oldest(lambda content: _tells(finding, content))]
    known = [row for row in rows if row is not None]
    # All imports of a chain must be there: it came with the youngest.
    if not known or len(known) < len(rows):
        return None
    row = max(known, key=lambda row: (log.times[row], -row))
    return Arrival(log.oids[row], log.times[row], log.people[log.authors[row]])


def _of_import(
    step: Step, past: Past, source: Source, examination: Examination, ask: Ask, progress: Progress
) -> int | None:
    """Give the row of the commit that brought an import as it is written: its module, and one of the names taken."""
    versions = _Versions(step.importer, past, source, examination, ask, progress, names=True)
    newest = versions.content(0)
    written = [one for one in imports_of(newest) if one.line == step.line] if newest is not None else []
    return versions.oldest(lambda content: any(_alike(one, written) for one in imports_of(content)))


def _alike(one: Import, written: Sequence[Import]) -> bool:
    for other in written:
        taken = {name for name, _ in one.names} & {name for name, _ in other.names}
        if (one.module, one.level) == (other.module, other.level) and (taken or one.names == other.names):
            return True
    return False


class _Versions:
    """What a file held after each commit that changed it, the newest first, examined when it is asked for."""

    def __init__(
        self,
        path: str,
        past: Past,
        source: Source,
        examination: Examination,
        ask: Ask,
        progress: Progress,
        *,
        names: bool = False,
    ) -> None:
        self._versions = _versions(path, past, source)
        self._sizes = source.sizes([version.oid for version in self._versions])
        self._examination, self._ask, self._progress, self._names = examination, ask, progress, names

    def content(self, place: int) -> Content | None:
        """Give what a version says, None where it cannot be read."""
        if place >= len(self._versions):
            return None
        version = self._versions[place]
        size = self._sizes.get(version.oid, LARGEST_PARSED + 1)
        if size > LARGEST_PARSED:
            return None
        wanted = Wanted(version.oid, language_of(version.path), size, copies=False, names=self._names)
        self._examination.add([wanted])
        found = dict(self._examination.results(self._progress)).get(key_of(wanted, self._ask))
        return decode(found) if found is not None else None

    def oldest(self, tells: Callable[[Content], bool]) -> int | None:
        """Give the row of the commit since which all versions looked at tell it, None where the newest does not."""

        def holds(place: int) -> bool:
            content = self.content(place)
            return content is not None and tells(content)

        place = oldest_holding(len(self._versions), holds) if self._versions else None
        return self._versions[place].row if place is not None else None


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


def _versions(path: str, past: Past, source: Source) -> list[_Version]:
    """List what a file held after each commit that changed it, under all names it had, the newest first."""
    log = past.log
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
