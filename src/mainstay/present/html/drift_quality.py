"""How right a model is, before and now, as a page shows it: one table."""

from collections.abc import Sequence
from dataclasses import dataclass

from mainstay.domain.quality import Became, Challenge, Compared, Quality
from mainstay.present.quality_words import (
    MEANINGS,
    WORDS,
    challenge_headline,
    challenge_rows,
    figure_name,
    quality_headline,
    quality_rows,
    told,
)

_CHIPS = {
    Became.WORSE: ("\u25bc", "u3"),
    Became.BETTER: ("\u25b2", "good"),
    Became.OPEN: ("\u2013", ""),
    Became.UNKNOWN: ("?", ""),
}


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with its meaning, before, now, the difference, and what became of it."""

    name: str
    meaning: str
    before: str
    after: str
    change: str
    chip: str
    colour: str


@dataclass(frozen=True, slots=True)
class QualityView:
    """All figures of a model, under the names of the two sides, with an `ident` for links."""

    ident: str
    headline: str
    about: str
    sides: tuple[str, str]
    rows: Sequence[FigureRow]


def quality_of(found: Quality) -> QualityView:
    """Take what a page shows of a model's quality."""
    rows = [_row(one) for one in found.figures]
    return QualityView("quality", quality_headline(found), quality_rows(found), ("Before", "Now"), rows)


def challenge_of(found: Challenge) -> QualityView:
    """Take what a page shows of two models beside each other."""
    rows = [_row(one) for one in found.quality.figures]
    sides = "In use", "Challenger"
    return QualityView("challenger", challenge_headline(found), challenge_rows(found), sides, rows)


def _row(one: Compared) -> FigureRow:
    sign, colour = _CHIPS[one.became]
    return FigureRow(
        figure_name(one),
        MEANINGS[one.figure],
        told(one.figure, one.before),
        told(one.figure, one.after),
        told(one.figure, one.change),
        f"{sign} {WORDS[one.became]}",
        colour,
    )
