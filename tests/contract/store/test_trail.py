"""The audit trail and its chain, in every kind of store."""

import threading
from dataclasses import replace

import pytest

from mainstay.adapters.store.opening import open_store
from mainstay.analysis.chain.sealing import sealed
from mainstay.domain.audit import Anchor, Link
from mainstay.domain.errors import RunFailed
from mainstay.domain.evidence import Outcome
from mainstay.domain.occurrence import Mark, Marking, Occurrence
from mainstay.domain.revision import revision_of
from mainstay.ports.store import Store
from tests.fakes.records import decision, evidence, proposal, row
from tests.fakes.trails import KEY, rows
from tests.servers.postgresql import PostgreSQL


def test_rows_get_ids_that_grow_and_wait_to_be_sealed(store: Store) -> None:
    with store.writing() as work:
        work.trail.append([row(act="one", id=77), row(act="two")])
        work.trail.append([])
    with store.writing() as work:
        work.trail.append([row(act="three", detail="", content="")])
    with store.reading() as work:
        rows = list(work.trail.unsealed())
        assert [one.act for one in rows] == ["one", "two", "three"]
        assert [one.id for one in rows] == sorted({one.id for one in rows})
        assert [replace(one, id=0) for one in rows[1:]] == [
            row(act="two"),
            row(act="three", detail="", content=""),
        ]
        assert list(work.trail.unsealed(most=1)) == rows[:1]
        assert work.trail.last() is None
        assert list(work.trail.links()) == []


def test_links_are_given_from_a_place_on(store: Store) -> None:
    with store.writing() as work:
        work.trail.append([row(act=f"act {number}") for number in range(2_500)])
        assert work.trail.try_to_seal()
        rows = work.trail.unsealed()
        links = [Link(place, one, f"{place:064x}") for place, one in enumerate(rows, 1)]
        work.trail.seal(links[:1_500])
        assert len(work.trail.unsealed()) == 1_000
        assert work.trail.last() == links[1_499]
        work.trail.seal(links[1_500:])
        work.trail.seal([])
    with store.reading() as work:
        assert list(work.trail.links()) == links
        assert list(work.trail.links(2_400)) == links[2_399:]
        assert list(work.trail.links(2_501)) == []
        assert work.trail.last() == links[-1]
        assert list(work.trail.unsealed()) == []


def test_the_newest_row_is_the_last_that_waits_else_the_last_of_the_chain(store: Store) -> None:
    with store.writing() as work:
        assert work.trail.newest() is None
        assert work.trail.newest(("clock-leapt",)) is None
        work.trail.append([row(act="clock-leapt", at=9_000), row(act="one", at=5), row(act="two", at=1)])
        assert [work.trail.newest(acts).act for acts in ((), ("clock-righted", "clock-leapt"), ("one",))] == [
            "two",
            "clock-leapt",
            "one",
        ]
        first, second, third = work.trail.unsealed()
        # Rows may be chained in another order than they got their ids in.
        work.trail.seal([Link(1, second, "a"), Link(2, third, "b"), Link(3, first, "c")])
        assert work.trail.newest() == first
        assert work.trail.newest(("one", "two")) == third
        work.trail.append([row(act="three", at=2)])
        assert work.trail.newest().act == "three"
        assert work.trail.newest(("clock-leapt",)) == first


@pytest.mark.parametrize("wrong", ["place", "row", "absent"])
def test_a_place_and_a_row_are_sealed_once(store: Store, wrong: str) -> None:
    with store.writing() as work:
        work.trail.append([row(), row()])
        first, second = work.trail.unsealed()
        work.trail.seal([Link(1, first, "a")])
    again = {
        "place": Link(1, second, "b"),
        "row": Link(2, first, "b"),
        "absent": Link(2, replace(second, id=second.id + 9), "b"),
    }
    with pytest.raises(RunFailed), store.writing() as work:
        work.trail.seal([again[wrong]])
    with store.reading() as work:
        assert list(work.trail.links()) == [Link(1, first, "a")]


def test_the_anchor_of_the_most_rows_is_the_newest(store: Store) -> None:
    made = [Anchor("c", 3, "ff", 30), Anchor("c", 12, "ff", 40), Anchor("c", 2, "ee", 50)]
    with store.writing() as work:
        for anchor in made:
            work.trail.anchored(anchor)
    with store.reading() as work:
        assert work.trail.newest_anchor() == made[1]


def test_on_a_server_one_at_a_time_is_the_sealer(postgresql_server: PostgreSQL) -> None:
    place = postgresql_server.new_place()
    first, second = open_store(place), open_store(place)
    other = open_store(postgresql_server.new_place())
    with first.writing() as sealing:
        assert sealing.trail.try_to_seal()
        with second.writing() as waiting, other.writing() as elsewhere:
            assert not waiting.trail.try_to_seal()
            assert elsewhere.trail.try_to_seal()
    with second.writing() as sealing:
        assert sealing.trail.try_to_seal()
    for store in (first, second, other):
        store.close()


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


def test_rows_that_tell_records_are_found_by_the_digest_sealed_or_not(store: Store) -> None:
    told = [row(record=f"{number % 1_500:064x}", act=f"act {number}") for number in range(1_600)]
    with store.writing() as work:
        work.trail.append([row(), *told, row()])
        rows = [one for one in work.trail.unsealed() if one.record]
        assert work.trail.try_to_seal()
        work.trail.seal([Link(1, work.trail.unsealed()[0], "ab"), Link(2, rows[0], "cd")])
    with store.reading() as work:
        assert list(work.trail.telling({one.record for one in told} | {"", "no such"})) == rows
        assert [one.act for one in work.trail.telling([f"{7:064x}"])] == ["act 7", "act 1507"]
        assert list(work.trail.telling([])) == []
        assert list(work.trail.telling_any()) == rows
        assert work.trail.count_telling() == 1_600


def test_all_that_the_trail_may_tell_can_be_gone_through(store: Store) -> None:
    first, second = proposal("p1", key="one"), proposal("p2", key="two")
    again = replace(first, revision=2, author="eve")
    decisions = [decision(second), decision(first), decision(second)]
    statements = [evidence(first), evidence(second), evidence(first, outcome=Outcome.FAILED)]
    mark = Mark(Occurrence("night", 10, 20), Marking.SIGNED_OFF, "bob", 5, "web", ("lead",), ("shop",), "ok")
    with store.writing() as work:
        work.proposals.add(first)
        assert work.proposals.change(again, first)
        work.proposals.add(second)
        for one in decisions:
            work.decisions.add(one)
        work.proofs.add(statements)
        assert work.windows.add(mark)
    with store.reading() as work:
        assert sorted(work.proposals.every_revision(), key=lambda one: (one.proposal, one.revision)) == [
            revision_of(one) for one in (first, again, second)
        ]
        assert list(work.decisions.every()) == [decisions[1], decisions[0], decisions[2]]
        by_content = sorted((first.content, second.content))
        assert list(work.proofs.every()) == [
            one for content in by_content for one in statements if one.content == content
        ]
        assert list(work.windows.every()) == [mark]
