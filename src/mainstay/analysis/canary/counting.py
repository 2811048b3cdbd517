"""Errors of a total: the exact conditional test of two Poisson rates (Przyborowski and Wilenski, Biometrika 1940).

Given all errors of both arms, those of the canary are binomial, with its share of all requests as the chance of each. Errors
that come in clumps count as fewer, and where the clumping was estimated, Student's distribution pays for that.

Two arms of one version differ by themselves, a little and not always to the same side. Few errors do not show it and many do,
so that a difference which is real and means nothing would be told for sure. By so much their binomial variance is widened.
"""

import math
from dataclasses import dataclass

from mainstay.analysis.canary.chances import cautious, score
from mainstay.analysis.canary.clumping import Clumping, clumping
from mainstay.analysis.canary.evidence import Effect, Evidence
from mainstay.analysis.canary.sample import Arm, Sample
from mainstay.analysis.shares import at_least, share_between

_LOOKS_CLUMP = Clumping(2.0)
"""A check that fails once often fails at its next look too: two failing looks count as one."""
_BY_ITSELF = 0.25
"""The deviation of what arms of one version differ by, as a share of the tolerance: by a sixteenth where that is a quarter."""


@dataclass(frozen=True, slots=True)
class _Odds:
    tries: float
    share: float
    clumps: Clumping

    def score(self, errors: float) -> float:
        size = self.clumps.size
        found = score(at_least(errors / size, self.tries / size, self.share))
        return found if math.isinf(self.clumps.freedom) else cautious(found, self.clumps.freedom)

    def reach(self, limit: float) -> float:
        errors = self.fewest(limit)
        return self.score(errors) if errors <= self.tries else math.inf

    def fewest(self, limit: float) -> int:
        """Give the least errors of the canary that score so much; more than there were tries where none do."""
        low, high = 0, math.floor(self.tries) + 1
        while low < high:
            middle = (low + high) // 2
            if middle <= self.tries and self.score(middle) < limit:
                low = middle + 1
            else:
                high = middle
        return low


def evidence_of_counts(sample: Sample, tolerance: float) -> Evidence:
    """Say how surely the canary has more errors for its requests than the control."""
    canary, odds = float(sample.canary.values.sum()), _odds(sample, tolerance)
    share = odds.share
    return Evidence(
        odds.tries * share * (1 - share),
        odds.score(canary),
        odds.tries > 0 and _ratio(canary / odds.tries, share) - 1 >= tolerance,
        odds.reach,
    )


def counts_fail_from(sample: Sample, tolerance: float, limit: float) -> float:
    """Give the relative change from which on errors score `limit` and matter, with as many errors in all.

    Infinite where so few errors never score it; 0 where only all of them would, which is no change that can be told.
    """
    odds = _odds(sample, tolerance)
    errors = odds.fewest(limit)
    if errors > odds.tries:
        return math.inf
    change = _ratio(errors / odds.tries, odds.share) - 1
    return max(change, tolerance) if math.isfinite(change) else 0.0


def effect_of_counts(sample: Sample) -> Effect:
    """Compare errors for each request."""
    canary, control = float(sample.canary.values.sum()), float(sample.control.values.sum())
    rates = _rate(sample.canary), _rate(sample.control)
    if not canary + control:
        return Effect(*rates, 0.0, 0.0, 0.0)
    share, size = _share(sample), clumping(sample).size
    low, high = share_between(canary / size, (canary + control) / size)
    return Effect(*rates, *(_ratio(one, share) - 1 for one in (canary / (canary + control), low, high)))


def evidence_of_looks(canary: Arm, allowed: float) -> Evidence:
    """Say how surely more of a check's looks fail than are allowed to."""
    looks, failed = float(canary.totals.sum()), float(canary.values.sum())
    odds = _Odds(looks, allowed, _LOOKS_CLUMP)
    return Evidence(looks * allowed * (1 - allowed), odds.score(failed), failed > looks * allowed, odds.reach)


def looks_fail_from(canary: Arm, allowed: float, limit: float) -> float:
    """Give the share of failing looks from which on a check scores `limit`; infinite where none does."""
    looks = float(canary.totals.sum())
    failed = _Odds(looks, allowed, _LOOKS_CLUMP).fewest(limit)
    return failed / looks if failed <= looks else math.inf


def effect_of_looks(canary: Arm, allowed: float) -> Effect:
    """Give the share of looks that failed, with its 95 % interval, beside the one that is allowed."""
    looks, failed = float(canary.totals.sum()), float(canary.values.sum())
    if not looks:
        return Effect(0.0, allowed, 0.0, 0.0, 0.0)
    return Effect(failed / looks, allowed, failed / looks, *share_between(failed, looks))


def _odds(sample: Sample, tolerance: float) -> _Odds:
    errors = float(sample.canary.values.sum() + sample.control.values.sum())
    share, clumps = _share(sample), clumping(sample)
    by_itself = (_BY_ITSELF * tolerance) ** 2 * errors * share * (1 - share)
    return _Odds(errors, share, Clumping(clumps.size + by_itself, clumps.freedom))


def _share(sample: Sample) -> float:
    canary, control = float(sample.canary.totals.sum()), float(sample.control.totals.sum())
    return canary / (canary + control)


def _rate(arm: Arm) -> float:
    return float(arm.values.sum() / arm.totals.sum())


def _ratio(found: float, share: float) -> float:
    return found / (1 - found) * (1 - share) / share if found < 1 else math.inf
