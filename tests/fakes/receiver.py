"""A small HTTP server on loopback that answers as a test tells it: well, badly, slowly, or not at all."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Behaviour = Callable[["_Handler"], None]


@dataclass
class Received:
    """One request that arrived whole."""

    path: str
    headers: dict[str, str]
    body: bytes
    method: str = "POST"


@dataclass
class Receiver:
    """The server: what it does next, one behaviour a request (the last one for all further), and what it received."""

    address: str = ""
    behaviours: list[Behaviour] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


class _Handler(BaseHTTPRequestHandler):
    receiver: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.receiver.received.append(Received(self.path, headers, body, self.command))
        behaviours = self.receiver.behaviours
        behaviour = behaviours.pop(0) if len(behaviours) > 1 else behaviours[0]
        with suppress(OSError):
            behaviour(self)

    do_GET = do_HEAD = do_PUT = do_PATCH = do_DELETE = do_POST

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def answer(status: int, **headers: str) -> Behaviour:
    def behave(handler: _Handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("content-length", "0")
        handler.end_headers()

    return behave


def say(status: int, body: bytes, **headers: str) -> Behaviour:
    def behave(handler: _Handler) -> None:
        handler.send_response(status)
        for name, value in {"content-length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(body)

    return behave


def raw(data: bytes, *, stay: bool = False) -> Behaviour:
    """Send these bytes, whatever they are, and then close, or stay and send no more."""

    def behave(handler: _Handler) -> None:
        handler.wfile.write(data)
        if stay:
            handler.receiver.over.wait(30)
        handler.close_connection = True

    return behave


def endless(head: bytes, piece: bytes, seconds: float = 0.0) -> Behaviour:
    """Send a beginning and then one piece after another, with so many seconds between them."""

    def behave(handler: _Handler) -> None:
        handler.wfile.write(head)
        while not handler.receiver.over.wait(seconds):
            handler.wfile.write(piece)
            handler.wfile.flush()

    return behave


def hang(handler: _Handler) -> None:
    handler.receiver.over.wait(30)


def close_early(handler: _Handler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def drip(handler: _Handler) -> None:
    """Send a header that never ends, a byte at a time, quicker than any time-out of a socket."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nx: ")
    while not handler.receiver.over.is_set():
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.02)


def flood(handler: _Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not handler.receiver.over.is_set():
        handler.wfile.write(bytes(1 << 16))


def garbage(handler: _Handler) -> None:
    handler.wfile.write(b"\x1b[31mwhat?\r\n\r\n")


ILL: tuple[Behaviour, ...] = (hang, drip, close_early, garbage)
"""What gives no answer, however long it is waited for: whoever asks over HTTP is tried on all of it."""


@contextmanager
def receiving(*behaviours: Behaviour, certificate: Path | None = None) -> Iterator[Receiver]:
    """Serve while the block lasts, encrypted with a certificate and key in one file where it is given."""
    receiver = Receiver(behaviours=list(behaviours) or [answer(204)])
    handler = type("_Bound", (_Handler,), {"receiver": receiver})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    scheme = "http"
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        server.handle_error = lambda *_: None
        scheme = "https"
    receiver.address = f"{scheme}://127.0.0.1:{server.server_address[1]}/hook?token=hidden"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
