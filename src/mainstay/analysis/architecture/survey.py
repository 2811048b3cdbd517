"""The architecture of a whole repository: its contracts, and who breaks them."""

from collections.abc import Mapping, Sequence

from mainstay.analysis.architecture.declared_contracts import Declaration, declared_contracts
from mainstay.analysis.architecture.expressions import ContractError
from mainstay.analysis.architecture.judging import judge, not_judged
from mainstay.analysis.architecture.module_web import module_web
from mainstay.analysis.architecture.web import Work
from mainstay.analysis.usage.graph import Graph
from mainstay.analysis.usage.material import Material
from mainstay.domain.architecture import Architecture, Contract, Verdict, Violation


def architecture(files: Sequence[Material], declarations: Mapping[str, bytes], graph: Graph) -> Architecture:
    """Judge a repository's architecture. Deterministic; never raises for any names or declarations.

    `files` are all text files with their names, `declarations` the bytes of those that declare something, by path, `graph`
    is that of the Python files.
    """
    work = Work()
    contracts: list[Contract] = []
    violations: list[Violation] = []
    for declaration in declared_contracts(declarations):
        judged, broken = _judged(declaration, files, graph, work)
        contracts += judged
        violations += broken
    return Architecture(tuple(contracts), tuple(violations))


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
