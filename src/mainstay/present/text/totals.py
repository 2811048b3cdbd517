"""How many there are of what a list shows a page of, by their states."""

from collections.abc import Mapping
from typing import TypeVar

from mainstay.present.numbers import plural

_State = TypeVar("_State", bound=str)


def totals(noun: str, shown: int, counts: Mapping[_State, int]) -> str:
    """Tell how many a person may see in all states, and how many of them stand here where not all do; "" for none."""
    total = sum(counts.values())
    told = ", ".join(f"{number} {state}" for state, number in sorted(counts.items()) if number)
    if not told:
        return ""
    if shown == total:
        return f"{plural(total, noun)} that you may see: {told}"
    return f"{shown} here; in all you may see {plural(total, noun)}: {told}"
