"""A column of numbers as counts: learnt portion by portion, added up, asked for its quantiles."""

from dataclasses import replace

import numpy as np

from mainstay.analysis.drift.scales import Values, bins_of, edges_of, places_of, scale_of
from mainstay.domain.sketch import Counts, NumberSketch, Scale


def sketched(values: Values, scale: Scale | None = None, missing: int = 0, odd: int = 0) -> NumberSketch:
    """Count numbers, NaN as missing; without a scale it is chosen by them. `missing` and `odd` cells came beside them."""
    finite = np.isfinite(values)
    whole = bool(finite.all())
    kept = values if whole else values[finite]
    gone = 0 if whole else int(np.isnan(values).sum())
    if scale is None or (scale.spread == 0 and len(kept) and np.any(kept != scale.centre)):
        scale = scale_of(kept) if len(kept) else Scale(0.0, 0.0)
    first, counts = bins_of(kept, scale)
    least, most = (float(kept.min()), float(kept.max())) if len(kept) else (float("nan"),) * 2
    return NumberSketch(
        scale, first, counts, missing + gone, len(values) - len(kept) - gone, odd, least, most
    )


def added(one: NumberSketch, more: NumberSketch) -> NumberSketch:
    """Add two sketches up; those of one scale lose nothing by it.

    The scale of `one` stays, unless it holds nothing but one value: then that of `more` does. Where the scales differ the
    values of the other are taken at the middles of its bins.
    """
    if not more.count or not one.count:
        whole = more if more.count else one
        first, counts, scale = whole.first, whole.counts, whole.scale
    else:
        scale = _common(one, more)
        first, counts = _together(_on(one, scale), _on(more, scale))
    return NumberSketch(
        scale,
        first,
        counts,
        one.missing + more.missing,
        one.infinite + more.infinite,
        one.odd + more.odd,
        float(np.fmin(one.least, more.least)),
        float(np.fmax(one.most, more.most)),
    )


def further(known: NumberSketch, values: Values, missing: int = 0, odd: int = 0) -> NumberSketch:
    """Add numbers to what is known of their column, on its scale where it has one."""
    return added(known, sketched(values, known.scale if known.count else None, missing, odd))


def laid_on(one: NumberSketch, scale: Scale) -> NumberSketch:
    """Give a sketch on another scale; its numbers are taken at the middles of their bins."""
    first, counts = _on(one, scale)
    return replace(one, scale=scale, first=first, counts=counts)


def counts_on(one: NumberSketch, first: int, bins: int) -> Counts:
    """Give the counts of so many bins from `first` on; what lies beside them is left out."""
    found = np.zeros(bins, np.int64)
    begin, end = max(first, one.first), min(first + bins, one.first + len(one.counts))
    if begin < end:
        found[begin - first : end - first] = one.counts[begin - one.first : end - one.first]
    return found


def edges(one: NumberSketch) -> Values:
    """Give the edges of its bins, the outermost drawn in to the least and the greatest number. Shape (bins + 1,)."""
    found = edges_of(one.scale, one.first, len(one.counts))
    if one.count:
        found = np.clip(found, one.least, one.most)
        # The outermost bins may hold what lies beyond all bins.
        found[0], found[-1] = one.least, one.most
    return found


def quantiles(one: NumberSketch, levels: Values) -> Values:
    """Give quantiles (levels from 0 to 1), straight within a bin; NaN where there is no number."""
    if not one.count:
        return np.full(len(levels), np.nan)
    reached = np.concatenate(([0], np.cumsum(one.counts))) / one.count
    return np.interp(levels, reached, edges(one))


def _on(one: NumberSketch, scale: Scale) -> tuple[int, Counts]:
    if one.scale == scale or not one.count:
        return one.first, one.counts
    ends = edges(one)
    middles = ends[:-1] / 2 + ends[1:] / 2 if one.most > one.least else np.full(len(one.counts), one.least)
    places = places_of(middles, scale)
    first = int(places.min())
    return first, np.bincount(places - first, weights=one.counts).astype(np.int64)


def _common(one: NumberSketch, more: NumberSketch) -> Scale:
    """Choose the scale of two that hold numbers; of two constants it is as wide as they are apart."""
    scale = more.scale if one.scale.spread == 0 else one.scale
    if scale.spread > 0 or one.scale == more.scale:
        return scale
    with np.errstate(over="ignore"):
        apart = np.nan_to_num(abs(one.scale.centre - more.scale.centre))
    return Scale(one.scale.centre, float(apart))


def _together(one: tuple[int, Counts], more: tuple[int, Counts]) -> tuple[int, Counts]:
    first = min(one[0], more[0])
    end = max(one[0] + len(one[1]), more[0] + len(more[1]))
    found = np.zeros(end - first, np.int64)
    for begin, counts in (one, more):
        found[begin - first : begin - first + len(counts)] += counts
    return first, found
