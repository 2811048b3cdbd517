"""Reads off an expression that divides bad events by all events what these are, for windows of any length."""

from collections.abc import Sequence
from typing import Final

from mainstay.analysis.promql.tokens import NotUnderstood, Sort, Word, words

WINDOW: Final = "$window"
_OPENS, _CLOSES = frozenset("([{"), frozenset(")]}")
_BESIDE: Final = frozenset({"and", "or", "unless", "offset", "bool", "on", "ignoring"})
_TWO: Final = 2


def ratio_in(expression: str, window: str) -> tuple[str, str] | None:
    """Give what is bad and what is all of a ratio over a `window` such as 5m, with $window for it; None for another shape.

    `sum(rate(errors_total[5m])) / sum(rate(requests_total[5m]))` gives `sum(increase(errors_total[$window]))` and so on: a rate
    over a window and the increase over it are the same but for its length.
    """
    try:
        found = _bare(list(words(expression)))
        parts = _parted(found)
        return (
            None
            if parts is None
            else (_over(expression, parts[0], window), _over(expression, parts[1], window))
        )
    except NotUnderstood:
        return None


def _parted(found: Sequence[Word]) -> tuple[Sequence[Word], Sequence[Word]] | None:
    """Part words at the one slash outside of all brackets; None where something else stands outside too."""
    depth, slashes = 0, []
    for place, one in enumerate(found):
        if one.sort is Sort.SIGN and one.text in _OPENS | _CLOSES:
            depth += 1 if one.text in _OPENS else -1
        elif depth == 0 and one.sort is Sort.SIGN:
            slashes.append(place)
        elif depth == 0 and one.sort is Sort.NAME and one.text in _BESIDE:
            return None
    if len(slashes) != 1 or found[slashes[0]].text != "/":
        return None
    parts = found[: slashes[0]], found[slashes[0] + 1 :]
    return parts if all(parts) else None


def _bare(found: list[Word]) -> list[Word]:
    """Take away brackets around all of it."""
    while len(found) > _TWO and found[0].text == "(" and _closing(found) == len(found) - 1:
        found = found[1:-1]
    return found


def _closing(found: Sequence[Word]) -> int:
    depth = 0
    for place, one in enumerate(found):
        if one.sort is Sort.SIGN:
            depth += (one.text in _OPENS) - (one.text in _CLOSES)
        if depth == 0:
            return place
    raise NotUnderstood("a bracket is not closed")


def _over(expression: str, part: Sequence[Word], window: str) -> str:
    """Give the text of a part over windows of any length. Raises NotUnderstood where it has none, or another one."""
    made, at, spans = "", part[0].begins, 0
    for place, one in enumerate(part):
        before = part[place - 1].text if place else ""
        after = part[place + 1].text if place + 1 < len(part) else ""
        text = ""
        if one.sort is Sort.SPAN:
            if one.text != window or before != "[" or after != "]":
                raise NotUnderstood("it has another window")
            text, spans = WINDOW, spans + 1
        elif one.sort is Sort.NAME and one.text in {"rate", "irate", "delta", "deriv"} and after == "(":
            if one.text != "rate":
                raise NotUnderstood("it has a function that counts nothing")
            text = "increase"
        if text:
            made += expression[at : one.begins] + text
            at = one.ends
    if not spans:
        raise NotUnderstood("it has no window")
    return made + expression[at : part[-1].ends]
