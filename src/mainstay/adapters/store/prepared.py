"""Statements that are made once for each kind of database, and then given to its driver as they are.

What SQLAlchemy does anew each time that a statement is executed takes longer than most statements do.
"""

from collections import namedtuple
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, Dialect, Select, UpdateBase
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.sql.compiler import SQLCompiler


@dataclass(frozen=True, slots=True)
class Made:
    """A statement in the words of one kind of database: its text, its values in their order, and what a row looks like.

    A value has the name that the caller gives it by, what it is where the statement itself says so, and what makes of it what
    the driver takes.
    """

    text: str
    values: tuple[tuple[str, Any, Callable[[Any], Any] | None], ...]
    line: Callable[[Sequence[Any]], Any]

    def given(self, values: Any) -> list[Any]:  # noqa: ANN401  # a table of whatever columns hold
        """Give the values as the driver takes them. Raises RunFailed for what cannot be kept."""
        found = []
        for name, fixed, process in self.values:
            value = values[name] if fixed is None else fixed
            found.append(value if process is None else process(value))
        return found


class Prepared:
    """A statement of SQLAlchemy whose values are all parameters with names; lists of unknown length are none."""

    def __init__(self, statement: Select[Any] | UpdateBase, columns: Sequence[str] = ()) -> None:
        """Prepare a statement; with `columns` it adds a row, or changes one, with values for these."""
        self._statement, self._columns = statement, columns
        self._made: dict[str, Made] = {}

    def made(self, dialect: Dialect) -> Made:
        """Give it in the words of one kind of database."""
        found = self._made.get(dialect.name)
        if found is None:
            found = self._made[dialect.name] = self._make(dialect)
        return found

    def read(self, cursor: Any, connection: Connection) -> list[Any]:  # noqa: ANN401  # the driver's own
        """Give all rows that a driver's cursor found, with their columns by name."""
        return [*map(self.made(connection.dialect).line, cursor.fetchall())]

    def _make(self, dialect: Dialect) -> Made:
        # By place and not by name, which drivers are faster with.
        wording: Dialect = cast("type[DefaultDialect]", type(dialect))(
            paramstyle="qmark" if dialect.name == "sqlite" else "format"
        )
        compiled = self._statement.compile(dialect=wording, column_keys=self._columns or None)
        if not isinstance(compiled, SQLCompiler) or compiled.positiontup is None:
            raise TypeError("only a statement with values by place can be prepared")
        bound = {name: parameter for parameter, name in compiled.bind_names.items()}
        values = []
        for name in compiled.positiontup:
            parameter = bound[name]
            process = parameter.type.dialect_impl(wording).bind_processor(wording)
            values.append((parameter.key, parameter.value, process))
        names = [str(column.name) for column in getattr(self._statement, "selected_columns", ())]
        names = names or [str(column.name) for column in getattr(self._statement, "_returning", ())]
        line: Any = namedtuple("Line", names, rename=True)  # type: ignore[misc]  # it has the columns of the statement
        return Made(compiled.string, tuple(values), line._make)


def drive(connection: Connection, prepared: Prepared, values: Any) -> Any:  # noqa: ANN401  # the driver's cursor
    """Execute a prepared statement and give the driver's cursor.

    Raises SQLAlchemy's errors as its own execution does: whoever tells failures need not know the difference.
    """
    made = prepared.made(connection.dialect)
    try:
        given = made.given(values)
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        raise StatementError(str(error), made.text, None, error, hide_parameters=True) from error
    return drive_text(connection, made.text, given)


def drive_text(connection: Connection, text: str, given: Sequence[Any] = ()) -> Any:  # noqa: ANN401  # the driver's cursor
    """Execute a text with values in their order, and give the driver's cursor; raises as `drive` does."""
    dialect = connection.dialect
    driver: Any = connection.connection.driver_connection
    failures = dialect.loaded_dbapi.Error
    try:
        # Without values a driver does not look for places in the text either.
        return driver.execute(text, given) if given else driver.execute(text)
    except failures as error:
        lost = dialect.is_disconnect(error, driver, None)
        if lost:
            connection.invalidate(error)
        raise DBAPIError.instance(
            text, None, error, failures, hide_parameters=True, connection_invalidated=lost, dialect=dialect
        ) from error
