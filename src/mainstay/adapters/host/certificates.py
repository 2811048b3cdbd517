"""When the certificate of a server ends, read from the certificate itself, so that one which nobody trusts tells it too."""

import ssl
from datetime import UTC, datetime

from mainstay.adapters.http.connecting import connected, encrypted
from mainstay.adapters.http.limit import Limit

_SEQUENCE, _VERSION, _UTC_TIME, _GENERAL_TIME = 0x30, 0xA0, 0x17, 0x18
_LARGEST = 1 << 16


class NoCertificate(ValueError):
    """The bytes are no certificate, as X.509 has it."""


def certificate_end(host: str, port: int, limit: Limit) -> float:
    """Ask a server for its certificate and give its end, in seconds since 1970; nothing else is sent to it.

    Raises OSError where there is no answer, Ended where none comes in time, NoCertificate.
    """
    # Whether it is to be trusted is asked elsewhere: of one that ended yesterday the end is what is wanted.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with connected(host, port, limit) as sock, encrypted(sock, host, context, limit) as safe:
        return end_of(safe.getpeercert(binary_form=True) or b"")


def end_of(certificate: bytes) -> float:
    """Give `notAfter` of a certificate in DER (RFC 5280, 4.1), in seconds since 1970. Raises NoCertificate."""
    if len(certificate) > _LARGEST:
        raise NoCertificate("it is too large")
    _, outer, _ = _piece(certificate, _SEQUENCE)
    _, rest, _ = _piece(outer, _SEQUENCE)
    if rest[:1] == bytes([_VERSION]):
        _, _, rest = _piece(rest)
    # The serial number, the way of signing, and who signed.
    for _ in range(3):
        _, _, rest = _piece(rest)
    _, validity, _ = _piece(rest, _SEQUENCE)
    _, _, behind = _piece(validity)
    kind, moment, _ = _piece(behind)
    return _moment(kind, moment)


def _piece(content: bytes, wanted: int = 0) -> tuple[int, bytes, bytes]:
    """Give the kind and content of the first piece, and what comes behind it."""
    if len(content) < 2 or (wanted and content[0] != wanted):
        raise NoCertificate("it has another form")
    size, begin = content[1], 2
    if size & 0x80:
        begin += size & 0x7F
        size = int.from_bytes(content[2:begin], "big")
    if begin > 6 or begin + size > len(content):
        raise NoCertificate("it is cut off")
    return content[0], content[begin : begin + size], content[begin + size :]


def _moment(kind: int, text: bytes) -> float:
    if kind not in {_UTC_TIME, _GENERAL_TIME} or not text[:-1].isdigit() or text[-1:] != b"Z":
        raise NoCertificate("it tells no end")
    digits = text[:-1].decode("ascii")
    if kind == _UTC_TIME:
        # RFC 5280, 4.1.2.5.1: years of two digits are those of 1950 to 2049.
        digits = ("20" if digits[:2] < "50" else "19") + digits
    if len(digits) != len("YYYYMMDDHHMMSS"):
        raise NoCertificate("it tells no end")
    parts = (digits[:4], *(digits[place : place + 2] for place in range(4, 14, 2)))
    try:
        return datetime(*map(int, parts), tzinfo=UTC).timestamp()  # type: ignore[arg-type,misc]
    except ValueError:
        raise NoCertificate("it ends at no moment") from None
