"""A process that decides as a person, over and over, and tells each act once it is kept."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from mainstay.adapters.anchors.file import FileAnchors
from mainstay.adapters.audit_keys.files import KeyFiles
from mainstay.adapters.clock import SystemClock
from mainstay.adapters.ids import TimeIds
from mainstay.adapters.store.opening import open_store
from mainstay.adapters.store.sql_store import SqlStore
from mainstay.analysis.contents.plan_content import content_hash
from mainstay.domain.channel import Channel
from mainstay.domain.decision import Choice, Door
from mainstay.domain.errors import RunFailed
from mainstay.domain.gate import Gate, When
from mainstay.domain.people import Need, Role
from mainstay.flows.deciding import Naming, choose, submit_plan
from mainstay.flows.office import Office
from mainstay.ports.store import Store, Work
from tests.fakes.offices import made_policy
from tests.fakes.records import plan

AUTHOR = "ada"
APPROVERS = ("bob", "cyd", "dir")
"""Each approves every proposal, and all of them are needed."""
_ROLES = (Role.LEAD, Role.SRE, Role.TECHNICAL_DIRECTOR)
_POLICY = made_policy(Gate("all three", "three look", When(), tuple(Need((role,)) for role in _ROLES)))
# A server that came down comes up again in far less.
_TRIES, _PAUSE = 600, 0.05


class Act(NamedTuple):
    """What was done: a plan submitted or a proposal approved, about which key, by whom."""

    what: str
    key: str
    who: str


@dataclass(frozen=True)
class Room:
    """Where people decide: the store's place, and the folder of the trail's key and of its anchors."""

    place: str
    folder: Path

    @property
    def anchors(self) -> Path:
        """The file that the trail's head is told to."""
        return self.folder / "anchors"

    def office(self, store: Store, who: str) -> Office:
        """Give the office of a person, with all that the command line gives it."""
        clock, keys = SystemClock(), KeyFiles(self.folder)
        places = (FileAnchors(self.anchors),)
        return Office(
            store, _POLICY, who, Door.COMMAND_LINE, clock, TimeIds(clock), keys, places, (Channel("all"),)
        )


class Watched:
    """A store that tells, once a transaction was kept and before anything else is done."""

    def __init__(self, store: Store, kept: Callable[[], None]) -> None:
        self._store, self._kept = store, kept

    def reading(self) -> AbstractContextManager[Work]:
        return self._store.reading()

    @contextmanager
    def writing(self) -> Iterator[Work]:
        with self._store.writing() as work:
            yield work
        self._kept()

    def close(self) -> None:
        self._store.close()


def key_of(number: int) -> str:
    """Give the key of the plan with a number."""
    return f"{number:06}"


def decide_for_ever(room: Room, who: str, first: int, told: Connection) -> None:
    """Submit and approve one plan after the other from a number on, and tell `(act, transactions of it that were kept)`.

    Others do the same with the same plans. What fails because a server went away, or because somebody was faster, is done
    again, as a person would: nobody may see it twice for that.
    """
    store = _opened(room.place)
    for number in count(first):
        _tried(lambda number=number: _decide(room, store, who, number, told))  # type: ignore[misc]


def _decide(room: Room, store: SqlStore, who: str, number: int, told: Connection) -> None:
    made = plan(key=key_of(number), subject="repo:shop")
    office = room.office(_telling(store, Act("submit", made.key, AUTHOR), told), AUTHOR)
    there = submit_plan(office, made, content_hash(made)).proposal
    office = room.office(_telling(store, Act("approve", made.key, who), told), who)
    choose(office, Naming(there.id, there.content, "good"), Choice.APPROVE)


def _telling(store: SqlStore, act: Act, told: Connection) -> Watched:
    kept = count(1)
    told.send((act, 0))
    return Watched(store, lambda: told.send((act, next(kept))))


def _opened(place: str) -> SqlStore:
    found: list[SqlStore] = []
    _tried(lambda: found.append(open_store(place)))
    return found[0]


def _tried(work: Callable[[], None]) -> None:
    for left in reversed(range(_TRIES)):
        try:
            return work()
        except RunFailed:
            if not left:
                raise
            time.sleep(_PAUSE)
    return None
