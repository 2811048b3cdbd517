"""Judging a change at each look by all its metrics together.

One critical metric that fails rolls back at once. Of those that are not critical, failing ones roll back once they weigh more
than half of all that are not critical; else a person decides at the end. It is kept only when each metric that must have data
has it and passed. Missing data never passes, and a metric that looks worse at the end, though not surely, is a person's too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mainstay.analysis.canary.evidence import FEWEST
from mainstay.analysis.canary.following import Follower
from mainstay.analysis.canary.sample import Arm, Sample
from mainstay.domain.canary import Judgement, Measured, Ruling, Standing, Watched

FALSE_ALARMS = 0.02
"""The chance that a healthy change is rolled back by any metric at any look, split evenly over all metrics."""
_LIMIT = 0.5
_NOTHING = Sample(Arm(), Arm(), False)


@dataclass(frozen=True, slots=True)
class Watch:
    """What is watched: from `began`, for `lasts`, a point each `step`, all in seconds.

    `share` is this watch's part of what all stages of a change may spend on false alarms.
    """

    metrics: tuple[Watched, ...]
    began: float
    lasts: float
    step: float
    share: float = 1.0


class Judge:
    """Judges one watch, look after look. The same looks at the same data come to the same."""

    def __init__(self, watch: Watch, failed: Sequence[str] = ()) -> None:
        """Begin; `failed` are metrics that failed at a look before, whatever is known of them now."""
        self.watch = watch
        budget = FALSE_ALARMS * watch.share / len(watch.metrics)
        self._followers = [Follower(metric, budget) for metric in watch.metrics]
        for follower in self._followers:
            follower.failed = follower.metric.name in failed

    @property
    def failed(self) -> tuple[str, ...]:
        """The metrics that failed so far."""
        return tuple(one.metric.name for one in self._followers if one.failed)

    @property
    def spent(self) -> Mapping[str, float]:
        """What each metric used up of its budget."""
        return {one.metric.name: one.spent for one in self._followers}

    def own_up(self, spent: Mapping[str, float]) -> None:
        """Count as spent at least what looks are known to have used up."""
        for follower in self._followers:
            follower.own_up(spent.get(follower.metric.name, 0.0))

    def look(self, samples: Mapping[str, Sample], moment: float) -> None:
        """Look at what was known at a moment, as every look before the last does."""
        share = (moment - self.watch.began) / self.watch.lasts
        for follower in self._followers:
            follower.look(samples.get(follower.metric.name, _NOTHING).until(moment), share)

    def rule(self, samples: Mapping[str, Sample], moment: float) -> Ruling:
        """Look, and say only what it comes to, which takes a small part of the time."""
        self.look(samples, moment)
        last = self._is_last(moment)
        lacks = self._lacks(samples, moment) if last else [""] * len(self._followers)
        return self._ruling(
            [one.standing(lack, last) for one, lack in zip(self._followers, lacks, strict=True)], last
        )

    def judge(self, samples: Mapping[str, Sample], moment: float) -> Judgement:
        """Look, and say what it comes to and how each metric stands."""
        self.look(samples, moment)
        last = self._is_last(moment)
        lacks = self._lacks(samples, moment)
        readings = [
            one.read(samples.get(one.metric.name, _NOTHING).until(moment), lack, last)
            for one, lack in zip(self._followers, lacks, strict=True)
        ]
        return Judgement(self._ruling([one.standing for one in readings], last), tuple(readings))

    def _is_last(self, moment: float) -> bool:
        return moment >= self.watch.began + self.watch.lasts

    def _ruling(self, standings: Sequence[Standing], last: bool) -> Ruling:
        metrics = self.watch.metrics
        failed = [one is Standing.FAILED for one in standings]
        if any(fails and one.critical for fails, one in zip(failed, metrics, strict=True)):
            return Ruling.ROLL_BACK
        weights = [0.0 if metric.critical else metric.weight for metric in metrics]
        failing = sum(weight for weight, fails in zip(weights, failed, strict=True) if fails)
        if failing > _LIMIT * sum(weights):
            return Ruling.ROLL_BACK
        if not last:
            return Ruling.GO_ON
        good = [
            one is Standing.PASSED or (one is Standing.MISSING and not metric.must_have)
            for one, metric in zip(standings, metrics, strict=True)
        ]
        return Ruling.KEEP if all(good) and Standing.PASSED in standings else Ruling.INCONCLUSIVE

    def _lacks(self, samples: Mapping[str, Sample], moment: float) -> list[str]:
        return [
            self._lack(metric, samples.get(metric.name, _NOTHING).until(moment), moment)
            for metric in self.watch.metrics
        ]

    def _lack(self, metric: Watched, sample: Sample, moment: float) -> str:
        """Say what data is missing: too few points, too many gaps, or none of late."""
        arms = [("canary", sample.canary)]
        if metric.measured is not Measured.LOOKS:
            arms.append(("control", sample.control))
        for name, arm in arms:
            if len(arm.times) < FEWEST:
                told = "point" if len(arm.times) == 1 else "points"
                return f"{len(arm.times)} {told} of the {name}, and {FEWEST} are the least"
        steps = int((moment - self.watch.began) / self.watch.step + 1e-9)
        if len(sample.canary.times) < steps / 2:
            return f"{len(sample.canary.times)} of {steps} points are there, fewer than half"
        since = moment - FEWEST * self.watch.step
        if sample.canary.times[-1] <= since:
            return f"the last {FEWEST} points are missing"
        return ""
