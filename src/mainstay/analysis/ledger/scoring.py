"""Scores of forecasts by class, from what came: coverage, sharpness, pinball loss, Brier score, hits."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from statistics import fmean, median
from typing import Final

from mainstay.analysis.ledger.outcomes import outcome
from mainstay.domain.forecast import COVER
from mainstay.domain.ledger_case import BandCase, Came, ClassRecord, CrossingCase

ENOUGH: Final = 20
"""Cases from which on a class can be muted."""
_DOUBT: Final = 1.645
"""Sigmas of the one-sided bound of 95 % by which a record must be poor."""
_POOR_COVERAGE: Final = 0.65
_POOR_HITS: Final = 0.625
"""Of so many dates as were to come within their intervals, or fewer, that is poor: half of all where it is four of five."""
_WEEKS: Final = 4
"""Different weeks in which what counts against a class must have been told."""
_WEEK: Final = 7 * 86_400


def records(bands: Iterable[BandCase], crossings: Iterable[CrossingCase]) -> tuple[ClassRecord, ...]:
    """Give the record of each class, by its name."""
    by_sort: defaultdict[str, tuple[list[BandCase], list[CrossingCase]]] = defaultdict(lambda: ([], []))
    for band in bands:
        by_sort[band.sort][0].append(band)
    for crossing in crossings:
        by_sort[crossing.sort][1].append(crossing)
    return tuple(_record(sort, *by_sort[sort]) for sort in sorted(by_sort))


def pinball(case: BandCase) -> float:
    """Give the mean pinball loss at the low end, the middle and the high end, in daily moves (Koenker and Bassett 1978)."""
    if case.value is None:
        raise ValueError("nobody knows what came")
    shares = ((1 - case.cover) / 2, 0.5, (1 + case.cover) / 2)
    losses = [
        max(share * (case.value - told), (share - 1) * (case.value - told))
        for share, told in zip(shares, (case.low, case.middle, case.high), strict=True)
    ]
    return fmean(losses) / case.moves


def surely_at_most(part: int, whole: int) -> float:
    """Give the share that a share of so many cases is at most, with 95 % (Wilson 1927)."""
    if not whole:
        return 1.0
    share, square = part / whole, _DOUBT**2
    centre = share + square / (2 * whole)
    spread = _DOUBT * math.sqrt(share * (1 - share) / whole + square / (4 * whole**2))
    return min(1.0, (centre + spread) / (1 + square / whole) + 1e-12)


def _record(sort: str, bands: Sequence[BandCase], crossings: Sequence[CrossingCase]) -> ClassRecord:
    known = [one for one in bands if one.value is not None]
    inside = sum(one.low <= one.value <= one.high for one in known if one.value is not None)
    # Chances are all of so many days; that of a date is of its own interval, and would be the same crossing once more.
    ended = [
        (one.probability, bool(one.passed))
        for one in crossings
        if one.probability is not None and one.passed is not None and not one.prevented
    ]
    told = Counter(found for one in crossings if (found := outcome(one)) is not None)
    came = sum(passed for _, passed in ended)
    unknown = len(bands) - len(known) + sum(one.passed is None for one in crossings)
    dates = sum(told.values())
    return ClassRecord(
        sort,
        len(known),
        inside,
        median((one.high - one.low) / one.moves for one in known) if known else None,
        fmean(map(pinball, known)) if known else None,
        len(ended),
        came,
        fmean((chance - passed) ** 2 for chance, passed in ended) if ended else None,
        dates,
        tuple((one, told[one]) for one in Came if told[one]),
        unknown,
        _muted(inside, known, crossings),
    )


def _muted(inside: int, known: Sequence[BandCase], crossings: Sequence[CrossingCase]) -> str:
    """Say why a class is not believed any more: it was wrong more often than can be bad luck, and in several weeks.

    What is told of many series in one week goes wrong together, by one deploy, and proves no more than one of them. Dates whose
    interval is open at its end and that did not come count here as what they are: not come, as their chance said of some.
    """
    bands = len(known)
    if bands >= ENOUGH and _weeks(known) >= _WEEKS and surely_at_most(inside, bands) < _POOR_COVERAGE:
        return f"{inside} of {bands} levels were inside bands that should hold four of five"
    given = [one for one in crossings if one.at and one.passed is not None]
    given = [one for one in given if outcome(one) is not Came.PREVENTED]
    dates, hits = len(given), sum(outcome(one) is Came.HIT for one in given)
    wanted = sum(COVER if one.stated is None else one.stated for one in given)
    enough = dates >= ENOUGH and _weeks(given) >= _WEEKS
    if enough and surely_at_most(hits, dates) < _POOR_HITS * wanted / dates:
        return f"{hits} of {dates} dates came within their intervals, where {wanted:.0f} should have"
    return ""


def _weeks(cases: Iterable[BandCase | CrossingCase]) -> int:
    return len({one.made_at // _WEEK for one in cases})
