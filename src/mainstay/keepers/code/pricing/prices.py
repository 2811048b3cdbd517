"""A price for each finding that can be repaired: what the repair takes, and what leaving it costs a year."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mainstay.analysis.effort.carrying import Burden, Cost, Share, beside, carrying, shares
from mainstay.analysis.effort.quantiles import mean
from mainstay.analysis.effort.repair import Repair, efforts, work_of
from mainstay.analysis.health.excess import FUNCTION_RULES
from mainstay.domain.code_report import FileReport
from mainstay.domain.cost_model import CostModel
from mainstay.domain.finding import Finding
from mainstay.domain.price import Price, Range, Reckoning

_NOTHING = Range(0.0, 0.0)
_HARDLY = 1e-9
AGAIN: Mapping[bool | None, float] = {True: 1.7, False: 0.8}
"""How much likelier than the average a function beyond a limit is to change in the next quarter, when its figures did and did
not change in the nine months before: 41 % and 20 % of 3,324 in 15 repositories (`benchmarks.changed_functions`)."""
_NO_SHARE = Share(_NOTHING, _NOTHING)
_DELETED = frozenset({"dead-module", "dead-function", "dead-class", "dead-method", "dead-variable"})


@dataclass(frozen=True, slots=True)
class Ledger:
    """What prices are worked out from: `fixes` are those expected a year of each path, `hours` those of its other changes.

    A fix that touches several files (`files_per_fix`, the mean) counts in each with its part.
    """

    costs: CostModel
    fixes: Mapping[str, float]
    hours: Mapping[str, float]
    debt: Mapping[str, Mapping[str, float]]
    files: Mapping[str, FileReport]
    files_per_fix: float = 1.0
    _shares: dict[str, dict[str, Share]] = field(default_factory=dict)

    def share(self, path: str, code: str) -> Share:
        """Give what one kind of debt is answerable for in a file."""
        if path not in self._shares:
            debt = self.debt.get(path, {})
            self._shares[path] = shares(debt, self.costs.extra_fixes, self.costs.slower_changes)
        return self._shares[path].get(code, _NO_SHARE)


def priced(found: Sequence[Finding], ledger: Ledger) -> list[Finding]:
    """Price findings. Of several about one function, which one repair mends together, the dearest carries the price."""
    groups: dict[tuple[str, str, int], list[Finding]] = defaultdict(list)
    prices = _prices(found, ledger)
    for finding in found:
        alone = "" if finding.code in FUNCTION_RULES else finding.fingerprint
        groups[finding.path, f"{finding.symbol}\0{alone}", finding.line].append(finding)
    told: dict[str, Finding] = {}
    for group in groups.values():
        told |= {one.fingerprint: one for one in _together(group, prices)}
    return [told[finding.fingerprint] for finding in found]


def _together(group: Sequence[Finding], prices: Mapping[str, Price]) -> list[Finding]:
    known = {one.fingerprint: prices[one.fingerprint] for one in group if one.fingerprint in prices}
    if not known:
        return list(group)
    if len(group) == 1:
        return [replace(group[0], price=price) for price in known.values()]
    first = max(known, key=lambda name: (known[name].carrying.p90, known[name].effort.p50, name))
    whole = Price(
        effort=max((price.effort for price in known.values()), key=lambda effort: (effort.p50, effort.p90)),
        carrying=beside([price.carrying for price in known.values()]),
        prevented=beside([price.prevented for price in known.values()]),
        basis=", ".join(
            sorted(one.code for one in group if one.fingerprint in known and one.fingerprint != first)
        ),
        steps=tuple(step for name in (first, *sorted(known.keys() - {first})) for step in known[name].steps),
        carrying_low=math.fsum(price.carrying_low for price in known.values()),
        prevented_low=math.fsum(price.prevented_low for price in known.values()),
    )
    return [replace(one, price=whole) if one.fingerprint == first else one for one in group]


def _prices(found: Sequence[Finding], ledger: Ledger) -> dict[str, Price]:
    """Price each finding on its own, by its fingerprint; those that nobody knows how to repair are left out."""
    parts = _parts(found)
    repairs = [(one.code, _repair(one, ledger)) for one in found]
    takes = efforts(repairs, ledger.costs.effort)
    return {
        one.fingerprint: _price(one, ledger, parts[one.fingerprint], takes[repair])
        for one, repair in zip(found, repairs, strict=True)
        if repair in takes
    }


def _price(finding: Finding, ledger: Ledger, part: float, takes: tuple[Range, Range]) -> Price:
    if finding.code in _DELETED:
        return _of_deleted(finding, *takes, ledger)
    share = ledger.share(finding.path, finding.code)
    if share is _NO_SHARE:
        return _price_of(
            Reckoning(finding.code, *takes, _NOTHING, work=work_of(finding.code)), Cost(_NOTHING)
        )
    expected, hours = ledger.fixes.get(finding.path, 0.0), ledger.hours.get(finding.path, 0.0)
    per_fix = ledger.costs.effort.hours_per_fix
    costs, prevented = carrying(Burden(Range(expected, expected), hours), share, part, per_fix)
    step = Reckoning(
        finding.code,
        *takes,
        costs.usual,
        debt=ledger.debt[finding.path][finding.code],
        part=part,
        fixes=expected,
        fixes_share=share.fixes,
        hours_per_fix=mean(per_fix),
        hours=hours,
        hours_share=share.hours,
        work=work_of(finding.code),
        files_per_fix=ledger.files_per_fix,
        changed=finding.changed,
    )
    return _price_of(step, prevented, costs.low)


def _of_deleted(finding: Finding, lines: Range, takes: Range, ledger: Ledger) -> Price:
    """Price a deletion: work is spread over a file's lines, those that nobody needs among them; at most twice as much."""
    file, hours = ledger.files.get(finding.path), ledger.hours.get(finding.path, 0.0)
    all_lines = file.file.code_lines if file is not None else 0
    part = min(finding.value / all_lines, 1.0) if all_lines else 0.0
    costs = Range(hours * part, 2 * hours * part)
    step = Reckoning(finding.code, lines, takes, costs, part=part, hours=hours, work=work_of(finding.code))
    # Nothing shows that the unused lines were worked on at all, so the low end is nothing.
    return _price_of(step, Cost(_NOTHING))


def _price_of(step: Reckoning, prevented: Cost, low: float = 0.0) -> Price:
    return Price(
        step.effort,
        step.carrying,
        prevented.usual,
        steps=(step,),
        carrying_low=low,
        prevented_low=prevented.low,
    )


def _repair(finding: Finding, ledger: Ledger) -> Repair:
    lines = float(finding.end_line - finding.line + 1)
    file = ledger.files.get(finding.path)
    if finding.code == "duplicated-code" or finding.code in _DELETED:
        lines = finding.value
    elif file is not None and finding.code == "large-file":
        lines = float(file.file.code_lines)
    return Repair(lines=lines, value=finding.value, limit=finding.limit)


def _parts(found: Iterable[Finding]) -> dict[str, float]:
    """Divide a file's debt of one kind among its findings of that kind, by the lines that each loses.

    What did not change in the year is less likely to be what is worked on next, and gets a smaller part; together they get
    the whole at most.
    """
    found = list(found)
    lines: dict[tuple[str, str], float] = defaultdict(float)
    for one in found:
        lines[one.path, one.code] += max(one.lost, _HARDLY)
    parts = {
        one.fingerprint: max(one.lost, _HARDLY) / lines[one.path, one.code] * AGAIN.get(one.changed, 1.0)
        for one in found
    }
    whole: dict[tuple[str, str], float] = defaultdict(float)
    for one in found:
        whole[one.path, one.code] += parts[one.fingerprint]
    return {one.fingerprint: parts[one.fingerprint] / max(whole[one.path, one.code], 1.0) for one in found}
