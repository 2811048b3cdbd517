"""Actions that wait: until a time, or until the calendar lets a change be applied. No thread waits along."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TypeAlias

from mainstay.analysis.plans.shapes.parameter import span
from mainstay.domain.errors import MainstayError
from mainstay.domain.plan import Value
from mainstay.domain.run import Answer, Mark, Result, WaitFor
from mainstay.ports.action import Occasion

NONE_IN_SIGHT = -1

Opens: TypeAlias = Callable[[str, str, str, int], int]
"""Tells of a window ("" for any that the change's gates name), a subject, an environment and a time when it is open.

0 where it is open then, else the next moment at which it opens (seconds since 1970), NONE_IN_SIGHT where there is none. Raises
MainstayError where the calendar cannot be read.
"""


class WaitAction:
    """Lets time pass: `for` a while from its first look on, or `until` a moment."""

    name = "wait"
    looks = True

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Say until when it would wait."""
        end = _end(parameters, occasion)
        if end is None:
            return _no_moment()
        if end <= occasion.now:
            return Result(Mark.DONE, f"it does not wait: {_shown(end)} has passed")
        return Result(Mark.DONE, f"it waits until {_shown(end)}")

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Wait, or be done once the time has come."""
        end = _end(parameters, occasion)
        if end is None:
            return _no_moment()
        if end <= occasion.now:
            return Result(Mark.DONE, f"it waited until {_shown(end)}")
        return Result(Mark.LATER, f"it waits until {_shown(end)}", wake_at=end, waits_for=WaitFor.TIME)


class WaitWindowAction:
    """Waits until a maintenance window is open and no freeze is on; `opens` asks the calendar."""

    name = "wait-window"
    looks = True

    def __init__(self, opens: Opens) -> None:
        """Know whom to ask."""
        self._opens = opens

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Say when it would be done."""
        found = self.act(parameters, occasion)
        return found if found.mark is not Mark.LATER else Result(Mark.DONE, found.detail)

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Look whether it is open now; where no opening is in sight a person has to see to it."""
        window = str(parameters.get("window", ""))
        what = f"the window {window}" if window else "a window for this change"
        try:
            at = self._opens(window, occasion.subject, occasion.environment, occasion.now)
        except MainstayError as failure:
            return Result(Mark.UNKNOWN, f"it cannot be told when {what} opens: {failure.what}")
        if at == 0:
            return Result(Mark.DONE, f"{what} is open")
        if at > 0:
            at = max(at, occasion.now + 1)
            detail = f"it waits until {_shown(at)}, when {what} opens"
            return Result(Mark.LATER, detail, wake_at=at, waits_for=WaitFor.WINDOW)
        if occasion.answer is Answer.NOT_DONE:
            return Result(Mark.FAILED, f"{what} does not open, and {occasion.answered_by} gave it up")
        detail = f"{what} does not open within a year: change the calendar, then answer done, or give it up"
        return Result(Mark.LATER, detail, waits_for=WaitFor.PERSON)


def _end(parameters: Mapping[str, Value], occasion: Occasion) -> int | None:
    """Give when the waiting is over, None where a moment is none."""
    if "for" in parameters:
        return (occasion.began_at or occasion.now) + span(str(parameters["for"]))
    try:
        return int(datetime.fromisoformat(str(parameters["until"])).timestamp())
    except (ValueError, OverflowError):
        return None


def _no_moment() -> Result:
    return Result(Mark.NOT_BEGUN, "the moment that it should wait until is none, such as 2026-12-24T02:00Z")


def _shown(at: int) -> str:
    try:
        return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    except (ValueError, OverflowError, OSError):
        return f"{at} s after 1970"
