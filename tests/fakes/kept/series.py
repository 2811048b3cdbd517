"""Roll-ups of series in memory."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from mainstay.domain.errors import Taken
from mainstay.domain.rollup import HEAD, Rollup, Stretch
from tests.fakes.kept.held import Records


class MemorySeries(Records):
    def get(self, source: str, key: str) -> Rollup | None:
        return self.held.series.get((source, key))

    def known(self, source: str, keys: Collection[str], from_block: int = 0) -> dict[str, Rollup]:
        found = {
            key: self.held.series[source, key] for key in sorted(keys) if (source, key) in self.held.series
        }
        return {
            key: replace(
                one,
                blocks={block: days for block, days in one.blocks.items() if block >= from_block},
                blocks_from=from_block,
            )
            for key, one in found.items()
        }

    def put(self, rollups: Iterable[Rollup]) -> None:
        made = sorted(rollups, key=lambda one: (one.signal.source, one.signal.key))
        self._write(*made)
        if len({(one.signal.source, one.signal.key) for one in made}) != len(made):
            raise ValueError("a series cannot be put twice at once")
        for one in made:
            name = (one.signal.source, one.signal.key)
            there = self.held.series.get(name)
            if (one.number, one.turn if one.number else 0) != (
                (there.number, there.turn) if there else (0, 0)
            ):
                raise Taken("a series was changed meanwhile")
            self.held.numbers += not there
            self.held.series[name] = replace(
                one,
                blocks=dict(sorted({**(there.blocks if there else {}), **one.blocks}.items())),
                blocks_from=0,
                number=there.number if there else self.held.numbers,
                turn=there.turn + 1 if there else 1,
            )

    def page(self, source: str, after: str = "", most: int = 1_000) -> Sequence[Rollup]:
        keys = sorted(key for of, key in self.held.series if of == source and key > after)
        return [_bare(self.held.series[source, key]) for key in keys[:most]]

    def stretches(
        self,
        blocks: tuple[int, int],
        sources: Collection[str] = (),
        sorts: Collection[str] = (),
        at_once: int = 2_000,
        after: int | None = None,
    ) -> Iterator[Stretch]:
        chosen = [
            one
            for one in sorted(self.held.series.values(), key=lambda one: one.number)
            if (not sources or one.signal.source in sources)
            and (not sorts or one.signal.sort in sorts)
            and (after is None or one.number > after)
        ]
        for begin in range(0, len(chosen), at_once):
            some = chosen[begin : begin + at_once]
            found = [
                (place, block, len(days), days[:HEAD])
                for place, one in enumerate(some)
                for block, days in one.blocks.items()
                if blocks[0] <= block < blocks[1]
            ]
            places, numbers, lengths, heads = zip(*found, strict=True) if found else ((), (), (), ())
            yield Stretch([*map(_bare, some)], places, numbers, lengths, heads, last=some[-1].number)

    def drop(self, before: int, most: int = 1_000) -> int:
        self._write()
        gone = sorted(
            (one.last_day, one.number, name)
            for name, one in self.held.series.items()
            if one.last_day < before
        )
        for _, _, name in gone[:most]:
            del self.held.series[name]
        return len(gone[:most])


def _bare(one: Rollup) -> Rollup:
    return replace(one, shape=b"", blocks={})
