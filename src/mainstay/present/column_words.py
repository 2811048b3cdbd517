"""What is said of a column that is no longer what it was, and what each measure means."""

from mainstay.domain.drift import ColumnDrift, DriftReport, DriftVerdict, Measure, MeasureName, Side
from mainstay.domain.sketch import ColumnKind
from mainstay.present.numbers import THIN, compact, count, percent, plural, signed_percent, significant
from mainstay.present.visible import visible

_SHOWN = 3
_VALUE = 40
_DEVIATIONS = {MeasureName.WASSERSTEIN, MeasureName.MEAN, MeasureName.LENGTH}
_SHARES = {
    MeasureName.KOLMOGOROV,
    MeasureName.VARIATION,
    MeasureName.OUTSIDE,
    MeasureName.NEW_VALUES,
    MeasureName.WORDS,
}
_CHANGES = {MeasureName.MISSING, MeasureName.UNREADABLE}

NAMES = {
    MeasureName.WASSERSTEIN: "Wasserstein distance",
    MeasureName.KOLMOGOROV: "Kolmogorov-Smirnov distance",
    MeasureName.STABILITY: "population stability index",
    MeasureName.JENSEN_SHANNON: "Jensen-Shannon distance",
    MeasureName.VARIATION: "rows that changed their value",
    MeasureName.MEAN: "shift of the mean",
    MeasureName.SPREAD: "spread, times the former",
    MeasureName.OUTSIDE: "beyond the former range",
    MeasureName.MISSING: "empty cells, change",
    MeasureName.UNREADABLE: "cells that hold no number, change",
    MeasureName.NEW_VALUES: "rows with values never seen",
    MeasureName.WORDS: "words that are others",
    MeasureName.LENGTH: "length of texts",
}
"""How people call each measure."""

MEANINGS = {
    MeasureName.WASSERSTEIN: "how far the numbers would have to be moved on average, in standard deviations of the reference",
    MeasureName.KOLMOGOROV: "the greatest difference between the shares of rows below any one number",
    MeasureName.STABILITY: "over ten groups of the reference; by custom 0.1 is looked at and 0.25 acted upon, though a "
    "shift of a third of a deviation stays below 0.1",
    MeasureName.JENSEN_SHANNON: "0 where all is alike, 1 where the two have nothing in common",
    MeasureName.VARIATION: "the share of rows that would have to take another value for the two to be alike",
    MeasureName.MEAN: "in standard deviations of the reference",
    MeasureName.SPREAD: "1 where it is the same",
    MeasureName.OUTSIDE: "the share of rows where only one of five hundred lay before",
    MeasureName.MISSING: "the share of cells with nothing in them, less that of before",
    MeasureName.UNREADABLE: "the share of cells that hold something else or no finite number, less that of before",
    MeasureName.NEW_VALUES: "the share of rows whose value the reference has nowhere",
    MeasureName.WORDS: "the share of words that would have to be others for the two to be alike",
    MeasureName.LENGTH: "how far the lengths would have to be moved on average, in standard deviations of the reference",
}
"""What each measure is."""

COUNTED = {
    DriftVerdict.DRIFTED: "drifted",
    DriftVerdict.OTHER_KIND: "of another kind",
    DriftVerdict.GONE: "gone",
    DriftVerdict.NEW: "new",
    DriftVerdict.TOO_FEW: "with too few rows to tell",
    DriftVerdict.SAME: "alike",
}
KINDS = {
    ColumnKind.NUMBER: "numbers",
    ColumnKind.CATEGORY: "categories",
    ColumnKind.TEXT: "texts",
    ColumnKind.EMPTY: "nothing",
}


def headline(found: DriftReport) -> str:
    """Say in one sentence whether the tables are alike."""
    many, drifted = len(found.columns), len(found.drifted)
    if found.untold:
        return f"Too few rows to tell whether {'any column' if many > 1 else 'the one column'} drifted"
    if not drifted:
        return f"None of {plural(many, 'column')} drifted" if many > 1 else "The one column did not drift"
    words = "is not what it was" if drifted == 1 else "are not what they were"
    return f"{count(drifted)} of {plural(many, 'column')} {words}" if many > 1 else f"The one column {words}"


def counted(found: DriftReport) -> str:
    """Count columns by what is said of them."""
    told = []
    for verdict, words in COUNTED.items():
        if number := sum(one.verdict is verdict for one in found.columns):
            told.append(f"{count(number)} {words}")
    return "; ".join(told)


def seen(found: DriftReport) -> str:
    """Say what so many rows can show."""
    rows = f"{count(found.reference_rows)} rows beside {count(found.current_rows)}"
    return f"{rows}: a shift of {significant(found.detectable)} standard deviations would be seen nine times of ten"


def sentence(one: ColumnDrift) -> str:
    """Say what became of a column, the change that weighs most first."""
    if one.verdict is DriftVerdict.GONE:
        return "is not there any more"
    if one.verdict is DriftVerdict.NEW:
        return "was not there before"
    if one.verdict is DriftVerdict.OTHER_KIND and one.before and one.after:
        return f"held {KINDS[one.before.kind]} and now holds {KINDS[one.after.kind]}"
    if one.verdict is DriftVerdict.SAME:
        return "is what it was"
    if one.verdict is DriftVerdict.TOO_FEW:
        return "has too few rows to tell"
    return "; ".join(filter(None, (_content(one), _cells(one), _values(one))))


def shown(measure: Measure) -> str:
    """Give the value of a measure in its unit."""
    if measure.name in _CHANGES:
        return signed_percent(measure.value, 1)
    return percent(measure.value, 1) if measure.name in _SHARES else sized(measure.name, measure.value)


def sized(name: MeasureName, number: float) -> str:
    """Give a size in the unit of a measure, as its gate or what chance makes of it."""
    if name in _SHARES | _CHANGES:
        return f"{significant(100 * number)}{THIN}%"
    return f"{significant(number)} sd" if name in _DEVIATIONS else significant(number)


def between(one: Side | None) -> str:
    """Give the middle half of a column's numbers, or how many different values it has."""
    if one is None:
        return ""
    if one.quantiles:
        return f"{compacted(one.quantiles[1])} to {compacted(one.quantiles[3])}"
    return plural(one.different, "value") if one.kind is ColumnKind.CATEGORY else KINDS[one.kind]


def compacted(number: float) -> str:
    """Give a number of unknown size to three digits that tell something."""
    return compact(number) if abs(number) >= 9_999.5 else significant(number, 3)


def _content(one: ColumnDrift) -> str:
    beyond = {measure.name: measure for measure in one.measures if measure.beyond}
    known = {measure.name: measure for measure in one.measures}
    if MeasureName.WASSERSTEIN in beyond or MeasureName.KOLMOGOROV in beyond:
        return _moved(one, known)
    if MeasureName.VARIATION in beyond:
        return f"{percent(beyond[MeasureName.VARIATION].value)} of the rows would have to take another value to be as before"
    told = []
    if MeasureName.LENGTH in beyond:
        told.append(f"texts are of other lengths ({shown(beyond[MeasureName.LENGTH])})")
    if MeasureName.WORDS in beyond:
        told.append(f"{percent(beyond[MeasureName.WORDS].value)} of the words are others")
    return "; ".join(told)


def _moved(one: ColumnDrift, known: dict[MeasureName, Measure]) -> str:
    mean, spread = known.get(MeasureName.MEAN), known.get(MeasureName.SPREAD)
    if mean is None or spread is None or not one.before or not one.after:
        return f"is no longer one number: {percent(known[MeasureName.KOLMOGOROV].value)} of the rows are apart from it"
    middles = f"middle {compacted(one.before.quantiles[2])}, now {compacted(one.after.quantiles[2])}"
    if abs(mean.value) >= 0.05:
        return f"moved {'up' if mean.value > 0 else 'down'} by {significant(abs(mean.value))} sd ({middles})"
    if abs(spread.value - 1) >= 0.05:
        return f"is {'wider' if spread.value > 1 else 'narrower'}, its spread {significant(spread.value)} times the former"
    return f"has another shape ({shown(known[MeasureName.KOLMOGOROV])} of the rows apart, {middles})"


def _cells(one: ColumnDrift) -> str:
    told = []
    for measure in one.measures:
        if measure.beyond and measure.name is MeasureName.MISSING and one.before and one.after:
            before, after = (side.missing / max(side.rows, 1) for side in (one.before, one.after))
            told.append(f"{percent(after)} of the cells are empty, {percent(before)} before")
        if measure.beyond and measure.name is MeasureName.UNREADABLE:
            told.append(
                f"{percent(abs(measure.value))} {'more' if measure.value > 0 else 'fewer'} cells hold no number"
            )
    return "; ".join(told)


def _values(one: ColumnDrift) -> str:
    fresh = [measure for measure in one.measures if measure.beyond and measure.name is MeasureName.NEW_VALUES]
    if not fresh:
        return ""
    names = ", ".join(visible(name, _VALUE) or "an empty text" for name in one.new_values[:_SHOWN])
    more = len(one.new_values) - _SHOWN
    return f"{percent(fresh[0].value, 1)} of the rows have values never seen: {names}{f' and {more} more' if more > 0 else ''}"
