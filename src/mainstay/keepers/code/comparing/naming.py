"""What files, functions and classes are called on both sides of a change, and findings that one name bears together."""

from collections.abc import Iterable, Mapping, Sequence

from mainstay.analysis.comparison.kinship import Kinship
from mainstay.analysis.health.excess import FUNCTION_RULES, LARGE_CLASS
from mainstay.domain.code_report import FileReport
from mainstay.domain.comparison import New, Novelty
from mainstay.domain.finding import Finding
from mainstay.keepers.code.comparing.sides import Sides

OF_UNITS = frozenset({*FUNCTION_RULES, LARGE_CLASS})
"""Codes of findings that are about one function or class."""


def names_now(files: Sequence[FileReport], sides: Sides) -> dict[str, frozenset[str]]:
    """Name what the files that differ define now, by path."""
    found = {}
    for one in files:
        if one.file.path in sides.after:
            functions = (function.name for function in one.file.functions)
            found[one.file.path] = frozenset((*functions, *(each.name for each in one.file.types)))
    return found


def told_once(found: Iterable[Finding], verdicts: Mapping[str, New]) -> tuple[Finding, ...]:
    """Give the findings that count, of one name in a file only the worst: overloads of a function are one thing to mend."""
    worst: dict[tuple[str, str, str], Finding] = {}
    counted = [one for one in found if one.fingerprint in verdicts]
    for one in counted:
        name = (one.code, one.path, one.symbol)
        if name not in worst or _weight(one, verdicts) > _weight(worst[name], verdicts):
            worst[name] = one
    return tuple(
        one for one in counted if one.code not in OF_UNITS or worst[one.code, one.path, one.symbol] is one
    )


def _weight(one: Finding, verdicts: Mapping[str, New]) -> tuple[float, bool]:
    return one.value, verdicts[one.fingerprint].novelty is Novelty.WORSENED


def named_then(sides: Sides, kin: Kinship, path: str) -> str:
    """Give what a file of now was called then, "" for a new one."""
    if path in sides.there:
        return path
    return sides.moved.get(path) or kin.origins.get(path, "")
