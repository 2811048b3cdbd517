"""The debt as a whole: sums by kind, both ratios, and what a budget of hours buys."""

import math
from collections.abc import Sequence

from mainstay.analysis.effort import buying
from mainstay.analysis.effort.buying import SHARED_SPREAD, Offer
from mainstay.analysis.effort.debt_ratio import refactoring_share, remediation_ratio, why_no_ratio
from mainstay.analysis.effort.quantiles import Z90, spread, total
from mainstay.domain.cost_model import CostModel
from mainstay.domain.debt import Bought, Debt, DebtKind, Span
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
    efforts = [one.price.effort for one in everything if one.price is not None]
    remediation = total(efforts, SHARED_SPREAD)
    untold = why_no_ratio(costs.effort, costs.rebuild)
    return Debt(
        kinds=_kinds(listed, suppressed),
        effort=span(remediation),
        carrying=span(
            total([one.price.carrying for one in everything if one.price is not None], SHARED_SPREAD)
        ),
        code_share=span(refactoring_share(*lost_lines, lines)) if lines else None,
        cost_share=span(remediation_ratio(remediation, costs.rebuild))
        if costs.rebuild is not None and not untold
        else None,
        suppressed=len(suppressed),
        suppressed_effort=total(
            [one.price.effort for one in suppressed if one.price is not None], SHARED_SPREAD
        ),
        bought=bought(listed, hours),
        cost_share_reason=untold,
    )


def bought(listed: Sequence[Finding], hours: float) -> Bought:
    """Choose what a budget of hours buys."""
    priced = [(one, one.price) for one in listed if one.price is not None]
    chosen = buying.bought([Offer(one.code, price) for one, price in priced], hours)
    return Bought(
        hours=hours,
        effort=chosen.effort.p50,
        findings=tuple(priced[place][0].fingerprint for place in chosen.chosen),
        saved=Span(chosen.saved_low, chosen.saved.p50, chosen.saved.p90),
        prevented=span(chosen.prevented),
    )


def span(known: Range) -> Span:
    """Give the range between the 10 % and 90 % quantiles: as far below the median as p90 is above it, in logarithms."""
    return Span(known.p50 * math.exp(-Z90 * spread(known)), known.p50, known.p90)


def _kinds(listed: Sequence[Finding], suppressed: Sequence[Finding]) -> tuple[DebtKind, ...]:
    codes = sorted({one.code for one in (*listed, *suppressed)})
    kinds = []
    for code in codes:
        here = [one for one in listed if one.code == code]
        aside = [one for one in suppressed if one.code == code]
        prices = [one.price for one in (*here, *aside) if one.price is not None]
        kinds.append(
            DebtKind(
                code,
                len(here),
                len(aside),
                total([price.effort for price in prices], SHARED_SPREAD),
                total([price.carrying for price in prices], SHARED_SPREAD),
            )
        )
    return tuple(sorted(kinds, key=lambda kind: (-kind.carrying.p50, -kind.effort.p50, kind.code)))
