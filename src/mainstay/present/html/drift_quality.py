"""How right a model is, before and now, as a page shows it: one table."""

from collections.abc import Sequence
from dataclasses import dataclass

from mainstay.domain.quality import Became, Compared, Quality
from mainstay.present.quality_words import MEANINGS, WORDS, figure_name, quality_headline, quality_rows, told

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
    """All figures of a model."""

    headline: str
    about: str
    rows: Sequence[FigureRow]


def quality_of(found: Quality) -> QualityView:
    """Take what a page shows of a model's quality."""
    return QualityView(quality_headline(found), quality_rows(found), [_row(one) for one in found.figures])


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
