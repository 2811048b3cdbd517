"""What resources cost, from a file that people write: CSV, or YAML."""

import csv
import io
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mainstay.config import plain_yaml
from mainstay.domain.capacity import Prices
from mainstay.domain.errors import ConfigurationError
from mainstay.present.visible import visible

LARGEST: Final = 1 << 20
_MOST: Final = 10_000.0
"""A price that is higher is taken for a slip."""
_BYTES: Final = {
    "B": 1.0,
    **{f"{letter}B": 1000.0**power for power, letter in enumerate("kMGT", 1)},
    **{f"{letter}iB": 1024.0**power for power, letter in enumerate("KMGT", 1)},
}
UNITS: Final = {"cpu": {"core": 1.0, "millicore": 0.001}, "memory": _BYTES, "disk": _BYTES}
_COLUMNS: Final = ("kind", "unit", "price", "currency")
_YAML: Final = {".yaml", ".yml"}
_CURRENCY: Final = re.compile(r"[A-Za-z$\u00a3\u00a5\u20ac]{1,8}")
_Row = tuple[str, str, str, str, str]
"""Where it stands, and the kind, unit, price and currency."""


def prices(path: Path) -> Prices:
    """Read what a unit of each kind costs a month.

    Raises ConfigurationError with the line, or in YAML the number of the price, for what cannot be used: a price that is
    negative or no number, a kind or unit that nobody knows, two currencies, a kind that comes twice.
    """
    shown = visible(str(path), 300)
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise ConfigurationError(
            f"the prices cannot be read: {error.strerror}", where=shown, mend="look at its name"
        ) from error
    if len(data) > LARGEST:
        raise _wrong("the file is larger than 1 MiB", shown)
    rows = _of_yaml(data, shown) if path.suffix.lower() in _YAML else _of_csv(data, shown)
    found: dict[str, float] = {}
    currencies: set[str] = set()
    for where, kind, unit, price, currency in rows:
        if kind not in UNITS:
            raise _wrong(f"{visible(kind, 50) or 'nothing'} is no kind: {', '.join(UNITS)}", where)
        if unit not in UNITS[kind]:
            raise _wrong(
                f"{visible(unit, 50) or 'nothing'} is no unit of {kind}: {', '.join(UNITS[kind])}", where
            )
        if kind in found:
            raise _wrong(f"{kind} has a price already", where)
        found[kind] = _price(price, where) / UNITS[kind][unit]
        currencies.add(currency)
        if len(currencies) > 1:
            raise _wrong("prices are in two currencies", where)
        if currency and not _CURRENCY.fullmatch(currency):
            raise _wrong("the currency is no name of letters, such as EUR", where)
    if not found:
        raise _wrong("no price is in it", shown)
    return Prices(next(iter(currencies)), found)


def _price(text: str, where: str) -> float:
    try:
        price = float(text)
    except ValueError:
        raise _wrong(f"the price {visible(text, 50) or 'of nothing'} is no number", where) from None
    if not math.isfinite(price):
        raise _wrong("the price is no number", where)
    if price < 0:
        raise _wrong("the price is negative", where)
    if price > _MOST:
        raise _wrong(f"the price of a unit is more than {_MOST:,.0f} a month", where)
    return price


def _of_csv(data: bytes, shown: str) -> Iterator[_Row]:
    try:
        reader = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        head = [one.strip().lower() for one in next(reader, [])]
        missing = [name for name in _COLUMNS if name not in head]
        if missing:
            raise _wrong(f"the first line does not name {', '.join(missing)}", f"{shown}:1")
        places = [head.index(name) for name in _COLUMNS]
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            where = f"{shown}:{reader.line_num}"
            if len(row) != len(head):
                raise _wrong(f"{len(row)} cells stand below {len(head)} names", where)
            kind, unit, price, currency = (row[place].strip() for place in places)
            yield where, kind.lower(), unit, price, currency
    except (csv.Error, UnicodeDecodeError) as error:
        raise _wrong(f"this is no CSV in UTF-8: {visible(str(error), 100)}", shown) from None


def _of_yaml(data: bytes, shown: str) -> Iterator[_Row]:
    whole = plain_yaml.read(data, shown)
    if not isinstance(whole, dict) or set(whole) - {"currency", "prices"}:
        raise _wrong("currency and prices, and nothing else, stand in it", shown)
    given, currency = whole.get("prices"), whole.get("currency", "")
    if not isinstance(given, list) or not isinstance(currency, str):
        raise _wrong("prices is no list, or currency no text", shown)
    for number, one in enumerate(given, 1):
        where = f"{shown}: price {number}"
        if not isinstance(one, dict) or set(one) != {"kind", "unit", "price"}:
            raise _wrong("it has not just kind, unit and price", where)
        price = one["price"]
        if isinstance(price, bool) or not isinstance(price, int | float):
            raise _wrong("the price is no number", where)
        yield where, str(one["kind"]), str(one["unit"]), str(price), currency


def _wrong(what: str, where: str) -> ConfigurationError:
    return ConfigurationError(
        f"the prices cannot be used: {what}",
        where=where,
        mend="write lines such as memory,GiB,2.50,EUR below kind,unit,price,currency",
    )
