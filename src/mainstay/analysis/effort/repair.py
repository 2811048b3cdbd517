"""How many lines have to change to repair each kind of finding; hours follow from what such changes took."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mainstay.analysis.effort.hours import hours_ranges
from mainstay.analysis.effort.sessions import DELETED_WEIGHT
from mainstay.domain.cost_model import EffortModel
from mainstay.domain.price import Range, Work

_MOVED = 1.0 + DELETED_WEIGHT
"""A moved line is added in one place and deleted in the other."""
_EXTRACTED = 3.0
"""A function taken out of another needs a line that defines it, one that calls it and one that gives its result."""
_CALLS = Range(4.0, 40.0)
"""Calls of a function with too many parameters, where nobody counted them: so many hold its name in seven repositories
(median and 90 % quantile; the latter holds others of that name)."""


@dataclass(frozen=True, slots=True)
class Repair:
    """What is known of a finding: `lines` of code it is about, its `value` and the `limit` that this went beyond.

    `places` are other places that have to follow (call sites, importing modules, the other copies); None when not known.
    """

    lines: float
    value: float = 0.0
    limit: float = 0.0
    places: int | None = None

    @property
    def excess(self) -> float:
        """Share (0 to 1) of the value that lies beyond the limit."""
        return min(max((self.value - self.limit) / self.value, 0.0), 1.0) if self.value > 0 else 0.0


def _extraction(repair: Repair) -> Range:
    """Move what lies beyond the limit to functions of their own, each within the limit; at worst write all of it anew."""
    parts = min(max(repair.value / repair.limit - 1.0, 0.0), repair.lines) if repair.limit > 0 else 1.0
    new = _EXTRACTED * max(parts, 1.0)
    return Range(repair.excess * repair.lines * _MOVED + new, repair.lines * _MOVED + new)


def _signature(repair: Repair) -> Range:
    """Gather the parameters beyond the limit: a definition for them, each one's use, and the calls; at worst two lines each."""
    beyond = max(repair.value - repair.limit, 1.0)
    calls = _CALLS if repair.places is None else Range(float(repair.places), 2.0 * repair.places)
    usual = _EXTRACTED + 2 * beyond + calls.p50
    return Range(usual, _EXTRACTED + 4 * beyond + calls.p90)


def _merged_copies(repair: Repair) -> Range:
    """Keep one copy as a function, delete the others and call it; at worst each copy is fitted by hand."""
    copies = (repair.places if repair.places is not None else 1) + 1
    calls = _EXTRACTED + copies
    kept = repair.lines / copies if repair.places is None else repair.lines
    return Range(kept * _MOVED + repair.lines * DELETED_WEIGHT + calls, repair.lines * _MOVED * 2 + calls)


def _deletion(repair: Repair) -> Range:
    """Delete the lines and what names them; at worst their tests too, of which there may be as many lines."""
    places = repair.places if repair.places is not None else 0
    usual = max(repair.lines * DELETED_WEIGHT, 1.0) + places
    return Range(usual, usual * 2 + 1.0)


def _split(repair: Repair) -> Range:
    """Move what lies beyond the limit to a module of its own and follow in the importing ones; at worst move it all."""
    places = repair.places if repair.places is not None else 0
    new = 10.0 + places
    return Range(repair.excess * repair.lines * _MOVED + new, repair.lines * _MOVED + new + places)


def _declaration(_repair: Repair) -> Range:
    """One line of a declaration; at worst an import and its use with it."""
    return Range(1.0, 5.0)


_Rule = Callable[[Repair], Range]
_RULES: dict[Work, _Rule] = {
    Work.EXTRACTION: _extraction,
    Work.SIGNATURE: _signature,
    Work.MERGED_COPIES: _merged_copies,
    Work.SPLIT: _split,
    Work.DELETION: _deletion,
    Work.DECLARATION: _declaration,
}
_WORK = {
    "complex-function": Work.EXTRACTION,
    "long-function": Work.EXTRACTION,
    "deep-nesting": Work.EXTRACTION,
    "many-parameters": Work.SIGNATURE,
    "duplicated-code": Work.MERGED_COPIES,
    "large-file": Work.SPLIT,
    "large-class": Work.SPLIT,
    "dead-module": Work.DELETION,
    "dead-function": Work.DELETION,
    "dead-class": Work.DELETION,
    "dead-method": Work.DELETION,
    "dead-variable": Work.DELETION,
    "unused-dependency": Work.DECLARATION,
    "missing-dependency": Work.DECLARATION,
    "todo-comment": Work.FIX,
    "import-cycle": Work.FIX,
    "layer-violation": Work.FIX,
}


def work_of(code: str) -> Work:
    """Tell what kind of change the repair of a finding is."""
    return _WORK.get(code, Work.UNKNOWN)


def lines_to_change(code: str, repair: Repair, model: EffortModel) -> Range | None:
    """Give the lines (added, and a tenth of those deleted) that the repair of a finding changes.

    None for a code without a rule: what nobody knows is not priced (knowledge held by one person is passed on by
    work that is done anyway). A note left in the code and a cycle of imports are repaired like the repository's usual fix.
    """
    work = work_of(code)
    if work is Work.FIX:
        return model.lines_per_fix
    rule = _RULES.get(work)
    if rule is None:
        return None
    lines = rule(repair)
    return Range(max(lines.p50, 1.0), max(lines.p90, lines.p50, 1.0))


def efforts(
    asked: Iterable[tuple[str, Repair]], model: EffortModel
) -> dict[tuple[str, Repair], tuple[Range, Range]]:
    """Give the lines that each of these repairs changes and the hours that it takes, by (code, repair).

    Those of codes without a rule are left out.
    """
    lines = {one: told for one in asked if (told := lines_to_change(*one, model)) is not None}
    hours = hours_ranges(model.classes, list(lines.values()))
    return {one: (lines[one], taken) for one, taken in zip(lines, hours, strict=True)}
