"""One transaction as the records of the store see it: statements in, rows out, failures told."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

from sqlalchemy import Column, Connection, Executable, Insert, Row, Select, Table, bindparam, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from mainstay.adapters.store.failing import is_refused, told
from mainstay.adapters.store.prepared import Prepared, drive
from mainstay.domain.errors import RunFailed, Taken

Values: TypeAlias = Mapping[str, Any]
AT_ONCE = 1_000
"""Rows that are held in memory together where many are gone through."""


_FEW = 8
"""Rows that are added by one prepared statement."""
_ADDING: dict[tuple[bool, str, bool, tuple[str, ...], int], tuple[Prepared, list[list[str]]]] = {}


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
        self, statement: Select[Any] | Prepared, *, hold: bool = False, values: Values | None = None
    ) -> Sequence[Row[Any]]:
        """Give what a statement selects for `values` of its parameters.

        With `hold` nobody else may change the rows until the transaction has ended.
        """
        if hold:
            self.must_write()
        if isinstance(statement, Prepared):
            return self._fetched(statement, values)
        return self._fetched(statement.with_for_update() if hold else statement, values)

    def row(
        self, statement: Select[Any] | Prepared, *, hold: bool = False, values: Values | None = None
    ) -> Row[Any] | None:
        """Give the first row that a statement selects, None where there is none; one prepared to be held holds by itself."""
        return next(iter(self.rows(statement, hold=hold, values=values)), None)

    def write(self, statement: Executable | Prepared, values: Sequence[Values] | None = None) -> int:
        """Change something, once for each of `values`, and give how many rows were."""
        self.must_write()
        return self._run(statement, values) if values is None or values else 0

    def take(self, statement: Executable) -> Sequence[Row[Any]]:
        """Change something and give the rows that the statement returns."""
        self.must_write()
        return self._fetched(statement)

    def insert(self, table: Table) -> Insert:
        """Give the statement that adds rows to a table but leaves out those whose like is there."""
        made = postgresql.insert(table) if self.on_server else sqlite.insert(table)
        return made.on_conflict_do_nothing().inline()

    def append(self, table: Table, values: Sequence[Values]) -> int:
        """Add rows and give how many; a constraint that refuses one is a failure."""
        return self._added(table, values, anew=False)

    def add_new(self, table: Table, values: Sequence[Values]) -> int:
        """Add rows but those whose like is there, and give how many were added."""
        return self._added(table, values, anew=True)

    def add(self, table: Table, values: Sequence[Values], what: str) -> None:
        """Add rows, all of them new. Raises Taken, saying that `what` is, when one of them has its like there."""
        try:
            added = self.add_new(table, values)
        except _Unfit as error:
            raise RunFailed(
                f"{what} refers to what is not there", where=self._where, mend=error.mend
            ) from error
        if added != len(values):
            raise Taken(f"{what} is taken already", where=self._where, mend="look at the one that is there")

    def _added(self, table: Table, values: Sequence[Values], *, anew: bool) -> int:
        self.must_write()
        if not 0 < len(values) <= _FEW:
            return self._run(self.insert(table) if anew else table.insert().inline(), values) if values else 0
        key = (self.on_server, table.name, anew, tuple(values[0]), len(values))
        found = _ADDING.get(key)
        if found is None:
            found = _ADDING[key] = self._adding(table, tuple(values[0]), len(values), anew=anew)
        prepared, names = found
        given: dict[str, Any] = {}
        for row, called in zip(values, names, strict=True):
            given.update(zip(called, row.values(), strict=True))
        with self._failures_told():
            return int(drive(self._connection, prepared, given).rowcount)

    def _adding(
        self, table: Table, columns: Sequence[str], many: int, *, anew: bool
    ) -> tuple[Prepared, list[list[str]]]:
        """Make the statement that adds so many rows at once, and what each value of each row is called in it."""
        names = [[f"{column} {number}" for column in columns] for number in range(many)]
        rows = [
            {
                column: bindparam(name, type_=table.c[column].type)
                for column, name in zip(columns, called, strict=True)
            }
            for called in names
        ]
        insert = self.insert(table) if anew else table.insert().inline()
        return Prepared(insert.values(rows)), names

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

    def _fetched(self, statement: Executable | Prepared, values: Values | None = None) -> Sequence[Row[Any]]:
        with self._failures_told():
            if isinstance(statement, Prepared):
                return statement.read(drive(self._connection, statement, values or {}), self._connection)
            return self._connection.execute(statement, values).fetchall()

    def _run(self, statement: Executable | Prepared, values: Sequence[Values] | None) -> int:
        # One row as a batch would cost PostgreSQL another round trip, and asking for the number that it got some time.
        one = values[0] if values is not None and len(values) == 1 else values
        with self._failures_told():
            if isinstance(statement, Prepared):
                several = values if values is not None else ({},)
                return sum(int(drive(self._connection, statement, each).rowcount) for each in several)
            asked = (
                statement.inline() if isinstance(statement, Insert) and not statement._inline else statement
            )
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
