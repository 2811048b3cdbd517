"""Closing and opening entries under the user's key, so that only what this user's program wrote is believed.

HMAC (RFC 2104) with SHA-256 over length-prefixed parts: nothing can be moved from one part to its neighbour.
"""

import hmac
import struct
import zlib

_TAG_BYTES = 32
_PLAIN, _DEFLATED = b"\0", b"\1"
_WORTH_DEFLATING = 1024
# Deflate without zlib's header and checksum: the tag already covers the bytes, and reading is a tenth faster.
_RAW_DEFLATE = -15


class Seal:
    """One user's seal for one version of the program."""

    def __init__(self, key: bytes, version: str) -> None:
        """Take the user's 32-byte `key` and the version of the program that writes."""
        self._key = key
        self._version = version.encode()

    @property
    def user(self) -> str:
        """Eight hexadecimal digits that tell this key from others without giving it away."""
        return self._tag(b"user")[:4].hex()

    @property
    def edition(self) -> str:
        """Eight hexadecimal digits that tell this key and version from others."""
        return self._tag(b"edition", self._version)[:4].hex()

    def close(self, kind: str, key: bytes, payload: bytes) -> bytes:
        """Give tag and content of an entry as they are stored; contents above 1 KiB are deflated."""
        large = len(payload) > _WORTH_DEFLATING
        body = _DEFLATED + zlib.compress(payload, 1, _RAW_DEFLATE) if large else _PLAIN + payload
        return self._tag(b"entry", self._version, kind.encode(), key, body) + body

    def open(self, kind: str, key: bytes, sealed: bytes) -> bytes | None:
        """Give the content; None when it was not closed by this key and version as this very entry."""
        tag, body = sealed[:_TAG_BYTES], sealed[_TAG_BYTES:]
        if not hmac.compare_digest(tag, self._tag(b"entry", self._version, kind.encode(), key, body)):
            return None
        return zlib.decompress(body[1:], _RAW_DEFLATE) if body[:1] == _DEFLATED else body[1:]

    def _tag(self, *parts: bytes) -> bytes:
        message = b"".join(struct.pack(">Q", len(part)) + part for part in parts)
        return hmac.digest(self._key, message, "sha256")
