"""What is left of a change after a failure in it, and which kind of failure it is, in every kind of store."""

import signal
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from mainstay.adapters.store import beginnings, engines
from mainstay.adapters.store.opening import open_store
from mainstay.domain.errors import Full, OutcomeUnknown, RunFailed, Taken, Unreachable
from mainstay.domain.outbox import Delivery
from mainstay.domain.proposal import State
from mainstay.ports.store import Store, Work
from tests.fakes.records import decision, message, proposal, row
from tests.fakes.store import MemoryStore
from tests.servers.postgresql import PostgreSQL, postgresql

FAILING: dict[str, Callable[[Work], object]] = {
    "taken": lambda work: work.messages.add([message("b"), message("a")]),
    "refers to nothing": lambda work: work.decisions.add(decision(proposal("none"))),
    "not there": lambda work: work.messages.note(message("none")),
    "not to be kept": lambda work: work.proposals.add(proposal("p2", author="a\0b")),
    "plan not to be kept": lambda work: work.proposals.add(proposal("p2", key="a\0b")),
    "key taken": lambda work: work.proposals.add(proposal("p2", key="k")),
}


@pytest.mark.parametrize("fail", FAILING.values(), ids=FAILING)
def test_after_a_failure_nothing_of_a_change_is_kept_though_it_was_caught(
    store: Store, fail: Callable[[Work], object]
) -> None:
    with store.writing() as work:
        work.messages.add([message("a")])
        work.proposals.add(proposal("p1", key="k"))
    told = []
    with pytest.raises(RunFailed) as ended, store.writing() as work:
        work.trail.append([row()])
        with pytest.raises(RunFailed) as first:
            fail(work)
        told.append(first.value.what)
        # Neither a write nor a look, for what it would see is not what is kept.
        with pytest.raises(RunFailed, match="something failed before"):
            work.trail.append([row()])
        with pytest.raises(RunFailed, match="something failed before"):
            work.proposals.get("p1")
        with pytest.raises(RunFailed, match="something failed before"):
            next(iter(work.trail.links()))
    assert told[0] in ended.value.what
    assert ended.value.mend == first.value.mend
    with store.reading() as work:
        assert list(work.trail.unsealed()) == []
        assert work.messages.count() == {Delivery.DUE: 1}
        assert work.proposals.starting_with("") == ["p1"]
    with store.writing() as work:
        work.trail.append([row()])


def test_what_was_only_looked_at_goes_on_after_a_refusal(store: Store) -> None:
    with store.reading() as work:
        with pytest.raises(RunFailed, match="looked at"):
            work.trail.append([row()])
        assert list(work.trail.unsealed()) == []


@pytest.mark.parametrize("what", ["id", "key", "key of what is opened again", "message", "decision"])
def test_what_is_there_already_is_taken(store: Store, what: str) -> None:
    one, closed = proposal("p1", key="k"), proposal("p0", key="k", state=State.REJECTED)
    made = decision(one)
    with store.writing() as work:
        work.proposals.add(one)
        work.proposals.add(closed)
        work.decisions.add(made)
        work.messages.add([message("m")])
    adding: dict[str, Callable[[Work], object]] = {
        "id": lambda work: work.proposals.add(proposal("p1")),
        "key": lambda work: work.proposals.add(proposal("p2", key="k")),
        "key of what is opened again": lambda work: work.proposals.change(
            replace(closed, state=State.WAITING), closed
        ),
        "message": lambda work: work.messages.add([message("m")]),
        "decision": lambda work: work.decisions.add(made),
    }
    with pytest.raises(Taken) as taken, store.writing() as work:
        adding[what](work)
    assert taken.value.mend or isinstance(store, MemoryStore)


def test_what_refers_to_nothing_is_not_taken(store: Store) -> None:
    with pytest.raises(RunFailed) as refused, store.writing() as work:
        work.decisions.add(decision(proposal("none")))
    assert type(refused.value) is RunFailed


def test_one_that_stays_locked_is_unreachable_and_nothing_was_kept(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (engines, beginnings):
        monkeypatch.setattr(module, "PATIENCE", 0.2)
    first, second = open_store(place), open_store(place)
    with first.writing() as work:
        work.proposals.add(proposal("p"))
    with first.writing() as work:
        held = work.proposals.hold("p")
        with pytest.raises(Unreachable, match="locked"), second.writing() as other:
            other.trail.append([row()])
            other.proposals.hold("p")
        assert held is not None
    with second.writing() as work:
        assert list(work.trail.unsealed()) == []
    first.close()
    second.close()


@pytest.mark.parametrize("moment", ["look", "begin"])
def test_the_fake_can_be_away(moment: str) -> None:
    store = MemoryStore()
    store.breaks[moment] = Unreachable("away")
    with pytest.raises(Unreachable), store.reading() if moment == "look" else store.writing():
        pass
    with store.writing() as work:
        work.trail.append([row()])


@pytest.mark.parametrize(
    ("moment", "failure", "kept"),
    [("commit", Full, 0), ("commit", OutcomeUnknown, 0), ("committed", OutcomeUnknown, 1)],
)
def test_the_fake_can_fail_at_the_end_of_a_change(moment: str, failure: type[RunFailed], kept: int) -> None:
    store = MemoryStore()
    store.breaks[moment] = failure("no")
    with pytest.raises(failure), store.writing() as work:
        work.trail.append([row()])
    with store.reading() as work:
        assert len(work.trail.unsealed()) == kept


def test_a_file_that_takes_no_more_is_full(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store"))
    with store.transaction(writable=False) as transaction:
        connection = transaction._connection.connection.driver_connection
        assert isinstance(connection, sqlite3.Connection)
    connection.execute("PRAGMA max_page_count = 1")
    with pytest.raises(Full), store.writing() as work:
        for _ in range(20):
            work.trail.append([row(detail="d" * 9_000)])
    with store.reading() as work:
        assert list(work.trail.unsealed()) == []
    store.close()


def test_of_a_commit_in_whose_middle_the_server_ends_nobody_knows() -> None:
    with postgresql(durable=True) as server:
        place = server.new_place()
        store = open_store(place)
        # A commit is acknowledged only once a standby has it, and there is none: so it stands still in the middle.
        server.run("ALTER SYSTEM SET synchronous_standby_names = 'none'", "SELECT pg_reload_conf()")
        failures: list[RunFailed] = []

        def keep() -> None:
            try:
                with store.writing() as work:
                    work.trail.append([row()])
            except RunFailed as failure:
                failures.append(failure)

        keeping = threading.Thread(target=keep)
        keeping.start()
        server.wait_until("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
        server.process.send_signal(signal.SIGQUIT)
        server.process.wait(60)
        keeping.join(60)
        with pytest.raises(Unreachable), store.writing():
            pass
        with server.again() as anew:
            # Whoever took it for not kept would do it twice.
            with store.reading() as work:
                assert len(work.trail.unsealed()) == 1
            store.close()
            anew.run("ALTER SYSTEM RESET synchronous_standby_names")
    assert [type(failure) for failure in failures] == [OutcomeUnknown]


def test_a_server_that_ends_before_the_commit_is_unreachable(postgresql_server: PostgreSQL) -> None:
    store = open_store(postgresql_server.new_place())
    ending = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'mainstay'"
    with pytest.raises(Unreachable), store.writing() as work:
        work.trail.append([row()])
        postgresql_server.run(ending)
        work.trail.append([row()])
    with store.reading() as work:
        assert list(work.trail.unsealed()) == []
    store.close()


def test_one_that_falls_silent_in_a_change_holds_nobody_up(
    postgresql_server: PostgreSQL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginnings, "IDLE", 1)
    place = postgresql_server.new_place()
    silent, other = open_store(place), open_store(place)
    with silent.writing() as work:
        work.proposals.add(proposal("p"))
    with pytest.raises(Unreachable), silent.writing() as work:
        work.proposals.hold("p")
        # Nothing comes from this one until the other has what it holds, as if its machine stood still.
        with other.writing() as elsewhere:
            assert elsewhere.proposals.hold("p") is not None
        work.trail.append([row()])
    with silent.writing() as work:
        assert list(work.trail.unsealed()) == []
    silent.close()
    other.close()


def test_a_server_that_is_not_reached_any_more_is_given_up(postgresql_server: PostgreSQL) -> None:
    store = open_store(postgresql_server.new_place())
    with store.transaction(writable=False) as transaction:
        connection = transaction._connection.connection.driver_connection
        assert isinstance(connection, psycopg.Connection)
        told = connection.info.get_parameters()
    store.close()
    silence = int(told["keepalives_idle"]) + int(told["keepalives_interval"]) * int(told["keepalives_count"])
    assert silence == 60
    assert told["tcp_user_timeout"] == "30000"
