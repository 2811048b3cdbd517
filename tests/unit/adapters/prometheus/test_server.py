"""Asking a metrics store: what is sent, what lets in, and servers that are ill, lie or flood."""

import base64
import json
from urllib.parse import parse_qs

import pytest

from mainstay.adapters.http.client import HttpClient
from mainstay.adapters.prometheus.server import Access, PrometheusServer
from mainstay.domain.address import address_in
from mainstay.domain.errors import EvidenceMissing, MainstayError, UsageError
from tests.fakes.receiver import (
    ILL,
    Receiver,
    answer,
    endless,
    flood,
    hang,
    raw,
    receiving,
    say,
)
from tests.fakes.secrets import MemorySecrets

SECRETS = MemorySecrets({"env:TOKEN": "hidden-token", "env:PASSWORD": "hidden-word", "env:ORG": "hidden-org"})
NOTHING = Access()
EMPTY = b'{"status":"success","data":{"resultType":"vector","result":[]}}'
ONE = b'{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"2"]}]}}'


def server(receiver: Receiver, access: Access = NOTHING, largest: int = 1 << 20) -> PrometheusServer:
    return PrometheusServer("shop", address_in(receiver.address), HttpClient(), SECRETS, access, largest)


def failure(
    receiver: Receiver, kind: type[MainstayError], seconds: float = 5.0, access: Access = NOTHING
) -> str:
    with pytest.raises(kind) as raised:
        server(receiver, access).instant("up", 1, seconds)
    told = f"{raised.value.what} {raised.value.where} {raised.value.mend}"
    assert "hidden" not in told
    assert told.isprintable()
    assert "shop" in raised.value.where
    return told


def test_what_is_asked_is_posted_as_a_form_below_the_path() -> None:
    with receiving(say(200, EMPTY)) as receiver:
        receiver.address = receiver.address.replace("/hook?token=hidden", "/prom/")
        assert server(receiver).instant('rate(a{b="c&d=é"}[5m])', 1_767_225_600.25, 7) == []
    (one,) = receiver.received
    assert (one.method, one.path) == ("POST", "/prom/api/v1/query")
    assert one.headers["content-type"] == "application/x-www-form-urlencoded"
    form = parse_qs(one.body.decode(), strict_parsing=True)
    assert form["query"] == ['rate(a{b="c&d=é"}[5m])']
    assert form["time"] == ["1767225600.250"]
    assert 5_000 < int(form["timeout"][0].removesuffix("ms")) <= 7_000


def test_a_long_span_is_asked_for_in_pieces() -> None:
    matrix = EMPTY.replace(b"vector", b"matrix")
    with receiving(say(200, matrix)) as receiver:
        assert server(receiver).over("up", 100, 100 + 25_000 * 15, 15) == []
    forms = [parse_qs(one.body.decode()) for one in receiver.received]
    assert [(form["start"], form["end"]) for form in forms] == [
        (["100.000"], ["150085.000"]), (["150100.000"], ["300085.000"]), (["300100.000"], ["375100.000"]),
    ]  # fmt: skip
    assert {one.path for one in receiver.received} == {"/hook/api/v1/query_range"}


@pytest.mark.parametrize(
    ("access", "name", "value"),
    [
        (Access(bearer="env:TOKEN"), "authorization", "Bearer hidden-token"),
        (
            Access(user="bob", password="env:PASSWORD"),
            "authorization",
            f"Basic {base64.b64encode(b'bob:hidden-word').decode()}",
        ),
        (Access(headers={"X-Scope-OrgID": "shop"}), "x-scope-orgid", "shop"),
        (Access(headers={"X-Scope-OrgID": "env:ORG"}), "x-scope-orgid", "hidden-org"),
    ],
)
def test_what_lets_in_is_looked_up_and_sent(access: Access, name: str, value: str) -> None:
    with receiving(say(200, EMPTY)) as receiver:
        server(receiver, access).instant("up", 1)
    assert receiver.received[0].headers[name] == value


def test_without_what_lets_in_nothing_is_asked() -> None:
    with receiving(say(200, EMPTY)) as receiver:
        assert "env:NONE" not in failure(receiver, EvidenceMissing, access=Access(bearer="env:NONE"))
    assert receiver.received == []


def test_what_a_server_tells_back_is_without_secrets_and_safe_to_show() -> None:
    told = json.dumps(
        {"status": "error", "errorType": "bad_data", "error": "no \x1b[31m hidden-token \u202e"}
    )
    with receiving(say(400, told.encode())) as receiver:
        words = failure(receiver, UsageError, access=Access(bearer="env:TOKEN"))
    assert "refused: no \\x1b[31m *** \\u202e" in words


@pytest.mark.parametrize(
    ("status", "body", "kind", "words"),
    [
        (400, b'{"status":"error","errorType":"bad_data","error":"parse error"}', UsageError, "parse error"),
        (422, b'{"status":"error","errorType":"422","error":"cannot parse"}', UsageError, "cannot parse"),
        (422, b'{"status":"error","errorType":"execution","error":"too many"}', EvidenceMissing, "too many"),
        (503, b'{"status":"error","errorType":"timeout","error":"late"}', EvidenceMissing, "503: late"),
        (503, b'{"status":"error","errorType":"bad_data","error":"x"}', EvidenceMissing, "503"),
        (400, b"<html>", EvidenceMissing, "answered 400"),
        (401, b"", EvidenceMissing, "look at the token"),
        (403, b"", EvidenceMissing, "look at the token"),
        (404, b"404 page not found", EvidenceMissing, "before /api/v1"),
        (429, b"", EvidenceMissing, "answered 429"),
        (500, ONE, EvidenceMissing, "answered 500"),
        (204, b"", EvidenceMissing, "answered 204"),
        (200, b"", EvidenceMissing, "not what a metrics store answers"),
        (200, b"<html>", EvidenceMissing, "not what a metrics store answers"),
        (200, EMPTY.replace(b"vector", b"string"), UsageError, "a text"),
        (
            200,
            EMPTY[:-1] + b',"warnings":["\\u001b a part is away"]}',
            EvidenceMissing,
            "\\x1b a part is away",
        ),
        (200, ONE.replace(b'"2"', b'"1e999"'), EvidenceMissing, "not what"),
        (200, b'{"a":' * 200_000, EvidenceMissing, "not what"),
        (200, b"[" * 1_000_000, EvidenceMissing, "not what"),
        (200, ONE + b" " * (1 << 20), EvidenceMissing, "more than 1048576 bytes"),
    ],
)
def test_each_answer_that_is_none_is_told(
    status: int, body: bytes, kind: type[MainstayError], words: str
) -> None:
    with receiving(say(status, body)) as receiver:
        assert words in failure(receiver, kind)


@pytest.mark.parametrize(
    "behaviour",
    [
        *ILL,
        flood,
        answer(302, Location="/elsewhere"),
        endless(b"HTTP/1.1 200 OK\r\n\r\n", b'{"a":"' + b"b" * 60_000),
        endless(b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n", b"{", 0.05),
        raw(b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n" + ONE),
        raw(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n" + ONE),
    ],
)
def test_hostile_servers_give_no_answer(behaviour) -> None:
    with receiving(behaviour) as receiver:
        failure(receiver, EvidenceMissing, seconds=0.6)


def test_a_hundred_megabytes_are_not_kept() -> None:
    huge = (
        b'{"status":"success","data":{"resultType":"vector","result":[],"x":"' + b"x" * (100 << 20) + b'"}}'
    )
    with receiving(say(200, huge)) as receiver:
        assert "more than" in failure(receiver, EvidenceMissing, seconds=60)


def test_all_pieces_together_end_in_time() -> None:
    matrix = EMPTY.replace(b"vector", b"matrix")
    with (
        receiving(say(200, matrix), say(200, matrix), hang) as receiver,
        pytest.raises(EvidenceMissing, match="took too long"),
    ):
        server(receiver).over("up", 0, 90_000, 1, 0.5)
    assert len(receiver.received) == 3


def test_a_series_that_comes_twice_is_no_answer() -> None:
    one = b'{"metric":{"a":"b"},"values":[[1,"1"]]}'
    body = EMPTY.replace(b"vector", b"matrix").replace(b"[]", b"[" + one + b"," + one + b"]")
    with receiving(say(200, body)) as receiver, pytest.raises(EvidenceMissing, match="begins again"):
        server(receiver).over("up", 0, 60, 1)
