"""The debt as a whole: sums by kind, both ratios, and what a budget of hours buys."""

from collections import defaultdict
from collections.abc import Sequence

from mainstay.analysis.effort.debt_ratio import refactoring_share, remediation_ratio, why_no_ratio
from mainstay.analysis.effort.owing import bought_of, carrying_of, effort_of, span
from mainstay.domain.cost_model import CostModel
from mainstay.domain.debt import Debt, DebtKind
from mainstay.domain.external import CODE
from mainstay.domain.finding import Finding
from mainstay.domain.price import Range


def summed_up(
    listed: Sequence[Finding],
    suppressed: Sequence[Finding],
    costs: CostModel,
    lost_lines: tuple[float, float],
    lines: int,
    hours: float,
) -> Debt:
    """Sum up the priced findings.

    `lost_lines` are those beyond limits and those of all that holds them, of all `lines` of code;
    `hours` are a budget to spend.
    """
    everything = [*listed, *suppressed]
    remediation = effort_of(everything)
    untold = why_no_ratio(costs.effort, costs.rebuild)
    return Debt(
        kinds=_kinds(listed, suppressed),
        effort=span(remediation),
        carrying=carrying_of(everything),
        code_share=span(refactoring_share(*lost_lines, lines)) if lines else None,
        cost_share=span(remediation_ratio(remediation, costs.rebuild))
        if costs.rebuild is not None and not untold
        else None,
        suppressed=len(suppressed),
        suppressed_effort=effort_of(suppressed),
        bought=bought_of(listed, hours),
        cost_share_reason=untold,
    )


def _kinds(listed: Sequence[Finding], suppressed: Sequence[Finding]) -> tuple[DebtKind, ...]:
    by_code: defaultdict[str, tuple[list[Finding], list[Finding]]] = defaultdict(lambda: ([], []))
    for number, found in enumerate((listed, suppressed)):
        for one in found:
            # Other analysers have hundreds of rules; they are summed up by tool.
            name = one.code.partition("/")[0] if one.code.startswith(f"{CODE}:") else one.code
            by_code[name][number].append(one)
    kinds = []
    for code, (here, aside) in sorted(by_code.items()):
        carrying = carrying_of([*here, *aside])
        kinds.append(
            DebtKind(
                code,
                len(here),
                len(aside),
                effort_of([*here, *aside]),
                Range(carrying.middle, carrying.high),
                carrying.low,
            )
        )
    return tuple(sorted(kinds, key=lambda kind: (-kind.carrying.p50, -kind.effort.p50, kind.code)))
