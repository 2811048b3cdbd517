"""What actions take that wait: for time to pass, for a window, for a person; and how long a check is patient."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from mainstay.analysis.plans.shapes.parameter import (
    Parameter,
    Shape,
    is_flag,
    is_span,
    is_text,
    is_whole,
    span,
)
from mainstay.domain.plan import Value

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:[0-9]{2})")


def is_moment(value: Value) -> bool:
    """Whether a value is a moment with its zone, such as 2026-12-24T02:00Z."""
    if not isinstance(value, str) or _MOMENT.fullmatch(value) is None:
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


PATIENCE: Shape = {
    "within": Parameter("how long it is looked again and again until it holds, such as 2m", is_span),
    "every": Parameter("how long between two looks, such as 5s", is_span),
    "times": Parameter("how often in a row it must hold, from 1 to 100", is_whole(1, 100)),
}
MOST_LOOKS = 1_000
"""So often a check looks at most: each look stays in the journal, with what it found."""

_EVERY = "5s"


def patience_misfits(parameters: Mapping[str, Value], place: str) -> Iterator[str]:
    """Give what is wrong with the patience of a check whose parameters fit one by one."""
    within, every = span(str(parameters.get("within", "0s"))), span(str(parameters.get("every", _EVERY)))
    if within > MOST_LOOKS * max(every, 1):
        least = -(-within // MOST_LOOKS)
        yield f"{place}: it would look more than {MOST_LOOKS:,} times; look every {least}s or more seldom, or give up sooner"


WAIT: Shape = {
    "for": Parameter("a length of time such as 30s, 15m, 4h", is_span),
    "until": Parameter("a moment with its zone, such as 2026-12-24T02:00Z", is_moment),
}
WAIT_WINDOW: Shape = {"window": Parameter("the name of a window of the operator's file", is_text)}
MANUAL: Shape = {
    "what": Parameter("what a person does, in words", is_text),
    "evidence": Parameter("true where who did it must say what shows it", is_flag),
}
NOTIFY: Shape = {
    "text": Parameter("what is told", is_text, needed=True),
    "channels": Parameter(
        "a list of names of channels",
        lambda value: isinstance(value, tuple) and bool(value) and all(map(is_text, value)),
    ),
}

SHAPES = {"wait": WAIT, "wait-window": WAIT_WINDOW, "manual": MANUAL, "notify": NOTIFY}
