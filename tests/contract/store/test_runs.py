"""Runs, their journals, leases and schedules, in every kind of store."""

from dataclasses import replace

import pytest

from mainstay.domain.errors import RunFailed, Taken
from mainstay.domain.lease import Lease
from mainstay.domain.run import LONG, Entry, Mark, Part, Purpose, Run, RunState, WaitFor, Wish
from mainstay.ports.records.runs import AskedRuns
from mainstay.ports.store import Store, Work
from tests.fakes.records import proposal

OF = proposal("p1", key="k")
RUN = Run("r1", OF.id, OF.content, RunState.WAITING, 10, target="production/repo:shop", team="shop", by="bob")
BEGUN = Entry("r1", 1, 11, 1, "s", Part.DO, 1, Mark.BEGUN, "worker")


def filled(store: Store, *runs: Run) -> Store:
    with store.writing() as work:
        work.proposals.add(OF)
        for run in runs:
            work.runs.add(run)
    return store


def ready(store: Store, now: int, most: int = 20) -> list[str]:
    with store.reading() as work:
        return [run.id for run in work.runs.ready(now, most)]


def take(work: Work, target: str, run: str, holder: str = "w") -> Lease:
    taken = work.leases.take(target, run, holder, work.leases.get(target))
    assert taken is not None
    return taken


def test_a_run_is_kept_as_it_is_and_changes_only_from_what_it_was(store: Store) -> None:
    filled(store, RUN)
    full = replace(
        RUN,
        state=RunState.RUNNING,
        started_at=11,
        purpose=Purpose.UNDO,
        of="r0",
        wish=Wish.PAUSE,
        wished_by="cyd",
        wake_at=LONG,
        waits_for=WaitFor.PERSON,
        reason="é\n",
        deadline=99,
    )
    with store.writing() as work:
        assert work.runs.hold("r1") == RUN
        assert work.runs.change(full, RUN)
        assert not work.runs.change(replace(RUN, state=RunState.FAILED), RUN)
        assert work.runs.get("r1") == full
        assert work.runs.get("r2") is None
        assert work.runs.hold("r2") is None
        assert list(work.runs.of(OF.id)) == [full]
        assert list(work.runs.starting_with("r")) == ["r1"]
    with pytest.raises(Taken), store.writing() as work:
        work.runs.add(RUN)
    with pytest.raises(RunFailed), store.writing() as work:
        work.runs.add(replace(RUN, id="r3", proposal="none"))
    with pytest.raises(ValueError, match="another"), store.writing() as work:
        work.runs.change(replace(RUN, id="r2"), RUN)


def test_runs_are_listed_by_team_and_state_backwards(store: Store) -> None:
    runs = [replace(RUN, id=f"r{at}", team="shop" if at % 2 else "bank") for at in range(1, 6)]
    filled(store, *runs, replace(RUN, id="r6", state=RunState.DONE, ended_at=5))
    with store.reading() as work:
        assert [run.id for run in work.runs.page(AskedRuns(None))] == ["r6", "r5", "r4", "r3", "r2", "r1"]
        assert [run.id for run in work.runs.page(AskedRuns(frozenset({"bank"})))] == ["r4", "r2"]
        assert [run.id for run in work.runs.page(AskedRuns(None, frozenset({RunState.DONE})))] == ["r6"]
        assert [run.id for run in work.runs.page(AskedRuns(None, before="r4", most=2))] == ["r3", "r2"]
        assert list(work.runs.page(AskedRuns(frozenset()))) == []
        assert work.runs.count(None) == {RunState.WAITING: 5, RunState.DONE: 1}
        assert work.runs.count(frozenset({"bank"})) == {RunState.WAITING: 2}
        assert work.runs.count(frozenset()) == {}


def test_runs_are_listed_by_what_they_worked_on_and_for_which_proposal(store: Store) -> None:
    targets = ["production/repo:shop", "staging/repo:shop", "production/repo:SHOP", "production/other/repo:shop",
               "production/db:50%_a", "production/db:50xxa", "production/é/a\\b", "repo:shop"]  # fmt: skip
    other = proposal("p2", key="other")
    filled(store, *(replace(RUN, id=f"r{at}", target=target) for at, target in enumerate(targets)))
    with store.writing() as work:
        work.proposals.add(other)
        work.runs.add(replace(RUN, id="s1", proposal="p2", purpose=Purpose.UNDO, of="r0", team="bank"))

    def page(**asked) -> list[str]:
        with store.reading() as work:
            return [run.id for run in work.runs.page(AskedRuns(**{"teams": None, **asked}))]

    assert page(subject="repo:shop") == ["s1", "r1", "r0"]
    assert page(subject="repo:SHOP") == ["r2"]
    assert page(subject="other/repo:shop") == ["r3"]
    assert page(subject="db:50%_a") == ["r4"]
    assert page(subject="é/a\\b") == ["r6"]
    assert page(subject="shop") == page(subject="%") == page(subject="x" * 1_000) == []
    assert page(proposal="p2") == ["s1"]
    assert page(proposal="p") == []
    assert page(proposal="p1", subject="repo:shop") == ["r1", "r0"]
    assert page(proposal="p2", teams=frozenset({"shop"})) == []
    assert page(subject="repo:shop", most=2) == ["s1", "r1"]
    assert page(subject="repo:shop", most=2, before="r1") == ["r0"]


def test_runs_of_a_change_that_climbs(store: Store) -> None:
    climbing = replace(RUN, climb="urllib3 2")
    undo = replace(climbing, id="r3", purpose=Purpose.UNDO, of="r1")
    filled(store, climbing, replace(climbing, id="r2"), undo, replace(RUN, id="r4"))
    with store.reading() as work:
        assert [run.id for run in work.runs.climbing("urllib3 2")] == ["r2", "r1"]
        assert [run.id for run in work.runs.climbing("urllib3 2", 1)] == ["r2"]
        assert list(work.runs.climbing("none")) == []


def test_a_journal_has_one_entry_at_a_place(store: Store) -> None:
    filled(store, RUN, replace(RUN, id="r2"))
    later = Entry(
        "r1",
        2,
        12,
        1,
        "s",
        Part.CHECK,
        3,
        Mark.LATER,
        "worker",
        "",
        "é",
        "out\n",
        {"a": (1, 1.0, None, {"b": "c"})},
        20,
        WaitFor.METRIC,
    )
    with store.writing() as work:
        work.runs.write([BEGUN, later, replace(BEGUN, run="r2")])
    with store.reading() as work:
        assert list(work.runs.journal("r1")) == [BEGUN, later]
        assert list(work.runs.journal("none")) == []
        assert list(work.runs.every_entry()) == [BEGUN, later, replace(BEGUN, run="r2")]
    with pytest.raises(Taken), store.writing() as work:
        work.runs.write([replace(BEGUN, place=3), replace(BEGUN, place=2, token=2)])
    with pytest.raises(RunFailed), store.writing() as work:
        work.runs.write([replace(BEGUN, run="none")])
    with store.reading() as work:
        assert list(work.runs.journal("r1")) == [BEGUN, later]


def test_what_is_ready_is_due_and_its_target_free(store: Store) -> None:
    other = replace(RUN, target="production/repo:bank")
    filled(
        store,
        RUN,
        replace(RUN, id="r2", wake_at=5),
        replace(RUN, id="r3", state=RunState.DONE, ended_at=9),
        replace(RUN, id="r4", purpose=Purpose.UNDO, of="r3"),
        replace(other, id="r5", state=RunState.RUNNING),
        replace(other, id="r6", wake_at=LONG),
    )
    assert ready(store, 4) == ["r1", "r4", "r5"]
    assert ready(store, 5) == ["r1", "r4", "r5", "r2"]
    assert ready(store, 5, most=2) == ["r1", "r4"]
    with store.reading() as work:
        assert work.runs.next_wake() == 0
    with store.writing() as work:
        lease = take(work, RUN.target, "r3")
    assert ready(store, 5) == ["r5"], "somebody has it in hand"
    with store.writing() as work:
        assert work.leases.let_go(lease, keep_run=True)
    assert ready(store, 5) == ["r4", "r5"], "it belongs to r3, and r4 takes r3 back"
    with store.writing() as work:
        assert work.leases.let_go(lease, keep_run=False)
    assert ready(store, 5) == ["r1", "r4", "r5", "r2"]


def test_a_store_without_runs_has_nothing_ready(store: Store) -> None:
    with store.reading() as work:
        assert list(work.runs.ready(1 << 40)) == []
        assert work.runs.next_wake() is None


def test_a_lease_is_taken_from_what_was_seen_alone_and_its_token_fences_off(store: Store) -> None:
    filled(store, RUN)
    with store.writing() as work:
        first = work.leases.take("t", "r1", "a", None)
        assert first == Lease("t", 1, "r1", "a", 1)
        assert work.leases.take("t", "r2", "b", None) is None
    with store.writing() as work:
        assert work.leases.fence(first) == RUN
        assert work.leases.get("t") == first
        assert len(work.leases.beat("a")) == 1
    with store.writing() as work:
        assert work.leases.take("t", "r1", "b", first) is None, "it has beaten since"
        seen = work.leases.get("t")
        assert seen == Lease("t", 1, "r1", "a", 2)
        second = work.leases.take("t", "r1", "b", seen)
        assert second == Lease("t", 2, "r1", "b", 3)
        assert work.leases.fence(first) is None
        assert work.leases.fence(second) == RUN
        assert not work.leases.let_go(first, keep_run=False)
        assert work.leases.get("t") == second
        assert list(work.leases.in_hand()) == [second]


def test_a_worker_lets_all_beat_that_it_has_in_hand(store: Store) -> None:
    with store.writing() as work:
        one, two, other = take(work, "t1", "r1"), take(work, "t2", "r2"), take(work, "t3", "r3", "x")
    with store.writing() as work:
        assert sorted(work.leases.beat("w"), key=lambda lease: lease.target) == [
            replace(one, beat=2),
            replace(two, beat=2),
        ]
        assert list(work.leases.beat("nobody")) == []
        assert list(work.leases.beat("")) == []
        assert work.leases.get("t3") == other
        assert work.leases.let_go(one, keep_run=True)
        assert [lease.target for lease in work.leases.in_hand()] == ["t2", "t3"]
        assert [lease.target for lease in work.leases.in_hand(1)] == ["t2"]
        assert work.leases.get("t1") == Lease("t1", 1, "r1", "", 3)


def test_one_of_two_deals_with_an_occurrence(store: Store) -> None:
    with store.writing() as work:
        assert work.schedules.get("nightly") is None
        assert work.schedules.put("nightly", 100, None)
        assert not work.schedules.put("nightly", 100, None)
        assert work.schedules.put("nightly", 200, 100)
        assert not work.schedules.put("nightly", 300, 100)
        assert work.schedules.get("nightly") == 200
