"""Seals: each is a keyed digest over a row, its place and the seal before, so that no row can be changed, moved or dropped."""

import hmac
from collections.abc import Iterable, Iterator

from mainstay.analysis.contents.canonical import encode
from mainstay.domain.audit import Link, Row

REKEYED = "audit.rekey"
"""The act of a row from which on another key seals; the row itself is sealed by the new one."""

# Says what is sealed, and by which rules, so that no other use of the key can give the same digest.
_PURPOSE = b"mainstay/audit/1\n"


def seal_of(key: bytes, place: int, previous: str, row: Row) -> str:
    """Give the seal of a row at a place: HMAC-SHA256 (RFC 2104, hex) over purpose, place, the seal before, and the row.

    `previous` is `beginning(chain)` for the first place. Raises ValueError where a text of the row is not Unicode.
    """
    told = (
        row.id,
        row.at,
        row.who,
        row.door,
        row.act,
        row.about,
        row.content,
        row.detail,
        row.record,
        row.rules,
    )
    return hmac.digest(key, _PURPOSE + encode((place, previous, told)), "sha256").hex()


def beginning(chain: str) -> str:
    """Give what stands in the place of the seal before the first one. It is no hex, so that it can pass for no seal."""
    return f"chain:{chain}"


def sealed(key: bytes, chain: str, last: Link | None, rows: Iterable[Row]) -> Iterator[Link]:
    """Chain rows to the `last` link (None: to nothing) in their order."""
    place = last.place if last is not None else 0
    previous = last.seal if last is not None else beginning(chain)
    for row in rows:
        place += 1
        previous = seal_of(key, place, previous, row)
        yield Link(place, row, previous)


def fits(key: bytes, place: int, previous: str, row: Row, seal: str) -> bool:
    """Tell whether a seal is the one of this row at this place."""
    return hmac.compare_digest(seal_of(key, place, previous, row).encode(), seal.encode())
