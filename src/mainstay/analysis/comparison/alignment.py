"""Which lines of a file's later version are which of its earlier one: what coverage of both is held together by."""

from collections import defaultdict
from collections.abc import Sequence

from mainstay.analysis.comparison.texts import Text, tokens_by_line

Pairs = tuple[tuple[int, int], ...]
"""Lines (1-based) of the later version, each with that of the earlier one."""

_Line = tuple[int, bytes]


def kept_lines(before: Text, after: Text) -> Pairs:
    """Pair lines that hold the same tokens in both versions.

    Those that both begin and end with are paired as they stand. Of the others a line is paired where both versions hold as
    many of it, the first with the first: what is not certain is left out, in time that grows with the lines alone.
    """
    earlier, later = list(tokens_by_line(before).items()), list(tokens_by_line(after).items())
    head = _alike(earlier, later)
    tail = _alike(earlier[head:][::-1], later[head:][::-1])
    paired = [*zip(later[:head], earlier[:head], strict=True)]
    if tail:
        paired += zip(later[-tail:], earlier[-tail:], strict=True)
    pairs = [(now, then) for (now, _), (then, _) in paired]
    pairs += _counted(earlier[head : len(earlier) - tail], later[head : len(later) - tail])
    return tuple(sorted(pairs))


def _alike(earlier: Sequence[_Line], later: Sequence[_Line]) -> int:
    """Count the lines that both begin with."""
    count = 0
    for (_, then), (_, now) in zip(earlier, later, strict=False):
        if then != now:
            break
        count += 1
    return count


def _counted(earlier: Sequence[_Line], later: Sequence[_Line]) -> list[tuple[int, int]]:
    places: defaultdict[bytes, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for line, tokens in earlier:
        places[tokens][0].append(line)
    for line, tokens in later:
        places[tokens][1].append(line)
    return [
        (now, then)
        for before, after in places.values()
        if len(before) == len(after)
        for then, now in zip(before, after, strict=True)
    ]
