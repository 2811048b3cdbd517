"""The technical-debt ratio in both senses: the share of code that needs work, and its cost against building the code anew."""

from mainstay.domain.cost_model import Rebuild
from mainstay.domain.price import Range


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
