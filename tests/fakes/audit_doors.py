"""Doors to an audit trail and an outbox in memory, put together as the wiring puts the real ones."""

from collections.abc import Collection, Iterator, Sequence

from mainstay.domain.audit import Checked, Link
from mainstay.domain.errors import MainstayError
from mainstay.domain.outbox import Message
from mainstay.flows import auditing, dead_letters
from mainstay.steps.seal.rekeying import rekey
from tests.fakes.audit_keys import MemoryKeys
from tests.fakes.clock import SetClock
from tests.fakes.doors import FakeDoors
from tests.fakes.store import MemoryStore


class FakeAuditDoors(FakeDoors):
    """Keeps all in `store`, under `keys`; `anchors` maps paths to the lines of a file."""

    def __init__(self) -> None:
        super().__init__()
        self.store = MemoryStore()
        self.keys = MemoryKeys()
        self.clock = SetClock()
        self.anchors: dict[str, list[bytes]] = {}
        self.by_tick = False

    def records(self, server_file: str, place: str) -> "FakeAuditDoors":
        return self

    def verify_audit(self, anchors: str) -> Checked:
        return auditing.verify_trail(
            self.store, self.keys, {name: self.anchors[name] for name in [anchors] if name in self.anchors}
        )

    def unread(self) -> tuple[MainstayError, ...]:
        return ()

    def export_audit(self) -> Iterator[str]:
        return auditing.export_trail(self.store, self.keys, self.clock)

    def key_advice(self) -> str:
        return "mainstay audit rekey"

    def rekey_audit(self, reason: str, *, lost: bool) -> Link:
        return rekey(self.store, self.keys, self.clock, "alice", "command-line", reason, lost=lost)

    def dead_messages(self) -> tuple[Sequence[Message], int]:
        return dead_letters.dead(self.store), self.clock.now()

    def send_again(self, ids: Collection[str]) -> None:
        dead_letters.send_again(self.store, self.clock, ids, "alice", "command-line")

    def drop_messages(self, ids: Collection[str], reason: str) -> None:
        dead_letters.drop(self.store, self.clock, ids, "alice", "command-line", reason)
