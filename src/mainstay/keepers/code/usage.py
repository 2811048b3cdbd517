"""What nothing uses, circles of imports and dependencies that do not fit: told by a worker while others judge."""

import signal
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, Future
from contextlib import closing
from dataclasses import dataclass, field
from queue import SimpleQueue

import msgspec

from mainstay.analysis.usage import coverage
from mainstay.analysis.usage.material import Material
from mainstay.analysis.usage.names import NOTHING, Names, decode
from mainstay.analysis.usage.project import declares
from mainstay.analysis.usage.survey import survey
from mainstay.config.settings import Settings
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.source_file import FileKind
from mainstay.domain.usage import Usage
from mainstay.keepers.code.examination import Examination
from mainstay.keepers.code.listing import Listed
from mainstay.keepers.code.reading import Contents
from mainstay.ports.source import Source

_LARGEST_DECLARATION = 1 << 20
# What is so little is told sooner than another process is asked.
_AT_ONCE = 400_000
_SECONDS = 60.0


class Asked(msgspec.Struct, frozen=True, array_like=True):
    """All that a survey needs: each file as (path, language, kind, encoded names, lines), declarations, coverage data."""

    files: tuple[tuple[str, str, str, bytes, int], ...]
    declarations: dict[str, bytes]
    coverage: dict[str, bytes]


def answer_in_worker(asked: Asked) -> Usage:
    """Survey a repository in a worker process, which ends when names made for it take too long."""
    signal.setitimer(signal.ITIMER_PROF, _SECONDS)
    usage = answer(asked)
    signal.setitimer(signal.ITIMER_PROF, 0)
    return usage


def answer(asked: Asked) -> Usage:
    """Survey a repository."""
    files = [
        Material(path, language, FileKind(kind), _names(names))
        for path, language, kind, names, _ in asked.files
    ]
    paths = frozenset(path for path, *_ in asked.files)
    executed: dict[str, frozenset[int]] = {}
    for name, content in asked.coverage.items():
        executed |= coverage.within(coverage.executed_lines(name, content), paths)
    lines = {path: count for path, _, _, _, count in asked.files}
    return survey(files, asked.declarations, lines, executed=executed)


def _names(data: bytes) -> Names:
    try:
        return decode(data) if data else NOTHING
    except (msgspec.DecodeError, UnicodeDecodeError):
        return NOTHING


@dataclass(slots=True)
class UsageSurvey:
    """A survey under way; `begin` asks, `result` waits for the answer."""

    notices: list[Notice] = field(default_factory=list)
    _asked: Asked | None = None
    _done: "SimpleQueue[Future[Usage]]" = field(default_factory=SimpleQueue)
    _under_way: bool = False

    def begin(
        self,
        source: Source,
        contents: Contents,
        files: Sequence[Listed],
        examination: Examination,
        *,
        beside: bool,
        baseline: str = "",
    ) -> None:
        """Ask for the survey of these files; with `beside` coverage data is looked for in the work tree.

        `baseline` is the path of the file that accepts findings: a name that only stands there is used by nothing.
        """
        accepted = {baseline, Settings().baseline}
        self._asked = Asked(
            files=tuple(_told(listed, contents) for listed in files if listed.path not in accepted),
            declarations=_declarations(source, contents, files),
            coverage=coverage_data(source) if beside else {},
        )
        if sum(len(file[3]) for file in self._asked.files) > _AT_ONCE:
            self._under_way = examination.aside(answer_in_worker, self._asked, self._done.put)

    def result(self) -> Usage | None:
        """Give the answer; None, with a notice, where the worker did not survive the names of these files."""
        if self._asked is None:
            return None
        if not self._under_way:
            return answer(self._asked)
        try:
            return self._done.get().result()
        except (BrokenExecutor, MemoryError):
            text = "What nothing uses could not be told: the worker that looked for it ended."
            self.notices.append(Notice("usage-left-out", text, Weight.LIMIT))
            return None


def coverage_data(source: Source) -> dict[str, bytes]:
    """Read the files of coverage data that lie at the root of the work tree."""
    found = {name: source.read_work_file(name, coverage.LARGEST) for name in coverage.NAMES}
    return {name: content for name, content in found.items() if content is not None}


def _told(listed: Listed, contents: Contents) -> tuple[str, str, str, bytes, int]:
    content = contents.of(listed)
    kind = contents.kind_of(listed)
    if content is None:
        return (listed.path, listed.language, kind.value, b"", 0)
    return (listed.path, listed.language, kind.value, content.names, content.lines)


def _declarations(source: Source, contents: Contents, files: Sequence[Listed]) -> dict[str, bytes]:
    paths: dict[str, list[str]] = {}
    for listed in files:
        if declares(listed.path) and 0 < contents.sizes.get(listed.oid, 0) <= _LARGEST_DECLARATION:
            paths.setdefault(listed.oid, []).append(listed.path)
    found = {
        path: contents.given[oid] for oid, names in paths.items() if oid in contents.given for path in names
    }
    wanted = [oid for oid in paths if oid not in contents.given]
    if wanted:
        with closing(source.blobs()) as blobs:
            read = {oid: content for oid, content in blobs.read(wanted) if content is not None}
        found |= {path: content for oid, content in read.items() for path in paths[oid]}
    return found
