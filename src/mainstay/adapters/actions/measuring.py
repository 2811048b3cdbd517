"""Asking a metrics server for what a watch compares: both arms since the change began, or the time before it."""

from collections.abc import Callable
from dataclasses import dataclass

from mainstay.analysis.canary.looks import Timing
from mainstay.analysis.canary.sample import Arm, Sample, arm_of, counts_of, paired
from mainstay.domain.canary import Asked, Measured, Watched
from mainstay.domain.errors import EvidenceMissing, UsageError
from mainstay.ports.metrics import Metrics

_STEP = "$step"
_LONGEST_QUERY = 10.0
"""How long one question takes at most, in seconds."""


@dataclass(frozen=True, slots=True)
class Measuring:
    """Asks one server for the metrics of one watch. `left` says how many seconds there are still for it.

    In expressions `$step` stands for the time between two looks.
    """

    server: Metrics
    timing: Timing
    left: Callable[[], float]
    stopped: Callable[[], bool]

    def sample(self, metric: Watched, look: int) -> Sample:
        """Give what is known of a metric at a look.

        Raises EvidenceMissing where the server gives no complete answer, UsageError where it refuses an expression or has
        several series for it.
        """
        since, until = self.timing.moment(1), self.timing.moment(look)
        canary = self._arm(metric.canary, since, until)
        control = self._before(metric.control or metric.canary) if self._looks_back(metric) else Arm()
        if metric.control is None:
            return Sample(canary, control, False)
        return paired(canary, self._arm(metric.control, since, until), control)

    def try_out(self, metric: Watched, now: int) -> int:
        """Ask for each expression of a metric once; give how many of them have a series now. Raises as `sample` does."""
        arms = [metric.canary] if metric.control is None else [metric.canary, metric.control]
        expressions = [one for arm in arms for one in (arm.value, arm.total) if one]
        return sum(bool(self._points(one, now, now)) for one in expressions)

    def _looks_back(self, metric: Watched) -> bool:
        # Of two series side by side the time before tells nothing that is used.
        return metric.control is None or metric.measured is Measured.COUNTS

    def _before(self, asked: Asked) -> Arm:
        timing = self.timing
        end = timing.began - timing.apart
        return self._arm(asked, end - timing.baseline + timing.every, end)

    def _arm(self, asked: Asked, start: int, end: int) -> Arm:
        values = self._points(asked.value, start, end)
        return counts_of(values, self._points(asked.total, start, end)) if asked.total else arm_of(values)

    def _points(self, query: str, start: int, end: int) -> tuple[tuple[float, float], ...]:
        seconds = min(self.left(), _LONGEST_QUERY)
        if seconds <= 0 or self.stopped():
            raise EvidenceMissing("there was no time left to ask", where=self.server.name)
        put = query.replace(_STEP, f"{self.timing.every}s")
        series = self.server.over(put, start, end, self.timing.every, seconds, self.stopped)
        if len(series) > 1:
            raise UsageError(
                f"{len(series)} series, and one is wanted: {query}", mend="sum them up, or choose one"
            )
        return series[0].points if series else ()
