"""Writers of one process that share commits: all that is kept is kept, and who fails takes nobody along."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine

from mainstay.adapters.store.prepared import drive_text
from mainstay.adapters.store.together import MOST, Together
from mainstay.domain.errors import Full, MainstayError, RunFailed, Unreachable


@dataclass
class Place:
    """A database of numbers; commits are counted, and fail with what `refusal` is set to."""

    engine: Engine
    commits: int = 0
    rollbacks: int = 0
    refusal: Exception | None = None
    ended: list[str] = field(default_factory=list)

    def together(self) -> Together:
        return Together(self.begin, self.commit, self.let_go, "the place")

    def begin(self) -> Connection:
        connection = self.engine.connect()
        drive_text(connection, "BEGIN IMMEDIATE")
        return connection

    def commit(self, connection: Connection) -> None:
        self.commits += 1
        if self.refusal is not None:
            connection.close()
            raise self.refusal
        drive_text(connection, "COMMIT")
        connection.close()

    def let_go(self, connection: Connection) -> None:
        self.rollbacks += 1
        connection.close()

    def kept(self) -> list[int]:
        with self.engine.connect() as connection:
            return sorted(number for (number,) in drive_text(connection, "SELECT number FROM numbers"))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    engine = create_engine(f"sqlite:///{tmp_path / 'file'}", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        drive_text(connection, "PRAGMA journal_mode = WAL")
        drive_text(connection, "CREATE TABLE numbers (number INTEGER PRIMARY KEY)")
    yield Place(engine)
    engine.dispose()


def put(together: Together, number: int, then: Callable[[Connection], object] = lambda _: None) -> None:
    with together.writing() as connection:
        drive_text(connection, "INSERT INTO numbers VALUES (?)", [number])
        then(connection)


def crowd(together: Together, deeds: list[Callable[[], object]]) -> list[BaseException | None]:
    """Let all be done at once, behind one that puts 0 and goes on when all others wait for it; give how each ended."""
    entered, go_on = threading.Event(), threading.Event()

    def first(_connection: Connection) -> None:
        entered.set()
        assert go_on.wait(30)

    with ThreadPoolExecutor(len(deeds) + 1) as pool:
        done = [pool.submit(put, together, 0, first)]
        assert entered.wait(30)
        done += [pool.submit(deed) for deed in deeds]
        while together._waiting < len(deeds):
            pass
        go_on.set()
        return [one.exception(30) for one in done]


def test_who_follows_at_once_shares_the_commit(place: Place) -> None:
    together = place.together()
    assert crowd(together, [lambda n=n: put(together, n) for n in (1, 2, 3)]) == [None] * 4
    assert place.kept() == [0, 1, 2, 3]
    assert place.commits < 4
    put(together, 9)
    assert place.kept() == [0, 1, 2, 3, 9]


def test_so_many_share_one_and_no_more(place: Place) -> None:
    together = place.together()
    assert crowd(together, [lambda n=n: put(together, n) for n in range(1, 2 * MOST)]) == [None] * 2 * MOST
    assert place.kept() == [*range(2 * MOST)]
    assert place.commits >= 2


@pytest.mark.parametrize("at", [0, 1, 2])
def test_who_fails_takes_back_its_own_alone(place: Place, at: int) -> None:
    together = place.together()

    def spoiled(_connection: Connection) -> None:
        raise LookupError

    deeds = [lambda n=n: put(together, n, spoiled if n == at + 1 else lambda _: None) for n in (1, 2, 3)]
    ends = crowd(together, deeds)
    assert [type(end) for end in ends if end is not None] == [LookupError]
    assert place.kept() == [n for n in range(4) if n != at + 1]
    with pytest.raises(LookupError):
        put(together, 7, spoiled)
    put(together, 8)
    assert place.kept()[-1] == 8


def test_where_the_commit_fails_all_are_told_so(place: Place) -> None:
    together = place.together()
    place.refusal = Full("no room", where="the disk", mend="free some")
    ends = crowd(together, [lambda n=n: put(together, n) for n in (1, 2, 3)])
    assert all(isinstance(end, Full) and end.what == "no room" for end in ends)
    assert len({id(end) for end in ends}) == 4
    assert place.kept() == []
    place.refusal = None
    put(together, 1)
    assert place.kept() == [1]


def test_where_one_takes_back_everything_all_are_told_so(place: Place) -> None:
    together = place.together()

    def roll_back(connection: Connection) -> None:
        with suppress(Exception):
            drive_text(connection, "INSERT OR ROLLBACK INTO numbers VALUES (0)")
        raise Full("no room", where="the disk", mend="free some")

    ends = crowd(together, [lambda n=n: put(together, n, roll_back) for n in (1, 2, 3)])
    assert all(isinstance(end, Full) for end in ends)
    assert place.kept() == []
    put(together, 5)
    assert place.kept() == [5]


def test_what_else_ends_everything_lets_the_others_run_again(place: Place) -> None:
    together = place.together()

    def roll_back(connection: Connection) -> None:
        drive_text(connection, "ROLLBACK")

    ends = crowd(together, [lambda: put(together, 1, roll_back)])
    assert isinstance(ends[0], Unreachable)
    assert "not kept" in ends[0].what
    assert ends[1] is not None
    assert not isinstance(ends[1], RunFailed)


def test_one_whose_follower_gave_up_commits_by_itself(place: Place) -> None:
    together = place.together()
    together._waiting += 1
    put(together, 1)
    assert place.kept() == [1]
    together._waiting -= 1
    put(together, 2)
    assert place.kept() == [1, 2]


def test_where_nothing_can_be_begun_the_turn_goes_on(place: Place) -> None:
    refusal: list[MainstayError] = [Unreachable("locked", where="the place", mend="wait")]

    def begin() -> Connection:
        if refusal:
            raise refusal.pop()
        return place.begin()

    together = Together(begin, place.commit, place.let_go, "the place")
    with pytest.raises(Unreachable):
        put(together, 1)
    put(together, 2)
    assert place.kept() == [2]
