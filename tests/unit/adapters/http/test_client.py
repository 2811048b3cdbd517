"""The HTTP client: whom it asks without encryption, and whatever bytes come back."""

import socket
import threading
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mainstay.adapters.http.client import HttpClient
from mainstay.domain.address import Address, address_in
from mainstay.ports.http import Answer, MaybeSent, NotSent, Request


@pytest.mark.parametrize(
    ("host", "globs", "may"),
    [
        ("shop.internal", ("*.internal",), True),
        ("SHOP.internal", ("*.Internal",), True),
        ("10.0.3.7", ("10.0.*", "10.1.*"), True),
        ("shop.internal.example.org", ("*.internal",), False),
        ("shop.internal", (), False),
        ("127.0.0.1", (), True),
        ("127.8.9.1", (), True),
        ("[::1]", (), True),
        ("localhost", (), True),
        ("localhost.example.org", (), False),
        ("127.0.0.1.example.org", (), False),
        ("2130706433", (), False),
    ],
)
def test_who_may_be_asked_without_encryption(host: str, globs: tuple[str, ...], may: bool) -> None:
    client = HttpClient(plain=globs)
    request = Request("GET", address_in(f"http://{host}/hidden"))
    client.hold_fit(Request("GET", address_in(f"https://{host}/hidden")))
    if may:
        client.hold_fit(request)
    else:
        with pytest.raises(NotSent, match="not encrypted") as left:
            client.hold_fit(request)
        assert "hidden" not in str(left.value)


class Parrot:
    """A server that answers each request with the bytes that a test gives it, and hangs up."""

    def __init__(self) -> None:
        self.says = b""
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.address = Address("127.0.0.1", self.listening.getsockname()[1], "/", False)
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            with connection:
                connection.recv(1 << 16)
                connection.sendall(self.says)


@pytest.fixture(scope="module")
def parrot() -> Iterator[Parrot]:
    parrot = Parrot()
    yield parrot
    # Without it the thread would go on waiting.
    parrot.listening.shutdown(socket.SHUT_RDWR)
    parrot.listening.close()


HEADS = st.sampled_from(
    [
        b"",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
        b"HTTP/1.0 500\r\n",
    ]
)
LINES = st.lists(
    st.one_of(
        st.binary(max_size=30),
        st.sampled_from(
            [
                b"content-length: 5",
                b"content-length: -1",
                b"content-length: " + b"9" * 5_000,
                b"transfer-encoding: chunked",
                b"From x",
                b": no name",
                b" folded",
                b"content-type: multipart/mixed; boundary=a",
                b"",
                b"--a",
                b"5",
                b"fffffffffffffffffffff",
                b"-5",
                b"0",
                b"abcde",
            ]
        ),
    ),
    max_size=8,
).map(b"\r\n".join)


@settings(max_examples=300)
@given(head=HEADS, rest=LINES)
@example(head=b"HTTP/1.1 200 OK\r\n", rest=b"content-length: " + b"9" * 5_000)
def test_whatever_comes_back_is_an_answer_or_none(parrot: Parrot, head: bytes, rest: bytes) -> None:
    parrot.says = head + rest
    try:
        got = HttpClient().ask(Request("GET", parrot.address, most=100), 10)
    except MaybeSent:
        return
    assert isinstance(got, Answer)
    assert 100 <= got.status <= 999
    assert len(got.body) <= 100
