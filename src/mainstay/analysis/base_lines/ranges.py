"""The oldest release that a range of versions admits, among those that are known."""

import re
from collections.abc import Iterator
from typing import Final

from mainstay.analysis.end_of_life.releases import PRODUCTS

LONGEST: Final = 200
_ONE = re.compile(r"(>=|<=|===?|!=|~=|[<>^~=]?)[ ]{0,5}v?([0-9]{1,4}(?:\.(?:[0-9]{1,4}|[xX*]))*)", re.ASCII)
_BETWEEN = re.compile(r"([0-9.]{1,20}) {1,3}- {1,3}([0-9.]{1,20})", re.ASCII)
_Numbers = tuple[int, ...]


def oldest_admitted(product: str, text: str) -> str | None:
    """Give the oldest known release of a product that a range admits: 3.8 of `>=3.8,<4`, 18 of `^18 || >=20`.

    None where it admits none, or is not bounded from below, as `*` and `<20` are: that says nothing about what is old.
    """
    known = PRODUCTS.get(product)
    if known is None or len(text) > LONGEST:
        return None
    releases = sorted(known.releases, key=_numbers)
    oldest: list[str] = []
    for part in text.split("||"):
        rules = list(_rules(_BETWEEN.sub(r">=\1 <=\2", part)))
        if not any(sign in {">=", ">", "^", "~", "~=", "", "=", "==", "==="} for sign, _, _ in rules):
            return None
        fits = (one for one in releases if all(_admits(_numbers(one), *rule) for rule in rules))
        oldest += [first for first in [next(fits, None)] if first is not None]
    return min(oldest, key=_numbers, default=None)


def _rules(text: str) -> Iterator[tuple[str, _Numbers, bool]]:
    """Give each sign with its version, and whether that is open at its end (`3.9.*`)."""
    for sign, version in _ONE.findall(text):
        fixed = re.split(r"\.[xX*]", version)[0]
        yield sign, _numbers(fixed), fixed != version


def _admits(release: _Numbers, sign: str, version: _Numbers, is_open: bool) -> bool:
    """Tell whether any version of a release fits one rule."""
    size = len(release)
    asked = (*version, *[0] * size)[:size]
    if sign in {">=", ">"}:
        return release >= asked
    if sign == "<":
        return release < asked or (release == asked and any(version[size:]))
    if sign == "<=":
        return release <= asked
    if sign == "!=":
        # What names a patch leaves the others of its release.
        return release[: len(version)] != version or len(version) > size or not is_open
    if sign in {"^", "~=", "~"}:
        kept = 1 if sign == "^" and version[0] else max(1, len(version) - (sign == "~=" or len(version) > 2))
        return release >= asked and release[:kept] == version[: min(kept, size)]
    return release[: len(version)] == version[:size]


def _numbers(version: str) -> _Numbers:
    return tuple(int(part) for part in version.split(".") if part)
