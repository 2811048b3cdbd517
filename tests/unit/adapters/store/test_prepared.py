"""Statements that are made once: their words for each kind of database, their values, and how their failures come."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Dialect, bindparam, create_engine, select
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.dialects.sqlite import dialect as sqlite
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from mainstay.adapters.store.prepared import Prepared, drive, drive_text
from mainstay.adapters.store.schema.columns import METADATA
from mainstay.adapters.store.schema.runs import LEASES, SCHEDULES
from mainstay.domain.errors import RunFailed

ONE = Prepared(select(LEASES).where(LEASES.c.target == bindparam("one"), LEASES.c.token > 3).limit(2))
PUT = Prepared(
    SCHEDULES.insert().values(
        name=bindparam("called"), dealt_with=bindparam("at", type_=SCHEDULES.c.dealt_with.type)
    )
)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{tmp_path / 'file'}", isolation_level="AUTOCOMMIT")
    METADATA.create_all(engine)
    with engine.connect() as made:
        yield made
    engine.dispose()


@pytest.mark.parametrize(
    ("dialect", "asked"),
    [(sqlite(), "LEASES.TARGET = ?"), (psycopg.dialect(), 'LEASES.TARGET = %S::VARCHAR COLLATE "C"')],
)
def test_values_come_in_their_order_and_those_of_the_statement_by_themselves(
    dialect: Dialect, asked: str
) -> None:
    made = ONE.made(dialect)
    assert asked in made.text.upper()
    assert made.given({"one": "t", "unasked": 1})[:3] == ["t", 3, 2]
    assert ONE.made(dialect) is made


def test_rows_have_their_columns_by_name(connection: Connection) -> None:
    for number in (3, 4, 5, 6):
        row = {"token": number, "beat": 1, "run": "r", "holder": ""}
        connection.execute(LEASES.insert().values(target=f"t{number}", **row))
    found = [ONE.read(drive(connection, ONE, {"one": f"t{number}"}), connection) for number in (3, 4)]
    assert found[0] == []
    assert [(line.target, line.token, line.holder) for line in found[1]] == [("t4", 4, "")]


def test_what_cannot_be_kept_is_refused_before_the_driver_sees_it(connection: Connection) -> None:
    with pytest.raises(RunFailed, match="NUL"):
        drive(connection, ONE, {"one": "a\0"})
    with pytest.raises(RunFailed, match="64 bits"):
        drive(connection, PUT, {"called": "a", "at": 1 << 63})
    with pytest.raises(StatementError):
        drive(connection, PUT, {"called": "a", "at": "no number"})
    with pytest.raises(StatementError):
        drive(connection, PUT, {"called": "a"})


def test_failures_are_those_of_sqlalchemy_and_show_no_value(connection: Connection) -> None:
    drive(connection, PUT, {"called": "secret", "at": 1})
    with pytest.raises(IntegrityError) as twice:
        drive(connection, PUT, {"called": "secret", "at": 2})
    assert "secret" not in str(twice.value)
    assert not twice.value.connection_invalidated
    with pytest.raises(OperationalError, match="no such table"):
        drive_text(connection, "SELECT 1 FROM nowhere")


def test_a_connection_that_is_lost_is_given_up(connection: Connection) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.close()
    with pytest.raises(Exception, match="closed") as lost:
        drive_text(connection, "SELECT 1")
    assert getattr(lost.value, "connection_invalidated", False)
    assert connection.invalidated
