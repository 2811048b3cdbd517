"""What is put down about the times at which windows open, in every kind of store."""

import threading
from dataclasses import replace

import pytest

from mainstay.adapters.store.checking import check
from mainstay.adapters.store.opening import open_store
from mainstay.adapters.store.schema.windows import WINDOW_MARKS
from mainstay.domain.errors import RunFailed
from mainstay.domain.occurrence import Mark, Marking, Occurrence
from mainstay.domain.store_report import Flaw
from mainstay.ports.store import Store

NIGHT = Occurrence("night", 1_000, 2_000)
ANNOUNCED = Mark(NIGHT, Marking.ANNOUNCED, "clock", 500, "worker")
SIGNED = Mark(
    NIGHT, Marking.SIGNED_OFF, "cyd", 600, "command-line", ("manager", "lead"), ("*", "shop"), "ü\nyes"
)


def add(store: Store, *marks: Mark) -> list[bool]:
    with store.writing() as work:
        return [work.windows.add(mark) for mark in marks]


def kept(store: Store, now: int = 0) -> list[Mark]:
    with store.reading() as work:
        return list(work.windows.not_closed(now))


def test_marks_come_back_as_they_were_in_their_order(store: Store) -> None:
    off = replace(SIGNED, marking=Marking.CALLED_OFF, at=1)
    assert add(store, SIGNED, ANNOUNCED, off) == [True] * 3
    assert kept(store) == [SIGNED, ANNOUNCED, off]


def test_what_has_closed_is_left_out(store: Store) -> None:
    later = replace(ANNOUNCED, occurrence=Occurrence("night", 1_500, 2_001))
    add(store, ANNOUNCED, later)
    assert kept(store, 1_999) == [ANNOUNCED, later]
    assert kept(store, 2_000) == [later]
    assert kept(store, 2_001) == []


def test_the_same_by_the_same_about_the_same_is_kept_once_as_it_was_first(store: Store) -> None:
    assert add(store, ANNOUNCED, SIGNED) == [True, True]
    assert add(store, replace(ANNOUNCED, at=501), replace(SIGNED, reason="again", door="web", at=1)) == [
        False,
        False,
    ]
    others = (
        replace(SIGNED, who="bob"),
        replace(SIGNED, roles=("manager", "manager")),
        replace(SIGNED, teams=("*", "bank")),
        replace(SIGNED, marking=Marking.CALLED_OFF),
        replace(SIGNED, occurrence=replace(NIGHT, window="day")),
        replace(SIGNED, occurrence=replace(NIGHT, opens_at=1_001)),
        replace(SIGNED, occurrence=replace(NIGHT, closes_at=2_001)),
    )
    assert add(store, *others) == [True] * 7
    assert kept(store) == [ANNOUNCED, SIGNED, *others]


def test_of_many_at_once_one_announces(store: Store) -> None:
    won: list[bool] = []
    crowd = [threading.Thread(target=lambda: won.extend(add(store, ANNOUNCED))) for _ in range(6)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join(60)
    assert sorted(won) == [False] * 5 + [True]
    assert kept(store) == [ANNOUNCED]


def test_what_cannot_be_kept_or_may_not_be_written_is_refused(store: Store) -> None:
    with pytest.raises(RunFailed):
        add(store, replace(SIGNED, reason="a\0b"))
    with pytest.raises(RunFailed):
        add(store, replace(SIGNED, teams=("\ud800",)))
    with pytest.raises(RunFailed), store.reading() as work:
        work.windows.add(SIGNED)
    assert kept(store) == []


def test_a_mark_that_makes_no_sense_is_found_by_the_check(place: str) -> None:
    opened = open_store(place)
    lame = replace(ANNOUNCED, roles=("lead",))
    add(opened, SIGNED, replace(SIGNED, occurrence=Occurrence("day", 2_000, 2_000)), lame)
    with opened.transaction(writable=True) as transaction:
        transaction.take(_altered())
    opened.close()
    assert [(one.flaw, one.where) for one in check(place).wrong] == [
        (Flaw.UNREADABLE, "mark 1 of the window night"),
        (Flaw.IMPOSSIBLE_STATE, "mark 2 of the window day"),
        (Flaw.UNREADABLE, "mark 3 of the window night"),
        (Flaw.UNREADABLE, "the audit trail"),
    ]


def _altered():
    return (
        WINDOW_MARKS.update()
        .where(WINDOW_MARKS.c.number == 1)
        .values(marking="forgotten")
        .returning(WINDOW_MARKS.c.number)
    )
