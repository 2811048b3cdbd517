"""One transaction as the records of the store see it: statements in, rows out, failures told."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

from sqlalchemy import Column, Connection, Executable, Insert, Row, Select, Table, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from mainstay.adapters.store.failing import is_refused, told
from mainstay.domain.errors import RunFailed, Taken

Values: TypeAlias = Mapping[str, Any]
AT_ONCE = 1_000
"""Rows that are held in memory together where many are gone through."""


_ADDING: dict[tuple[bool, str], Insert] = {}


class Transaction:
    """An open transaction. Whatever fails in it raises RunFailed with the store's address."""

    def __init__(self, connection: Connection, where: str, *, writable: bool) -> None:
        """Work on a `connection` whose transaction has begun; `where` is the store's address without a password."""
        self._connection, self._where, self._writable = connection, where, writable
        self._failed: RunFailed | None = None

    def fail(self, failure: RunFailed) -> None:
        """Let nothing of what was written be kept; the first failure is the one that is told."""
        if self._writable and self._failed is None:
            self._failed = failure

    def must_be_sound(self) -> None:
        """Raise RunFailed where something that was to be written failed before."""
        if self._failed is None:
            return
        raise RunFailed(
            f"nothing was kept, for something failed before in the same change: {self._failed.what}",
            where=self._failed.where or self._where,
            mend=self._failed.mend,
        ) from self._failed

    @property
    def on_server(self) -> bool:
        """Whether it is PostgreSQL, where others may write at the same time."""
        return self._connection.dialect.name == "postgresql"

    def rows(
        self, statement: Select[Any], *, hold: bool = False, values: Values | None = None
    ) -> Sequence[Row[Any]]:
        """Give what a statement selects for `values` of its parameters.

        With `hold` nobody else may change the rows until the transaction has ended.
        """
        if hold:
            self.must_write()
        return self._fetched(statement.with_for_update() if hold else statement, values)

    def row(
        self, statement: Select[Any], *, hold: bool = False, values: Values | None = None
    ) -> Row[Any] | None:
        """Give the first row that a statement selects, None where there is none."""
        return next(iter(self.rows(statement, hold=hold, values=values)), None)

    def held_row(self, statement: Select[Any], values: Values) -> Row[Any] | None:
        """Give the first row of a statement that holds what it selects by itself, as those do that are made once."""
        self.must_write()
        return next(iter(self._fetched(statement, values)), None)

    def write(self, statement: Executable, values: Sequence[Values] | None = None) -> int:
        """Change something, once for each of `values`, and give how many rows were."""
        self.must_write()
        return self._run(statement, values) if values is None or values else 0

    def take(self, statement: Executable) -> Sequence[Row[Any]]:
        """Change something and give the rows that the statement returns."""
        self.must_write()
        return self._fetched(statement)

    def insert(self, table: Table) -> Insert:
        """Give the statement that adds rows to a table but leaves out those whose like is there."""
        # Made once for each table, for to make it takes longer than to run it.
        found = _ADDING.get((self.on_server, table.name))
        if found is None:
            made = postgresql.insert(table) if self.on_server else sqlite.insert(table)
            found = _ADDING[self.on_server, table.name] = made.on_conflict_do_nothing().inline()
        return found

    def add(self, table: Table, values: Sequence[Values], what: str) -> None:
        """Add rows, all of them new. Raises Taken, saying that `what` is, when one of them has its like there."""
        try:
            added = self.write(self.insert(table), values)
        except _Unfit as error:
            raise RunFailed(
                f"{what} refers to what is not there", where=self._where, mend=error.mend
            ) from error
        if added != len(values):
            raise Taken(f"{what} is taken already", where=self._where, mend="look at the one that is there")

    def put(self, table: Table, values: Sequence[Values]) -> None:
        """Add rows, each in the place of the one with its primary key."""
        made = postgresql.insert(table) if self.on_server else sqlite.insert(table)
        keys = [column.name for column in table.primary_key]
        others = {column.name: made.excluded[column.name] for column in table.c if column.name not in keys}
        self.write(made.on_conflict_do_update(index_elements=keys, set_=others), values)

    def through(self, table: Table, at_once: int = AT_ONCE, by: Sequence[str] = ()) -> Iterator[Row[Any]]:
        """Go through all rows of a table by its primary key, or `by` columns that are unique together, few in memory."""
        keys: list[Column[Any]] = [table.c[name] for name in by] or list(table.primary_key)
        statement = table.select().order_by(*keys).limit(at_once)
        chunk = self.rows(statement)
        while chunk:
            yield from chunk
            last = chunk[-1]
            behind = tuple_(*keys) > tuple_(*(getattr(last, key.name) for key in keys))
            chunk = self.rows(statement.where(behind)) if len(chunk) == at_once else ()

    def must_write(self) -> None:
        """Raise RunFailed where the store is only looked at."""
        if not self._writable:
            raise RunFailed(
                "nothing can be changed while the store is only looked at",
                where=self._where,
                mend="open it for writing",
            )

    def _fetched(self, statement: Executable, values: Values | None = None) -> Sequence[Row[Any]]:
        with self._failures_told():
            return self._connection.execute(statement, values).fetchall()

    def _run(self, statement: Executable, values: Sequence[Values] | None) -> int:
        # One row as a batch would cost PostgreSQL another round trip, and asking for the number that it got some time.
        one = values[0] if values is not None and len(values) == 1 else values
        asked = statement.inline() if isinstance(statement, Insert) and not statement._inline else statement
        with self._failures_told():
            return int(self._connection.execute(asked, one).rowcount)

    @contextmanager
    def _failures_told(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            failure = told(error, self._where)
            if is_refused(error) and type(failure) is RunFailed:
                raise _Unfit(failure.what, where=failure.where, mend=failure.mend) from error
            raise failure from error


class _Unfit(RunFailed):
    """A constraint of the store refused something that is not there already."""
