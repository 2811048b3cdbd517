"""What a ranking of files says and what it was worth, in words and means; every format tells the same."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mainstay.domain.ranking import Expectation, OrderScore, Proof, Window
from mainstay.present.amounts import between
from mainstay.present.numbers import THIN, count, decimal, percent, plural, significant
from mainstay.present.visible import visible

READ_FIRST, WHICH_FILES, RANDOM, HOTSPOT = "read-first", "which-files", "random", "hotspot"
OURS = (READ_FIRST, WHICH_FILES)
_ORDERS = {
    READ_FIRST: "What to read first",
    WHICH_FILES: "Which files",
    "decayed-fixes-per-line": "Past fixes per line",
    "decayed-fixes": "Past fixes",
    HOTSPOT: "Classic hotspot",
    "largest": "Largest first",
    "smallest": "Smallest first",
    RANDOM: "Random",
}
_REASONS = {
    "size": ("larger than most", "smaller than most"),
    "past fixes": ("fixed more than its size says", "fixed less than its size says"),
    "its folder's fixes": (
        "its folder is fixed more than its size says",
        "its folder is fixed less than its size says",
    ),
    "changes": ("changed more than its size says", "changed less than its size says"),
    "signs of fixes": ("more commits that look like fixes", "fewer commits that look like fixes"),
}
_NAME = 40
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class OrderFigures:
    """One order of files in words: its name, whether it is `ours`, and its figures."""

    name: str
    ours: bool
    figures: Sequence[str]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure that orders are judged by: its field of OrderScore, its name, what it says, which of OURS answers for it."""

    field: str
    name: str
    about: str
    ours: str

    def of(self, score: OrderScore) -> float | None:
        """Give the figure of one order in one window."""
        value: float | None = getattr(score, self.field)
        return value

    def told(self, value: float | None) -> str:
        """Give the figure in its unit: percent, or two decimals for an area."""
        return decimal(value, 2) if self.field == "popt" else percent(value)


MEASURES = (
    Measure("rec20", "rec20", "Share of the fixes that lay in the first 20 % of lines", READ_FIRST),
    Measure("popt", "Popt", "0 is the worst order of all lines, 1 the best", READ_FIRST),
    Measure("p20", "P@20", "Share of the first 20 files that were fixed", WHICH_FILES),
)
REC20, POPT, P20 = MEASURES
_JUDGED = {
    READ_FIRST: (REC20, f"of the fixes in the first 20{THIN}% of lines"),
    WHICH_FILES: (P20, "of its first 20 files fixed"),
}
"""What each order of ours stands or falls by, and its figure in words."""


def order_name(order: str) -> str:
    """Give the words for an order of files."""
    return _ORDERS.get(order, visible(order, _NAME))


def orders_of(proof: Proof) -> list[str]:
    """Give the codes of the orders that were judged, ours first, then the others, random last."""
    found = dict.fromkeys(score.order for window in proof.windows for score in window.scores)
    known = [order for order in _ORDERS if order in found]
    return known + [order for order in found if order not in _ORDERS]


def in_window(window: Window, order: str, measure: Measure) -> float | None:
    """Give one order's figure in one window; None where it was not judged."""
    return next((measure.of(score) for score in window.scores if score.order == order), None)


def mean(proof: Proof, order: str, measure: Measure) -> float | None:
    """Give the mean over the windows in which a figure is defined; None without any."""
    values = [in_window(window, order, measure) for window in proof.windows]
    known = [value for value in values if value is not None and math.isfinite(value)]
    return sum(known) / len(known) if known else None


def means(proof: Proof) -> list[OrderFigures]:
    """Give each order's means over the windows, a figure for each of MEASURES."""
    return [
        OrderFigures(
            order_name(order),
            order in OURS,
            [measure.told(mean(proof, order, measure)) for measure in MEASURES],
        )
        for order in orders_of(proof)
    ]


def by_window(proof: Proof, measure: Measure, windows: Sequence[Window]) -> list[OrderFigures]:
    """Give each order's figures in these windows, by one measure."""
    return [
        OrderFigures(
            order_name(order),
            order in OURS,
            [measure.told(in_window(one, order, measure)) for one in windows],
        )
        for order in orders_of(proof)
    ]


def record(proof: Proof) -> str:
    """Tell in how many windows ours won, and how often its intervals held; "" where neither is known."""
    return " ".join(filter(None, (windows_won(proof), interval_kept(proof))))


def worth(proof: Proof) -> list[str]:
    """Tell in sentences what the ranking was worth; why nothing is claimed where that is so."""
    if not proof.claim:
        return [
            f"No claim is made of this order: {visible(proof.reason, 200) or 'there is not enough to judge it by'}."
        ]
    return [*filter(None, (_read(proof), _files(proof))), *_beaten(proof)]


def below_chance(proof: Proof, order: str) -> str:
    """Say that an order of ours is not recommended, because it did worse than random order here; "" where it did not."""
    measure, what = _JUDGED[order]
    ours, chance = mean(proof, order, measure), mean(proof, RANDOM, measure)
    if not proof.claim or ours is None or chance is None or ours >= chance:
        return ""
    return f"No order is recommended: ours did worse than chance here, {percent(ours)} {what} against {percent(chance)}."


def windows_won(proof: Proof) -> str:
    """Count the windows in which reading first what we say found more than the classic hotspot did; "" without any."""
    pairs = [(in_window(one, READ_FIRST, REC20), in_window(one, HOTSPOT, REC20)) for one in proof.windows]
    known = [(ours, theirs) for ours, theirs in pairs if ours is not None and theirs is not None]
    if not known:
        return ""
    won = sum(ours > theirs for ours, theirs in known)
    return (
        f"Reading so found more than the classic hotspot in {count(won)} of {plural(len(known), 'window')}."
    )


def interval_kept(proof: Proof) -> str:
    """Tell how many files had as many fixes as was told of them; "" where that was not counted."""
    if proof.calibrated is None:
        return ""
    return (
        f"The fixes of {percent(proof.calibrated)} of files lay within the 80{THIN}% interval told for them."
    )


def labels(proof: Proof) -> str:
    """Tell what the ranking was held against: told by change-log fragments; 563 fixes in 6 windows of 182 days."""
    windows = plural(len(proof.windows), "window")
    days = {round((window.end - window.begin) / _DAY) for window in proof.windows}
    length = f" of {plural(days.pop(), 'day')}" if len(days) == 1 else ""
    fixes = plural(proof.fixes, "fix", "fixes")
    return f"told by {visible(proof.evidence, _NAME) or 'nothing'}; {fixes} in {windows}{length}"


def expected(file: Expectation) -> str:
    """Give the fixes expected of a file within a year, with their 80 % interval: 7.8 (2 to 14)."""
    return f"{significant(file.fixes)} ({between(file.low, file.high)})"


def reasons(file: Expectation, most: int = 2) -> str:
    """Tell what raises or lowers a file's figure most, with the factor: changed more than its size says ×1.2."""
    return ", ".join(f"{words} ×{significant(factor)}" for words, factor in _reasons(file.reasons[:most]))


def _reasons(found: Sequence[tuple[str, float]]) -> Iterator[tuple[str, float]]:
    for feature, factor in found:
        known = _REASONS.get(feature)
        yield (known[factor < 1] if known else visible(feature, _NAME)), factor


def _read(proof: Proof) -> str:
    ours = mean(proof, READ_FIRST, REC20)
    if ours is None:
        return ""
    return f"The first 20{THIN}% of lines held {percent(ours)} of the fixes{_beside(proof, REC20)}."


def _files(proof: Proof) -> str:
    ours = mean(proof, WHICH_FILES, P20)
    return (
        f"Of the first 20 files {percent(ours)} were fixed{_beside(proof, P20)}." if ours is not None else ""
    )


def _beside(proof: Proof, measure: Measure) -> str:
    told = [
        f"{order_name(order).lower()} {measure.told(value)}"
        for order in (RANDOM, HOTSPOT)
        if (value := mean(proof, order, measure)) is not None
    ]
    return f" ({', '.join(told)})" if told else ""


def _beaten(proof: Proof) -> Iterator[str]:
    """Name the simpler orders that did better than ours in the mean, by each measure that ours answers for."""
    lost = [text for measure in MEASURES for text in _better(proof, measure)]
    if lost:
        yield f"A simpler order did better in the mean: {'; '.join(lost)}."


def _better(proof: Proof, measure: Measure) -> Iterator[str]:
    ours = mean(proof, measure.ours, measure)
    if ours is None:
        return
    for order in orders_of(proof):
        theirs = mean(proof, order, measure)
        if order not in OURS and theirs is not None and theirs > ours:
            yield f"{order_name(order).lower()} at {measure.name}, {measure.told(theirs)} to {measure.told(ours)}"
