"""Names of modules with wildcards, as import-linter writes them: `*` for one name, `**` for one or more."""

from collections.abc import Collection, Iterable

from mainstay.analysis.architecture.web import Web, Work

_MOST_PARTS = 50
_LONGEST = 1_000


class ContractError(Exception):
    """A contract cannot be judged; the text says why."""


def is_wild(expression: str) -> bool:
    """Tell whether an expression holds a wildcard."""
    return "*" in expression


def checked(expression: str) -> str:
    """Give a module expression as it is. Raises ContractError where import-linter would refuse it."""
    parts = expression.split(".")
    if not expression or len(expression) > _LONGEST or len(parts) > _MOST_PARTS:
        raise ContractError(f"{expression[:60]!r} is no name of a module")
    for part, after in zip(parts, [*parts[1:], ""], strict=True):
        if "*" in part and part not in {"*", "**"}:
            raise ContractError(f"a wildcard can only stand for a whole name: {expression[:60]!r}")
        if (part == "**" and after in {"*", "**"}) or (part == "*" and after == "**"):
            raise ContractError(f"wildcards stand side by side: {expression[:60]!r}")
    return expression


def matches(expression: str, name: str) -> bool:
    """Tell whether a dotted name is what an expression means, in time by the product of their parts."""
    wanted, parts = expression.split("."), name.split(".")
    # reached[i]: the parts of the expression before the i-th can stand for the parts of the name read so far.
    reached = [True, *([False] * len(wanted))]
    for part in parts:
        following = [False] * len(reached)
        for place, want in enumerate(wanted):
            if want in {"*", "**", part}:
                following[place + 1] |= reached[place]
            if want == "**":
                following[place + 1] |= reached[place + 1]
        reached = following
    return reached[-1]


def meant(expressions: Iterable[str], names: Collection[str], work: Work) -> list[str]:
    """Give the names that some expressions mean, in a fixed order; one without a wildcard means itself, there or not."""
    found: dict[str, None] = {}
    for expression in expressions:
        if not is_wild(expression):
            found[expression] = None
            continue
        work.spend(len(names))
        found |= dict.fromkeys(sorted(name for name in names if matches(expression, name)))
    return list(found)


def imports_meant(expression: str, web: Web, names: Collection[str], work: Work) -> list[tuple[str, str]]:
    """Give the imports that `importer -> imported` means. Raises ContractError where it has another form."""
    left, arrow, right = expression.partition("->")
    if not (left.strip() and arrow and right.strip()):
        raise ContractError(f"an ignored import is not of the form a -> b: {expression[:60]!r}")
    importers = meant([checked(left.strip())], names, work)
    imported = set(meant([checked(right.strip())], names, work))
    found: list[tuple[str, str]] = []
    for importer in importers:
        lines = web.arcs.get(importer, {})
        work.spend(1 + len(lines))
        found += [(importer, one) for one in lines if one in imported]
    return found
