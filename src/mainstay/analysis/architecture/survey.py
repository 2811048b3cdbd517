"""The architecture of a whole repository: who imports whom, its contracts, and who breaks them."""

from collections.abc import Mapping, Sequence

from mainstay.analysis.architecture.declared_contracts import Declaration, declared_contracts
from mainstay.analysis.architecture.edges import Edges
from mainstay.analysis.architecture.expressions import ContractError
from mainstay.analysis.architecture.folder_layers import Rules, judged_by_folder
from mainstay.analysis.architecture.judging import judge, not_judged
from mainstay.analysis.architecture.module_web import module_web
from mainstay.analysis.architecture.parts import divided
from mainstay.analysis.architecture.resolving import LANGUAGES
from mainstay.analysis.architecture.sides import Standing
from mainstay.analysis.architecture.structure import Structure, structure_of
from mainstay.analysis.architecture.web import Work
from mainstay.analysis.usage.cycles import circles, cycles
from mainstay.analysis.usage.graph import Graph
from mainstay.analysis.usage.material import Material, Part
from mainstay.analysis.usage.survey import python_code
from mainstay.domain.architecture import Architecture, Contract, Unresolved, Verdict, Violation
from mainstay.domain.source_file import FileKind
from mainstay.domain.usage import Cycle

# Within a crate of Rust modules name each other by design; a package of Go cannot import itself in a circle.
_CIRCLES_ARE_NO_NEWS = frozenset(("Rust", "Go", "Python"))
NO_RULES = Rules()


def architecture(
    files: Sequence[Material],
    declarations: Mapping[str, bytes],
    graph: Graph,
    edges: Edges,
    rules: Rules = NO_RULES,
) -> Architecture:
    """Judge a repository's architecture. Deterministic; never raises for any names or declarations.

    `files` are all text files with their names, `declarations` the bytes of those that declare something, by path; `graph` is
    that of the Python files, `edges` are the imports of all, `rules` what the settings say of folders.
    """
    contracts, violations = _judged_all(files, declarations, graph, edges, rules)
    whole = divided(edges.listed, _source(files), violations)
    return Architecture(
        tuple(contracts),
        tuple(violations),
        whole.parts,
        whole.dependencies,
        whole.hubs,
        whole.imports,
        tuple(Unresolved(*one) for one in edges.foreign.most_common() if one[1]),
    )


def structure_now(
    files: Sequence[Material], edges: Edges, found: Architecture, listed: Sequence[Cycle]
) -> Structure:
    """Keep what drift will be told by of a repository whose architecture and circles are known."""
    return structure_of(
        edges.listed, _source(files), (one.paths for one in listed), found.contracts, found.violations
    )


def structure_then(
    files: Sequence[Material],
    contracts: Mapping[str, bytes],
    graph: Graph,
    edges: Edges,
    rules: Rules = NO_RULES,
) -> Structure:
    """Keep what drift is told by of an earlier commit; `contracts` are the declarations that it is judged by, by path."""
    judged, violations = _judged_all(files, contracts, graph, edges, rules, strict=False)
    round_about = [*circles(graph.edges, python_code(files)), *circles(edges.listed, _other_code(files))]
    return structure_of(edges.listed, _source(files), round_about, judged, violations)


def other_cycles(files: Sequence[Material], edges: Edges) -> list[Cycle]:
    """Find the circles of imports in languages other than Python, of which `usage.survey` tells, the largest first.

    Rust and Go are left out: modules of a crate name each other by design, and packages of Go cannot.
    """
    return cycles(edges.listed, _other_code(files))


def _other_code(files: Sequence[Material]) -> frozenset[str]:
    return frozenset(
        file.path
        for file in files
        if file.kind is FileKind.SOURCE
        and file.part is not Part.TEST
        and file.language not in _CIRCLES_ARE_NO_NEWS
    )


def _source(files: Sequence[Material]) -> set[str]:
    return {
        file.path
        for file in files
        if file.kind is FileKind.SOURCE and file.part is not Part.TEST and file.language in LANGUAGES
    }


def _judged_all(
    files: Sequence[Material],
    declarations: Mapping[str, bytes],
    graph: Graph,
    edges: Edges,
    rules: Rules,
    *,
    strict: bool = True,
) -> tuple[list[Contract], list[Violation]]:
    work = Work()
    tests = frozenset(file.path for file in files if file.part is Part.TEST)
    standing = Standing(frozenset(file.path for file in files), tests, strict=strict)
    contracts, violations = judged_by_folder(rules, edges.listed, standing, work)
    for declaration in declared_contracts(declarations):
        judged, broken = _judged(declaration, files, graph, work)
        contracts += judged
        violations += broken
    return contracts, violations


def _judged(
    declaration: Declaration, files: Sequence[Material], graph: Graph, work: Work
) -> tuple[list[Contract], list[Violation]]:
    reason = declaration.reason
    if not reason:
        try:
            told = module_web(files, graph.modules, declaration)
        except ContractError as error:
            reason = str(error)
        else:
            return judge(declaration, told, work)
    if not declaration.contracts:
        return [Contract("all contracts", "none", declaration.path, Verdict.NOT_JUDGED, reason=reason)], []
    return [not_judged(declaration, declared, reason) for declared in declaration.contracts], []
