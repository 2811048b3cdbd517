"""A journal in a worker's hand: what is noted, what is kept, and who may write."""

from dataclasses import replace

import pytest

from mainstay.domain.decision import Door
from mainstay.domain.lease import Lease
from mainstay.domain.run import (
    LONGEST_DETAIL,
    LONGEST_OUTPUT,
    Entry,
    Mark,
    Part,
    Result,
    Run,
    RunState,
    WaitFor,
)
from mainstay.steps.apply.journal import Fenced, Hand, by_step, must_hold, write
from mainstay.steps.seal.mismatches import mismatches
from tests.fakes.records import proposal
from tests.fakes.store import MemoryStore

OF = proposal("p1")
RUN = Run("r1", OF.id, OF.content, RunState.RUNNING, 10, target="t")


def hand() -> Hand:
    return Hand(Lease("t", 7, "r1", "w"), RUN, "w")


def test_entries_have_their_places_and_the_token() -> None:
    held = hand()
    begun = held.begin("a", Part.DO, 1, 100)
    assert begun == Entry("r1", 1, 100, 7, "a", Part.DO, 1, Mark.BEGUN, "w")
    result = Result(Mark.LATER, "why", "out", {"x": (1, "2")}, 150, WaitFor.METRIC)
    ended = held.end(begun, result, 101)
    assert ended == Entry(
        "r1",
        2,
        101,
        7,
        "a",
        Part.DO,
        1,
        Mark.LATER,
        "w",
        "",
        "why",
        "out",
        {"x": (1, "2")},
        150,
        WaitFor.METRIC,
    )
    held.begin("b", Part.CHECK, 1, 102)
    assert [one.place for one in held.entries] == [1, 2, 3]
    assert held.by_step == by_step(held.entries)


def test_what_was_not_kept_is_forgotten() -> None:
    held = hand()
    held.begin("a", Part.DO, 1, 100)
    begun = held.begin("b", Part.DO, 1, 101)
    held.end(begun, Result(Mark.DONE), 102)
    held.begin("a", Part.CHECK, 1, 103)
    held.cut(2)
    assert [(one.step, one.part) for one in held.entries] == [("a", Part.DO), ("b", Part.DO)]
    assert {name: len(found) for name, found in held.by_step.items()} == {"a": 1, "b": 1}
    assert held.begin("c", Part.DO, 1, 104).place == 3


def test_texts_are_kept_short_and_hide_nothing() -> None:
    held = hand()
    begun = held.begin("a", Part.DO, 1, 100)
    flood = "x" * 200_000
    entry = held.end(begun, Result(Mark.DONE, f"\0\x1b[2J{flood}", f"begin\n{flood}\n\0end\ud800"), 101)
    assert len(entry.detail) == LONGEST_DETAIL
    assert entry.detail.startswith(r"\x00\x1b[2J")
    assert len(entry.output) <= LONGEST_OUTPUT
    assert entry.output.endswith("\n\\x00end\\ud800")
    many = held.end(begun, Result(Mark.DONE, output="\0\n" * 50_000), 102)
    assert len(many.output) <= LONGEST_OUTPUT


def test_what_is_written_stands_in_the_journal_and_in_the_trail() -> None:
    store, held = MemoryStore(), hand()
    with store.writing() as work:
        work.proposals.add(OF)
        work.runs.add(RUN)
    entries = [held.begin("a", Part.DO, 1, 100)]
    entries.append(held.end(entries[0], Result(Mark.FAILED, "no room"), 101))
    answer = replace(
        entries[0], place=3, token=0, mark=Mark.ANSWER, by="bob", answer="done", detail="I looked"
    )
    with store.writing() as work:
        write(work, "hash", entries)
        write(work, "hash", [answer], Door.COMMAND_LINE)
        write(work, "hash", [])
        assert list(work.runs.journal("r1")) == [*entries, answer]
    rows = list(store.held.rows.values())
    assert [(row.act, row.who, row.door, row.about, row.content) for row in rows] == [
        ("run.begun", "w", Door.WORKER, "r1", "hash"),
        ("run.failed", "w", Door.WORKER, "r1", "hash"),
        ("run.answer", "bob", Door.COMMAND_LINE, "r1", "hash"),
    ]
    assert [row.detail for row in rows] == ["a, do 1", "a, do 1: no room", "a, do 1: done I looked"]
    with store.reading() as work:
        assert [one for one in mismatches(work) if "p1" not in one.where] == []
    # Whoever alters an entry, or takes one away, is found out.
    for spoil in (
        lambda: store.held.journal.update({("r1", 1): replace(entries[0], detail="nothing happened")}),
        lambda: store.held.journal.pop(("r1", 2)),
    ):
        before = dict(store.held.journal)
        spoil()
        with store.reading() as work:
            assert [one for one in mismatches(work) if "p1" not in one.where]
        store.held.journal.clear()
        store.held.journal.update(before)


def test_who_shows_an_old_token_writes_nothing() -> None:
    store = MemoryStore()
    with store.writing() as work:
        work.proposals.add(OF)
        work.runs.add(RUN)
        first = work.leases.take("t", "r1", "w", None)
        assert first is not None
        assert must_hold(work, first) == RUN
    with store.writing() as work:
        taken = work.leases.take("t", "r1", "x", work.leases.get("t"))
        assert taken is not None
        assert must_hold(work, taken) == RUN
        with pytest.raises(Fenced, match="another worker took the run over"):
            must_hold(work, first)
        with pytest.raises(Fenced):
            must_hold(work, Lease("never taken", 1, "r1", "w"))
