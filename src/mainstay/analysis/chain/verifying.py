"""Verifies a chain link by link, in memory that does not grow with it, and tells what is wrong apart."""

from collections.abc import Iterable, Iterator, Sequence

from mainstay.analysis.chain.anchoring import Anchors
from mainstay.analysis.chain.epoch import Epoch
from mainstay.analysis.chain.fault_list import FaultList
from mainstay.analysis.chain.sealing import REKEYED, beginning, fits
from mainstay.domain.audit import Anchor, Checked, Defect, Fault, Link

# Telling moved rows from altered ones takes some thousand digests for each key's stretch.
_MOST_APART = 100
_ORDER = (
    Defect.KEY,
    Defect.OLD_KEY,
    Defect.FOREIGN,
    Defect.ALTERED,
    Defect.SWAPPED,
    Defect.GAP,
    Defect.TRUNCATED,
    Defect.ANCHORS,
)


def verify(
    chain: str,
    links: Iterable[Link],
    unsealed: int,
    keys: Sequence[bytes],
    anchor_lines: Iterable[bytes] = (),
    remembered: int = 0,
    prepared: bytes | None = None,
) -> Checked:
    """Verify a whole chain.

    Keys go forward only: each stretch is sealed by a newer one than those before, the last by the newest of all, but for one
    that is `prepared` and may not have sealed yet. `links` come by place, `unsealed` counts the rows after them. `keys` are
    those that sealed it, newest first; with none of them only places and anchors can be held against each other. `anchor_lines`
    are the outside's, oldest first; `remembered` is the count of the last anchor that the store says it told there.
    """
    verification = _Verification(chain, keys, Anchors(anchor_lines, chain, keys), prepared)
    for link in links:
        verification.look(link)
    return verification.end(unsealed, remembered)


class _Verification:
    def __init__(self, chain: str, keys: Sequence[bytes], anchors: Anchors, prepared: bytes | None) -> None:
        self._chain = chain
        self._keys = keys
        # Places in `keys`: the least that sealed so far, and the greatest that may seal now.
        self._newest = len(keys)
        self._of_now = 1 if keys and keys[0] == prepared else 0
        self._anchors = anchors
        self._told = iter(anchors)
        self._next: tuple[Anchor, int] | None = None
        self._anchored = 0
        self._other_head: tuple[int, int] | None = None
        self._faults = {defect: FaultList(defect) for defect in _ORDER}
        self._epoch = Epoch(1)
        self._epochs = 0
        self._place = 0
        self._links = 0
        self._previous: str | None = beginning(chain)
        self._hold_anchors(0, "")

    def look(self, link: Link) -> None:
        """Look at the next link."""
        self._links += 1
        if link.place <= self._place:
            self._faults[Defect.SWAPPED].add(link.place, link.place)
            return
        if link.place > self._place + 1:
            self._faults[Defect.GAP].add(self._place + 1, link.place - 1)
            self._previous = None
        if link.row.act == REKEYED:
            self._perhaps_another_key(link)
        self._epoch.look(link, self._previous, self._keys)
        self._hold_anchors(link.place, link.seal)
        self._place, self._previous = link.place, link.seal

    def end(self, unsealed: int, remembered: int) -> Checked:
        """Judge, once all links were looked at."""
        self._close_epoch(at_end=True)
        if self._other_head is not None:
            self._faults[Defect.TRUNCATED].add(*self._other_head)
        further = [self._next[0].count] if self._next is not None else []
        most = max([remembered, *further, *(anchor.count for anchor, _ in self._told)])
        if most > self._place:
            self._faults[Defect.TRUNCATED].add(self._place + 1, most)
        if self._anchors.lines and not self._anchors.own:
            self._faults[Defect.FOREIGN].add(0, 0)
        elif self._anchors.lines and self._anchors.newest < remembered:
            self._anchors.faults.add(self._anchors.lines + 1, self._anchors.lines + 1)
        self._faults[Defect.ANCHORS] = self._anchors.faults
        return Checked(
            self._chain,
            self._links,
            unsealed,
            self._anchored,
            tuple(self._listed(unsealed)),
            sum(faults.more for faults in self._faults.values()),
        )

    def _listed(self, unsealed: int) -> Iterator[Fault]:
        for defect in _ORDER:
            yield from self._faults[defect].faults
        if unsealed:
            yield Fault(Defect.UNSEALED, self._place + 1, self._place + unsealed)

    def _perhaps_another_key(self, link: Link) -> None:
        key, previous = self._epoch.key, self._previous
        if key is None or previous is None or not fits(key, link.place, previous, link.row, link.seal):
            self._close_epoch()
            self._epoch = Epoch(link.place)

    def _close_epoch(self, *, at_end: bool = False) -> None:
        self._epochs += 1
        if self._epoch.key is not None:
            age = self._keys.index(self._epoch.key)
            if age >= self._newest or (at_end and age > self._of_now):
                self._faults[Defect.OLD_KEY].add(self._epoch.first, self._epoch.last)
            self._newest = min(age, self._newest)
        for defect, first, last in self._epoch.verdicts(self._keys, apart=self._epochs <= _MOST_APART):
            self._faults[defect].add(first, last)
        self._faults[Defect.ALTERED].more += self._epoch.more

    def _hold_anchors(self, place: int, seal: str) -> None:
        """Hold what was told to the outside against the chain up to this place."""
        while self._next is None or self._next[0].count <= place:
            if self._next is not None and self._next[0].count == place:
                anchor, age = self._next
                self._epoch.proved = self._epoch.proved or bool(self._keys)
                if anchor.head == seal:
                    self._anchored = place
                    if self._epoch.key is not None and age > self._keys.index(self._epoch.key):
                        self._faults[Defect.OLD_KEY].add(place, place)
                else:
                    first = self._other_head[0] if self._other_head else place
                    self._other_head = (first, place)
            self._next = next(self._told, None)
            if self._next is None:
                return
