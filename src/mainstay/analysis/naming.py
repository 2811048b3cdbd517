"""How people name a finding: by the start of its fingerprint, or by where it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mainstay.domain.backlog import Ranked
from mainstay.domain.finding import Finding

LEAST = 4
"""An identifier has so many characters at least, so that it is no number of a row."""
_FINGERPRINT = 16
_HEX = frozenset("0123456789abcdef")


def identified(fingerprints: Iterable[str]) -> dict[str, str]:
    """Give for each fingerprint as much of its start as no other has, at least four characters."""
    ordered = sorted(set(fingerprints))
    needed = dict.fromkeys(ordered, LEAST)
    for one, other in pairwise(ordered):
        shared = next(
            (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one)
        )
        for name in (one, other):
            needed[name] = max(needed[name], shared + 1)
    return {name: name[:size] for name, size in needed.items()}


@dataclass(frozen=True, slots=True)
class Named:
    """What somebody named: `found` are the rows that it may mean, `near` such as are like it where it means none."""

    found: Sequence[Ranked]
    near: Sequence[Ranked] = ()


def names_a_finding(text: str) -> bool:
    """Tell whether a text has the form of a finding's name: the start of a fingerprint, or a place."""
    return _is_ident(text) or ":" in text or "/" in text


def named(text: str, rows: Sequence[Ranked]) -> Named:
    """Find the finding of that name: FINGERPRINT, PATH, PATH:LINE, PATH:SYMBOL, or one of these after its CODE and a colon.

    A path may lack its first folders, a fingerprint its end. A line means what begins there, else what holds it.
    """
    if _is_ident(text):
        return Named([row for row in rows if row.finding.fingerprint.startswith(text.lower())])
    code, place = "", text
    first, colon, rest = text.partition(":")
    if colon and any(row.finding.code == first for row in rows):
        code, place = first, rest
    of_code = [row for row in rows if not code or row.finding.code == code]
    path, _, where = place.rpartition(":")
    for asked, spot in ((place, ""), (path, where)):
        there = _at(asked, of_code)
        if there and (not spot or (there := _on(spot, there))):
            return Named(_carrying(there))
    return Named((), _near(path or place, code, rows))


def _is_ident(text: str) -> bool:
    return LEAST <= len(text) <= _FINGERPRINT and _HEX.issuperset(text.lower())


def _at(path: str, rows: Sequence[Ranked]) -> list[Ranked]:
    path = path.removeprefix("./")
    if not path:
        return []
    exact = [row for row in rows if row.finding.path == path]
    return exact or [row for row in rows if row.finding.path.endswith(f"/{path}")]


def _on(spot: str, rows: Sequence[Ranked]) -> list[Ranked]:
    if spot.isascii() and spot.isdigit() and len(spot) < 10:
        line = int(spot)
        begun = [row for row in rows if row.finding.line == line]
        return begun or [row for row in rows if row.finding.line <= line <= row.finding.end_line]
    exact = [row for row in rows if row.finding.symbol == spot]
    return exact or [row for row in rows if row.finding.symbol.endswith(f".{spot}")]


def _carrying(rows: Sequence[Ranked]) -> Sequence[Ranked]:
    """Of several findings of one function, which one repair mends together, choose the one that carries their price."""
    places = {(row.finding.path, row.finding.symbol, row.finding.line) for row in rows}
    priced = [row for row in rows if row.finding.price is not None]
    if len(places) > 1 or len(priced) != 1 or priced[0].finding.price is None:
        return rows
    known = {step.code for step in priced[0].finding.price.steps}
    return priced if all(row.finding.code in known for row in rows) else rows


def _near(path: str, code: str, rows: Sequence[Ranked]) -> list[Ranked]:
    """Give those of the same path, else of the same file's name, those of the same code first."""
    name = path.rpartition("/")[2]

    def like(finding: Finding) -> bool:
        return bool(name) and finding.path.rpartition("/")[2] == name

    near = _at(path, rows) or [row for row in rows if like(row.finding)]
    return sorted(near, key=lambda row: (row.finding.code != code, row.rank))
