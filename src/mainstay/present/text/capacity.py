"""Capacity for a terminal, the most urgent first."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.capacity import CapacityReport, Fit, Growth, Scaling, Sizing
from mainstay.present.capacity_words import (
    FITS,
    SCALINGS,
    advice,
    by_how_much,
    came,
    headline,
    money,
    needs,
    terms,
    use,
    when,
)
from mainstay.present.numbers import count
from mainstay.present.text.columns import INDENT, paragraph, title
from mainstay.present.text.drawing import drawn
from mainstay.present.text.look import BAD, FAINT, GOOD, PLAIN, STRONG, WARN, Look
from mainstay.present.times import day
from mainstay.present.visible import visible

_SCALINGS = {
    Scaling.NOW: BAD,
    Scaling.DATED: WARN,
    Scaling.MAYBE: WARN,
    Scaling.LASTS: GOOD,
    Scaling.NO_LIMIT: FAINT,
    Scaling.UNKNOWN: FAINT,
}
_FITS = {Fit.TOO_SMALL: BAD, Fit.IDLE: WARN, Fit.OVER: WARN, Fit.FITS: GOOD, Fit.LEFT_OUT: FAINT}
_DEEP = 2 * len(INDENT)
_LONGEST = 600
_NAME = 120
_PAST = 5


def capacity_list(found: CapacityReport, look: Look, most: int = 20) -> str:
    """Tell what must be scaled when and by how much, and which sizes do not fit; at most so many of each."""
    return drawn(_pieces(found, most), look)


def _pieces(found: CapacityReport, most: int) -> Iterator[RenderableType]:
    yield title("Capacity", headline(found))
    yield paragraph(f"{_begun(terms(found))}.", FAINT)
    for grows in found.growth[:most]:
        yield from _growth(grows, found)
    yield from _more(len(found.growth), most)
    if found.sizes:
        yield Text()
        yield title("Sizes")
        told = [one for one in found.sizes if one.fit is not Fit.FITS]
        for size in told[:most]:
            yield from _size(size, found.currency)
        yield from _more(len(told), most)
        if len(told) < len(found.sizes):
            yield Text(f"{INDENT}{count(len(found.sizes) - len(told))} fit what uses them", FAINT)
    if found.past:
        yield Text()
        yield title("Advised before")
        for past in found.past[:_PAST]:
            line = f"{day(past.made_at)}: {visible(past.text, _LONGEST)}: {came(past)}."
            yield paragraph(line, PLAIN if past.came else FAINT)


def _more(there: int, most: int) -> Iterator[RenderableType]:
    if there > most:
        yield Text(f"{INDENT}and {count(there - most)} more: --most {there}", FAINT)


def _growth(one: Growth, found: CapacityReport) -> Iterator[RenderableType]:
    line = Text(INDENT).append(visible(one.signal.what, _NAME), STRONG)
    line.append(f"  {SCALINGS[one.scaling]}", _SCALINGS[one.scaling])
    yield line.append(f"  {visible(one.signal.subject, _NAME)}", FAINT)
    more = by_how_much(one, found.months)
    if more and one.cost is not None:
        more += f", for {money(one.cost, found.currency)} a month"
    for told in (when(one), more):
        if told:
            yield paragraph(f"{_begun(told)}.", PLAIN, _DEEP)
    for told in (needs(one), one.reason):
        if told:
            yield paragraph(f"{_begun(told)}.", FAINT, _DEEP)


def _size(one: Sizing, currency: str) -> Iterator[RenderableType]:
    line = Text(INDENT).append(visible(one.subject, _NAME), STRONG)
    line.append(f"  {one.resource.value}", PLAIN).append(f"  {FITS[one.fit]}", _FITS[one.fit])
    yield line
    for told, style in ((advice(one, currency), PLAIN), (use(one), FAINT), (one.reason, FAINT)):
        if told:
            yield paragraph(f"{_begun(told)}.", style, _DEEP)


def _begun(text: str) -> str:
    shown = visible(text, _LONGEST)
    return shown[:1].upper() + shown[1:]
