"""Values as bytes: equal values give equal bytes, different ones different bytes.

Each value is a letter for its type, its length, and that many bytes or members, so that no bytes of one field can pass for
the border of another (as they can where fields are joined).
"""

import math
from collections.abc import Mapping
from operator import itemgetter

from mainstay.domain.plan import Value

DEEPEST = 64
_first = itemgetter(0)


def encode(value: Value) -> bytes:
    """Give the bytes of a value: `1`, `1.0`, `"1"` and `True` are four different ones, the order of keys tells nothing.

    Raises ValueError for numbers that are not finite, text that is not Unicode, and more than DEEPEST levels.
    """
    parts: list[bytes] = []
    _encode(value, parts, 0)
    return b"".join(parts)


def _encode(value: Value, parts: list[bytes], depth: int) -> None:
    if depth > DEEPEST:
        raise ValueError(f"nested more than {DEEPEST} deep")
    # What there is most of comes first: each row of the trail is encoded.
    if isinstance(value, str):
        parts.append(_sized(b"s", _text(value)))
    elif value is None:
        parts.append(b"n")
    elif isinstance(value, bool):
        parts.append(b"t" if value else b"f")
    elif isinstance(value, int):
        parts.append(_sized(b"i", b"%d" % value))
    elif isinstance(value, float):
        parts.append(_sized(b"d", _decimal(value)))
    elif isinstance(value, Mapping):
        parts.append(b"m%d:" % len(value))
        for key, inner in sorted([(_text(key), inner) for key, inner in value.items()], key=_first):
            parts.append(_sized(b"s", key))
            _encode(inner, parts, depth + 1)
    else:
        parts.append(b"l%d:" % len(value))
        for inner in value:
            _encode(inner, parts, depth + 1)


def _sized(letter: bytes, content: bytes) -> bytes:
    return b"%b%d:%b" % (letter, len(content), content)


def _decimal(value: float) -> bytes:
    if not math.isfinite(value):
        raise ValueError(f"{value} is no finite number")
    # The shortest decimal that leads back to the same number, the same on every platform; -0.0 equals 0.0.
    return repr(value or 0.0).encode()


def _text(value: str) -> bytes:
    try:
        return value.encode()
    except UnicodeEncodeError as error:
        raise ValueError("a text holds half of a surrogate pair") from error
