"""What every channel promises, tried on a file, a webhook and the fake."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from mainstay.adapters.notifiers.file import FileNotifier
from mainstay.adapters.notifiers.webhook import WebhookNotifier
from mainstay.adapters.posting import address_of
from mainstay.domain.outbox import Message
from mainstay.domain.secret import Secret
from mainstay.ports.notifier import TAKEN, Notifier, Sending
from tests.fakes.clock import SetClock
from tests.fakes.notifiers import AnsweringNotifier
from tests.fakes.receiver import receiving

MESSAGE = Message("m1", "team", "proposal.approved", '{"id": "p1"}\nü\u202e', 1_767_225_600)


@dataclass(frozen=True)
class Line:
    """A channel, the ids that arrived at its end, and the same channel with nobody at its end."""

    notifier: Notifier
    arrived: Callable[[], list[str]]
    dead: Notifier


@pytest.fixture(params=["file", "webhook", "fake"])
def line(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Line]:
    if request.param == "fake":
        answering = AnsweringNotifier()
        yield Line(
            answering,
            lambda: [one.id for one in answering.got],
            AnsweringNotifier(Sending("nobody there", down=True)),
        )
    elif request.param == "file":
        path = tmp_path / "messages"
        yield Line(
            FileNotifier(path),
            lambda: [json.loads(one)["id"] for one in path.read_text().splitlines()],
            FileNotifier(tmp_path / "none" / "messages"),
        )
    else:
        with receiving() as receiver:
            yield Line(
                WebhookNotifier(
                    address_of(Secret(receiver.address)), Secret("some key of 24 or more bytes"), SetClock()
                ),
                lambda: [one.headers["webhook-id"] for one in receiver.received],
                WebhookNotifier(
                    address_of(Secret("http://127.0.0.1:1/hidden")),
                    Secret("some key of 24 or more bytes"),
                    SetClock(),
                ),
            )


def test_what_is_taken_arrived_with_its_id(line: Line) -> None:
    assert line.notifier.send(MESSAGE) == TAKEN
    assert line.arrived() == ["m1"]


def test_a_second_delivery_can_be_told_by_its_id(line: Line) -> None:
    assert [line.notifier.send(MESSAGE), line.notifier.send(MESSAGE)] == [TAKEN, TAKEN]
    assert line.arrived() == ["m1", "m1"]


def test_trouble_is_told_and_never_raised(line: Line) -> None:
    sending = line.dead.send(MESSAGE)
    assert sending.error
    assert sending.down
    assert "hidden" not in sending.error


def test_one_message_takes_a_bounded_time(line: Line) -> None:
    assert 0 < line.notifier.seconds <= 60
