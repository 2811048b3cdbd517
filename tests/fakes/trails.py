"""Audit trails made up for tests: rows, their chain, its anchors and its export."""

import hashlib
from collections.abc import Iterable, Sequence

from mainstay.analysis.chain.anchoring import FIRST, anchor_line
from mainstay.analysis.chain.exporting import export_lines
from mainstay.analysis.chain.sealing import sealed
from mainstay.domain.audit import Anchor, Link, Row

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
CHAIN = "5f0c"


def rows(number: int, first: int = 1) -> list[Row]:
    """Give rows that differ in each field."""
    return [
        Row(
            n,
            1_767_225_600 + n,
            f"user{n}",
            "command-line",
            "approve",
            f"p{n}",
            f"{n:064x}",
            f"because ü {n}\n",
        )
        for n in range(first, first + number)
    ]


def chained(number: int, key: bytes = KEY, chain: str = CHAIN) -> list[Link]:
    return list(sealed(key, chain, None, rows(number)))


def anchor_lines(
    links: Sequence[Link], places: Iterable[int], key: bytes = KEY, chain: str = CHAIN, before: str = FIRST
) -> list[bytes]:
    """Tell the chain's head as it was at some places, as a file of anchors holds them."""
    lines: list[bytes] = []
    for place in places:
        anchor = Anchor(chain, place, links[place - 1].seal, 1_767_225_700 + place)
        lines.append(anchor_line(key, anchor, before).encode())
        before = hashlib.sha256(lines[-1]).hexdigest()
    return lines


def exported(
    links: Iterable[Link],
    unsealed: Sequence[Row] = (),
    remembered: int = 0,
    key: bytes = KEY,
    chain: str = CHAIN,
) -> list[bytes]:
    made = export_lines(chain, links, unsealed, remembered, 1_767_229_200, key)
    return [line.encode() for line in made]
