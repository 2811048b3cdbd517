"""Declared dependencies beside the modules that are imported: unused, missing, and declared for the wrong purpose."""

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from mainstay.analysis.usage import distributions
from mainstay.analysis.usage.confidence import confidence
from mainstay.analysis.usage.graph import Foreign, Graph
from mainstay.analysis.usage.judged import JUDGED, UNJUDGED
from mainstay.analysis.usage.material import Material, Part
from mainstay.analysis.usage.names import Where
from mainstay.analysis.usage.project import Project, Requirement, normal
from mainstay.domain.usage import DependencyFinding

# Shorter names stand in longer ones by accident.
_LEAST_SHARED = 4
_SENTENCES = {
    "known-modules": "Which modules it gives is known. No import and no string of code or configuration names one of them.",
    "guessed-modules": (
        "Which modules it gives was guessed from its name, and may be wrong. No import and no string of code or "
        "configuration names one of them."
    ),
    "imported-by-tests": "Files of tests import it, and no other file does.",
    "imported-without-guard": "Its import stands under no try, no condition and in no function: without it the module fails.",
}


def dependencies(files: Sequence[Material], project: Project, graph: Graph) -> Iterator[DependencyFinding]:
    """Compare; nothing is told of a repository that declares nothing.

    What an installed distribution brings along cannot be known without asking a registry, so a missing dependency may be
    there by way of another: its sentence says so.
    """
    if not project.requirements:
        return
    parts = {file.path: file for file in files}
    imported: dict[str, list[Foreign]] = defaultdict(list)
    for one in graph.foreign:
        if one.importer in parts:
            for name in distributions.tops(one.module):
                imported[name].append(one)
    _lead_guesses(project, imported)
    mentioned = _mentioned(files)
    yield from _unused(project, imported, parts, mentioned)
    if not project.dynamic:
        yield from _missing(project, imported, parts)


def _lead_guesses(project: Project, imported: dict[str, list[Foreign]]) -> None:
    """Count what no declaration explains as a use of a declared distribution whose name holds the module's."""
    declared = {normal(one.name) for one in project.requirements}
    explained = {module for name in declared for module in distributions.modules_of(name)[0]}
    left = [
        top
        for top in imported
        if top not in explained and "." not in top and top not in sys.stdlib_module_names
    ]
    for name in sorted(declared):
        modules, known = distributions.modules_of(name)
        if known or any(imported.get(module) for module in modules):
            continue
        plain = name.replace("-", "")
        for top in left:
            bare = top.replace("_", "").lower()
            if len(bare) >= _LEAST_SHARED and (bare in plain or plain in bare):
                imported[distributions.first_guess(name)] += imported[top]
                imported[top] = []


def _mentioned(files: Sequence[Material]) -> frozenset[str]:
    words: set[str] = set()
    for file in files:
        if file.part is not Part.DOCUMENT and not _declares_only(file.path):
            words.update(file.names.strings.split())
    return frozenset(words)


def _declares_only(path: str) -> bool:
    name = path.rpartition("/")[2].lower()
    return name.endswith((".lock", ".txt", ".in")) or name in {
        "setup.py",
        "setup.cfg",
        "pyproject.toml",
        "pipfile",
        "tox.ini",
    }


def _unused(
    project: Project,
    imported: Mapping[str, list[Foreign]],
    files: Mapping[str, Material],
    mentioned: frozenset[str],
) -> Iterator[DependencyFinding]:
    told: set[str] = set()
    own = {normal(name) for name in project.names}
    for one in project.requirements:
        name = normal(one.name)
        # What is optional often serves another library, which alone imports it.
        if name in told or name in own or not _is_runtime(one) or distributions.never_imported(name):
            continue
        told.add(name)
        modules, known = distributions.modules_of(name)
        users = [use for module in modules for use in imported.get(module, ())]
        if not users:
            if mentioned.isdisjoint(modules):
                yield _finding(
                    "unused-dependency",
                    "known-modules" if known else "guessed-modules",
                    one.name,
                    one.path,
                    one.line,
                    f"{one.name} is declared and no file imports {' or '.join(sorted(modules))}",
                )
        elif all(files[use.importer].part is Part.TEST for use in users):
            yield _finding(
                "test-only-dependency",
                "imported-by-tests",
                one.name,
                one.path,
                one.line,
                f"{one.name} is declared for use, and only tests import it",
            )


def _is_runtime(one: Requirement) -> bool:
    return one.runtime and not one.optional


def _missing(
    project: Project, imported: Mapping[str, list[Foreign]], files: Mapping[str, Material]
) -> Iterator[DependencyFinding]:
    declared = {normal(one.name) for one in project.requirements}
    provided = {module for name in declared for module in distributions.modules_of(name)[0]}
    own = {normal(name).replace("-", "_") for name in project.names}
    for module in sorted(imported):
        top = module.partition(".")[0]
        if (
            not imported[module]
            or (module != top and top not in distributions.SHARED)
            or module.lower() == module != _written(imported[module])
        ):
            continue
        if top in sys.stdlib_module_names or module in provided or top in provided or top in own or not top:
            continue
        if top in distributions.OF_THE_LANGUAGE or any(
            "." in one and module != one for one in imported if one.startswith(f"{module}.")
        ):
            continue
        uses = [one for one in imported[module] if _needs(one, files[one.importer])]
        if not uses or distributions.distribution_of(module) in declared:
            continue
        first = min(uses, key=lambda one: (one.importer, one.line))
        name = distributions.distribution_of(module)
        places = (
            "one file"
            if len({use.importer for use in uses}) == 1
            else f"{len({use.importer for use in uses}):,} files"
        )
        yield _finding(
            "missing-dependency",
            "imported-without-guard",
            name,
            first.importer,
            first.line,
            f"{top} is imported by {places} and not declared; another dependency may bring it along",
        )


def _written(uses: Sequence[Foreign]) -> str:
    """Give the first word of an import as it is written, which tells it from the same in lower case."""
    first = uses[0].module.split(".")
    return f"{first[0]}.{first[1]}" if first[0] in distributions.SHARED and len(first) > 1 else first[0]


def _needs(use: Foreign, file: Material) -> bool:
    """Tell whether an import must succeed: in code that is installed, neither guarded nor for type checkers only."""
    return (
        file.part is Part.CODE
        and file.kind.maintained
        and not file.shown
        and not use.where & (Where.TRY | Where.TYPES | Where.CONDITION | Where.FUNCTION | Where.CALL)
    )


def _finding(code: str, why: str, name: str, path: str, line: int, text: str) -> DependencyFinding:
    judged = JUDGED.get(f"{code}/{why}", UNJUDGED)
    return DependencyFinding(code, name, path, line, text, (_SENTENCES[why],), confidence(judged))
