"""What may drive a series, for a terminal: the strongest first, with the evidence and what would tell."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from mainstay.analysis.causes.telling import length as slots
from mainstay.domain.cause import Cause, Causes, CauseVerdict
from mainstay.present.anomaly_words import length
from mainstay.present.cause_words import verdict
from mainstay.present.numbers import plural
from mainstay.present.text.columns import INDENT, paragraph, title
from mainstay.present.text.drawing import drawn
from mainstay.present.text.look import FAINT, PLAIN, STRONG, Look
from mainstay.present.times import iso
from mainstay.present.visible import visible

_LONGEST = 200


def cause_list(found: Causes, look: Look, most: int = 10) -> str:
    """Tell what was found, at most so many candidates, or why there is none."""
    return drawn(_pieces(found, most), look)


def _pieces(found: Causes, most: int) -> Iterator[RenderableType]:
    target = found.target
    if found.verdict is CauseVerdict.FOUND:
        before = f"before {iso(found.began)}" if found.began else "likely drivers; none is proved"
        yield title(visible(target.what, _LONGEST), before)
        for place, one in enumerate(found.causes[:most], 1):
            yield from _cause(place, one)
        if len(found.causes) > most:
            yield Text(f"{INDENT}and {len(found.causes) - most} more: --most {len(found.causes)}", FAINT)
    else:
        told = verdict(found)
        yield paragraph(f"{told[0].upper()}{told[1:]}.", PLAIN, 0)
    for one in found.same[:most]:
        words = f"{visible(one.what, _LONGEST)} is {visible(one.evidence, _LONGEST)}: it explains nothing."
        yield paragraph(words, FAINT)
    looked_at = sum(found.looked_at.values())
    if looked_at:
        step = slots(found.step)
        span = length(found.until - found.since)
        yield Text(f"of {plural(looked_at, 'candidate')}, in steps of {step} over {span}", FAINT)


def _cause(place: int, one: Cause) -> Iterator[RenderableType]:
    when = f" at {iso(one.at)}" if one.at else ""
    about = f", {visible(one.subject, _LONGEST)}" if one.subject else ""
    yield paragraph(f"{place}. {visible(one.what, _LONGEST)}{when}{about}", STRONG)
    seen = visible(one.evidence, 2 * _LONGEST)
    yield paragraph(f"{seen[0].upper()}{seen[1:]}.", PLAIN, 2 * len(INDENT))
    look = visible(one.look, 2 * _LONGEST)
    yield paragraph(f"{look[0].upper()}{look[1:]}.", FAINT, 2 * len(INDENT))
