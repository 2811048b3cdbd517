"""Asks over HTTP/1.1, with what the standard library has."""

import http.client
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from socket import gaierror, socket
from typing import cast

from mainstay.adapters.http.connecting import connected, encrypted
from mainstay.adapters.http.limit import Ended, Limit
from mainstay.adapters.http.line import Line, TooMuch
from mainstay.ports.http import METHODS, Answer, MaybeSent, NotSent, Request, is_header, never
from mainstay.present.visible import visible

_PIECE = 1 << 20
_USUAL = {"user-agent": "mainstay", "accept": "*/*"}


@dataclass(frozen=True, slots=True)
class HttpClient:
    """Asks https anywhere, and without encryption this machine itself and the machines that `plain` names by globs.

    `context` is for other roots of trust than the system's.
    """

    context: ssl.SSLContext | None = None
    plain: tuple[str, ...] = ()

    def hold_fit(self, request: Request) -> None:
        """Refuse a request that may not be sent; see the port."""
        unfit = self._unfit(request)
        if unfit:
            raise NotSent(f"{request.address.shown}: {unfit}")

    def ask(self, request: Request, seconds: float, stopped: Callable[[], bool] = never) -> Answer:
        """Send a request and give its answer; see the port."""
        address, limit = request.address, Limit(seconds, stopped)
        self.hold_fit(request)
        line: Line | None = None
        try:
            limit.wait()
            with connected(address.host, address.port, limit) as sock:
                if not address.encrypted:
                    line = Line(sock, limit)
                    return _exchange(line, request)
                context = self.context or ssl.create_default_context()
                with encrypted(sock, address.host, context, limit) as safe:
                    line = Line(safe, limit)
                    return _exchange(line, request)
        except (OSError, http.client.HTTPException, ValueError, Ended, TooMuch) as error:
            told = f"{address.shown}: {_reason(error)}"
            if line is not None and line.sent:
                raise MaybeSent(told) from error
            raise NotSent(told, refused=isinstance(error, ConnectionRefusedError)) from error

    def _unfit(self, request: Request) -> str:
        """Say why a request cannot be sent, "" where it can."""
        address = request.address
        if request.method not in METHODS:
            return "the method is not known"
        if not (address.encrypted or address.is_local or self._may_be_plain(address.host)):
            return "it is not encrypted, and not among those that may be asked without"
        for name, value in request.headers.items():
            if not is_header(name, value):
                return f"the header {visible(name, 50)} cannot be sent"
        return ""

    def _may_be_plain(self, host: str) -> bool:
        return any(fnmatchcase(host.lower(), glob.lower()) for glob in self.plain)


def _exchange(line: Line, request: Request) -> Answer:
    address = request.address
    headers = {
        **_USUAL,
        "host": address.authority,
        **{name.lower(): one for name, one in request.headers.items()},
    }
    connection = http.client.HTTPConnection(address.host, address.port)
    connection.auto_open = 0
    connection.sock = cast(socket, line)
    # Who takes no more of a long request may have said why.
    with suppress(BrokenPipeError, ConnectionResetError):
        connection.request(
            request.method, address.target, request.body or None, {**headers, "connection": "close"}
        )
    response = connection.getresponse()
    line.expect_body(request.most)
    body, missing = _body(response, request.most)
    told = {
        name.lower(): ", ".join(map(str, response.headers.get_all(name, ()))) for name in response.headers
    }
    return Answer(response.status, told, body, missing)


def _body(response: http.client.HTTPResponse, most: int) -> tuple[bytes, str]:
    """Read at most so many bytes of a body; say what is missing, "" where nothing is."""
    pieces: list[bytes] = []
    room = most + 1 if most else 0
    try:
        while room and (piece := response.read(min(room, _PIECE))):
            pieces.append(piece)
            room -= len(piece)
    except Ended as error:
        return b"".join(pieces), str(error)
    except (OSError, http.client.HTTPException, ValueError, TooMuch):
        return b"".join(pieces), "it broke off"
    if most and not room:
        return b"".join(pieces)[:most], f"it has more than {most} bytes"
    return b"".join(pieces), "it broke off" if most and response.length else ""


def _reason(error: Exception) -> str:
    if isinstance(error, Ended):
        return str(error)
    if isinstance(error, TimeoutError):
        return "it took too long"
    if isinstance(error, ssl.SSLError):
        return f"no trust: {visible(error.reason or error.strerror or type(error).__name__, 100)}"
    if isinstance(error, gaierror):
        return "there is no machine of this name"
    if isinstance(error, http.client.HTTPException | TooMuch | ValueError):
        return "it answered no HTTP"
    return visible(getattr(error, "strerror", None) or str(error) or type(error).__name__, 100)
