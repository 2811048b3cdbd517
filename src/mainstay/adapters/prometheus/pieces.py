"""Cuts a long span of time into pieces that a metrics store answers, and joins their answers."""

from collections.abc import Iterable, Iterator

from mainstay.ports.metrics import Series

PIECE = 10_000
"""Points of one series that are asked for at once; Prometheus refuses more than 11,000."""

MOST = 1_000_000
"""More points of one series than anybody asks for on purpose."""

_FAR = 1e12
"""More seconds than any clock tells."""


def pieces(start: float, end: float, step: float) -> Iterator[tuple[float, float]]:
    """Give the first and the last moment of each piece, all on the grid that begins at `start`; servers know milliseconds.

    Raises ValueError, which says why, where the span is none.
    """
    if not all(abs(one) < _FAR for one in (start, end, step)):
        raise ValueError("a span of time has a beginning, an end and a step that are numbers")
    begin, last, each = (round(one * 1_000) for one in (start, end, step))
    if each < 1 or last < begin:
        raise ValueError("a span of time ends after it began, and its steps have a millisecond or more")
    count = (last - begin) // each + 1
    if count > MOST:
        raise ValueError(f"that is {count} points, more than {MOST}")
    for first in range(0, count, PIECE):
        final = min(first + PIECE, count) - 1
        yield (begin + first * each) / 1_000, (begin + final * each) / 1_000


def joined(answers: Iterable[list[Series]]) -> list[Series]:
    """Join series of the same labels, in the order in which they first come.

    Raises ValueError where one begins again before it ended.
    """
    found: dict[frozenset[tuple[str, str]], list[Series]] = {}
    for series in answers:
        for one in series:
            before = found.setdefault(frozenset(one.labels.items()), [])
            if before and before[-1].points and one.points and before[-1].points[-1][0] >= one.points[0][0]:
                raise ValueError("a series begins again before it ended")
            before.append(one)
    return [
        parts[0] if len(parts) == 1 else Series(parts[0].labels, sum((one.points for one in parts), ()))
        for parts in found.values()
    ]
