"""What every Trail promises, tried on the fake; a real store joins by one more parameter of `store`."""

import threading
from dataclasses import replace

import pytest

from mainstay.analysis.chain.sealing import sealed
from mainstay.domain.audit import Anchor
from mainstay.domain.errors import RunFailed
from mainstay.ports.store import Store
from tests.fakes.audited_store import MemoryStore
from tests.fakes.trails import KEY, rows


@pytest.fixture(params=[MemoryStore])
def store(request: pytest.FixtureRequest) -> Store:
    return request.param()


def append(store: Store, number: int, first: int = 1) -> None:
    with store.writing() as work:
        work.trail.append(rows(number, first))


def seal(store: Store, most: int = 10_000) -> None:
    with store.writing() as work:
        assert work.trail.try_to_seal()
        last, waiting = work.trail.last(), work.trail.unsealed(most)
        work.trail.seal(sealed(KEY, work.trail.chain(), last, waiting))


def test_an_empty_trail_has_a_chain_with_a_name_and_nothing_else(store: Store) -> None:
    with store.reading() as work:
        assert work.trail.chain() == work.trail.chain() != ""
        assert (list(work.trail.unsealed()), work.trail.last(), list(work.trail.links())) == ([], None, [])
        assert work.trail.newest_anchor() is None


def test_rows_get_growing_numbers_and_keep_all_else(store: Store) -> None:
    append(store, 3)
    append(store, 2, first=4)
    with store.reading() as work:
        found = list(work.trail.unsealed())
        assert list(work.trail.unsealed(2)) == found[:2]
    numbers = [row.id for row in found]
    assert numbers == sorted(set(numbers))
    assert [replace(row, id=0) for row in found] == [replace(row, id=0) for row in rows(5)]


def test_sealed_rows_come_back_as_links_in_order(store: Store) -> None:
    append(store, 5)
    seal(store, 2)
    seal(store)
    with store.reading() as work:
        links = list(work.trail.links())
        assert [link.place for link in links] == [1, 2, 3, 4, 5]
        assert list(work.trail.unsealed()) == []
        assert work.trail.last() == links[-1]
        assert list(work.trail.links(4)) == links[3:]
        assert links == list(sealed(KEY, work.trail.chain(), None, [link.row for link in links]))


def test_a_place_is_taken_once(store: Store) -> None:
    append(store, 2)
    seal(store, 1)
    with store.reading() as work:
        (row,), chain = work.trail.unsealed(), work.trail.chain()
    with pytest.raises(RunFailed), store.writing() as work:
        work.trail.seal(sealed(KEY, chain, None, [row]))
    with store.reading() as work:
        assert [link.place for link in work.trail.links()] == [1]
        assert list(work.trail.unsealed()) == [row]


def test_what_was_begun_and_failed_never_was(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as work:
        work.trail.append(rows(3))
        raise ZeroDivisionError
    with store.reading() as work:
        assert list(work.trail.unsealed()) == []


def test_reading_writes_nothing(store: Store) -> None:
    with pytest.raises(RunFailed), store.reading() as work:
        work.trail.append(rows(1))


def test_reading_sees_one_state(store: Store) -> None:
    append(store, 1)
    with store.reading() as work:
        before = list(work.trail.unsealed())
        append(store, 1, first=2)
        assert list(work.trail.unsealed()) == before


def test_the_newest_anchor_is_remembered(store: Store) -> None:
    with store.reading() as work:
        chain = work.trail.chain()
    told = [Anchor(chain, count, f"{count:064x}", 1_767_225_600 + count) for count in (1, 5, 9)]
    for anchor in told:
        with store.writing() as work:
            work.trail.anchored(anchor)
        with store.reading() as work:
            assert work.trail.newest_anchor() == anchor


def test_rows_of_many_writers_and_sealers_all_stand_in_one_chain(store: Store) -> None:
    def work_on(number: int) -> None:
        for turn in range(5):
            append(store, 2, first=number * 100 + turn * 2)
            with store.writing() as work:
                if work.trail.try_to_seal():
                    last, waiting = work.trail.last(), work.trail.unsealed(3)
                    work.trail.seal(sealed(KEY, work.trail.chain(), last, waiting))

    threads = [threading.Thread(target=work_on, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal(store)
    with store.reading() as work:
        links = list(work.trail.links())
        assert links == list(sealed(KEY, work.trail.chain(), None, [link.row for link in links]))
        assert len({link.row.id for link in links}) == len(links) == 40
