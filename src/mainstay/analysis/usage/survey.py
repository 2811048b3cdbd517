"""The whole repository at once: what nothing uses, which modules stand in circles, which dependencies do not fit."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mainstay.analysis.usage.confidence import Judged, Key, confidence
from mainstay.analysis.usage.conventions import Conventions
from mainstay.analysis.usage.cycles import cycles
from mainstay.analysis.usage.dead_modules import dead_modules
from mainstay.analysis.usage.dead_names import Candidate, Judge, is_private
from mainstay.analysis.usage.dead_packages import dead_packages
from mainstay.analysis.usage.dependencies import dependencies
from mainstay.analysis.usage.graph import Graph, graph_of
from mainstay.analysis.usage.judged import JUDGED, LISTED, UNJUDGED
from mainstay.analysis.usage.material import Material, Part
from mainstay.analysis.usage.modules import Modules
from mainstay.analysis.usage.project import Project, normal, read_project
from mainstay.analysis.usage.references import References
from mainstay.analysis.usage.sentences import (
    NO_PACKAGE_JUDGED,
    OF_A_LIBRARY,
    PACKAGE,
    SENTENCES,
    module_sentence,
    name_sentence,
    package_sentence,
)
from mainstay.analysis.usage.word_index import WordIndex
from mainstay.domain.usage import Unused, Usage

_MOST_PARTS = 50
_MODULE = "module-no-reference"
NO_LINES: Mapping[str, frozenset[int]] = {}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all judging of a repository's names stands on: what it declares, and who imports whom in Python."""

    project: Project
    graph: Graph


def surroundings_of(files: Sequence[Material], declarations: Mapping[str, bytes]) -> Surroundings:
    """Read declarations, and lead every import of Python files to what it means."""
    project = read_project(declarations)
    return Surroundings(project, graph_of([file for file in files if file.python], _modules(files, project)))


def survey(
    files: Sequence[Material],
    declarations: Mapping[str, bytes],
    lines: Mapping[str, int],
    *,
    executed: Mapping[str, frozenset[int]] = NO_LINES,
    table: Mapping[Key, Judged] = JUDGED,
    surroundings: Surroundings | None = None,
) -> Usage:
    """Find all of it. Deterministic; never raises for any names.

    `files` are all text files of the repository with their names, `declarations` the bytes of those that
    project.declares, `lines` the number of lines by path, `executed` the lines known to have run; `surroundings` are those
    of the same files and declarations, where they are known already.
    """
    known = surroundings or surroundings_of(files, declarations)
    project, graph = known.project, known.graph
    found = cycles(graph.edges, python_code(files))
    every = tuple(unused(files, project, graph, lines, executed=executed, table=table))
    listed = [one for one in every if one.confidence.mean >= LISTED]
    left_out = Counter(one.why for one in every if one.confidence.mean < LISTED)
    return Usage(
        unused=tuple(sorted(listed, key=lambda one: (-one.confidence.mean, -one.lines, one.path, one.line))),
        cycles=tuple(found),
        dependencies=tuple(dependencies(files, project, graph)),
        unlisted=tuple(sorted(left_out.items())),
    )


def unused(
    files: Sequence[Material],
    project: Project,
    graph: Graph,
    lines: Mapping[str, int],
    *,
    executed: Mapping[str, frozenset[int]] = NO_LINES,
    table: Mapping[Key, Judged] = JUDGED,
) -> Iterator[Unused]:
    """Give every candidate of every evidence class, listed or not; what stands in a dead module is told with it."""
    words = WordIndex(files)
    known = {key: confidence(judged) for key, judged in table.items()}
    unjudged = confidence(UNJUDGED)
    conventions = Conventions(_present(files, project))
    entries = entry_files(project, graph)
    dead_paths: set[str] = set()
    for package in dead_packages(files, graph, words, conventions, entries=entries, executed=executed):
        dead_paths.update(package.modules)
        size = sum(lines.get(path, 1) for path in package.modules)
        yield Unused(
            code="dead-module",
            path=package.path,
            line=1,
            end_line=max(lines.get(package.path, 1), 1),
            symbol=package.name,
            why=_MODULE,
            text=package_sentence(package.name, len(package.modules), size),
            evidence=(PACKAGE, *_of_library(project, package.folder), NO_PACKAGE_JUDGED),
            confidence=known.get(_MODULE, unjudged),
            lines=size,
            paths=package.modules,
        )
    for module in dead_modules(
        files, graph, words, conventions, entries=entries, executed=executed, gone=frozenset(dead_paths)
    ):
        if module.why != "loaded-by-folder":
            dead_paths.add(module.path)
        size = lines.get(module.path, 1)
        yield Unused(
            code="dead-module",
            path=module.path,
            line=1,
            end_line=size,
            symbol=graph.modules.name_of(module.path),
            why=module.why,
            text=module_sentence(module.why, size),
            evidence=(
                SENTENCES[module.why],
                *(_of_library(project, module.path) if module.why == _MODULE else ()),
                *module.evidence,
            ),
            confidence=known.get(module.why, unjudged),
            lines=size,
        )
    judge = Judge(
        files,
        References(files, graph),
        words,
        graph.foreign_names,
        conventions,
        library=project.distributed,
        executed=executed,
    )
    for one in judge.candidates():
        if one.path not in dead_paths and not _is_entry(one, project, graph):
            yield Unused(
                code=f"dead-{one.definition.kind}",
                path=one.path,
                line=one.definition.line,
                end_line=one.definition.end_line,
                symbol=one.definition.name,
                why=one.why,
                text=name_sentence(one.definition.kind, one.definition.name, one.why),
                evidence=(SENTENCES[one.why], *one.evidence),
                confidence=known.get(one.why, unjudged),
                lines=one.definition.end_line - one.definition.line + 1,
            )


def entry_files(project: Project, graph: Graph) -> frozenset[str]:
    """Give the files that entry points lead to."""
    found: set[str] = set()
    for target in project.entries:
        parts = target.split(".")[:_MOST_PARTS]
        for length in range(1, len(parts) + 1):
            dotted = ".".join(parts[:length])
            found.update(one.path for one in graph.modules.absolute(dotted, "") if one.path)
    return frozenset(found)


def _of_library(project: Project, path: str) -> tuple[str, ...]:
    """Say of a module that others may use it, where they install this."""
    return (OF_A_LIBRARY,) if project.distributed and not is_private(path, "") else ()


def _present(files: Sequence[Material], project: Project) -> frozenset[str]:
    """Give what the repository imports, declares or is, as conventions name it."""
    imported = {one.module for file in files for one in file.names.imports if not one.level}
    declared = {normal(name) for name in (*project.names, *(one.name for one in project.requirements))}
    return frozenset(name.partition(".")[0].lower() for name in imported | declared)


def _is_entry(one: Candidate, project: Project, graph: Graph) -> bool:
    return f"{graph.modules.name_of(one.path)}.{one.definition.name}" in project.entries


def python_code(files: Sequence[Material]) -> frozenset[str]:
    """Give the paths of Python that is maintained for use: circles of imports are looked for among these."""
    return frozenset(
        file.path for file in files if file.python and file.part is Part.CODE and file.kind.maintained
    )


def _modules(files: Sequence[Material], project: Project) -> Modules:
    return Modules((file.path for file in files if file.python), project.folders)
