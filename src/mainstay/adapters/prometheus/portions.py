"""Asks for a long span of time in portions that fit into answers, growing and shrinking as the answers turn out."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from mainstay.adapters.prometheus.pieces import PIECE
from mainstay.domain.errors import MainstayError

_Answer = TypeVar("_Answer")
_FIRST = 1_000
"""Points of one series that are asked for at first: 2,000 series then stay under the limit of an answer."""
_SHRINKS = 4
_GROWS = 10


class TooMuch(Exception):
    """An answer that did not fit, or that the store would not compute at once; `error` is what to say if nothing helps."""

    def __init__(self, error: MainstayError) -> None:
        """Keep the error."""
        super().__init__(error.what)
        self.error = error


def portions(
    start: int,
    end: int,
    step: int,
    largest: int,
    ask: Callable[[int, int], tuple[_Answer, int]],
) -> Iterator[_Answer]:
    """Give one answer after another, from `start` to `end`, on the grid of `step`.

    `ask` is given the first and the last moment of a portion and gives an answer with its size in bytes, of which
    `largest` fit. Where it raises TooMuch, less is asked for; at a single moment its error is raised.
    """
    size, ceiling = _FIRST, PIECE
    last = start + (end - start) // step * step
    first = start
    while first <= last:
        final = min(first + (size - 1) * step, last)
        asked = (final - first) // step + 1
        try:
            answer, taken = ask(first, final)
        except TooMuch as failure:
            if asked == 1:
                raise failure.error from None
            size = ceiling = max(1, asked // _SHRINKS)
            continue
        yield answer
        first = final + step
        # Half full, for what comes next may have more series.
        fitting = asked * largest // (2 * max(taken, 1))
        size = max(1, min(ceiling, fitting, asked * _GROWS))
