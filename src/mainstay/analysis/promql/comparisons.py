"""Reads the limit off an alerting rule that holds one quantity against one number, and off no other."""

import math
from dataclasses import dataclass

from mainstay.analysis.promql.arithmetic import Reading, Term
from mainstay.analysis.promql.tokens import NotUnderstood
from mainstay.domain.signal import Side

_SIDES = {">": Side.ABOVE, ">=": Side.ABOVE, "<": Side.BELOW, "<=": Side.BELOW}
_OTHER = {Side.ABOVE: Side.BELOW, Side.BELOW: Side.ABOVE}
# They are 0 or 1, or tell of alerts: nothing that nears a limit.
_NO_QUANTITIES = frozenset({"up", "ALERTS", "ALERTS_FOR_STATE", "probe_success"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """A quantity with the number at which it is in trouble; `expression` is its text without the comparison."""

    expression: str
    term: Term
    side: Side
    bound: float


def comparison_in(expression: str) -> Comparison | None:
    """Give the comparison that is all of an expression, None where it has another shape.

    `a > 5`, `a / on(b) c >= 0.9`, `0.1 > a`, `(sum by (b) (rate(a[5m])) > 2 * 60)`. What has `and`, `or`, `bool`,
    `offset`, `==`, or functions that give no quantity, is passed over, and so is what alarms above 0 or less: that says
    whether something happens at all.
    """
    try:
        return _compared(expression)
    except NotUnderstood:
        return None


def _compared(expression: str) -> Comparison | None:
    expression = _bare(expression)
    reading = Reading(expression)
    left = reading.arithmetic()
    middle = reading.here
    sign = reading.takes(*_SIDES)
    if not sign or middle is None:
        return None
    right = reading.arithmetic()
    if reading.here is not None:
        return None
    side = _SIDES[sign]
    first, second = expression[: middle.begins].strip(), expression[middle.ends :].strip()
    if right.number is None:
        left, right, first, side = right, left, second, _OTHER[side]
    bound = right.number
    if bound is None or not math.isfinite(bound) or not left.metrics or left.metrics & _NO_QUANTITIES:
        return None
    return None if side is Side.ABOVE and bound <= 0 else Comparison(first, left, side, bound)


def _bare(expression: str) -> str:
    """Take away brackets around all of it."""
    expression = expression.strip()
    while expression.startswith("(") and expression.endswith(")"):
        inner = expression[1:-1]
        reading = Reading(inner)
        try:
            reading.arithmetic()
            if reading.takes(*_SIDES):
                reading.arithmetic()
        except NotUnderstood:
            return expression
        if reading.here is not None:
            return expression
        expression = inner.strip()
    return expression
