"""The architecture of a report in words: contracts kept and broken, parts, circles."""

from collections import Counter

from mainstay.domain.architecture import Architecture, Verdict
from mainstay.present.numbers import count, plural


def contracts_told(architecture: Architecture) -> str:
    """Tell how many contracts are kept, broken and not judged, "" where none is declared."""
    found = Counter(one.verdict for one in architecture.contracts)
    if not found:
        return ""
    first = next(verdict for verdict in Verdict if found[verdict])
    told = [
        f"{plural(found[verdict], 'contract')} {verdict.value}"
        if verdict is first
        else f"{count(found[verdict])} {verdict.value}"
        for verdict in Verdict
        if found[verdict]
    ]
    return ", ".join(told)


def parts_told(architecture: Architecture) -> str:
    """Tell how many parts there are, how many imports between them, and how many of these close circles, "" without parts."""
    parts = sum(bool(part.fan_in or part.fan_out) for part in architecture.parts)
    if parts < 2:
        return ""
    between = sum(one.imports for one in architecture.dependencies)
    circular = sum(one.circular for one in architecture.dependencies)
    told = f"{plural(parts, 'part')}, {plural(between, 'import')} between them"
    closing = f"circles closed by {count(circular)} of {plural(len(architecture.dependencies), 'way')}"
    return f"{told}, {closing if circular else 'no circle of parts'}"
