"""The columns of a table beside those before it, as a page shows them: drifted ones with pictures, all others as rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from mainstay.domain.column_role import Role
from mainstay.domain.drift import ColumnDrift, DriftReport, DriftVerdict, Group, Measure, Side
from mainstay.domain.sketch import ColumnKind
from mainstay.present.charts.bars import columns, pair_bar
from mainstay.present.charts.lines import Series
from mainstay.present.column_words import (
    COUNTED,
    KINDS,
    MEANINGS,
    NAMES,
    between,
    compacted,
    sentence,
    shown,
    sized,
)
from mainstay.present.numbers import NONE, count, percent
from mainstay.present.visible import visible

CHARTS = 100
OPEN = 12
ROWS = 1_000
_NAME = 160
_EVERY = 6
"""Bars from one label beneath to the next."""
_LEVELS = ("5 %", "25 %", "middle", "75 %", "95 %")
_CHIPS = {
    DriftVerdict.DRIFTED: ("● drifted", "u3"),
    DriftVerdict.OTHER_KIND: ("✕ of another kind", "u3"),
    DriftVerdict.GONE: ("✕ gone", "u3"),
    DriftVerdict.NEW: ("+ new", "u2"),
    DriftVerdict.TOO_FEW: ("– too few rows", ""),
    DriftVerdict.SAME: ("✓ alike", "good"),
}


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure with its meaning, its value, what chance makes of it, its gate, and whether it is beyond that."""

    name: str
    meaning: str
    value: str
    by_chance: str
    gate: str
    beyond: bool


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A group of values: its share before and now, as words and as bars."""

    name: str
    before: str
    after: str
    bars: Markup


@dataclass(frozen=True, slots=True)
class Explained:
    """A column with its picture: measures with a gate and `beside`, quantiles (`spread`), groups (`values`)."""

    ident: str
    name: str
    role: str
    kind: str
    chip: str
    colour: str
    sentence: str
    open: bool
    drawing: Markup
    deciding: Sequence[MeasureRow]
    beside: Sequence[MeasureRow]
    spread: Sequence[Sequence[str]]
    values: Sequence[ValueRow]
    facts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Row:
    """A column as one row of a table."""

    name: str
    role: str
    chip: str
    colour: str
    measure: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns: those that are explained, those that are listed, and how many are left out."""

    explained: Sequence[Explained]
    listed: Sequence[Row]
    left: int
    counted: Sequence[tuple[str, str]]


def columns_of(found: DriftReport) -> Columns:
    """Take what a page shows of the columns of two tables, those that drifted first."""
    explained = found.drifted[:CHARTS]
    ahead = set(map(id, explained))
    rest = [one for one in found.columns if id(one) not in ahead]
    numbers = [
        (words, sum(one.verdict is verdict for one in found.columns)) for verdict, words in COUNTED.items()
    ]
    return Columns(
        [_explained(one, number) for number, one in enumerate(explained, 1)],
        [_row(one) for one in rest[:ROWS]],
        max(0, len(rest) - ROWS),
        [(count(number), words) for words, number in numbers if number],
    )


def _explained(one: ColumnDrift, number: int) -> Explained:
    chip, colour = _CHIPS[one.verdict]
    name = visible(one.name, _NAME) or "a column without a name"
    numeric = any(side is not None and side.quantiles for side in (one.before, one.after))
    ident = f"column-{number}"
    told = sentence(one)
    return Explained(
        ident,
        name,
        _role(one),
        _kinds(one),
        chip,
        colour,
        f"{told[:1].upper()}{told[1:]}.",
        number <= OPEN,
        _histogram(one.groups, ident, name) if numeric else Markup(""),
        [_measure(each) for each in one.measures if each.gate],
        [_measure(each) for each in one.measures if not each.gate],
        list(_spread(one.before, one.after)),
        list(_values(one.groups, numeric=numeric)),
        list(_facts(one)),
    )


def _measure(each: Measure) -> MeasureRow:
    return MeasureRow(
        NAMES[each.name],
        MEANINGS[each.name],
        shown(each),
        sized(each.name, each.by_chance) if each.by_chance else NONE,
        sized(each.name, each.gate) if each.gate else NONE,
        each.beyond,
    )


def _row(one: ColumnDrift) -> Row:
    chip, colour = _CHIPS[one.verdict]
    deciding = [each for each in one.measures if each.gate]
    far = max(deciding, key=lambda each: abs(each.value) / each.gate, default=None)
    return Row(
        visible(one.name, _NAME) or "a column without a name",
        _role(one),
        chip,
        colour,
        f"{shown(far)} {NAMES[far.name]}" if far is not None and far.value else NONE,
        between(one.before) or NONE,
        between(one.after) or NONE,
    )


def _role(one: ColumnDrift) -> str:
    return "" if one.role is Role.FEATURE else str(one.role)


def _kinds(one: ColumnDrift) -> str:
    told = [KINDS[side.kind] for side in (one.before, one.after) if side is not None]
    return " to ".join(dict.fromkeys(told))


def _histogram(groups: Sequence[Group], ident: str, name: str) -> Markup:
    if not groups:
        return Markup("")
    edges = [compacted(float(one.name)) for one in groups]
    return columns(
        ident + "-chart",
        f"{name}, before and now",
        "Shares of rows by their numbers: wide bars before, narrow ones now.",
        [
            Series("before", [one.before for one in groups]),
            Series("now", [one.after for one in groups]),
        ],
        names=_spans(edges),
        marks=[edge if not place % _EVERY else "" for place, edge in enumerate(edges)],
        tell=_share,
        least_step=0.01,
    )


def _share(part: float) -> str:
    return percent(part, 0 if abs(part * 100 - round(part * 100)) < 1e-9 else 1)


def _spans(edges: Sequence[str]) -> list[str]:
    if len(edges) == 1:
        return [f"from {edges[0]}"]
    inner = [f"{low} to {high}" for low, high in pairwise(edges[1:])]
    return [f"up to {edges[1]}", *inner, f"from {edges[-1]}"]


def _values(groups: Sequence[Group], *, numeric: bool) -> Iterator[ValueRow]:
    most = max((max(one.before, one.after) for one in groups), default=0.0)
    names = (
        _spans([compacted(float(one.name)) for one in groups])
        if numeric and groups
        else [visible(one.name, 60) or "all others" for one in groups]
    )
    for one, name in zip(groups, names, strict=True):
        yield ValueRow(
            name, percent(one.before, 1), percent(one.after, 1), pair_bar(one.before, one.after, most)
        )


def _spread(before: Side | None, after: Side | None) -> Iterator[tuple[str, ...]]:
    levels = [side.quantiles if side is not None else () for side in (before, after)]
    if not any(levels):
        return
    for place, level in enumerate(_LEVELS):
        yield (level, *(compacted(one[place]) if one else NONE for one in levels))


def _facts(one: ColumnDrift) -> Iterator[str]:
    for words, names in (("Never seen before", one.new_values), ("Not seen any more", one.gone_values)):
        if names:
            yield f"{words}: {', '.join(visible(name, 60) or 'an empty text' for name in names)}."
    for words, side in (("Before", one.before), ("Now", one.after)):
        if side is not None:
            empty = (
                f", {percent(side.missing / max(side.rows, 1), 1)} of the cells empty" if side.missing else ""
            )
            texts = side.kind in {ColumnKind.CATEGORY, ColumnKind.TEXT} and side.different
            different = f", {count(side.different)} different values" if texts else ""
            yield f"{words}: {count(side.rows)} rows{different}{empty}."
