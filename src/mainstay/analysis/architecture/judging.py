"""Holding the graph of modules against the contracts that a repository declares, as import-linter does."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from mainstay.analysis.architecture.contract_options import (
    alerting,
    checked_options,
    flag,
    layers_of,
    needed,
    number,
)
from mainstay.analysis.architecture.declared_contracts import Declaration, Declared
from mainstay.analysis.architecture.expressions import ContractError, checked, imports_meant, is_wild, meant
from mainstay.analysis.architecture.layering import Breach, Place, breaches, owners
from mainstay.analysis.architecture.module_web import ModuleWeb
from mainstay.analysis.architecture.siblings import circles
from mainstay.analysis.architecture.web import TooMuchWork, Web, Work, ways
from mainstay.domain.architecture import Contract, Verdict, Violation
from mainstay.domain.usage import Step

_DEPTH = 10  # import-linter's default for acyclic_siblings
_TOO_MUCH = "there is too much to follow: too many contracts, layers or wildcards for so many imports"
_MOST_REMARKS = 5

_Told = tuple[str, tuple[str, ...], str]  # the importing module, the way from it, and what is wrong with it


def judge(declaration: Declaration, told: ModuleWeb, work: Work) -> tuple[list[Contract], list[Violation]]:
    """Judge all contracts of one declaration; the violations stand contract by contract, one a file."""
    contracts: list[Contract] = []
    violations: list[Violation] = []
    for declared in declaration.contracts:
        try:
            checked_options(declared)
            web, remarks = _without_ignored(declared, told, work)
            found = _violations(declaration, declared, web, _JUDGES[declared.kind](declared, told, web, work))
        except ContractError as error:
            contracts.append(not_judged(declaration, declared, str(error)))
        except TooMuchWork:
            contracts.append(not_judged(declaration, declared, _TOO_MUCH))
        else:
            verdict = Verdict.BROKEN if found else Verdict.KEPT
            contracts.append(
                Contract(declared.name, declared.kind, declaration.path, verdict, len(found), remarks=remarks)
            )
            violations += found
    return contracts, violations


def not_judged(declaration: Declaration, declared: Declared, reason: str) -> Contract:
    """Tell a contract that cannot be judged, and why."""
    return Contract(declared.name, declared.kind, declaration.path, Verdict.NOT_JUDGED, reason=reason)


def _violations(
    declaration: Declaration, declared: Declared, web: Web, found: Iterable[_Told]
) -> list[Violation]:
    """Make one violation a file of all that was found; the shortest way counts, then the first line."""
    best: dict[str, Violation] = {}
    for name, way, text in found:
        chain = tuple(
            Step(web.paths.get(one) or one, web.paths.get(to) or to, web.arcs[one][to])
            for one, to in pairwise(way)
        )
        path = web.paths.get(name) or declaration.path
        violation = Violation(
            declared.name, declaration.path, path, chain[0].line if chain else 1, text, chain
        )
        other = best.get(path)
        if other is None or (len(chain), violation.line) < (len(other.chain), other.line):
            best[path] = violation
    return [best[path] for path in sorted(best)]


def _without_ignored(declared: Declared, told: ModuleWeb, work: Work) -> tuple[Web, tuple[str, ...]]:
    """Take away the imports that a contract ignores; those that are not there are an error, a remark or nothing."""
    level = alerting(declared)
    gone: set[tuple[str, str]] = set()
    missing: list[str] = []
    for expression in declared.options.get("ignore_imports", []):
        found = imports_meant(expression, told.web, told.known | told.external, work)
        gone.update(found)
        if not found:
            missing.append(f"the ignored import {expression} is not there")
    if missing and level == "error":
        raise ContractError(missing[0])
    if gone:
        work.spend(told.web.size())
    return told.web.without(gone), tuple(missing[:_MOST_REMARKS] if level == "warn" else ())


def _there(names: Iterable[str], told: ModuleWeb) -> list[str]:
    """Give modules that are there, in the repository or imported from elsewhere. Raises ContractError where one is not."""
    listed = list(names)
    for name in listed:
        if name not in told.known and name not in told.external:
            raise ContractError(f"there is no module {name[:100]!r}")
    return listed


def _modules(declared: Declared, option: str, told: ModuleWeb, work: Work) -> list[str]:
    return meant(map(checked, needed(declared, option)), told.known | told.external, work)


def _layers(declared: Declared, told: ModuleWeb, web: Web, work: Work) -> list[_Told]:
    layers = layers_of(declared)
    exhaustive = flag(declared, "exhaustive", default=False)
    listed = declared.options.get("containers", [])
    containers = meant(map(checked, listed), told.known, work)
    if exhaustive and not listed:
        raise ContractError("it is exhaustive and has no containers")
    for container in containers:
        if not told.is_internal(container):
            raise ContractError(f"the container {container[:100]!r} is in no root package")
        _there([container], told)
    found: list[_Told] = []
    for container in containers if listed else [""]:
        prefix = f"{container}." if container else ""
        places: list[Place] = []
        for number_, layer in enumerate(layers):
            work.spend(len(layer.modules))
            _there((prefix + one for one in layer.modules if one not in layer.optional), told)
            places += [Place(prefix + one, number_, layer.independent) for one in layer.modules]
        inside = told.descendants(container) if container else [*told.known, *told.external]
        found += [_told(breach) for breach in breaches(web, owners(places, inside, work), work)]
        if exhaustive:
            found += _undeclared(declared, told, container, {place.name for place in places})
    return found


def _told(breach: Breach) -> _Told:
    upper, lower = breach.upper, breach.lower
    verb = "imports" if len(breach.way) == 2 else "leads to"
    where = "which is to be independent of" if breach.beside else "a layer above"
    return (breach.head, breach.way, f"{verb} {upper}, {where} {lower}")


def _undeclared(declared: Declared, told: ModuleWeb, container: str, layers: set[str]) -> list[_Told]:
    ignored = {f"{container}.{one}" for one in declared.options.get("exhaustive_ignores", [])}
    left_out = sorted(told.children.get(container, set()) - layers - ignored)
    return [(name, (), f"{name} stands beside the layers and is none of them") for name in left_out]


def _independence(declared: Declared, told: ModuleWeb, web: Web, work: Work) -> list[_Told]:
    places = [Place(name, 0) for name in _there(_modules(declared, "modules", told, work), told)]
    return [
        _told(breach) for breach in breaches(web, owners(places, [*told.known, *told.external], work), work)
    ]


def _forbidden(declared: Declared, told: ModuleWeb, web: Web, work: Work) -> list[_Told]:
    as_packages = flag(declared, "as_packages", default=True)
    direct = flag(declared, "allow_indirect_imports", default=False)
    sources = _there(_modules(declared, "source_modules", told, work), told)
    forbidden = _modules(declared, "forbidden_modules", told, work)
    _there((name for name in forbidden if told.is_internal(name)), told)
    _look_outside([name for name in forbidden if not told.is_internal(name)], told)
    back = web.backwards()
    found: list[_Told] = []
    for source in sources:
        inside = told.descendants(source) if as_packages else [source]
        barred: dict[str, str] = {}
        for name in forbidden:
            if not _overlap(source, name, as_packages=as_packages):
                barred |= dict.fromkeys(told.descendants(name) if as_packages else [name], name)
        work.spend(len(inside) + len(barred) + len(forbidden))
        outside = _none if direct else _outside(inside)
        for head, way in ways(web, back, inside, barred, outside, work).items():
            verb = "imports" if len(way) == 2 else "leads to"
            found.append((head, tuple(way), f"{verb} {barred[way[-1]]}, which is forbidden to {source}"))
    return found


def _outside(inside: Iterable[str]) -> Callable[[str], bool]:
    within = frozenset(inside)
    return lambda name: name not in within


def _none(_: str) -> bool:
    return False


def _look_outside(names: Sequence[str], told: ModuleWeb) -> None:
    """Raise ContractError for forbidden modules of others that no import can be led to."""
    if names and not told.with_external:
        raise ContractError(
            f"{names[0][:100]!r} is not in the repository, and include_external_packages is not set"
        )
    for name in names:
        if "." in name:
            raise ContractError(f"{name[:100]!r} lies in a package of others, which is known as a whole only")


def _overlap(one: str, other: str, *, as_packages: bool) -> bool:
    if one == other:
        return True
    return as_packages and (one.startswith(f"{other}.") or other.startswith(f"{one}."))


def _protected(declared: Declared, told: ModuleWeb, web: Web, work: Work) -> list[_Told]:
    as_packages = flag(declared, "as_packages", default=True)
    allowed: set[str] = set()
    importing = _modules(declared, "allowed_importers", told, work)
    for name in _there(importing, told) if as_packages else importing:
        allowed.update(told.descendants(name) if as_packages else [name])
    back = web.backwards()
    found: list[_Told] = []
    for top in _there(_modules(declared, "protected_modules", told, work), told):
        guarded = told.descendants(top) if as_packages else [top]
        within = frozenset(guarded)
        for name in guarded:
            importers = back.get(name, ())
            work.spend(1 + len(importers))
            found += [
                (one, (one, name), f"imports {top}, which is protected")
                for one in importers
                if one not in allowed and one not in within
            ]
    return found


def _acyclic(declared: Declared, told: ModuleWeb, web: Web, work: Work) -> list[_Told]:
    depth = number(declared, "depth", default=_DEPTH)
    ancestors = _some(declared, "ancestors", told, work)
    if not set(needed(declared, "ancestors")).isdisjoint(declared.options.get("skip_descendants", [])):
        raise ContractError("what it skips is an ancestor too")
    skipped = (
        frozenset(_some(declared, "skip_descendants", told, work))
        if "skip_descendants" in declared.options
        else frozenset[str]()
    )
    found: dict[tuple[str, tuple[str, ...]], str] = {}
    for ancestor in ancestors:
        for breach in circles(told, web, ancestor, depth, skipped, work):
            text = f"imports {breach.upper}, which closes a circle with {breach.lower}"
            found.setdefault((breach.head, breach.way), text)
    return [(head, way, text) for (head, way), text in found.items()]


def _some(declared: Declared, option: str, told: ModuleWeb, work: Work) -> Sequence[str]:
    """Give the modules that an option means, each expression at least one. Raises ContractError."""
    found: dict[str, None] = {}
    for expression in needed(declared, option):
        names = meant([checked(expression)], told.known, work)
        if is_wild(expression) and not names:
            raise ContractError(f"no module is called {expression[:100]!r}")
        found |= dict.fromkeys(_there(names, told))
    return list(found)


_Judge = Callable[[Declared, ModuleWeb, Web, Work], list[_Told]]
_JUDGES: Mapping[str, _Judge] = {
    "layers": _layers,
    "forbidden": _forbidden,
    "independence": _independence,
    "protected": _protected,
    "acyclic_siblings": _acyclic,
}
