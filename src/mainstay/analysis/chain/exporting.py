"""The audit trail as lines for a verifier elsewhere: a header, all rows, and a trailer that closes the bytes before it."""

import hashlib
import hmac
from collections.abc import Iterable, Iterator

from mainstay.analysis.chain.strict_lines import line_of
from mainstay.analysis.contents.canonical import encode
from mainstay.domain.audit import Link, Row

FORMAT = "mainstay-audit/1"
_PURPOSE = b"mainstay/audit-export/1\n"


def export_lines(
    chain: str, links: Iterable[Link], unsealed: Iterable[Row], remembered: int, at: int, key: bytes
) -> Iterator[str]:
    """Give the lines of an export made at `at` (seconds since 1970), each with its line feed.

    Sealed rows carry place and seal, the others place 0 and none. The trailer counts both, tells how many rows the last
    anchor that was told to the outside had (`remembered`), and holds the SHA-256 of all bytes before it and the key's
    digest over that.
    """
    whole = hashlib.sha256()
    sealed = waiting = 0
    header = line_of({"format": FORMAT, "chain": chain, "made": at})
    whole.update(header.encode())
    yield header
    for link in links:
        sealed += 1
        line = _row_line(link.row, link.place, link.seal)
        whole.update(line.encode())
        yield line
    for row in unsealed:
        waiting += 1
        line = _row_line(row, 0, "")
        whole.update(line.encode())
        yield line
    digest = whole.hexdigest()
    told = (chain, digest, sealed, waiting, remembered)
    yield line_of(
        {
            "sealed": sealed,
            "unsealed": waiting,
            "anchored": remembered,
            "digest": digest,
            "seal": hmac.digest(key, _PURPOSE + encode(told), "sha256").hex(),
        }
    )


def _row_line(row: Row, place: int, seal: str) -> str:
    return line_of(
        {
            "place": place,
            "seal": seal,
            "id": row.id,
            "at": row.at,
            "who": row.who,
            "door": row.door,
            "act": row.act,
            "about": row.about,
            "content": row.content,
            "detail": row.detail,
            "record": row.record,
            "rules": row.rules,
        }
    )
