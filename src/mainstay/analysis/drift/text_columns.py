"""A column of texts as counts: how often each value comes while there are few, how long texts are, which words are in them."""

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from zlib import crc32

import numpy as np

from mainstay.analysis.drift.number_columns import added as numbers_added
from mainstay.analysis.drift.number_columns import sketched
from mainstay.domain.sketch import ColumnKind, Counts, Scale, TextSketch

MOST_VALUES = 20_000
"""Different values of one column that are counted each for itself."""
LOOKED_AT = 4_000
"""Different texts of one portion whose words are counted."""
WORDS = 1_024
"""Numbers that words are hashed to."""
_LENGTHS = Scale(20.0, 20.0)
_WORD = re.compile(r"\w+")
_LONGEST = 10_000
"""Characters of one text in which words are looked for."""
_FEW, _OFTEN = 50, 0.2


def texts_sketched(values: Mapping[str, int], missing: int = 0) -> TextSketch:
    """Sketch a portion of a column: how often each different text comes, and cells with nothing in them."""
    kept = dict(islice(values.items(), MOST_VALUES)) if len(values) > MOST_VALUES else dict(values)
    chosen = list(islice(values.items(), 0, None, max(1, -(-len(values) // LOOKED_AT))))
    counts = np.fromiter((count for _, count in chosen), np.int64, len(chosen))
    lengths = np.fromiter((len(text) for text, _ in chosen), np.float64, len(chosen))
    return TextSketch(
        kept,
        sum(values.values()) - sum(kept.values()),
        missing,
        sketched(np.repeat(lengths, np.minimum(counts, LOOKED_AT)), _LENGTHS),
        _words(chosen),
        int(counts.sum()),
    )


def texts_added(one: TextSketch, more: TextSketch) -> TextSketch:
    """Add two sketches up; of values that are too many the ones known first stay counted."""
    values = dict(one.values)
    others = one.others + more.others
    for text, count in more.values.items():
        if text in values or len(values) < MOST_VALUES:
            values[text] = values.get(text, 0) + count
        else:
            others += count
    lengths = [part for part in (one.lengths, more.lengths) if part is not None]
    return TextSketch(
        values,
        others,
        one.missing + more.missing,
        numbers_added(lengths[0], lengths[1]) if len(lengths) == 2 else next(iter(lengths), None),
        one.words + more.words
        if len(one.words) and len(more.words)
        else (one.words if len(one.words) else more.words),
        one.looked_at + more.looked_at,
    )


def kind_of(one: TextSketch) -> ColumnKind:
    """Tell whether texts are categories, of which each comes again and again, or texts of their own."""
    if not one.count:
        return ColumnKind.EMPTY
    few = not one.others and (len(one.values) <= _FEW or len(one.values) <= _OFTEN * one.count)
    return ColumnKind.CATEGORY if few else ColumnKind.TEXT


def _words(texts: Iterable[tuple[str, int]]) -> Counts:
    places: list[int] = []
    times: list[int] = []
    for text, count in texts:
        found = [crc32(word.encode("utf-8", "surrogatepass")) % WORDS for word in _told(text)]
        places += found
        times += [count] * len(found)
    return (
        np.bincount(places, weights=times, minlength=WORDS).astype(np.int64)
        if places
        else np.zeros(WORDS, np.int64)
    )


def _told(text: str) -> list[str]:
    return _WORD.findall(text[:_LONGEST].casefold())
