"""How long a check is patient: it looks again until what it looks for holds, or its time is over."""

from collections.abc import Mapping
from dataclasses import replace

from mainstay.analysis.plans.shapes.parameter import span
from mainstay.analysis.plans.shapes.waiting import MOST_LOOKS
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Result, WaitFor
from mainstay.ports.action import Occasion

_EVERY = "5s"
_HELD = "held"


def patient(
    found: Result, parameters: Mapping[str, Value], occasion: Occasion, waits_for: WaitFor = WaitFor.TIME
) -> Result:
    """Give what one look of a check comes to, by `within`, `every` and `times` of its parameters.

    `found` is DONE, FAILED or UNKNOWN. It must hold so many `times` in a row; where it does not, and there is time left, it is
    looked again LATER. Once the time is over what was found last stands; to have held too seldom is not to hold.
    """
    within, every = span(str(parameters.get("within", "0s"))), span(str(parameters.get("every", _EVERY)))
    times = int(str(parameters.get("times", 1)))
    before = occasion.memo.get(_HELD, 0)
    held = (before if isinstance(before, int) else 0) + 1 if found.mark is Mark.DONE else 0
    if held >= times:
        return found
    again = occasion.now + max(every, within // MOST_LOOKS, 1)
    if again <= occasion.began_at + within:
        memo = {**found.memo, _HELD: held}
        return replace(found, mark=Mark.LATER, memo=memo, wake_at=again, waits_for=waits_for)
    if found.mark is Mark.DONE:
        return replace(
            found, mark=Mark.FAILED, detail=f"it held {held} of {times} times in a row: {found.detail}"
        )
    return found
