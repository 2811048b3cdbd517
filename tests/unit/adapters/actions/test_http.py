"""The kind `http`: what is sent, and what each way in which it can end comes to."""

import json
import threading
from pathlib import Path
from types import MappingProxyType

import pytest

from mainstay.adapters.actions.http import HttpAction
from mainstay.adapters.actions.requests import Asking
from mainstay.adapters.actions.told import KEPT
from mainstay.adapters.http.client import HttpClient
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.adapters.secrets.looking_up import LocalSecrets
from mainstay.domain.plan import Value
from mainstay.domain.run import LONGEST_DETAIL, LONGEST_OUTPUT, Mark, Part, Result
from tests.fakes.certificates import make_certificate
from tests.fakes.occasions import occasion
from tests.fakes.receiver import ILL, answer, endless, flood, hang, receiving, say
from tests.fakes.secrets import MemorySecrets

SECRETS = MemorySecrets({"env:TOKEN": "hidden-token", "file:/etc/word": 'hidden"word'})
KIND = HttpAction(Asking(HttpClient(), SECRETS))


def done(parameters: dict[str, Value], kind: HttpAction = KIND, **circumstances) -> Result:
    result = kind.act(parameters, occasion(**circumstances))
    for text in (result.detail, result.output):
        assert "hidden" not in text
        assert text.replace("\n", "").isprintable()
    assert len(result.detail) <= LONGEST_DETAIL
    assert len(result.output) <= LONGEST_OUTPUT
    return result


def address(receiver) -> str:
    return receiver.address.replace("token=hidden", "a=b")


def test_it_is_a_kind_that_changes_something() -> None:
    assert (KIND.name, KIND.looks) == ("http", False)


def test_a_request_is_sent_with_a_key_that_all_its_tries_share() -> None:
    with receiving(say(201, b"made\n\x1b[31mit")) as receiver:
        parameters = {"url": address(receiver), "method": "POST", "body": "text \u20ac"}
        results = [done(parameters, number=number) for number in (1, 2)]
    assert {result.mark for result in results} == {Mark.DONE}
    assert results[0].detail == f"POST {parameters['url']}: answered 201"
    assert (results[0].output, results[0].memo) == ("made\n\\x1b[31mit", {"status": 201})
    first, second = receiver.received
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"] == "r1.s1.do"
    assert (first.body.decode(), first.headers["content-type"]) == (
        "text \u20ac",
        "text/plain; charset=utf-8",
    )


def test_another_action_has_another_key() -> None:
    with receiving() as receiver:
        for changed in ({}, {"run": "r2"}, {"step": "s2"}, {"part": Part.CHECK}):
            done({"url": address(receiver)}, **changed)
    assert len({one.headers["idempotency-key"] for one in receiver.received}) == 4


def test_a_table_is_sent_as_json_with_its_secrets() -> None:
    body = MappingProxyType(
        {
            "a": (1, 2.5, None, True),
            "deep": MappingProxyType({"b": ("env:TOKEN",)}),
            "c": "file:/etc/word",
            "d": "env:",
        }
    )
    with receiving() as receiver:
        done({"url": address(receiver), "method": "PUT", "body": body})
    (one,) = receiver.received
    assert json.loads(one.body) == {
        "a": [1, 2.5, None, True], "deep": {"b": ["hidden-token"]}, "c": 'hidden"word', "d": "env:",
    }  # fmt: skip
    assert one.headers["content-type"] == "application/json"


def test_a_body_and_headers_may_be_references() -> None:
    headers = {
        "Authorization": "Bearer env:TOKEN",
        "X-Key": "env:TOKEN",
        "X-Plain": "see env:TOKEN there",
        "Content-Type": "text/csv",
    }
    with receiving(answer(200)) as receiver:
        done({"url": address(receiver), "method": "PATCH", "headers": headers, "body": "env:TOKEN"})
        done({"url": address(receiver), "method": "POST", "body": "say env:TOKEN"})
    one, other = receiver.received
    assert (one.headers["authorization"], one.headers["x-key"]) == ("Bearer hidden-token", "hidden-token")
    assert (one.headers["x-plain"], one.headers["content-type"]) == ("see env:TOKEN there", "text/csv")
    assert (one.body, other.body) == (b"hidden-token", b"say env:TOKEN")


def test_what_comes_back_is_without_the_secrets_that_were_sent() -> None:
    with receiving(say(200, b"you said hidden-token, or aGlkZGVuLXRva2Vu, as it is in base64")) as receiver:
        result = done({"url": address(receiver), "headers": {"a": "env:TOKEN"}})
    assert result.output == "you said ***, or ***, as it is in base64"


def test_a_secret_that_the_limit_cuts_is_not_shown_in_part() -> None:
    with receiving(say(200, b"\n" * (KEPT - 6) + b"hidden-token" + b"x" * 100)) as receiver:
        result = done({"url": address(receiver), "headers": {"a": "env:TOKEN"}})
    assert "hid" not in result.output


@pytest.mark.parametrize("body", [b"x" * 200_000, b"\xff" * 200_000, b"\x1b" * 200_000, b"\n" * 200_000])
def test_a_long_answer_is_cut(body: bytes) -> None:
    with receiving(say(200, body)) as receiver:
        result = done({"url": address(receiver)})
    assert result.mark is Mark.DONE
    assert "not whole: it has more than" in result.detail


@pytest.mark.parametrize(
    ("status", "expect", "mark"),
    [
        (200, None, Mark.DONE),
        (299, None, Mark.DONE),
        (300, None, Mark.FAILED),
        (404, None, Mark.FAILED),
        (429, None, Mark.FAILED),
        (503, None, Mark.FAILED),
        (404, 404, Mark.DONE),
        (200, 404, Mark.FAILED),
        (409, (200, 409), Mark.DONE),
        (409, (200, (201, 409)), Mark.DONE),
        (500, (200, 409), Mark.FAILED),
    ],
)
def test_the_status_decides(status: int, expect: Value, mark: Mark) -> None:
    parameters = {"method": "DELETE"} if expect is None else {"method": "DELETE", "expect": expect}
    with receiving(say(status, b"said")) as receiver:
        result = done({"url": address(receiver), **parameters})
    assert (result.mark, result.memo) == (mark, {"status": status})
    assert f"answered {status}" in result.detail


def test_what_helps_is_told() -> None:
    with receiving(answer(429, Retry_After="30"), answer(302, Location="/hidden")) as receiver:
        busy, moved = (done({"url": address(receiver)}) for _ in range(2))
    assert busy.detail.endswith("answered 429, not from 200 to 299; it asks to be left alone: 30")
    assert moved.detail.endswith("redirects are not followed")
    assert len(receiver.received) == 2


@pytest.mark.parametrize("behaviour", [*ILL, endless(b"", b"\x00" * 60_000)])
def test_without_a_status_nobody_knows(behaviour) -> None:
    with receiving(behaviour) as receiver:
        result = done({"url": address(receiver), "method": "POST"}, seconds=0.4)
    assert result.mark is Mark.UNKNOWN
    assert "may have arrived" in result.detail


def test_a_status_counts_though_its_body_never_ends() -> None:
    with receiving(flood, endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x", 0.05)) as receiver:
        results = [done({"url": address(receiver)}, seconds=1) for _ in range(2)]
    assert [result.mark for result in results] == [Mark.DONE, Mark.DONE]
    assert results[1].detail.endswith("not whole: it took too long")


def test_nobody_there_is_not_begun() -> None:
    with receiving() as receiver:
        pass
    result = done({"url": address(receiver)})
    assert (result.mark, "nothing was sent" in result.detail) == (Mark.NOT_BEGUN, True)


def test_whom_nobody_trusts_gets_nothing(tmp_path: Path) -> None:
    with receiving(certificate=make_certificate(tmp_path)) as receiver:
        result = done({"url": address(receiver), "headers": {"a": "env:TOKEN"}})
    assert (result.mark, receiver.received) == (Mark.NOT_BEGUN, [])
    assert "no trust" in result.detail


@pytest.mark.parametrize(
    "parameters",
    [
        {"url": "http://shop.example/"},
        {"url": "https://"},
        {"url": "https://a/", "headers": {"a": "env:NONE"}},
        {"url": "https://a/", "headers": {"a": "Bearer env:NONE"}},
        {"url": "https://a/", "headers": {"a": "exec:/bin/echo hidden"}},
        {"url": "https://a/", "headers": {"a": "Bearer exec:/bin/echo hidden"}},
        {"url": "https://a/", "body": "env:NONE"},
        {"url": "https://a/", "body": {"a": {"b": ("file:/none",)}}},
        {"url": "https://a/", "headers": {"content-length": "5"}},
        {"url": "https://a/", "method": "TRACE"},
    ],
)
def test_what_cannot_be_sent_is_not_begun_and_foreseen(parameters: dict[str, Value]) -> None:
    result = done(parameters)
    assert result.mark is Mark.NOT_BEGUN
    foreseen = KIND.foresee(parameters, occasion())
    assert foreseen.mark is Mark.NOT_BEGUN
    assert "hidden" not in foreseen.detail


def test_a_secret_of_several_lines_makes_no_header(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("hidden\r\nx-evil: yes")
    file.chmod(0o600)
    kind = HttpAction(Asking(HttpClient(), LocalSecrets({}, LocalProcesses(), programs=True)))
    with receiving() as receiver:
        for reference in (f"file:{file}", f"Bearer file:{file}", "exec:/bin/echo hidden"):
            assert done({"url": address(receiver), "headers": {"a": reference}}, kind).mark is Mark.NOT_BEGUN
    assert receiver.received == []


def test_one_that_is_stopped_ends(tmp_path: Path) -> None:
    stop = threading.Event()
    with receiving(lambda handler: (stop.set(), hang(handler))) as receiver:
        result = done({"url": address(receiver)}, seconds=60, stopped=stop.is_set)
        assert (result.mark, "stopped" in result.detail) == (Mark.UNKNOWN, True)
        again = done({"url": address(receiver)}, seconds=60, stopped=stop.is_set)
        assert again.mark is Mark.NOT_BEGUN
    assert len(receiver.received) == 1


def test_the_dry_run_sends_nothing() -> None:
    with receiving() as receiver:
        parameters = {"url": address(receiver), "method": "POST", "body": "env:TOKEN", "expect": (200, 409)}
        foreseen = KIND.foresee(parameters, occasion())
    assert receiver.received == []
    assert foreseen.mark is Mark.DONE
    assert (
        foreseen.detail == f"would send POST {parameters['url']} with 12 bytes and expect a status 200 or 409"
    )
