"""What nothing uses, circles of imports and dependencies that do not fit: told by a worker while others judge."""

import signal
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Future
from contextlib import closing
from dataclasses import dataclass, field, replace
from queue import SimpleQueue

import msgspec

from mainstay.analysis.architecture.declared_contracts import declares_contracts
from mainstay.analysis.architecture.edges import edges_of
from mainstay.analysis.architecture.manifests import names_folders
from mainstay.analysis.architecture.survey import architecture, other_cycles
from mainstay.analysis.usage.material import Material
from mainstay.analysis.usage.names import NOTHING, Names, decode
from mainstay.analysis.usage.project import declares
from mainstay.analysis.usage.survey import surroundings_of, survey
from mainstay.config.settings import Settings
from mainstay.domain.architecture import Architecture
from mainstay.domain.coverage import LineCoverage
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.source_file import FileKind
from mainstay.domain.usage import Usage
from mainstay.keepers.code.architecture import rules_of
from mainstay.keepers.code.examination import Examination
from mainstay.keepers.code.listing import Listed
from mainstay.keepers.code.reading import Contents
from mainstay.ports.source import Source

_LARGEST_DECLARATION = 1 << 20
_MOST_DECLARED = 16 << 20
# Only a worker has limits of time and memory, so all is surveyed there but what is too little to need them: a few names
# and declarations of a few lines, none of which is Python to be parsed, and nothing that is known to have run. That is
# told sooner here.
_AT_ONCE = 64_000
_DECLARED_AT_ONCE = 4_096
_SECONDS = 60.0
_MOST_EXAMPLES = 5


class Asked(msgspec.Struct, frozen=True, array_like=True):
    """All that a survey needs: each file as (path, language, kind, encoded names, lines), declarations, and lines that ran.

    `undeclared` tells that declarations were left out, so that no dependency can be said to be missing from them;
    `architectural` are declarations that speak of imports alone, `layers` and `forbidden` what the settings say of them.
    """

    files: tuple[tuple[str, str, str, bytes, int], ...]
    declarations: dict[str, bytes]
    executed: dict[str, frozenset[int]]
    undeclared: bool = False
    architectural: dict[str, bytes] = {}
    layers: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What a survey told: what nothing uses, and how files import each other."""

    usage: Usage
    architecture: Architecture


def answer_in_worker(asked: Asked) -> Surveyed:
    """Survey a repository in a worker process, which ends when names made for it take too long."""
    signal.setitimer(signal.ITIMER_PROF, _SECONDS)
    told = answer(asked)
    signal.setitimer(signal.ITIMER_PROF, 0)
    return told


def answer(asked: Asked) -> Surveyed:
    """Survey a repository."""
    files = [
        Material(path, language, FileKind(kind), _names(names))
        for path, language, kind, names, _ in asked.files
    ]
    lines = {path: count for path, _, _, _, count in asked.files}
    known = surroundings_of(files, asked.declarations)
    usage = survey(files, asked.declarations, lines, executed=asked.executed, surroundings=known)
    if asked.undeclared:
        told = tuple(one for one in usage.dependencies if one.code != "missing-dependency")
        usage = replace(usage, dependencies=told)
    declarations = asked.declarations | asked.architectural
    edges = edges_of(files, declarations, known.graph)
    usage = replace(usage, cycles=(*usage.cycles, *other_cycles(files, edges)))
    rules = rules_of(asked.layers, asked.forbidden)
    return Surveyed(usage, architecture(files, declarations, known.graph, edges, rules))


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
    _done: "SimpleQueue[Future[Surveyed]]" = field(default_factory=SimpleQueue)
    _under_way: bool = False
    _answer: Surveyed | None = None
    _answered: bool = False

    def begin(
        self,
        source: Source,
        contents: Contents,
        files: Sequence[Listed],
        examination: Examination,
        *,
        ran: Mapping[str, LineCoverage],
        settings: Settings,
    ) -> None:
        """Ask for the survey of these files; `ran` are the lines that are known to have run, by path.

        The `settings` name the file that accepts findings: a name that only stands there is used by nothing.
        """
        accepted = {settings.baseline, Settings().baseline}
        declared, left_out = _declared(contents, files, declares)
        # One that is left out here makes a contract unknown, which nothing can be missing from.
        architectural, _ = _declared(contents, files, _speaks_of_imports)
        if left_out:
            text = "Declarations of dependencies are too large, each or together, and some were not read."
            examples = tuple(left_out[:_MOST_EXAMPLES])
            self.notices.append(
                Notice("declarations-left-out", text, Weight.LIMIT, count=len(left_out), examples=examples)
            )
        self._asked = Asked(
            files=tuple(_told(listed, contents) for listed in files if listed.path not in accepted),
            declarations=_declarations(source, contents, declared),
            executed={path: lines.covered for path, lines in ran.items() if lines.covered},
            undeclared=bool(left_out),
            architectural=_declarations(source, contents, architectural),
            layers=settings.layers,
            forbidden=settings.forbidden_imports,
        )
        if not _is_tiny(self._asked):
            self._under_way = examination.aside(answer_in_worker, self._asked, self._done.put)

    def result(self) -> Surveyed | None:
        """Give the answer; None, with a notice, where no worker survived the names of these files, or could be asked."""
        if not self._answered:
            self._answer, self._answered = self._awaited(), True
        return self._answer

    def _awaited(self) -> Surveyed | None:
        if self._asked is None:
            return None
        try:
            if self._under_way:
                return self._done.get().result()
            if _is_tiny(self._asked):
                return answer(self._asked)
        except (BrokenExecutor, CancelledError, MemoryError, RecursionError):
            pass  # cancelled: a content killed a worker beside this one, and all were ended
        text = (
            "What nothing uses, and who imports whom, could not be told: the worker that looked for it ended."
        )
        self.notices.append(Notice("usage-left-out", text, Weight.LIMIT))
        return None


def _speaks_of_imports(path: str) -> bool:
    return declares_contracts(path) or names_folders(path)


def _is_tiny(asked: Asked) -> bool:
    if asked.executed or any(
        len(text) > _DECLARED_AT_ONCE or path.endswith(".py") for path, text in asked.declarations.items()
    ):
        return False
    if any(len(text) > _DECLARED_AT_ONCE for text in asked.architectural.values()):
        return False
    named = sum(len(path) + len(names) for path, _, _, names, _ in asked.files)
    declared = (*asked.declarations.values(), *asked.architectural.values())
    return named + sum(map(len, declared)) <= _AT_ONCE


def _told(listed: Listed, contents: Contents) -> tuple[str, str, str, bytes, int]:
    content = contents.of(listed)
    kind = contents.kind_of(listed)
    if content is None:
        return (listed.path, listed.language, kind.value, b"", 0)
    return (listed.path, listed.language, kind.value, content.names, content.lines)


def _declared(
    contents: Contents, files: Sequence[Listed], speaks: Callable[[str], bool]
) -> tuple[dict[str, str], list[str]]:
    """Give the objects of the declarations to read, by path, and the paths that are too many; the root's come first."""
    found: dict[str, str] = {}
    left_out: list[str] = []
    left = _MOST_DECLARED
    declaring = [listed for listed in files if speaks(listed.path) and contents.sizes.get(listed.oid)]
    for listed in sorted(declaring, key=lambda listed: (listed.path.count("/"), listed.path)):
        # One content under many names is read as many times.
        size = contents.sizes[listed.oid]
        if size > min(_LARGEST_DECLARATION, left):
            left_out.append(listed.path)
        else:
            found[listed.path] = listed.oid
            left -= size
    return found, left_out


def _declarations(source: Source, contents: Contents, declared: Mapping[str, str]) -> dict[str, bytes]:
    read = {oid: contents.given[oid] for oid in declared.values() if oid in contents.given}
    wanted = {oid: None for oid in declared.values() if oid not in read}
    if wanted:
        with closing(source.blobs()) as blobs:
            read |= {oid: content for oid, content in blobs.read(list(wanted)) if content is not None}
    return {path: read[oid] for path, oid in declared.items() if oid in read}
