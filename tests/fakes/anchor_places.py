"""Places outside the store that are told the chain's head, as a test says."""

from mainstay.analysis.chain.anchoring import FIRST, anchor_line, digest_of
from mainstay.domain.audit import Anchor
from mainstay.domain.errors import MainstayError, RunFailed
from tests.fakes.store import MemoryStore
from tests.fakes.trails import KEY


class Outside:
    """A place that keeps what it is told, fails when `broken`, and dies with the process when the store says so."""

    def __init__(self, store: MemoryStore | None = None) -> None:
        self.name = "outside"
        self.told: list[Anchor] = []
        self.broken = False
        self.failure: type[MainstayError] = RunFailed
        self.store = store

    def tell(self, anchor: Anchor) -> None:
        if self.store is not None:
            self.store.step("tell")
        if self.broken:
            raise self.failure("nobody answers", where=self.name)
        self.told.append(anchor)
        if self.store is not None:
            self.store.step("told")

    def lines(self, key: bytes = KEY) -> list[bytes]:
        lines: list[bytes] = []
        for anchor in self.told:
            lines.append(anchor_line(key, anchor, digest_of(lines[-1]) if lines else FIRST).encode())
        return lines
