"""The store: transactions over records, on one file or on a server."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from mainstay.adapters.store.beginnings import begin
from mainstay.adapters.store.failing import is_undefined_table, told, told_of_a_commit
from mainstay.adapters.store.prepared import drive_text
from mainstay.adapters.store.records.decisions import SqlDecisions
from mainstay.adapters.store.records.findings import SqlFindings
from mainstay.adapters.store.records.leases import SqlLeases
from mainstay.adapters.store.records.ledger import SqlLedger
from mainstay.adapters.store.records.messages import SqlMessages
from mainstay.adapters.store.records.proofs import SqlProofs
from mainstay.adapters.store.records.proposals import SqlProposals
from mainstay.adapters.store.records.replays import SqlReplays
from mainstay.adapters.store.records.runs import SqlRuns
from mainstay.adapters.store.records.schedules import SqlScheduleMarks
from mainstay.adapters.store.records.series import SqlSeries
from mainstay.adapters.store.records.subjects import SqlSubjects
from mainstay.adapters.store.records.trail import SqlTrail
from mainstay.adapters.store.records.windows import SqlWindowMarks
from mainstay.adapters.store.together import Together
from mainstay.adapters.store.transaction import Transaction
from mainstay.adapters.store.versions import must_be_newest
from mainstay.domain.errors import MainstayError, RunFailed
from mainstay.ports.records.findings import Findings
from mainstay.ports.records.leases import Leases
from mainstay.ports.records.ledger import Ledger
from mainstay.ports.records.messages import Messages
from mainstay.ports.records.proposals import Decisions, Proofs, Proposals
from mainstay.ports.records.replays import Replays
from mainstay.ports.records.runs import Runs
from mainstay.ports.records.schedules import ScheduleMarks
from mainstay.ports.records.series import Series
from mainstay.ports.records.subjects import Subjects
from mainstay.ports.records.trail import Trail
from mainstay.ports.records.windows import WindowMarks
from mainstay.ports.store import Work


class SqlWork:
    """One transaction, and the records as they are in it."""

    def __init__(self, transaction: Transaction) -> None:
        """Let all records work in one transaction."""
        self.proposals: Proposals = SqlProposals(transaction)
        self.decisions: Decisions = SqlDecisions(transaction)
        self.proofs: Proofs = SqlProofs(transaction)
        self.trail: Trail = SqlTrail(transaction)
        self.messages: Messages = SqlMessages(transaction)
        self.subjects: Subjects = SqlSubjects(transaction)
        self.findings: Findings = SqlFindings(transaction)
        self.runs: Runs = SqlRuns(transaction)
        self.leases: Leases = SqlLeases(transaction)
        self.schedules: ScheduleMarks = SqlScheduleMarks(transaction)
        self.ledger: Ledger = SqlLedger(transaction)
        self.replays: Replays = SqlReplays(transaction)
        self.windows: WindowMarks = SqlWindowMarks(transaction)
        self.series: Series = SqlSeries(transaction)


class SqlStore:
    """A store that is open. It may be used by several threads; each transaction has a connection of its own."""

    def __init__(self, engine: Engine, where: str) -> None:
        """Work through an `engine` whose connections commit by themselves; `where` is the address without a password."""
        self._engine, self.where = engine, where
        # Connections whose transaction has ended: what a pool does between two transactions takes as long as a statement.
        self._idle: deque[Connection] = deque()
        self._driver_error: type[Exception] = engine.dialect.loaded_dbapi.Error
        # Who waits for SQLite's lock sleeps longer and longer between two looks; threads of one process need not.
        self._together = (
            Together(lambda: self._begun(writable=True), self._keep, _let_go, where)
            if engine.dialect.name == "sqlite"
            else None
        )

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """Look at one state of everything; see the port."""
        with self.transaction(writable=False) as transaction:
            yield SqlWork(transaction)

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """Change something, all of it or nothing; see the port."""
        if self._together is None:
            with self.transaction(writable=True) as transaction:
                yield SqlWork(transaction)
            return
        with self._together.writing() as connection:
            transaction = Transaction(connection, self.where, writable=True)
            yield SqlWork(transaction)
            transaction.must_be_sound()

    @contextmanager
    def transaction(self, *, writable: bool) -> Iterator[Transaction]:
        """Give a transaction as `reading` and `writing` have it, to those who know the tables."""
        connection = self._begun(writable=writable)
        try:
            transaction = Transaction(connection, self.where, writable=writable)
            yield transaction
            transaction.must_be_sound()
        except BaseException:
            _let_go(connection)
            raise
        self._keep(connection, writable=writable)

    def close(self) -> None:
        """Let go of it."""
        while (connection := self._idle_one()) is not None:
            _let_go(connection)
        self._engine.dispose()

    def _begun(self, *, writable: bool) -> Connection:
        connection, failure = self._try_to_begin(writable=writable)
        if failure is not None and self._engine.dialect.name == "postgresql":
            # A connection that stood idle may have lost its server; nothing was asked yet, so a new one may be tried.
            self.close()
            connection, failure = self._try_to_begin(writable=writable)
        if failure is not None:
            raise self._told(failure) from failure
        if connection is None:
            raise LookupError("neither a connection nor a failure")
        return connection

    def _try_to_begin(self, *, writable: bool) -> tuple[Connection | None, Exception | None]:
        try:
            connection = self._idle_one() or self._engine.connect()
        except SQLAlchemyError as error:
            return None, error
        try:
            must_be_newest(begin(connection, writable=writable), self.where)
        except MainstayError:
            _let_go(connection)
            raise
        except (SQLAlchemyError, self._driver_error) as error:
            connection.invalidate()
            connection.close()
            return None, error
        except BaseException:
            _let_go(connection)
            raise
        return connection, None

    def _idle_one(self) -> Connection | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _keep(self, connection: Connection, *, writable: bool = True) -> None:
        """Commit, and put the connection by for the next transaction."""
        try:
            drive_text(connection, "COMMIT")
        except BaseException as error:
            _let_go(connection)
            if not isinstance(error, SQLAlchemyError):
                raise
            raise told_of_a_commit(error, self.where) if writable else self._told(error) from error
        self._idle.append(connection)

    def _told(self, error: Exception) -> MainstayError:
        if is_undefined_table(error):
            return RunFailed(
                "the store is not there any more", where=self.where, mend="look at what became of it"
            )
        return told(error, self.where)


def _let_go(connection: Connection) -> None:
    """Give a connection back to the pool, which rolls back what was not committed."""
    try:
        connection.close()
    except SQLAlchemyError:
        connection.invalidate()
