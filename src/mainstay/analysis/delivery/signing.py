"""Signs what a webhook sends, so that its receiver can tell who sent it and when.

Standard Webhooks 1.0: headers `webhook-id`, `webhook-timestamp` and `webhook-signature`, HMAC-SHA256 over the three parts.
"""

import base64
import binascii
import hmac

_PREFIX = "whsec_"
SHORTEST = 24
"""Bytes that a key has at least, by Standard Webhooks: who can guess it signs as well."""


def signing_key(secret: str) -> bytes:
    """Give the key's bytes: what follows `whsec_` is base64, any other text stands for itself.

    Raises ValueError where that base64 is none, or the key is shorter than SHORTEST.
    """
    key = _bytes_of(secret)
    if len(key) < SHORTEST:
        raise ValueError(f"it has {len(key)} bytes, and {SHORTEST} are the least")
    return key


def _bytes_of(secret: str) -> bytes:
    if not secret.startswith(_PREFIX):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except binascii.Error:
        raise ValueError("what follows whsec_ is no base64") from None


def signed_headers(key: bytes, message: str, at: int, body: bytes) -> dict[str, str]:
    """Give the headers for a message's id (without full stops), the time (seconds since 1970) and the body as it is sent."""
    digest = hmac.digest(key, f"{message}.{at}.".encode() + body, "sha256")
    return {
        "webhook-id": message,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }
