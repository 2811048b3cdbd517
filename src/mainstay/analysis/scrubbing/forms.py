"""The forms in which a secret may stand in a text: itself, escaped, quoted, encoded."""

import base64
import html
import json
import re
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

from mainstay.domain.secret import SHORTEST

_HEX = re.compile("%[0-9A-F]{2}")


def forms_of(value: str) -> frozenset[str]:
    """Give every form of a secret that is looked for; each line of a longer one counts as a secret of its own.

    They are the value, as JSON and Python escape it, quoted for addresses and forms (RFC 3986, either case of digits),
    escaped for HTML, in hexadecimal digits, and in base64 (RFC 4648, both alphabets), there also as a part of a longer text
    that was encoded as a whole, such as `user:password`.
    """
    parts = {value, *(line.strip() for line in value.splitlines())}
    return frozenset(
        form for part in parts if len(part) >= SHORTEST for form in _forms(part) if len(form) >= SHORTEST
    )


def _forms(value: str) -> Iterator[str]:
    data = value.encode("utf-8", "surrogatepass")
    yield value
    yield json.dumps(value)[1:-1]
    yield json.dumps(value, ensure_ascii=False)[1:-1]
    yield json.dumps(value)[1:-1].replace("/", "\\/")
    yield repr(value)[1:-1]
    yield html.escape(value)
    yield data.hex()
    yield data.hex().upper()
    for quoted in (quote(data), quote(data, safe=""), quote_plus(data)):
        yield quoted
        yield _HEX.sub(lambda match: match.group().lower(), quoted)
    for before in range(3):
        inner = _inner_base64(data, before)
        yield inner
        yield inner.translate(str.maketrans("+/", "-_"))


def _inner_base64(data: bytes, before: int) -> str:
    """Give the digits that base64 has for the data after so many other bytes, without those that also tell its neighbours."""
    encoded = base64.b64encode(bytes(before) + data).decode().rstrip("=")
    shared = (before * 8 + 5) // 6
    whole = (before + len(data)) * 8 // 6
    return encoded[shared:whole]
