"""The technical-debt ratio in both senses: the share of code that needs work, and its cost against building the code anew."""

from mainstay.domain.cost_model import EffortModel, Rebuild
from mainstay.domain.price import Range
from mainstay.domain.ranking import LEAST_FIXES

LEAST_CHANGES = 200
"""Under so many changes whose work was seen no cost of a rebuild is told: hours of single changes spread so widely (a standard
deviation of 1.2 in logarithms) that the mean of 200 is known to an eighth, of 50 to a quarter."""


def why_no_ratio(effort: EffortModel, rebuilt: Rebuild | None) -> str:
    """Say why remediation is not held against a rebuild; "" where it may be.

    Repairs are priced by this repository's fixes, and by other repositories' where it has few; a rebuild by its own changes
    alone. Where either rests on little the ratio would compare the pace of others with its own.
    """
    if rebuilt is None:
        return "the past shows no work on the code that stands"
    if effort.observed < LEAST_CHANGES:
        return f"the work on {effort.observed:,} of this repository's changes was seen, and {LEAST_CHANGES} are needed"
    if effort.fixes < LEAST_FIXES:
        return (
            f"the work on {effort.fixes:,} of this repository's fixes was seen, and {LEAST_FIXES} are needed"
        )
    return ""


def remediation_ratio(remediation: Range, rebuilt: Rebuild) -> Range:
    """Give what all repairs cost over what building the code anew would cost, both in hours, as a share of 1."""
    cost = rebuilt.hours_per_line.p50 * rebuilt.lines
    if cost <= 0 or remediation.p50 <= 0:
        return Range(0.0, 0.0)
    # A dearer rebuild only makes the ratio smaller.
    return Range(remediation.p50 / cost, remediation.p90 / cost)


def refactoring_share(usual: float, at_most: float, code_lines: int) -> Range:
    """Give the share (0 to 1) of code lines that need refactoring.

    `usual` are the lines beyond the limits, `at_most` all lines of what holds them, each line counted once.
    """
    if code_lines <= 0:
        return Range(0.0, 0.0)
    p50 = min(max(usual, 0.0) / code_lines, 1.0)
    return Range(p50, min(max(at_most / code_lines, p50), 1.0))
