"""Following one metric from look to look: whether it fails, and how it reads."""

from collections.abc import Callable

from mainstay.analysis.canary.boundary import Boundary
from mainstay.analysis.canary.chances import above
from mainstay.analysis.canary.comparing import (
    effect_of_series,
    evidence_of_series,
    series_fail_from,
)
from mainstay.analysis.canary.counting import (
    counts_fail_from,
    effect_of_counts,
    effect_of_looks,
    evidence_of_counts,
    evidence_of_looks,
    looks_fail_from,
)
from mainstay.analysis.canary.evidence import FEWEST, Effect, Evidence
from mainstay.analysis.canary.sample import Sample
from mainstay.domain.canary import Measured, Reading, Standing, Watched, Worse

_DOUBT = 2.5
"""A metric that would be as bad as it is at the end with less than this many times its budget by chance is doubtful."""
_SIDES = {Worse.HIGHER: (1,), Worse.LOWER: (-1,), Worse.BOTH: (1, -1)}


class Follower:
    """One metric, with the boundary of each direction that is bad; once it failed it stays so."""

    def __init__(self, metric: Watched, budget: float) -> None:
        """Begin with `budget`, the chance that a healthy change is failed by this metric at any look."""
        self.metric = metric
        self.budget = budget
        self.failed = False
        sides = _SIDES[metric.worse]
        self._boundaries = {side: Boundary(budget / len(sides)) for side in sides}
        self._evidence: Evidence | None = None
        self._against: Boundary | None = None
        self._side = 1

    @property
    def spent(self) -> float:
        """How much of the budget the looks so far used up, all directions together."""
        return sum(boundary.spent for boundary in self._boundaries.values())

    def own_up(self, spent: float) -> None:
        """Count as spent at least what earlier looks used up, also where their data is gone since."""
        if spent > self.spent:
            for boundary in self._boundaries.values():
                boundary.own_up(spent / len(self._boundaries))

    def look(self, sample: Sample, share: float) -> None:
        """Look at what is known after this `share` of the time; too few points are no look."""
        self._evidence = None
        if not enough(self.metric, sample):
            return
        failed = self.failed
        for side, boundary in self._boundaries.items():
            found = self._say(sample, side)
            if self._evidence is None or found.score > self._evidence.score:
                self._evidence, self._against, self._side = found, None if failed else boundary, side
            if failed:
                continue
            boundary.look(found.information, share, found.reach)
            if found.matters and not boundary.surely_below(found.score, share):
                limit = boundary.limit
                self.failed |= limit is not None and found.score >= limit

    def read(self, sample: Sample, missing: str = "", last: bool = False) -> Reading:
        """Say how the metric stood at the look just taken; `missing` is what it lacks at the end, "" for nothing."""
        known = enough(self.metric, sample)
        effect = self._effect(sample) if known else Effect(0.0, 0.0, 0.0, 0.0, 0.0)
        found = self._evidence
        against = self._against if found else None
        limit = against.limit if against else None
        return Reading(
            self.metric.name,
            self.metric.measured,
            self.metric.critical,
            self.standing(missing, last),
            len(sample.canary.times),
            len(sample.control.times),
            effect.canary,
            effect.control,
            effect.change,
            effect.low,
            effect.high,
            above(found.score) if found else 1.0,
            0.0 if limit is None else above(limit),
            min(self.spent, self.budget),
            self.budget,
            missing,
            self._fails_from(sample, against.latest) if against else 0.0,
        )

    def standing(self, missing: str = "", last: bool = False) -> Standing:
        """Say how the metric stands at the look just taken; see `read`."""
        if self.failed:
            return Standing.FAILED
        if not last:
            return Standing.OPEN
        found = self._evidence
        if missing or found is None:
            return Standing.MISSING
        doubt = _DOUBT * self.budget / len(self._boundaries)
        return Standing.DOUBTFUL if found.matters and above(found.score) <= doubt else Standing.PASSED

    def _say(self, sample: Sample, side: int) -> Evidence:
        if self.metric.measured is Measured.LOOKS:
            return evidence_of_looks(sample.canary, self.metric.allowed)
        if self.metric.measured is Measured.COUNTS:
            return evidence_of_counts(sample, self.metric.tolerance)
        return evidence_of_series(sample, self.metric.tolerance, side)

    def _fails_from(self, sample: Sample, limit: float | None) -> float:
        metric = self.metric
        if limit is None:
            return 0.0
        if metric.measured is Measured.LOOKS:
            return looks_fail_from(sample.canary, metric.allowed, limit)
        if metric.measured is Measured.COUNTS:
            return counts_fail_from(sample, metric.tolerance, limit)
        return series_fail_from(sample, metric.tolerance, self._side, limit)

    def _effect(self, sample: Sample) -> Effect:
        if self.metric.measured is Measured.LOOKS:
            return effect_of_looks(sample.canary, self.metric.allowed)
        compared: Callable[[Sample], Effect] = (
            effect_of_counts if self.metric.measured is Measured.COUNTS else effect_of_series
        )
        return compared(sample)


def enough(metric: Watched, sample: Sample) -> bool:
    """Whether there are points enough for anything to be told."""
    arms = (sample.canary,) if metric.measured is Measured.LOOKS else (sample.canary, sample.control)
    return min(len(arm.times) for arm in arms) >= FEWEST
