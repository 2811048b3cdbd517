"""What debt costs each year while it stays: the fixes and the slower changes that would not be without it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mainstay.analysis.effort.quantiles import mean, product
from mainstay.domain.cost_model import Ratio
from mainstay.domain.price import Range
from mainstay.domain.ranking import Window

_NOTHING = Range(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Share:
    """The shares (0 to 1) of a file's fixes, and of the hours of its other changes, that one kind of debt is answerable for.

    `fixes_low` and `hours_low` are the shares at the low end of the ratio's interval: 0 where the ratio may be 1.
    """

    fixes: Range
    hours: Range
    fixes_low: float = 0.0
    hours_low: float = 0.0


@dataclass(frozen=True, slots=True)
class Cost:
    """A cost as a range and, as `low`, its 10 % end: 0 where there may be none."""

    usual: Range
    low: float = 0.0


@dataclass(frozen=True, slots=True)
class Burden:
    """What is done in a file in a year: the expected `fixes`, and the `hours` of its changes that mend nothing."""

    fixes: Range
    hours: float


def files_per_fix(windows: Sequence[Window]) -> float:
    """Give how many ranked files a fix of this repository touches; 1 where no window saw any.

    Of a file a ranking expects the commits that touch it, so over all files a fix counts as often as it touches one. The hours
    of a fix are those of the whole of it: each file is charged its part.
    """
    fixes, touches = sum(one.fixes for one in windows), sum(one.touches for one in windows)
    return max(touches / fixes, 1.0) if fixes > 0 else 1.0


def shares(debt: Mapping[str, float], extra: Sequence[Ratio], slower: Sequence[Ratio]) -> dict[str, Share]:
    """Divide what debt is answerable for in a file between the kinds of debt that it has.

    `debt` is how much of each kind the file has (0 to 1, see `Watched`): a ratio holds for 1, its root for a half.
    Ratios multiply, so of what is observed 1 - 1 / (their product) would not be without any of them. Each kind gets of
    it as the logarithm of its ratio; one whose ratio is under 1 gets nothing and takes nothing from the others.
    """
    fixes, hours = _divided(debt, extra), _divided(debt, slower)
    return {
        kind: Share(fixes[kind].usual, hours[kind].usual, fixes[kind].low, hours[kind].low) for kind in debt
    }


def _divided(debt: Mapping[str, float], ratios: Sequence[Ratio]) -> dict[str, Cost]:
    known = {ratio.kind: ratio for ratio in ratios}
    usual = {kind: much * _log(known[kind].ratio) if kind in known else 0.0 for kind, much in debt.items()}
    high = {
        kind: much * _log(_ninetieth(known[kind])) if kind in known else 0.0 for kind, much in debt.items()
    }
    low = {kind: much * _log(known[kind].low) if kind in known else 0.0 for kind, much in debt.items()}
    whole = math.fsum(usual.values())
    told = {}
    for kind in debt:
        p50, others = _part(usual[kind], whole), whole - usual[kind]
        p90 = max(p50, _part(high[kind], others + high[kind]))
        told[kind] = Cost(Range(p50, p90), min(_part(low[kind], others + low[kind]), p50))
    return told


def _log(ratio: float) -> float:
    return max(math.log(ratio), 0.0) if ratio > 0 else 0.0


def _ninetieth(ratio: Ratio) -> float:
    # The interval holds 80 %, so its upper end is the 90 % quantile.
    return max(ratio.high, ratio.ratio)


def _part(own: float, whole: float) -> float:
    return -math.expm1(-whole) * own / whole if whole > 0 else 0.0


def carrying(burden: Burden, share: Share, part: float, hours_per_fix: Range) -> tuple[Cost, Cost]:
    """Give the hours a year that one finding costs while it stays, and the fixes a year that its repair would prevent.

    `part` (0 to 1) is the finding's part of its kind's debt in the file. Both are averages over years: the ranges tell how
    well they are known, not how years differ. So a fix counts with its mean hours. A p50 of 0 says that no sign
    of a cost was found; p90 then is what the evidence leaves open. The low end is what is left
    where both ratios stand at theirs.
    """
    fixes = _times(burden.fixes, Range(share.fixes.p50 * part, share.fixes.p90 * part))
    each = mean(hours_per_fix)
    mending = Range(fixes.p50 * each, fixes.p90 * each)
    slowed = Range(share.hours.p50 * part * burden.hours, share.hours.p90 * part * burden.hours)
    fewest = min(burden.fixes.p50 * share.fixes_low * part, fixes.p50)
    least = fewest * each + min(share.hours_low, share.hours.p50) * part * burden.hours
    whole = beside((mending, slowed))
    return Cost(whole, min(least, whole.p50)), Cost(fixes, fewest)


def beside(parts: Sequence[Range]) -> Range:
    """Sum independent ranges of which some may begin at nothing: medians add up, and what lies above them by its squares."""
    p50 = math.fsum(part.p50 for part in parts)
    return Range(p50, p50 + math.hypot(*(max(part.p90 - part.p50, 0.0) for part in parts)))


def _times(one: Range, other: Range) -> Range:
    if one.p50 == one.p90:
        # The usual case by far: what is expected is one figure.
        return Range(max(one.p50, 0.0) * other.p50, max(one.p50, 0.0) * other.p90)
    if one.p50 > 0 and other.p50 > 0:
        return product(one, other)
    return Range(0.0, max(one.p50, 0.0) * other.p90) if one.p50 > 0 else _NOTHING
