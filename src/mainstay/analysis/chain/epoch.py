"""The stretch of a chain that one key sealed, and the verdict over its wrong seals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mainstay.analysis.chain.fault_list import FaultList
from mainstay.analysis.chain.moved import MOST, told_apart
from mainstay.analysis.chain.sealing import fits
from mainstay.domain.audit import Defect, Link


@dataclass(slots=True)
class Epoch:
    """Links from `first` on, under `key` (None while none of the known ones fits)."""

    first: int
    key: bytes | None = None
    last: int = 0
    right: int = 0
    proved: bool = False
    _wrong: list[Link] = field(default_factory=list)
    _previous: dict[int, str] = field(default_factory=dict)
    _further: FaultList = field(default_factory=lambda: FaultList(Defect.ALTERED))

    def look(self, link: Link, previous: str | None, keys: Sequence[bytes]) -> None:
        """Look at a link; `previous` is None where the link before is missing, and nothing can be said."""
        self.last = link.place
        if previous is None:
            return
        tried = keys if self.key is None else (self.key,)
        fitting = next((key for key in tried if fits(key, link.place, previous, link.row, link.seal)), None)
        if fitting is not None:
            self.key = fitting
            self.right += 1
        elif len(self._wrong) < MOST:
            self._wrong.append(link)
            self._previous[link.place] = previous
        else:
            self._further.add(link.place, link.place)

    def verdicts(self, keys: Sequence[bytes], *, apart: bool) -> Iterator[tuple[Defect, int, int]]:
        """Give what is wrong, by first and last place; `apart` takes the time to tell moved rows from altered ones.

        Where no seal at all fits, the likelier reason is another key, unless an anchor shows that it is the right one.
        """
        if not self._wrong:
            return
        if self.key is None and not self.proved:
            yield Defect.KEY, self.first, self.last
            return
        if apart:
            for place, defect in told_apart(self.key or keys[0], self._wrong, self._previous):
                yield defect, place, place
        else:
            for link in self._wrong:
                yield Defect.ALTERED, link.place, link.place
        for fault in self._further.faults:
            yield fault.defect, fault.first, fault.last

    @property
    def more(self) -> int:
        """How many wrong links `verdicts` does not give."""
        return self._further.more
