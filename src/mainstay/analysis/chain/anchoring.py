"""Anchors as lines: what is told of a chain to the outside, so that cutting the chain or its anchors can be seen."""

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mainstay.analysis.chain.fault_list import FaultList
from mainstay.analysis.chain.strict_lines import fields_of, line_of
from mainstay.analysis.contents.canonical import encode
from mainstay.domain.audit import Anchor, Defect

FORMAT = "mainstay-anchor/1"
FIRST = "first"
"""What the first line of a file says instead of the digest of the line before; "" says nothing about lines before."""

_PURPOSE = b"mainstay/anchor/1\n"
_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")
_DIGEST = re.compile("[0-9a-f]{64}")
_KEYS = {"format", "chain", "count", "head", "at", "before", "seal"}


@dataclass(frozen=True, slots=True)
class AnchorLine:
    """A line that tells an anchor: `before` is the SHA-256 (hex) of the line before, FIRST, or ""."""

    anchor: Anchor
    before: str
    seal: str


def anchor_line(key: bytes, anchor: Anchor, before: str) -> str:
    """Give the line, closed with the key, so that only its holder can write one."""
    return line_of(
        {
            "format": FORMAT,
            "chain": anchor.chain,
            "count": anchor.count,
            "head": anchor.head,
            "at": anchor.at,
            "before": before,
            "seal": _seal(key, anchor, before),
        }
    )


def read_anchor_line(line: bytes) -> AnchorLine | None:
    """Read a line, None where it is not in the one form."""
    fields = fields_of(line)
    if fields is None or fields.keys() != _KEYS or fields["format"] != FORMAT:
        return None
    chain, head, before, seal = (fields[name] for name in ("chain", "head", "before", "seal"))
    count, at = fields["count"], fields["at"]
    if (
        not (isinstance(chain, str) and isinstance(before, str))
        or type(count) is not int
        or type(at) is not int
    ):
        return None
    if not (isinstance(head, str) and _DIGEST.fullmatch(head) and count > 0):
        return None
    if not (isinstance(seal, str) and _DIGEST.fullmatch(seal)):
        return None
    if _HALF_A_CHARACTER.search(chain + before):
        return None
    return AnchorLine(Anchor(chain, count, head, at), before, seal)


def digest_of(line: bytes) -> str:
    """Give what the line after this one names as the one `before`."""
    return hashlib.sha256(line).hexdigest()


def closes(key: bytes, told: AnchorLine) -> bool:
    """Tell whether a line is closed with this key."""
    return hmac.compare_digest(_seal(key, told.anchor, told.before).encode(), told.seal.encode())


class Anchors:
    """The anchors of one chain out of lines, and what is wrong with the lines. Iterate it once; then the rest is known.

    It gives each anchor with the place in `keys` of the one that closed it.

    `lines` counts all, `own` those that name this chain, `newest` is the greatest count among those that count.
    """

    def __init__(self, lines: Iterable[bytes], chain: str, keys: Sequence[bytes]) -> None:
        """Read `lines`, each with its line feed, oldest first. Without `keys` nobody can tell who wrote them."""
        self._lines = lines
        self._chain = chain
        self._keys = keys
        self._waiting = (0, 0)
        self.lines = 0
        self.own = 0
        self.newest = 0
        self.faults = FaultList(Defect.ANCHORS)

    def __iter__(self) -> Iterator[tuple[Anchor, int]]:
        before = FIRST
        for number, line in enumerate(self._lines, 1):
            self.lines = number
            told = read_anchor_line(line)
            if told is None:
                self._wait(number)
            elif told.before in {"", before}:
                yield from self._counted(told, number, vouches=told.before == before)
            else:
                self._give_up()
                self.faults.add(number, number)
                yield from self._counted(told, number, vouches=False)
            before = digest_of(line)
        self._give_up()

    def _counted(self, told: AnchorLine, number: int, *, vouches: bool) -> Iterator[tuple[Anchor, int]]:
        age = self._age(told)
        ours = age is not None
        if ours and vouches:
            self._waiting = (0, 0)
        if told.anchor.chain != self._chain:
            return
        self.own += 1
        if age is not None:
            self.newest = max(self.newest, told.anchor.count)
            yield told.anchor, age
        else:
            self._wait(number)

    def _wait(self, number: int) -> None:
        """Keep a line in mind that cannot be proved by itself: written under a key that was lost, or half, in a power cut.

        It is forgiven where an unbroken row of lines, each naming the bytes before it, leads to one of the key's holder.
        """
        self._waiting = (self._waiting[0] or number, number)

    def _give_up(self) -> None:
        if self._waiting[0]:
            self.faults.add(*self._waiting)
        self._waiting = (0, 0)

    def _age(self, told: AnchorLine) -> int | None:
        """Give the place in `keys` of the one that closed a line, 0 where there are none, and None where none of them did."""
        if not self._keys:
            return 0
        return next((place for place, key in enumerate(self._keys) if closes(key, told)), None)


def _seal(key: bytes, anchor: Anchor, before: str) -> str:
    told = (anchor.chain, anchor.count, anchor.head, anchor.at, before)
    return hmac.digest(key, _PURPOSE + encode(told), "sha256").hex()
