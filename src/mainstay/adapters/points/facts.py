"""What is known of a series, and what a look counted, as JSON within the file of points."""

from typing import TypeVar

import msgspec

from mainstay.domain.errors import UsageError
from mainstay.ports.host import Counts
from mainstay.ports.points import LONGEST_FACTS, Known
from mainstay.present.visible import visible

_Kept = TypeVar("_Kept")


def facts_of(key: str, known: Known) -> bytes:
    """Write what is known of the series `key`. Raises UsageError where that is longer than is kept."""
    body = told(known)
    if len(body) > LONGEST_FACTS:
        raise UsageError("what a series is cannot be told so long", where=visible(key, 100))
    return body


def told(kept: Known | Counts) -> bytes:
    """Write a record."""
    return msgspec.json.encode(kept)


def known_of(body: bytes) -> Known:
    """Read what is known of a series. Raises ValueError where it is not whole."""
    return _read(body, Known)


def counts_of(body: bytes) -> Counts:
    """Read what a look counted. Raises ValueError where it is not whole."""
    return _read(body, Counts)


def _read(body: object, kind: type[_Kept]) -> _Kept:
    if not isinstance(body, bytes):
        # The file was changed by another program.
        raise TypeError("a record is no bytes")
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.MsgspecError as error:
        raise ValueError(f"a record cannot be read: {error}") from error
