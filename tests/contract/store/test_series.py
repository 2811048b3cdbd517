"""Roll-ups of series, in every kind of store."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from mainstay.adapters.store.addresses import store_address
from mainstay.adapters.store.checking import check
from mainstay.adapters.store.opening import connected, open_store
from mainstay.analysis.rollups.hours import DAY
from mainstay.analysis.rollups.levels import blocks_of, levels
from mainstay.analysis.rollups.rolling import rolled
from mainstay.analysis.rollups.taking_in import numbers_of_block, read_from, taken_in
from mainstay.domain.errors import RunFailed, Taken
from mainstay.domain.rollup import BLOCK, HEAD, Rollup
from mainstay.ports.store import Store
from tests.fakes.rollups import BEGAN, made_rollup, made_samples, made_signal

FIRST = BEGAN // DAY


def put(store: Store, *made: Rollup) -> None:
    with store.writing() as work:
        work.series.put(made)


def grown(store: Store, key: str, days: float) -> None:
    """Take in what came since, up to so many days after the beginning."""
    until = BEGAN + int(days * DAY)
    with store.reading() as work:
        kept = work.series.known("host", [key]).get(key)
    since = BEGAN if kept is None else read_from(kept.taken_to)
    made = taken_in(kept, made_signal(key), rolled(made_samples(since, until), since, until, until))
    assert made is not None
    put(store, made)


def test_what_was_put_is_there_whole(store: Store) -> None:
    made, other = made_rollup("a"), made_rollup("a", 3, source="db", limited=False)
    put(store, made, other)
    with store.reading() as work:
        one, two = work.series.get("host", "a"), work.series.get("db", "a")
        assert one is not None and two is not None
        assert one == replace(made, number=one.number, turn=one.turn)
        assert two == replace(other, number=two.number, turn=two.turn)
        assert one.number != two.number
        assert work.series.get("host", "b") is None


def test_many_go_in_and_out_a_portion_at_a_time(store: Store) -> None:
    pattern = made_rollup("", 3)
    many = [replace(pattern, signal=made_signal(f"k{number:05}")) for number in range(1_234)]
    put(store, *many)
    with store.writing() as work:
        held = work.series.known("host", [one.signal.key for one in many] + ["none"])
        assert len(held) == 1_234
        work.series.put([replace(one, taken_to=one.taken_to + 1) for one in held.values()])
    with store.reading() as work:
        assert len(work.series.page("host", most=2_000)) == 1_234
        page = work.series.page("host", after="k00500", most=3)
        assert [one.signal.key for one in page] == ["k00501", "k00502", "k00503"]
        assert [(one.shape, dict(one.blocks), one.taken_to) for one in page] == [
            (b"", {}, pattern.taken_to + 1)
        ] * 3
        whole = work.series.get("host", "k01233")
        assert whole is not None
        assert (whole.shape, whole.blocks) == (pattern.shape, pattern.blocks)
        found = list(work.series.stretches(blocks_of(FIRST, FIRST + 3), at_once=500))
        assert [len(one.series) for one in found] == [500, 500, 234]
        assert all(len(set(one.places)) == len(one.series) for one in found)
        # Each can be had in a transaction of its own.
        behind = [*work.series.stretches(blocks_of(FIRST, FIRST + 3), at_once=500, after=found[0].last)]
        assert behind == found[1:]
        assert [*work.series.stretches(blocks_of(FIRST, FIRST + 3), after=found[-1].last)] == []


def test_blocks_that_do_not_come_along_stay(store: Store) -> None:
    made = made_rollup("a", 120)
    put(store, made)
    last = max(made.blocks)
    with store.writing() as work:
        held = work.series.known("host", ["a"], last)["a"]
        assert list(held.blocks) == [last]
        assert held.blocks_from == last
        work.series.put([replace(held, blocks={last + 1: made.blocks[last]})])
    with store.reading() as work:
        kept = work.series.get("host", "a")
        assert kept is not None
        assert kept.blocks == made.blocks | {last + 1: made.blocks[last]}
        assert kept.blocks_from == 0


def test_who_comes_after_a_change_that_it_did_not_see_keeps_nothing(store: Store) -> None:
    put(store, made_rollup("a"))
    with store.writing() as work:
        old = work.series.known("host", ["a"])["a"]
        work.series.put([old])
    for wrong in (old, made_rollup("a"), replace(old, number=99)):
        with pytest.raises(Taken), store.writing() as work:
            work.series.put([made_rollup("b"), wrong])
    with pytest.raises(ValueError, match="twice"), store.writing() as work:
        work.series.put([made_rollup("c"), made_rollup("c", 3)])
    with store.reading() as work:
        assert [one.signal.key for one in work.series.page("host")] == ["a"]


def test_levels_of_all_come_in_bulk_and_by_source_and_sort(store: Store) -> None:
    put(store, made_rollup("a", 120), made_rollup("b", 60, sort="memory"), made_rollup("c", 90, source="vm"))
    since, until = FIRST + 10, FIRST + 100
    blocks = blocks_of(since, until)

    def of(**asked: tuple[str, ...]) -> list[str]:
        with store.reading() as work:
            return [
                one.signal.key for stretch in work.series.stretches(blocks, **asked) for one in stretch.series
            ]

    assert of() == ["a", "b", "c"]
    assert of(sources=("host",)) == ["a", "b"]
    assert of(sorts=("memory",)) == ["b"]
    assert of(sources=("vm",), sorts=("memory",)) == []
    assert of(sources=("host", "vm"), sorts=("disk",)) == ["a", "c"]
    with store.reading() as work:
        found = list(levels(work.series.stretches(blocks, at_once=2), since, until))
        kept = [work.series.get("host", "a"), work.series.get("host", "b"), work.series.get("vm", "c")]
        filtered = list(levels(work.series.stretches(blocks, sorts=("memory",)), since, until))
    assert [one.levels.shape for one in found] == [(2, 90), (1, 90)]
    together = np.concatenate([one.levels for one in found])
    assert not any(one.unreadable for one in found)
    for row, one in zip(together, kept, strict=True):
        assert one is not None
        means = np.concatenate([numbers_of_block(one, block).mean for block in range(*blocks)])
        wanted = means[since - blocks[0] * BLOCK :][:90]
        assert np.array_equal(row, wanted, equal_nan=True)
    assert np.isfinite(together).sum(axis=1).tolist() == [90, 50, 80]
    assert np.array_equal(filtered[0].levels, together[1:2], equal_nan=True)


def test_series_that_ended_are_dropped_in_portions(store: Store) -> None:
    put(store, *(made_rollup(f"k{days}", days) for days in (9, 3, 5, 4)))
    with store.writing() as work:
        assert work.series.drop(FIRST + 5, most=2) == 2
    with store.reading() as work:
        assert [one.signal.key for one in work.series.page("host")] == ["k5", "k9"]
    with store.writing() as work:
        assert work.series.drop(FIRST + 5, most=2) == 1
        assert work.series.drop(FIRST + 5, most=2) == 0
    put(store, made_rollup("k3", 3))
    with store.reading() as work:
        assert [
            one.signal.key for stretch in work.series.stretches((0, 1_000)) for one in stretch.series
        ] == ["k9", "k3"]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda days: b"\7" + days[1:], "version is 7"),
        (lambda days: days[:-1], "bytes"),
        (lambda days: days[:20], "cut short"),
        (lambda days: b"", "cut short"),
        (lambda days: days + b"\0", "bytes"),
        (lambda days: days[:1] + b"\1" + days[2:], "bytes"),
        (lambda days: days[:4] + b"\xff" * 8 + days[12:], "no day"),
        (lambda days: days[: HEAD - 1] + b"\x19" + days[HEAD:], "no day"),
    ],
)
def test_a_block_that_cannot_be_read_is_told_and_all_others_are_read(store: Store, spoil, said: str) -> None:
    bad = made_rollup("bad", 150)
    first = min(bad.blocks) + 1
    put(
        store,
        made_rollup("a", 150),
        replace(bad, blocks={**bad.blocks, first: spoil(bad.blocks[first])}),
        made_rollup("c", 150),
    )
    with store.reading() as work:
        (found,) = levels(work.series.stretches(blocks_of(FIRST, FIRST + 150)), FIRST, FIRST + 150)
        kept = work.series.get("host", "bad")
    assert [(one.source, one.key) for one in found.unreadable] == [("host", "bad")]
    assert said in found.unreadable[0].text
    assert f"block {first}" in found.unreadable[0].text
    assert np.isfinite(found.levels).sum(axis=1).tolist() == [150, 150 - BLOCK, 150]
    assert kept is not None
    with pytest.raises(RunFailed, match=said) as refused:
        numbers_of_block(kept, first)
    assert refused.value.where == "host: bad"


@pytest.mark.parametrize(
    "change", ["labels = '['", "labels = '[]'", "labels = '{\"a\":1}'", "limit_side = 'beside'"]
)
def test_who_cannot_be_read_is_told_and_all_others_are_read(place: str, change: str) -> None:
    store = open_store(place)
    put(store, made_rollup("a"), made_rollup("bad"), made_rollup("c"))
    store.close()
    engine = connected(store_address(place), make=False)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"UPDATE series SET {change} WHERE key = 'bad'")
    engine.dispose()
    store = open_store(place)
    with store.reading() as work:
        (found,) = levels(work.series.stretches(blocks_of(FIRST, FIRST + 60)), FIRST, FIRST + 60)
        with pytest.raises(RunFailed, match="series host: bad cannot be read"):
            work.series.page("host")
    store.close()
    assert [one.signal.key for one in found.series] == ["a", "c"]
    assert np.isfinite(found.levels).all()
    assert [(one.source, one.key) for one in found.unreadable] == [("host", "bad")]
    assert [(one.flaw, one.where) for one in check(place).wrong] == [("unreadable", "series host: bad")]


def test_check_names_the_series_that_is_spoilt(place: str) -> None:
    store = open_store(place)
    good, bad, lost = made_rollup("good"), made_rollup("bad"), made_rollup("lost")
    put(store, made_rollup("bare"))
    put(
        store,
        good,
        replace(bad, shape=bad.shape[:-1], blocks={1: b"x"}),
        replace(lost, last_day=lost.last_day + 1),
    )
    store.close()
    engine = connected(store_address(place), make=False)
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "DELETE FROM series_shapes WHERE series = (SELECT number FROM series WHERE key = 'bare')"
        )
    engine.dispose()
    found = check(place)
    assert [(one.flaw, one.where) for one in found.wrong] == [
        ("mislaid", "series host: bare"),
        ("unreadable", "series host: bad"),
        ("unreadable", "series host: bad"),
        ("mislaid", "series host: lost"),
    ]
    assert (found.counts["series"], found.counts["series_shapes"], found.counts["series_blocks"]) == (4, 3, 7)


def test_two_who_take_points_in_at_once_lose_none(place: str) -> None:
    open_store(place).close()
    failures: list[BaseException] = []

    def take(who: int) -> None:
        store = open_store(place)
        done = 0
        # Of two that make a series at once one is told so, and does it again.
        while done < 12:
            try:
                grown(store, "a", 3 + (done * 2 + who) / 4)
            except Taken:
                continue
            except RunFailed as failure:
                failures.append(failure)
                break
            done += 1
        store.close()

    both = [threading.Thread(target=take, args=(who,)) for who in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join(120)
    assert failures == []
    store = open_store(place)
    with store.reading() as work:
        kept = work.series.get("host", "a")
    store.close()
    assert kept is not None
    whole = made_rollup("a", 3 + 23 / 4)
    assert (kept.taken_to, kept.first_day, kept.last_day) == (whole.taken_to, whole.first_day, whole.last_day)
    assert kept.blocks == whole.blocks
    assert kept.shape == whole.shape
