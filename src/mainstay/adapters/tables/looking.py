"""How a CSV file is written, from its first lines: what separates, whether it has a head, what its columns are."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mainstay.adapters.tables.moments import EPOCHS, Moments, moments_of, zone_of
from mainstay.adapters.tables.numbers import decimal_of, number_in
from mainstay.adapters.tables.roles import Roles, different, refuse_too_wide, roles_of
from mainstay.adapters.tables.unfit import Unfit
from mainstay.ports.tables import Shape

FIRST = 200
"""Lines that are looked at."""
_MUCH = 1 << 21
"""Characters of which so many lines are not looked at."""
_SEPARATORS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found out; `head` is whether the first row names the columns."""

    separator: str
    decimal: str
    head: bool
    moments: Moments
    roles: Roles


def beginning(stream: Iterable[str]) -> list[str]:
    """Give the first lines: of short ones some hundred, of long ones as many as are no burden, and two at the least."""
    lines: list[str] = []
    size = 0
    for line in stream:
        lines.append(line)
        size += len(line)
        if len(lines) >= FIRST or (size > _MUCH and len(lines) > 1):
            break
    return lines


def found_in(lines: Sequence[str], shape: Shape) -> Found:
    """Look at the first lines of a file. Raises Unfit where they are no table of series."""
    zone = zone_of(shape.zone)
    if shape.epoch and shape.epoch not in EPOCHS:
        raise Unfit("times that are numbers count s, ms, us or ns")
    if len(shape.separator) > 1 or shape.decimal not in {"", ".", ","}:
        raise Unfit("a separator is one character, and decimals stand behind a point or a comma")
    separator = shape.separator or separator_of(lines)
    rows = rows_of(lines, separator)
    if not rows:
        raise Unfit("it is empty")
    # A time in the first row is no name of a column.
    head = not any(moments_of([cell], "", zone, named=False) for cell in rows[0])
    if head and len(rows) == 1:
        raise Unfit("it has no row but its first")
    width = len(rows[0])
    cells = list(zip(*(row for row in rows[head:] if len(row) == width), strict=True))
    if not cells:
        raise Unfit(f"its rows do not have as many columns as its first, which has {width}", int(head))
    names = different(rows[0] if head else [""] * width)
    # Where a comma separates, one within quotes may as well be for thousands.
    decimal = shape.decimal or (
        "." if separator == "," else decimal_of(cell for column in cells for cell in column)
    )
    ways = {
        place: way
        for place, column in enumerate(cells)
        if (
            way := moments_of(
                column,
                shape.epoch if names[place] == shape.time else "",
                zone,
                named=names[place] == shape.time,
            )
        )
    }
    numeric = [
        place
        for place, column in enumerate(cells)
        if all(number_in(cell, decimal) is not None for cell in column)
    ]
    roles = roles_of(names, list(ways), numeric, shape)
    way = ways[roles.time]
    return Found(separator, decimal, head, _counted(way, shape.epoch), roles)


def _counted(way: Moments, epoch: str) -> Moments:
    return Moments(EPOCHS[epoch], way.zone) if way.each and epoch else way


def separator_of(lines: Sequence[str]) -> str:
    """Choose what gives most columns, as many in each row; among equals the usual one."""
    best, most = ",", 1
    head = next((line for line in lines if line.strip()), "")
    for one in _SEPARATORS:
        # Before all of them are taken apart: names of columns hold no thousands of separators.
        refuse_too_wide(head.count(one) + 1)
        rows = rows_of(lines, one)
        widths = {len(row) for row in rows}
        if len(widths) == 1 and (width := widths.pop()) > most:
            best, most = one, width
    return best


def rows_of(lines: Sequence[str], separator: str) -> list[list[str]]:
    """Give the rows of the first lines, without one that may go on beyond them; nothing where they are no CSV."""
    if not lines:
        return []
    try:
        rows = [row for row in csv.reader(lines, delimiter=separator) if row]
    except csv.Error:
        return []
    # The last may go on in the lines that were not looked at, or be cut off.
    open_end = len(lines) >= FIRST or sum(map(len, lines)) > _MUCH or not lines[-1].endswith(("\n", "\r"))
    return rows[:-1] if open_end and len(rows) > 2 else rows
