"""The parts of the score: how much each weighs, from where on code loses, and which share of losses is usual.

Every part works the same way. A unit of code (a function, a file) loses nothing up to a limit, all of its lines at a
multiple of it, and in between in proportion. The lost lines over all maintained code lines are the *lost share* L.
The part keeps weight * H / (H + L): never less than nothing, always better after any mending, with no cliff.
H is chosen so that a repository with the usual share (the median of the population named in
docs/decisions/0004-health-score.md) keeps three quarters of the part.
"""

from dataclasses import dataclass

from mainstay.domain.health import Aspect

KEPT_BY_USUAL = 0.75


@dataclass(frozen=True, slots=True)
class PartRule:
    """One part: `limit` and `multiple` bound the ramp, `usual` is the population's median lost share (0 to 1)."""

    code: str
    title: str
    aspect: Aspect
    weight: float
    limit: float
    multiple: float
    usual: float

    def ramp(self, value: float) -> float:
        """Give the share (0 to 1) of a unit that is lost at a value: all or nothing where limit and multiple leave no room."""
        if value <= self.limit:
            return 0.0
        room = self.limit * (self.multiple - 1)
        return min((value - self.limit) / room, 1.0) if room else 1.0

    def points(self, lost_share: float) -> float:
        """Give the points that are left at a lost share."""
        half = self.usual * KEPT_BY_USUAL / (1 - KEPT_BY_USUAL)
        return self.weight * half / (half + lost_share)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on a function or file loses points; the settings may move them."""

    cognitive: int = 15
    function_lines: int = 50
    nesting: int = 4
    parameters: int = 5
    file_lines: int = 750
    class_methods: int = 20


def rules(thresholds: Thresholds) -> tuple[PartRule, ...]:
    """Give all parts in the order they are shown; their weights sum to 100."""
    shape, history = Aspect.SHAPE, Aspect.HISTORY
    return (
        PartRule("complexity", "Complex functions", shape, 25, thresholds.cognitive, 4, 0.055),
        PartRule("length", "Long functions", shape, 10, thresholds.function_lines, 4, 0.045),
        PartRule("nesting", "Deep nesting", shape, 5, thresholds.nesting, 2, 0.0075),
        PartRule("parameters", "Long parameter lists", shape, 5, thresholds.parameters, 3, 0.025),
        PartRule("files", "Large files", shape, 10, thresholds.file_lines, 4, 0.055),
        PartRule("duplication", "Duplicated code", shape, 15, 0, 1, 0.016),
        PartRule("fixes", "Code that keeps being fixed", history, 20, 1, 9, 0.040),
        PartRule("knowledge", "Knowledge that left", history, 10, 0, 1, 0.180),
    )
