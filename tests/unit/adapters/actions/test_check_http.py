"""The kind `check-http`: what holds, what does not, and what cannot be told."""

import threading

import pytest

from mainstay.adapters.actions.check_http import SEARCHED, HttpCheck
from mainstay.adapters.actions.requests import Asking
from mainstay.adapters.http.client import HttpClient
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Result, WaitFor
from tests.fakes.occasions import NOW, occasion
from tests.fakes.receiver import answer, close_early, drip, endless, flood, garbage, hang, raw, receiving, say
from tests.fakes.secrets import MemorySecrets

KIND = HttpCheck(Asking(HttpClient(), MemorySecrets({"env:TOKEN": "hidden-token"})))


def looked(parameters: dict[str, Value], **circumstances) -> Result:
    result = KIND.act(parameters, occasion(**circumstances))
    assert "hidden" not in f"{result.detail} {result.output}"
    return result


def address(receiver) -> str:
    return receiver.address.replace("token=hidden", "a=b")


def test_it_is_a_kind_that_looks() -> None:
    assert (KIND.name, KIND.looks) == ("check-http", True)


@pytest.mark.parametrize(
    ("status", "expect", "mark"),
    [
        (200, None, Mark.DONE),
        (204, None, Mark.DONE),
        (302, None, Mark.DONE),
        (399, None, Mark.DONE),
        (404, None, Mark.FAILED),
        (500, None, Mark.FAILED),
        (404, 404, Mark.DONE),
        (302, 200, Mark.FAILED),
        (500, (200, 204), Mark.FAILED),
    ],
)
def test_the_status_decides(status: int, expect: Value, mark: Mark) -> None:
    with receiving(answer(status)) as receiver:
        result = looked({"url": address(receiver)} | ({} if expect is None else {"expect": expect}))
    assert result.mark is mark
    assert f"answered {status}" in result.detail


@pytest.mark.parametrize(
    ("body", "mark"), [(b"all is w\xc3\xb6ll", Mark.DONE), (b"all is bad", Mark.FAILED), (b"", Mark.FAILED)]
)
def test_the_body_must_hold_the_text(body: bytes, mark: Mark) -> None:
    with receiving(say(200, body)) as receiver:
        assert looked({"url": address(receiver), "contains": "is wöll"}).mark is mark


def test_a_text_in_what_was_not_read_cannot_be_told() -> None:
    with receiving(say(200, b"x" * SEARCHED + b"well"), say(200, b"well" + b"x" * SEARCHED)) as receiver:
        marks = [looked({"url": address(receiver), "contains": "well"}).mark for _ in range(2)]
    assert marks == [Mark.UNKNOWN, Mark.DONE]


def test_a_text_that_is_cut_off_cannot_be_told() -> None:
    with receiving(raw(b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nwe")) as receiver:
        assert looked({"url": address(receiver), "contains": "well"}).mark is Mark.UNKNOWN


def test_a_check_that_floods_is_cut() -> None:
    with receiving(flood) as receiver:
        assert looked({"url": address(receiver), "contains": "well"}).mark is Mark.UNKNOWN
        assert looked({"url": address(receiver)}).mark is Mark.DONE


@pytest.mark.parametrize("behaviour", [hang, drip, close_early, garbage, endless(b"", b"\x00" * 60_000)])
def test_who_was_reached_and_does_not_answer_does_not_hold(behaviour) -> None:
    with receiving(behaviour) as receiver:
        assert looked({"url": address(receiver)}, seconds=0.4).mark is Mark.FAILED


def test_where_nobody_listens_it_does_not_hold() -> None:
    with receiving() as receiver:
        pass
    assert looked({"url": address(receiver)}).mark is Mark.FAILED


@pytest.mark.parametrize(
    "parameters",
    [
        {"url": "http://shop.example/"},
        {"url": "https://127.0.0.1/", "headers": {"a": "env:NONE"}},
        {"url": "https://127.0.0.1/", "method": "HEAD", "contains": "well"},
    ],
)
def test_what_cannot_be_asked_cannot_be_told(parameters: dict[str, Value]) -> None:
    assert looked(parameters).mark is Mark.UNKNOWN
    assert KIND.foresee(parameters, occasion()).mark is Mark.NOT_BEGUN


def test_whom_nobody_trusts_cannot_be_told() -> None:
    with receiving() as receiver:
        # It speaks no TLS, so that nothing proves who it is.
        assert looked({"url": address(receiver).replace("http:", "https:")}).mark is Mark.UNKNOWN


def test_it_is_patient_until_it_holds() -> None:
    parameters = {"within": "20s", "every": "2s", "times": 2}
    with receiving(answer(500), answer(200), answer(500), answer(200)) as receiver:
        parameters["url"] = address(receiver)
        now, memo, marks = NOW, {}, []
        for _ in range(5):
            result = looked(parameters, now=now, began_at=NOW, memo=memo, first=now == NOW)
            marks.append(result.mark)
            now, memo = result.wake_at, result.memo
    assert marks == [Mark.LATER, Mark.LATER, Mark.LATER, Mark.LATER, Mark.DONE]
    assert (looked(parameters, now=NOW + 19, began_at=NOW).mark) is Mark.FAILED


def test_it_waits_for_time() -> None:
    with receiving(answer(500)) as receiver:
        result = looked({"url": address(receiver), "within": "1m"})
    assert (result.mark, result.wake_at, result.waits_for) == (Mark.LATER, NOW + 5, WaitFor.TIME)


def test_one_look_that_is_stopped_cannot_be_told_however_patient() -> None:
    stop = threading.Event()
    with receiving(lambda handler: (stop.set(), hang(handler))) as receiver:
        parameters = {"url": address(receiver), "within": "5m"}
        assert looked(parameters, seconds=60, stopped=stop.is_set).mark is Mark.UNKNOWN


def test_the_dry_run_asks_nobody() -> None:
    with receiving() as receiver:
        foreseen = KIND.foresee({"url": address(receiver)}, occasion())
    assert receiver.received == []
    assert foreseen.mark is Mark.DONE
    assert foreseen.detail.endswith("answers from 200 to 399")
