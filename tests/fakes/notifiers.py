"""Channels that answer as a test says."""

from mainstay.domain.outbox import Message
from mainstay.ports.notifier import TAKEN, Sending
from tests.fakes.clock import SetClock
from tests.fakes.store import MemoryStore


class AnsweringNotifier:
    """Answers what it is told to (the last answer for all further), and dies with the process where the store says so."""

    def __init__(
        self, *answers: Sending, store: MemoryStore | None = None, clock: SetClock | None = None
    ) -> None:
        self.seconds = 10.0
        self.answers = list(answers) or [TAKEN]
        self.got: list[Message] = []
        self.store = store
        self.clock = clock

    def send(self, message: Message) -> Sending:
        if self.store is not None:
            self.store.step("send")
        if self.clock is not None:
            self.clock.advance(200)
        self.got.append(message)
        if self.store is not None:
            self.store.step("sent")
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
