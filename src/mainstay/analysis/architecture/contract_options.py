"""The options of one contract, read as import-linter reads them."""

from collections.abc import Mapping
from dataclasses import dataclass

from mainstay.analysis.architecture.declared_contracts import Declared
from mainstay.analysis.architecture.expressions import ContractError

_SHARED = frozenset({"ignore_imports", "unmatched_ignore_imports_alerting", "broken_contract_guidance"})
KNOWN: Mapping[str, frozenset[str]] = {
    "layers": _SHARED | {"layers", "containers", "exhaustive", "exhaustive_ignores"},
    "forbidden": _SHARED | {"source_modules", "forbidden_modules", "allow_indirect_imports", "as_packages"},
    "independence": _SHARED | {"modules"},
    "protected": _SHARED | {"protected_modules", "allowed_importers", "as_packages"},
    "acyclic_siblings": _SHARED | {"ancestors", "depth", "skip_descendants"},
}
"""The options of each type of contract that comes with import-linter 2.13."""


@dataclass(frozen=True, slots=True)
class Layer:
    """The modules of one layer; `independent` ones may not import each other, `optional` ones need not be there."""

    modules: tuple[str, ...]
    independent: bool = True
    optional: frozenset[str] = frozenset()


def checked_options(contract: Declared) -> None:
    """Look whether a contract can be read at all. Raises ContractError where it cannot."""
    known = KNOWN.get(contract.kind)
    if known is None:
        raise ContractError(f"its type {contract.kind[:60]!r} is a program of its own, and nothing is run")
    if contract.damaged:
        raise ContractError(f"its option {contract.damaged[0][:60]!r} cannot be read")
    unknown = sorted(contract.options.keys() - known)
    if unknown:
        raise ContractError(f"there is no option {unknown[0][:60]!r}")


def needed(contract: Declared, option: str) -> list[str]:
    """Give the rows of an option. Raises ContractError where it is not given."""
    if option not in contract.options:
        raise ContractError(f"its option {option!r} is missing")
    return contract.options[option]


def flag(contract: Declared, option: str, *, default: bool) -> bool:
    """Give an option that is true or false. Raises ContractError where it is neither."""
    rows = contract.options.get(option)
    if rows is None:
        return default
    if len(rows) != 1 or rows[0].lower() not in {"true", "false"}:
        raise ContractError(f"its option {option!r} is neither true nor false")
    return rows[0].lower() == "true"


def number(contract: Declared, option: str, *, default: int) -> int:
    """Give an option that is a number from 0 on. Raises ContractError where it is none."""
    rows = contract.options.get(option)
    if rows is None:
        return default
    if len(rows) != 1 or not rows[0].isascii() or not rows[0].isdigit() or len(rows[0]) > 9:
        raise ContractError(f"its option {option!r} is no number")
    return int(rows[0])


def alerting(contract: Declared) -> str:
    """Tell what is to be done about ignored imports that are not there: "error", "warn" or "none"."""
    level = "".join(contract.options.get("unmatched_ignore_imports_alerting", [])) or "error"
    if level not in {"error", "warn", "none"}:
        raise ContractError("its option 'unmatched_ignore_imports_alerting' is none of error, warn and none")
    return level


def layers_of(contract: Declared) -> list[Layer]:
    """Read layers from the highest down. Raises ContractError where one cannot be read."""
    layers: list[Layer] = []
    seen: set[str] = set()
    for row in needed(contract, "layers"):
        mark = "|" if "|" in row else ":"
        if "|" in row and ":" in row:
            raise ContractError(f"a layer holds | and : at once: {row[:60]!r}")
        tails = [one.strip() for one in row.split(mark)]
        optional = {one[1:-1] for one in tails if one.startswith("(") and one.endswith(")")}
        names = [one[1:-1] if one.startswith("(") and one.endswith(")") else one for one in tails]
        if len(set(names)) < len(names) or not seen.isdisjoint(names):
            raise ContractError(f"a module stands in the layers twice: {row[:60]!r}")
        seen.update(names)
        layers.append(Layer(tuple(names), independent=":" not in row, optional=frozenset(optional)))
    return layers
