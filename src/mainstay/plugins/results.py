"""Judging the result that a plugin's action told: what breaks the rules of actions is taken for not known, never for done."""

import json
import math
from collections.abc import Mapping
from typing import Any

from mainstay.domain.plan import Value
from mainstay.domain.run import LONGEST_DETAIL, LONGEST_OUTPUT, Mark, Result, WaitFor
from mainstay.plugins.wire import ToldResult
from mainstay.ports.action import Occasion
from mainstay.present.visible import visible

LARGEST_MEMO = 64 << 10
"""Bytes of what an action remembers, as JSON."""

_DEEPEST = 24
_LONGEST_WAIT = 366 * 86_400
_ENDS = {Mark.DONE, Mark.FAILED, Mark.NOT_BEGUN, Mark.UNKNOWN}
_FORESEEN = {Mark.DONE, Mark.NOT_BEGUN, Mark.UNKNOWN}


class WrongResult(Exception):
    """A result that cannot be believed, with the reason in one clause."""


def foreseen(told: ToldResult) -> Result:
    """Give what an action foresees. Raises WrongResult."""
    mark = _mark(told)
    if mark not in _FORESEEN:
        raise WrongResult(f"it foresees {mark}, and done, not-begun and unknown alone can be foreseen")
    return Result(mark, _detail(told), _output(told))


def acted(told: ToldResult, occasion: Occasion) -> Result:
    """Give what came of an action. Raises WrongResult."""
    mark = _mark(told)
    memo = _memo(told.memo)
    if mark in _ENDS:
        return Result(mark, _detail(told), _output(told), memo)
    if mark is not Mark.LATER:
        raise WrongResult(f"its mark is {mark}, which no action gives")
    if told.waits_for not in set(WaitFor) - {WaitFor.NOTHING}:
        raise WrongResult(f"it does not say what it waits for: {visible(told.waits_for, 40) or 'nothing'}")
    waits_for = WaitFor(told.waits_for)
    if told.wake_at == 0 and waits_for is WaitFor.PERSON:
        return Result(mark, _detail(told), _output(told), memo, waits_for=waits_for)
    if not occasion.now < told.wake_at <= occasion.now + _LONGEST_WAIT:
        raise WrongResult(f"it wants to look again at {told.wake_at}, which is not within a year from now on")
    return Result(mark, _detail(told), _output(told), memo, told.wake_at, waits_for)


def _mark(told: ToldResult) -> Mark:
    try:
        return Mark(told.mark)
    except ValueError:
        raise WrongResult(f"its mark is none: {visible(told.mark, 40)}") from None


def _detail(told: ToldResult) -> str:
    return visible(told.detail, LONGEST_DETAIL)


def _output(told: ToldResult) -> str:
    """Give the end of what it wrote, line by line, with nothing in it that a terminal would act on."""
    lines = told.output[-LONGEST_OUTPUT:].split("\n")
    return "\n".join(visible(line, LONGEST_OUTPUT) for line in lines)[-LONGEST_OUTPUT:]


def _memo(told: Mapping[str, Any]) -> dict[str, Value]:
    found = {name: _value(inner, 0) for name, inner in told.items()}
    if len(json.dumps(told)) > LARGEST_MEMO:
        raise WrongResult(f"it remembers more than the {LARGEST_MEMO >> 10} KiB it may")
    if "\\u0000" in json.dumps(told):
        raise WrongResult("it remembers a text with NUL in it, which no store keeps")
    return found


def _value(told: Any, depth: int) -> Value:  # noqa: ANN401  # whatever JSON can say
    if depth > _DEEPEST:
        raise WrongResult(f"what it remembers is nested more than {_DEEPEST} deep")
    if isinstance(told, dict):
        return {name: _value(inner, depth + 1) for name, inner in told.items()}
    if isinstance(told, list):
        return tuple(_value(inner, depth + 1) for inner in told)
    if isinstance(told, float) and not math.isfinite(told):
        raise WrongResult("it remembers a number that is not finite")
    if told is None or isinstance(told, bool | int | float | str):
        return told
    raise WrongResult(f"it remembers a {type(told).__name__}")
