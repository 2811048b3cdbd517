"""Writers of one process on SQLite: they take turns, and who follows at once shares the commit of the one before.

To reach the disk takes longer than to write what a step of a run leaves, and no other process is let in between anyway.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from mainstay.adapters.store.engines import PATIENCE
from mainstay.adapters.store.failures import LOCKED
from mainstay.adapters.store.prepared import drive_text
from mainstay.domain.errors import Full, MainstayError, Unreachable

MOST = 8
"""So many changes share a commit, so that other processes have their turn too."""
_NET = 0.2
"""Seconds after which whoever waits for a commit looks whether the one that was to commit came at all."""


class Group:
    """Changes that are kept together or not at all; nobody whose change is among them goes on before."""

    def __init__(self, connection: Connection) -> None:
        """Gather changes in the transaction of a connection that has begun."""
        self.connection = connection
        self.members = 0
        self.ended = threading.Event()
        self.failure: MainstayError | None = None


class Together:
    """The writers of one process."""

    def __init__(
        self,
        begin: Callable[[], Connection],
        commit: Callable[[Connection], None],
        let_go: Callable[[Connection], None],
        where: str,
    ) -> None:
        """Write on connections that `begin` gives; `commit` gives one back, `let_go` after it forgot what was written."""
        self._begin, self._commit, self._let_go, self._where = begin, commit, let_go, where
        self._turn = threading.Lock()
        self._counting = threading.Lock()
        self._waiting = 0
        self._group: Group | None = None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection to write on; what was written is kept when this ends, or nothing of it where something fails.

        Raises what `begin` and `commit` raise, Unreachable when the turn does not come.
        """
        group = self._enter()
        try:
            yield group.connection
            if group.members:
                drive_text(group.connection, "RELEASE member")
            group.members += 1
        except BaseException as error:
            self._forget(group, error)
            raise
        finally:
            self._leave(group)
        while not group.ended.wait(_NET):
            if self._turn.acquire(blocking=False):
                # Whoever was to follow gave up.
                self._leave(group, last=True)
        failed = group.failure
        if failed is not None:
            # Each thread has one of its own, for it gets the places that it came by.
            raise type(failed)(failed.what, where=failed.where, mend=failed.mend) from failed

    def _enter(self) -> Group:
        with self._counting:
            self._waiting += 1
        try:
            if not self._turn.acquire(timeout=PATIENCE):
                raise LOCKED.kind(LOCKED.what, where=self._where, mend=LOCKED.mend)
        finally:
            with self._counting:
                self._waiting -= 1
        try:
            if self._group is None:
                self._group = Group(self._begin())
            else:
                drive_text(self._group.connection, "SAVEPOINT member")
        except BaseException:
            if self._group is None:
                self._turn.release()
            else:
                self._leave(self._group)
            raise
        return self._group

    def _forget(self, group: Group, error: BaseException) -> None:
        """Take back what one wrote who failed; where SQLite took back everything, all have failed."""
        if not group.members:
            return
        with suppress(SQLAlchemyError):
            drive_text(group.connection, "ROLLBACK TO member")
            drive_text(group.connection, "RELEASE member")
            return
        if isinstance(error, Full | Unreachable):
            group.failure = type(error)(error.what, where=error.where, mend=error.mend)
        else:
            group.failure = Unreachable(
                "what was to be kept together with a change that failed was not kept",
                where=self._where,
                mend="run again",
            )

    def _leave(self, group: Group, *, last: bool = False) -> None:
        """Give the turn on; whoever is followed by nobody ends the group."""
        try:
            if self._group is group and (
                last or not self._waiting or group.failure or not 0 < group.members < MOST
            ):
                self._group = None
                self._end(group)
        finally:
            self._turn.release()

    def _end(self, group: Group) -> None:
        try:
            if group.members and group.failure is None:
                self._commit(group.connection)
            else:
                self._let_go(group.connection)
        except MainstayError as error:
            group.failure = error
        except BaseException:
            group.failure = Unreachable(
                "nobody knows whether a change was kept", where=self._where, mend="look whether it is there"
            )
            raise
        finally:
            group.ended.set()
