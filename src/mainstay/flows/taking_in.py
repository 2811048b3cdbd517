"""Takes what is new of the series of a source into the roll-ups that the store keeps: found, read on, merged, put."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from mainstay.analysis.rollups.hours import DAY, HOUR
from mainstay.analysis.rollups.levels import blocks_of
from mainstay.analysis.rollups.rolling import Rolled, rolled
from mainstay.analysis.rollups.taking_in import begun_anew, read_from, taken_in
from mainstay.domain.errors import EvidenceMissing, RunFailed, Taken, UsageError
from mainstay.domain.night import Taking
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.rollup import Rollup, Stretch
from mainstay.domain.signal import Samples, Signal
from mainstay.ports.series_source import SeriesSource
from mainstay.ports.store import Store
from mainstay.present.visible import visible

HISTORY: Final = 84
"""Days that are read of a series when it is seen for the first time, and at the most."""
_AT_A_TIME: Final = 14 * DAY
"""Seconds of the past that are read at a time: what was put stays, and the next night goes on from there."""
_TOGETHER: Final = 500
_TRIES: Final = 5
_EXAMPLES: Final = 5


def take_in(store: Store, source: SeriesSource, now: int) -> tuple[Taking, tuple[Notice, ...]]:
    """Take in what is new of a source up to the last whole hour; give what was done, and what must be known of the rest.

    No transaction is open while something is read or computed. What was put stays, whatever fails after it: each series is read
    on from where its points end. Raises RunFailed where the store cannot be used.
    """
    try:
        seen = source.series(now)
    except (EvidenceMissing, UsageError) as failure:
        told = f"{visible(source.name, 100)} could not be asked: {visible(failure.what, 300)}."
        mend = failure.mend or "look whether the server is well"
        return Taking(source.name, failure=failure.what), (
            Notice("metrics-unread", told, Weight.LIMIT, mend),
        )
    taking = _Taking(store, source, now - now % HOUR)
    taking.find({one.key: one for one in seen.signals})
    for start, end in taking.spans():
        taking.read(start, end)
    counted = Taking(source.name, len(seen.signals), len(taking.taken), len(taking.new), len(taking.unread))
    return counted, (*seen.notices, *taking.notices())


@dataclass(slots=True)
class _Taking:
    """What is taken in from one source, series by their keys."""

    store: Store
    source: SeriesSource
    until: int
    begins: dict[str, int] = field(default_factory=dict)
    """From which second on each is to be read."""
    ends: dict[str, int] = field(default_factory=dict)
    """Up to which second each was taken in."""
    anew: set[str] = field(default_factory=set)
    new: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    unreadable: dict[str, str] = field(default_factory=dict)
    told: list[Notice] = field(default_factory=list)

    def find(self, signals: Mapping[str, Signal]) -> None:
        """Find from where on each series is to be read."""
        first = self.until - self.until % DAY - HISTORY * DAY
        latest = read_from(self.until)
        kept = {one.signal.key: one for one in self._kept() if one.signal.key in signals}
        self.unread.update(key for key in self.unreadable if key in signals)
        for key, signal in signals.items():
            known = kept.get(key)
            if key in self.unread:
                continue
            if known is None or known.signal.unit != signal.unit:
                self.begins[key] = first
                (self.new if known is None else self.anew).add(key)
            else:
                self.ends[key] = known.taken_to
                # Where the clock was ahead once, what was taken in then may seem to lie in the time to come.
                self.begins[key] = min(max(read_from(known.taken_to), first), latest)
        if self.anew:
            text = f"Series that are counted in another unit than before begin anew: {len(self.anew)}."
            examples = tuple(visible(one, 200) for one in sorted(self.anew)[:_EXAMPLES])
            self.told.append(
                Notice("series-unit-changed", text, Weight.NOTE, count=len(self.anew), examples=examples)
            )

    def spans(self) -> Iterator[tuple[int, int]]:
        """Give the spans of time that are read one after the other, the oldest first."""
        start = min(self.begins.values(), default=self.until)
        while start < self.until:
            end = min(start + _AT_A_TIME, self.until)
            yield start, end
            start = end

    def read(self, start: int, end: int) -> None:
        """Read a span of all series that reach into it, and put what comes."""
        # What was not read is a hole: nothing behind it is taken in, so that the next night begins with it.
        keys = [key for key, begin in self.begins.items() if begin < end and key not in self.unread]
        for portion in self.source.points(keys, start, end) if keys else ():
            self.unread.update(portion.unread)
            if portion.notice is not None:
                self.told.append(portion.notice)
            for at in range(0, len(portion.read), _TOGETHER):
                self._put(portion.read[at : at + _TOGETHER], start, end)

    def notices(self) -> Iterator[Notice]:
        """Give what must be known, of each kind one."""
        for code in dict.fromkeys(one.code for one in self.told):
            some = [one for one in self.told if one.code == code]
            examples = tuple(dict.fromkeys(text for one in some for text in one.examples))[:_EXAMPLES]
            first, count = some[0], sum(one.count for one in some)
            yield Notice(code, first.text, first.weight, first.mend, count, examples)
        if self.unreadable:
            yield unreadable(self.unreadable)

    def _kept(self) -> Iterator[Rollup]:
        """Give what is kept of the source, without blocks; what cannot be read is told and left alone."""
        for stretch in stretches(self.store, (0, 0), (self.source.name,)):
            yield from stretch.series
            self.unreadable.update((one.key, one.text) for one in stretch.unreadable)

    def _put(self, some: Sequence[tuple[Signal, Samples]], start: int, end: int) -> None:
        """Merge series with what is known of them and put them; where somebody else was faster, do it again."""
        days = {
            signal.key: (signal, rolled(samples, max(start, self.begins[signal.key]), end, end))
            for signal, samples in some
        }
        for _ in range(_TRIES):
            known = self._known(days, start)
            made = list(self._merged(days, known))
            try:
                with self.store.writing() as work:
                    work.series.put(made)
            except Taken:
                continue
            self.ends.update((one.signal.key, one.taken_to) for one in made)
            self.taken.update(one.signal.key for one in made)
            self.anew.difference_update(one.signal.key for one in made)
            return
        self.unread.update(days)
        text = "Somebody else changed series again and again while they were taken in: they are read the next time."
        self.told.append(
            Notice("series-taken", text, Weight.LIMIT, "let one at a time take them in", len(days))
        )

    def _known(self, keys: Collection[str], start: int) -> dict[str, Rollup]:
        """Give what is known of some series, with the blocks that what is new, and what is still open, may reach into."""
        opened = (read_from(self.ends[key]) for key in keys if key in self.ends)
        since, _ = blocks_of(min([start, *opened]) // DAY, 0)
        with self.store.reading() as work:
            name = self.source.name
            found = work.series.known(name, [key for key in keys if key not in self.anew], since)
            return found | work.series.known(name, [key for key in keys if key in self.anew])

    def _merged(
        self, days: Mapping[str, tuple[Signal, Rolled]], known: Mapping[str, Rollup]
    ) -> Iterator[Rollup]:
        for key, (signal, fresh) in days.items():
            kept = known.get(key)
            try:
                made = begun_anew(kept, signal, fresh) if key in self.anew else taken_in(kept, signal, fresh)
            except RunFailed as failure:
                self.unreadable[key] = failure.what
                self.unread.add(key)
                continue
            if made is not None and made is not kept:
                yield made


def stretches(
    store: Store, blocks: tuple[int, int], sources: Collection[str] = (), at_once: int = 2_000
) -> Iterator[Stretch]:
    """Give all that the store keeps, each stretch read in a transaction of its own, so that none is open in between."""
    after: int | None = None
    while True:
        with store.reading() as work:
            found = next(iter(work.series.stretches(blocks, sources, at_once=at_once, after=after)), None)
        if found is None:
            return
        yield found
        after = found.last


def unreadable(faults: Mapping[str, str]) -> Notice:
    """Say which series, by their names, cannot be read, and why."""
    text = f"What the store keeps of {len(faults)} series cannot be read; all others are."
    examples = tuple(f"{visible(key, 200)}: {visible(why, 200)}" for key, why in faults.items())
    return Notice(
        "series-unreadable", text, Weight.LIMIT, "mainstay store check", len(faults), examples[:_EXAMPLES]
    )
