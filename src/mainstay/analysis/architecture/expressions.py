"""Names of modules with wildcards, as import-linter writes them: `*` for one name, `**` for one or more."""

from collections.abc import Callable, Collection, Iterable

from mainstay.analysis.architecture.web import Web, Work

_MOST_PARTS = 50
_LONGEST = 1_000
_AT_ONCE = 8
"""So many parts of a name are looked at in the time that following one import takes."""


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


def matcher(expression: str) -> Callable[[str], bool]:
    """Make ready to tell whether dotted names are what an expression means, each in time by its own parts alone.

    All places that can be reached in the expression are the bits of one number: the i-th says that the parts before the i-th
    can stand for the parts of the name read so far.
    """
    wanted = expression.split(".")
    plain: dict[str, int] = {}
    wild = deep = 0
    for place, want in enumerate(wanted):
        if want in {"*", "**"}:
            wild |= 1 << place
            deep |= (want == "**") << place + 1
        else:
            plain[want] = plain.get(want, 0) | 1 << place

    def matches(name: str) -> bool:
        reached = 1
        for part in name.split("."):
            reached = (reached & (wild | plain.get(part, 0))) << 1 | reached & deep
            if not reached:
                return False
        return bool(reached >> len(wanted) & 1)

    return matches


def meant(expressions: Iterable[str], names: Collection[str], work: Work) -> list[str]:
    """Give the names that some expressions mean, in a fixed order; one without a wildcard means itself, there or not."""
    found: dict[str, None] = {}
    for expression in expressions:
        if not is_wild(expression):
            found[expression] = None
            continue
        matches = matcher(expression)
        work.spend(sum(1 + name.count(".") // _AT_ONCE for name in names))
        found |= dict.fromkeys(sorted(filter(matches, names)))
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
