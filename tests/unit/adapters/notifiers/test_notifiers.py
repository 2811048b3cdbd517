"""What each channel delivers, and what it makes of receivers that fail."""

import base64
import hashlib
import hmac
import json
from pathlib import Path

import pytest

from mainstay.adapters.notifiers.file import FileNotifier
from mainstay.adapters.notifiers.webhook import WebhookNotifier, seconds_asked
from mainstay.adapters.posting import address_of
from mainstay.domain.outbox import Message
from mainstay.domain.secret import Secret
from mainstay.ports.notifier import TAKEN
from tests.fakes.clock import SetClock
from tests.fakes.receiver import answer, close_early, hang, receiving

MESSAGE = Message("m1", "team", "proposal.waiting", '{"id": "p1"}\nü\u202e', 1_767_225_600)
KEY = "whsec_" + base64.b64encode(b"a key of 24 bytes or more").decode()


def webhook(address: str, key: str = KEY, seconds: float = 5.0) -> WebhookNotifier:
    return WebhookNotifier(address_of(Secret(address)), Secret(key), SetClock(), seconds)


def test_a_file_gets_a_line_for_each_delivery(tmp_path: Path) -> None:
    notifier = FileNotifier(tmp_path / "messages")
    assert [notifier.send(MESSAGE), notifier.send(MESSAGE)] == [TAKEN, TAKEN]
    lines = (tmp_path / "messages").read_text().splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["m1", "m1"]
    assert json.loads(lines[0]) == {
        "id": "m1",
        "channel": "team",
        "topic": "proposal.waiting",
        "made_at": 1_767_225_600,
        "body": MESSAGE.body,
    }
    assert lines[0].isascii()


def test_a_file_that_cannot_be_written_is_trouble_and_no_crash(tmp_path: Path) -> None:
    sending = FileNotifier(tmp_path / "none" / "messages").send(MESSAGE)
    assert sending.down
    assert "cannot be written" in sending.error


def test_a_receiver_can_tell_who_sent_it_and_when() -> None:
    with receiving(answer(202)) as receiver:
        assert webhook(receiver.address).send(MESSAGE) == TAKEN
    (got,) = receiver.received
    signed = b".".join(
        (got.headers["webhook-id"].encode(), got.headers["webhook-timestamp"].encode(), got.body)
    )
    digest = hmac.new(b"a key of 24 bytes or more", signed, hashlib.sha256).digest()
    assert got.headers["webhook-signature"] == "v1," + base64.b64encode(digest).decode()
    assert got.headers["webhook-id"] == "m1"
    assert got.headers["webhook-timestamp"] == str(SetClock().now())
    assert json.loads(got.body)["body"] == MESSAGE.body


@pytest.mark.parametrize(
    ("behaviour", "error", "wait", "hopeless", "down"),
    [
        (answer(500), "answered 500", 0, False, True),
        (answer(429, Retry_After="120"), "answered 429", 120, False, True),
        (answer(503, Retry_After="Thu, 01 Jan 2026 00:01:30 GMT"), "answered 503", 90, False, True),
        (answer(400), "answered 400", 0, False, False),
        (answer(301, Location="http://127.0.0.1:1/"), "answered 301", 0, False, False),
        (answer(410), "answered 410", 0, True, False),
        (close_early, "answered no HTTP", 0, False, True),
        (hang, "took too long", 0, False, True),
    ],
)
def test_what_a_receiver_says_is_understood(
    behaviour, error: str, wait: int, hopeless: bool, down: bool
) -> None:
    with receiving(behaviour) as receiver:
        sending = webhook(receiver.address, seconds=0.5).send(MESSAGE)
    assert error in sending.error
    assert "hidden" not in sending.error
    assert (sending.wait, sending.hopeless, sending.down) == (wait, hopeless, down)


def test_a_key_that_is_none_is_trouble_and_not_shown() -> None:
    with receiving() as receiver:
        sending = webhook(receiver.address, key="whsec_topsecret!").send(MESSAGE)
    assert sending.down
    assert "topsecret" not in sending.error
    assert receiver.received == []


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("", 0),
        ("5", 5),
        ("-5", 0),
        ("٣", 0),
        ("9" * 5_000, 999_999_999),
        ("soon", 0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
    ],
)
def test_how_long_to_wait(header: str, seconds: int) -> None:
    assert seconds_asked(header, 1_767_225_600) == seconds
