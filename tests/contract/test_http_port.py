"""What every client of HTTP promises, tried on real sockets: bounded, unmoved, and honest about what was sent."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mainstay.adapters.http.client import HttpClient
from mainstay.domain.address import Address, address_in
from mainstay.ports.http import Answer, Http, MaybeSent, NoAnswer, NotSent, Request
from tests.fakes.certificates import make_certificate
from tests.fakes.receiver import (
    Receiver,
    answer,
    close_early,
    drip,
    endless,
    flood,
    garbage,
    hang,
    raw,
    receiving,
    say,
)

OK = b"HTTP/1.1 200 OK\r\n"


@pytest.fixture(params=["http.client"])
def http(request: pytest.FixtureRequest) -> Http:
    return HttpClient()


def asked(
    http: Http,
    receiver: Receiver,
    method: str = "GET",
    seconds: float = 5.0,
    most: int = 1_000,
    **rest: bytes,
) -> Answer:
    return http.ask(Request(method, address_in(receiver.address), most=most, **rest), seconds)


@contextmanager
def silent() -> Iterator[Address]:
    """Listen, and let nobody in: connections are made by the system, and nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield Address("127.0.0.1", listening.getsockname()[1], "/", False)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_each_method_arrives_with_headers_and_body(http: Http, method: str) -> None:
    with receiving(say(207, b"yes", X_Told="a")) as receiver:
        address = address_in(receiver.address)
        got = http.ask(Request(method, address, {"X-Asked": "b", "Host": "shop.example"}, b"body"), 5)
    (one,) = receiver.received
    assert (one.method, one.path, one.body) == (method, "/hook?token=hidden", b"body")
    assert (one.headers["x-asked"], one.headers["host"]) == ("b", "shop.example")
    assert (got.status, got.headers["x-told"], got.body, got.missing) == (207, "a", b"yes", "")


def test_head_has_no_body(http: Http) -> None:
    with receiving(say(200, b"yes")) as receiver:
        got = asked(http, receiver, "HEAD")
    assert (got.status, got.body, got.missing, got.headers["content-length"]) == (200, b"", "", "3")


def test_the_machine_is_named_with_its_port(http: Http) -> None:
    with receiving() as receiver:
        asked(http, receiver)
    assert receiver.received[0].headers["host"] == address_in(receiver.address).shown


@pytest.mark.parametrize("status", [204, 301, 302, 307, 401, 404, 500, 503])
def test_each_status_is_an_answer(http: Http, status: int) -> None:
    with receiving(answer(status)) as receiver:
        assert asked(http, receiver).status == status


def test_redirects_are_not_followed_however_often(http: Http) -> None:
    with receiving(answer(302, Location="/hook"), answer(302, Location="/hook")) as receiver:
        assert asked(http, receiver).headers["location"] == "/hook"
    assert len(receiver.received) == 1


def test_nothing_is_remembered_between_two_requests(http: Http) -> None:
    with receiving(answer(200, Set_Cookie="a=b")) as receiver:
        asked(http, receiver)
        asked(http, receiver)
    assert "cookie" not in receiver.received[1].headers


def test_proxies_of_the_environment_are_not_used(http: Http, monkeypatch: pytest.MonkeyPatch) -> None:
    with receiving() as proxy, receiving() as receiver:
        for name in ("http_proxy", "all_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, proxy.address)
        monkeypatch.delenv("no_proxy", raising=False)
        assert asked(http, receiver).status == 204
    assert proxy.received == []


# What was surely not sent.


def test_where_nobody_listens_nothing_was_sent(http: Http) -> None:
    with receiving() as receiver:
        pass
    with pytest.raises(NotSent, match="Connection refused") as left:
        asked(http, receiver)
    assert left.value.refused
    assert "hidden" not in str(left.value)


def test_whom_nobody_trusts_gets_nothing(http: Http, tmp_path: Path) -> None:
    with receiving(certificate=make_certificate(tmp_path)) as receiver:
        with pytest.raises(NotSent, match="no trust: CERTIFICATE_VERIFY_FAILED") as left:
            asked(http, receiver, "POST", body=b"secret")
        assert not left.value.refused
    assert receiver.received == []


def test_one_of_another_name_gets_nothing(tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path)
    client = HttpClient(ssl.create_default_context(cafile=str(certificate)))
    with receiving(certificate=certificate) as receiver:
        assert asked(client, receiver).status == 204
        receiver.address = receiver.address.replace("127.0.0.1", "localhost")
        with pytest.raises(NotSent, match="no trust"):
            asked(client, receiver)
    assert len(receiver.received) == 1


def test_one_that_never_agrees_on_encryption_gets_nothing(http: Http) -> None:
    with silent() as address, pytest.raises(NotSent, match="took too long"):
        http.ask(Request("GET", Address(address.host, address.port, "/", True)), 0.3)


def test_one_that_speaks_no_tls_gets_nothing(http: Http) -> None:
    with receiving() as receiver:
        receiver.address = receiver.address.replace("http:", "https:")
        with pytest.raises(NotSent):
            asked(http, receiver, seconds=2)
    assert receiver.received == []


def test_no_time_at_all_sends_nothing(http: Http) -> None:
    with receiving() as receiver, pytest.raises(NotSent, match="took too long"):
        asked(http, receiver, seconds=0.0)
    assert receiver.received == []


def test_one_that_is_stopped_before_it_begins_sends_nothing(http: Http) -> None:
    with receiving() as receiver, pytest.raises(NotSent, match="stopped"):
        http.ask(Request("GET", address_in(receiver.address)), 5, lambda: True)
    assert receiver.received == []


@pytest.mark.parametrize(
    "request_",
    [
        Request("GET", address_in("http://shop.example/hidden")),
        Request("TRACE", address_in("http://127.0.0.1/hidden")),
        Request("GET", address_in("http://127.0.0.1/hidden"), {"Transfer-Encoding": "chunked"}),
        Request("GET", address_in("http://127.0.0.1/hidden"), {"Content-Length": "5"}),
        Request("GET", address_in("http://127.0.0.1/hidden"), {"a": "b\r\nhidden: c"}),
        Request("GET", address_in("http://127.0.0.1/hidden"), {"a": "hidden\n b"}),
        Request("GET", address_in("http://127.0.0.1/hidden"), {"a b": "hidden"}),
        Request("GET", address_in("http://127.0.0.1/hidden"), {"a": "hidden€"}),
        Request("GET", address_in("http://127.0.0.1/hidden"), {"": "hidden"}),
    ],
)
def test_what_may_not_be_sent_is_not(http: Http, request_: Request) -> None:
    for ask in (http.hold_fit, lambda unfit: http.ask(unfit, 5)):
        with pytest.raises(NotSent) as left:
            ask(request_)
        assert "hidden" not in str(left.value)
    assert "hidden" not in repr(request_)


# What may have been sent.


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (hang, "took too long"),
        (drip, "took too long"),
        (endless(OK + b"x: ", b"x", 0.05), "took too long"),
        (endless(OK, b"x: y\r\n", 0.001), "no HTTP|took too long"),
        (endless(OK, b"x-long: " + b"y" * 60_000 + b"\r\n"), "no HTTP"),
        (endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "no HTTP"),
        (endless(OK, b"y" * 60_000), "no HTTP"),
        (close_early, "no HTTP"),
        (garbage, "no HTTP"),
        (raw(b""), "no HTTP"),
        (raw(b"\x00" * 1_000), "no HTTP"),
        (raw(b"HTTP/1.1 2000 OK\r\n\r\n"), "no HTTP"),
        (raw(b"HTTP/1.1 \xff\xfe OK\r\n\r\n"), "no HTTP"),
        (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "no HTTP"),
        (raw(OK), "no HTTP"),
        (raw(OK + b"content-le"), "no HTTP"),
        (raw(OK, stay=True), "took too long"),
    ],
)
def test_who_answers_no_status_may_have_got_it(http: Http, behaviour, words: str) -> None:
    with receiving(behaviour) as receiver, pytest.raises(MaybeSent, match=words) as left:
        asked(http, receiver, "POST", seconds=0.5)
    assert "hidden" not in str(left.value)
    assert "\x1b" not in str(left.value)


def test_one_that_is_stopped_in_its_midst_ends_soon(http: Http) -> None:
    stop = threading.Event()
    # It would hang up after 30 seconds, and be late after a minute.
    with (
        receiving(lambda handler: (stop.set(), hang(handler))) as receiver,
        pytest.raises(MaybeSent, match="stopped"),
    ):
        http.ask(Request("POST", address_in(receiver.address)), 60, stop.is_set)


def test_a_receiver_that_takes_nothing_more_may_have_got_it(http: Http) -> None:
    with silent() as address, pytest.raises(MaybeSent, match="took too long"):
        http.ask(Request("POST", address, body=bytes(64 << 20)), 0.5)


def test_who_refuses_a_long_request_early_is_heard(http: Http) -> None:
    def refuse(connection: socket.socket) -> None:
        connection.recv(100)
        connection.sendall(b"HTTP/1.1 413 Too Large\r\ncontent-length: 0\r\n\r\n")
        # Reading on, so that the system does not throw the answer away.
        while connection.recv(1 << 16):
            pass

    with talking(refuse) as address:
        assert http.ask(Request("POST", address, body=bytes(8 << 20)), 10).status == 413


@contextmanager
def talking(behave: Callable[[socket.socket], None]) -> Iterator[Address]:
    """Serve one connection."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                behave(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield Address("127.0.0.1", listening.getsockname()[1], "/", False)
        thread.join(30)


# What is kept of an answer.


def test_a_body_of_just_the_size_is_whole(http: Http) -> None:
    with receiving(say(200, b"x" * 1_000)) as receiver:
        got = asked(http, receiver)
    assert (got.body, got.missing) == (b"x" * 1_000, "")


def test_of_a_larger_one_the_beginning_is_kept(http: Http) -> None:
    with receiving(say(200, b"y" * 1_001)) as receiver:
        got = asked(http, receiver)
    assert (got.body, got.missing) == (b"y" * 1_000, "it has more than 1000 bytes")


def test_nothing_is_kept_where_nothing_is_wanted(http: Http) -> None:
    with receiving(flood) as receiver:
        got = asked(http, receiver, most=0)
    assert (got.status, got.body, got.missing) == (200, b"", "")


CHUNKED = OK + b"transfer-encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (flood, "more than 1000 bytes"),
        (endless(CHUNKED, b"1\r\nx\r\n"), "more than 1000 bytes"),
        (endless(CHUNKED, b"1;" + b"e" * 60_000 + b"\r\nx\r\n"), "broke off|more than"),
        (endless(CHUNKED + b"-1\r\n", b"x" * 60_000), "broke off"),
        (endless(CHUNKED + b"0\r\n", b"trailer: x\r\n"), "broke off|took too long"),
        (endless(OK + b"content-length: 900\r\n\r\n", b"x", 0.05), "took too long"),
        (raw(OK + b"content-length: 900\r\n\r\nx"), "broke off"),
        (raw(OK + b"content-length: 900\r\n\r\nx", stay=True), "took too long"),
        (raw(CHUNKED + b"5\r\nab"), "broke off"),
        (raw(CHUNKED + b"5\r\nabcde\r\n"), "broke off"),
        (raw(CHUNKED + b"zz\r\nabcde\r\n"), "broke off"),
    ],
)
def test_a_body_that_is_not_whole_is_told_with_its_status(http: Http, behaviour, words: str) -> None:
    with receiving(behaviour) as receiver:
        got = asked(http, receiver, seconds=1)
    assert got.status == 200
    assert len(got.body) <= 1_000
    assert any(word in got.missing for word in words.split("|")), got.missing


@pytest.mark.parametrize(
    "sent",
    [
        raw(CHUNKED + b"5\r\nabcde\r\n0\r\n\r\n"),
        raw(OK + b"content-length: 5\r\n\r\nabcdefgh"),
        raw(OK + b"\r\nabcde"),
        raw(b"HTTP/1.0 200 fine\n\nabcde"),
        raw(b"HTTP/1.1 100 Continue\r\n\r\n" + OK + b"content-length: 5\r\n\r\nabcde"),
    ],
)
def test_every_way_to_tell_a_body_is_understood(http: Http, sent) -> None:
    with receiving(sent) as receiver:
        got = asked(http, receiver)
    assert (got.status, got.body, got.missing) == (200, b"abcde", "")


def test_a_failure_is_one_of_the_two(http: Http) -> None:
    assert {NotSent, MaybeSent} == set(NoAnswer.__subclasses__())
