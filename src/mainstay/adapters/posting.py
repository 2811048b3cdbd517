"""Posts to an address of the operator's: bounded in time and answer, without redirects, over TLS that is verified."""

import http.client
import ipaddress
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from socket import SHUT_RDWR
from urllib.parse import urlsplit

from mainstay.domain.errors import ConfigurationError
from mainstay.domain.secret import Secret
from mainstay.present.visible import visible

SECONDS = 10.0
_GLANCE = 0.1


class NotPosted(Exception):
    """Nobody took it, or nobody knows whether somebody did; the text holds nothing of the address but its host."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, and how long the receiver asks to be left alone ("" where it does not)."""

    status: int
    retry_after: str


@dataclass(frozen=True, slots=True)
class Address:
    """Where to post; `shown` is the part that may be shown, for paths and queries often hold a token."""

    host: str
    port: int
    target: str
    encrypted: bool

    @property
    def shown(self) -> str:
        """The host and the port."""
        return visible(f"{self.host}:{self.port}", 200)

    def __repr__(self) -> str:
        return f"Address({self.shown})"


def address_of(secret: Secret) -> Address:
    """Take an address apart. Raises ConfigurationError, which does not show it, where it cannot be posted to.

    It must be https; plain http is for this machine itself.
    """
    try:
        parts = urlsplit(secret.reveal())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _unusable("it is no address") from None
    if parts.scheme not in {"https", "http"} or not host or not secret.reveal().isascii():
        raise _unusable("it is no https address")
    if parts.username is not None or any(not char.isprintable() or char == " " for char in secret.reveal()):
        raise _unusable("it holds a name, a password or blanks")
    encrypted = parts.scheme == "https"
    if not encrypted and not _is_loopback(host):
        raise _unusable("it is not encrypted")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(host, port or (443 if encrypted else 80), target, encrypted)


def post(
    address: Address,
    body: bytes,
    headers: Mapping[str, str],
    seconds: float = SECONDS,
    context: ssl.SSLContext | None = None,
) -> Answer:
    """Post JSON and give the answer, whatever its status; redirects are not followed, proxies not used.

    All of it takes at most so many seconds (and what the look-up of the name takes), however slowly the receiver talks;
    nothing of the answer's body is read. `context` is for other roots of trust than the system's. Raises NotPosted.
    """
    connection: http.client.HTTPConnection
    if address.encrypted:
        context = context or ssl.create_default_context()
        connection = http.client.HTTPSConnection(address.host, address.port, timeout=seconds, context=context)
    else:
        connection = http.client.HTTPConnection(address.host, address.port, timeout=seconds)
    done, late = threading.Event(), threading.Event()
    threading.Thread(target=_cut_late, args=(connection, seconds, done, late), daemon=True).start()
    try:
        connection.request("POST", address.target, body, {"content-type": "application/json", **headers})
        response = connection.getresponse()
        # Headers that were cut off by us look as if they had ended.
        if late.is_set():
            raise TimeoutError
        return Answer(response.status, response.headers.get("retry-after", ""))
    except ssl.SSLError as error:
        # A connection cut in the middle of a record is the guard's doing.
        reason = "it took too long" if late.is_set() else f"no trust: {error.reason or error.strerror}"
        raise NotPosted(f"{address.shown}: {reason}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotPosted(f"{address.shown}: {_reason(error, late)}") from error
    finally:
        done.set()
        connection.close()


def _cut_late(
    connection: http.client.HTTPConnection, seconds: float, done: threading.Event, late: threading.Event
) -> None:
    """Cut the connection when its time is over: the time-out of sockets begins anew with every byte."""
    if done.wait(seconds):
        return
    late.set()
    # Again and again, for the socket is exchanged while encryption begins.
    while not done.wait(_GLANCE):
        if connection.sock is not None:
            with suppress(OSError):
                connection.sock.shutdown(SHUT_RDWR)


def _reason(error: Exception, late: threading.Event) -> str:
    if late.is_set() or isinstance(error, TimeoutError):
        return "it took too long"
    if isinstance(error, http.client.HTTPException):
        return "it answered no HTTP"
    return visible(getattr(error, "strerror", None) or type(error).__name__, 100)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _unusable(reason: str) -> ConfigurationError:
    return ConfigurationError(
        f"a webhook's address cannot be used: {reason}",
        where="the address of a webhook",
        mend="write it as https://HOST/PATH; plain http is for this machine alone",
    )
