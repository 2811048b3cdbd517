"""Sealing and anchoring: nothing is lost, doubled or told too early, whatever dies, fails or comes between."""

from dataclasses import replace

import pytest

from mainstay.analysis.chain.sealing import REKEYED
from mainstay.domain.audit import Defect
from mainstay.domain.errors import ConfigurationError, EvidenceMissing, MainstayError, RunFailed
from mainstay.flows.auditing import Round, export_trail, keep_sealed, seal_and_anchor, verify_trail
from mainstay.steps.seal import rekeying
from mainstay.steps.seal.batches import seal_all, seal_batch
from mainstay.steps.seal.rekeying import rekey
from mainstay.verifier import verify_audit
from tests.fakes.anchor_places import Outside
from tests.fakes.audit_keys import MemoryKeys
from tests.fakes.clock import SetClock
from tests.fakes.store import Disk, Killed, MemoryStore
from tests.fakes.trails import KEY, OTHER_KEY, rows


def append(store: MemoryStore, number: int, first: int = 1) -> None:
    with store.writing() as work:
        work.trail.append(rows(number, first))


def test_what_waits_is_sealed_in_batches_and_told_once() -> None:
    store, keys, outside, clock = MemoryStore(), MemoryKeys(), Outside(), SetClock()
    append(store, 25)
    assert seal_batch(store, keys, 10) == 10
    assert seal_all(store, keys, 10) == 15
    assert seal_and_anchor(store, keys, [outside], clock) == Round(0)
    assert seal_and_anchor(store, keys, [outside], clock) == Round(0)
    assert [anchor.count for anchor in outside.told] == [25]
    assert outside.told[0].head == store.disk.held.links[25].seal
    checked = verify_trail(store, keys.known(), outside.lines())
    assert (checked.sealed, checked.unsealed, checked.anchored, checked.faults) == (25, 0, 25, ())


def test_nothing_to_seal_makes_no_key_and_tells_nothing() -> None:
    store, keys, outside = MemoryStore(), MemoryKeys(), Outside()
    assert seal_and_anchor(store, keys, [outside], SetClock()) == Round(0)
    assert keys.current() is None
    assert outside.told == []


def test_while_another_seals_nothing_is_done() -> None:
    store, keys = MemoryStore(), MemoryKeys()
    append(store, 3)
    store.disk.somebody_seals = True
    assert seal_batch(store, keys) is None
    assert seal_all(store, keys) == 0
    assert store.disk.held.links == {}


def test_two_sealers_in_turn_make_one_chain() -> None:
    disk, keys = Disk(), MemoryKeys()
    one, two = MemoryStore(disk), MemoryStore(disk)
    for turn in range(6):
        append(one, 3, first=turn * 3 + 1)
        seal_batch(two if turn % 2 else one, keys, 2)
    seal_all(two, keys)
    assert [link.row.id for link in one.disk.held.links.values()] == list(range(1, 19))
    assert verify_trail(one, keys.known(), []).sound


def test_a_clock_that_jumps_changes_no_order() -> None:
    store, keys, outside, clock = MemoryStore(), MemoryKeys(), Outside(), SetClock()
    for jump in (0, -10_000_000, 20_000_000):
        clock.advance(jump)
        with store.writing() as work:
            work.trail.append([replace(rows(1)[0], at=clock.now())])
        seal_and_anchor(store, keys, [outside], clock)
    assert [anchor.count for anchor in outside.told] == [1, 2, 3]
    assert verify_trail(store, keys.known(), outside.lines()).sound


@pytest.mark.parametrize("failure", [RunFailed, ConfigurationError])
def test_a_place_that_fails_is_told_and_tried_again_and_holds_up_nothing(
    failure: type[MainstayError],
) -> None:
    store, keys, good, bad = MemoryStore(), MemoryKeys(), Outside(), Outside()
    bad.broken, bad.failure = True, failure
    append(store, 2)
    done = seal_and_anchor(store, keys, [bad, good], SetClock())
    assert (done.sealed, [failure.what for failure in done.failures]) == (2, ["nobody answers"])
    assert [anchor.count for anchor in good.told] == [2]
    assert store.disk.held.anchors == []
    append(store, 1)
    bad.broken = False
    assert seal_and_anchor(store, keys, [bad, good], SetClock()) == Round(1)
    assert [anchor.count for anchor in bad.told] == [3]
    assert [anchor.count for anchor in store.disk.held.anchors] == [3]


def steps_of_a_whole_run() -> int:
    store = MemoryStore()
    run(store, MemoryKeys(), Outside(store))
    return store.steps


def run(store: MemoryStore, keys: MemoryKeys, outside: Outside) -> None:
    append(store, 3)
    seal_all(store, keys, 2)
    seal_and_anchor(store, keys, [outside], SetClock())


@pytest.mark.parametrize("moment", range(1, steps_of_a_whole_run() + 1))
def test_killed_at_any_moment_the_next_round_brings_all_to_its_end(moment: int) -> None:
    disk, keys = Disk(), MemoryKeys()
    dying = MemoryStore(disk, kill_at=moment)
    outside = Outside(dying)
    with pytest.raises(Killed):
        run(dying, keys, outside)
    accepted = len(disk.held.rows)
    for anchor in outside.told:
        assert disk.held.links[anchor.count].seal == anchor.head, "an anchor was told before its commit"
    outside.store = None
    seal_and_anchor(MemoryStore(disk), keys, [outside], SetClock())
    assert [link.row.id for link in disk.held.links.values()] == list(range(1, accepted + 1))
    assert verify_trail(MemoryStore(disk), keys.known(), outside.lines()).sound
    assert max((anchor.count for anchor in outside.told), default=0) == accepted


def test_a_lost_key_stops_sealing_and_not_the_rest() -> None:
    store, keys = MemoryStore(), MemoryKeys()
    append(store, 3)
    seal_all(store, keys)
    keys.lose()
    append(store, 1)
    with pytest.raises(EvidenceMissing, match="the key of the audit trail is lost"):
        seal_batch(store, keys)
    assert len(store.disk.held.links) == 3
    assert len(store.disk.held.rows) == 4


def test_with_another_key_in_its_place_nothing_is_sealed() -> None:
    store = MemoryStore()
    append(store, 2)
    seal_all(store, MemoryKeys())
    append(store, 1)
    with pytest.raises(EvidenceMissing, match="sealed with another key"):
        seal_batch(store, MemoryKeys(OTHER_KEY))


@pytest.mark.parametrize("lost", [False, True])
def test_the_chain_goes_on_under_a_new_key(lost: bool) -> None:
    store, keys, outside, clock = MemoryStore(), MemoryKeys(), Outside(), SetClock()
    append(store, 3)
    seal_and_anchor(store, keys, [outside], clock)
    append(store, 2)
    if lost:
        keys.lose()
    link = rekey(store, keys, clock, "alice", "command-line", "the disk broke")
    assert (link.row.act, link.row.who, link.row.content) == (REKEYED, "alice", outside.told[0].head)
    assert link.row.detail == "anchored up to 3; the disk broke"
    assert link.place == (4 if lost else 6)
    append(store, 1)
    assert seal_and_anchor(store, keys, [outside], clock).sealed == (3 if lost else 1)
    checked = verify_trail(store, keys.known(), [])
    assert [(fault.defect, fault.first, fault.last) for fault in checked.faults] == (
        [(Defect.KEY, 1, 3)] if lost else []
    )
    assert (checked.sealed, checked.unsealed) == (7, 0)


@pytest.mark.parametrize("lost", [False, True])
def test_however_many_wait_the_change_of_keys_is_told_first(
    lost: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rekeying, "_MOST", 2)
    store, keys = MemoryStore(), MemoryKeys()
    append(store, 3)
    seal_all(store, keys)
    append(store, 30)
    if lost:
        keys.lose()
    link = rekey(store, keys, SetClock(), "alice", "command-line", "old")
    assert (link.row.act, link.place) == (REKEYED, 4 if lost else 34)
    seal_all(store, keys)
    checked = verify_trail(store, keys.known(), [])
    assert (checked.sealed, checked.unsealed) == (34, 0)
    assert {fault.defect for fault in checked.faults} == ({Defect.KEY} if lost else set())


def test_rekeying_again_after_rekeying() -> None:
    store, keys = MemoryStore(), MemoryKeys()
    append(store, 2)
    for _ in range(3):
        rekey(store, keys, SetClock(), "alice", "command-line", "practice")
    assert verify_trail(store, keys.known(), []).faults == ()


def test_a_change_of_keys_that_was_cut_off_is_brought_to_its_end() -> None:
    for moment in range(1, 40):
        disk, keys = Disk(), MemoryKeys()
        append(MemoryStore(disk), 3)
        seal_all(MemoryStore(disk), keys)
        append(MemoryStore(disk), 1)
        dying = MemoryStore(disk, kill_at=moment)
        try:
            rekey(dying, keys, SetClock(), "alice", "command-line", "old")
        except Killed:
            seal_all(MemoryStore(disk), keys)
            assert verify_trail(MemoryStore(disk), keys.known(), []).faults == ()
            continue
        assert moment > 5
        return
    raise AssertionError("it never came to its end")


def test_while_another_seals_the_key_stays() -> None:
    store, keys = MemoryStore(), MemoryKeys(KEY)
    store.disk.somebody_seals = True
    with pytest.raises(RunFailed, match="is being sealed"):
        rekey(store, keys, SetClock(), "alice", "command-line", "old")
    assert keys.current() == KEY


def test_it_keeps_going_round_until_it_is_told_to_rest() -> None:
    store, keys, outside = MemoryStore(), MemoryKeys(), Outside()
    rounds: list[Round] = []

    def rest(seconds: float) -> bool:
        assert seconds < 1
        append(store, 1)
        return len(rounds) == 3

    append(store, 2)
    keep_sealed(store, keys, [outside], SetClock(), rest, rounds.append)
    assert [done.sealed for done in rounds] == [2, 1, 1]
    assert [anchor.count for anchor in outside.told] == [2, 3, 4]


def test_an_export_is_what_the_verifier_takes() -> None:
    store, keys, outside = MemoryStore(), MemoryKeys(), Outside()
    append(store, 5)
    seal_and_anchor(store, keys, [outside], SetClock())
    append(store, 1)
    lines = [line.encode() for line in export_trail(store, keys.current(), SetClock())]
    report = verify_audit.verify(lines, list(keys.known()), outside.lines())
    assert (report.sealed, report.unsealed, report.anchored) == (5, 1, 5)
    assert [fault.defect for fault in report.faults] == ["not-yet-sealed"]


def test_without_a_key_there_is_no_export() -> None:
    with pytest.raises(EvidenceMissing):
        next(export_trail(MemoryStore(), None, SetClock()))
