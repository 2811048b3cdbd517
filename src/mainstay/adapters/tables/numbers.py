"""Numbers of a table from their texts: missing ones are NaN, with a comma or a point before the decimals."""

import math
import re
from collections.abc import Iterable, Sequence

import numpy as np

from mainstay.adapters.tables.unfit import Unfit
from mainstay.domain.signal import Values
from mainstay.present.visible import visible

_MISSING = frozenset(("", "-", "na", "n/a", "#n/a", "nan", "nil", "none", "null", "\\n"))
_COMMA = re.compile(r"[+-]?(?:[0-9]*|[0-9]{1,3}(?:\.[0-9]{3})+),[0-9]+(?:[eE][+-]?[0-9]+)?", re.ASCII)
_THOUSANDS = {
    ".": re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+", re.ASCII),
    ",": re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+", re.ASCII),
}
"""Thousands apart, with decimals behind them: nobody can take one for the other."""


def numbers(texts: Sequence[str], decimal: str, column: str) -> Values:
    """Give the numbers of a column. Raises Unfit, with the row, where one is none."""
    if decimal == "." and "_" not in (whole := "".join(texts)) and whole.isascii():
        try:
            return np.fromiter(map(float, texts), np.float64, len(texts))
        except ValueError:
            pass
    found = np.empty(len(texts))
    for row, text in enumerate(texts):
        number = number_in(text, decimal)
        if number is None:
            raise Unfit(
                f"{visible(text, 60)} in the column {visible(column, 60)} is no number",
                row,
                "name the columns of numbers, or what stands before decimals",
            )
        found[row] = number
    return found


def is_missing(text: str) -> bool:
    """Whether a cell has nothing in it, or one of the words that say so."""
    return text.strip().lower() in _MISSING


def number_in(text: str, decimal: str) -> float | None:
    """Give a number, NaN where it is missing, or None where the text is something else."""
    if is_missing(text):
        return math.nan
    text = text.strip()
    text = text.removesuffix("%").rstrip()
    if _THOUSANDS[decimal].fullmatch(text):
        text = text.replace("," if decimal == "." else ".", "")
    if decimal == ",":
        # A point would be one for thousands, and nobody knows what it means in the next file.
        if "." in text:
            return None
        text = text.replace(",", ".", 1)
    if "_" in text or not text.isascii():
        return None
    try:
        return float(text)
    except ValueError:
        return None


def decimal_of(texts: Iterable[str]) -> str:
    """Tell what stands before decimals: a comma where some have one so."""
    return "," if any(_COMMA.fullmatch(text.strip()) for text in texts) else "."
