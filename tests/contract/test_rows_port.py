"""What everything promises that reads rows, tried on CSV and on Parquet."""

from pathlib import Path

import duckdb
import pytest

from mainstay.adapters.tables.rows import CsvRows, ParquetRows
from mainstay.domain.errors import UsageError

ROWS = [("1.5", "red", "a"), ("", "blue", "b"), ("-3.25", "", "c")]


@pytest.fixture(params=["csv", "parquet"])
def world(request: pytest.FixtureRequest, tmp_path: Path):
    path = tmp_path / f"it.{request.param}"
    if request.param == "csv":
        path.write_text("\n".join(["size,colour,key", *(",".join(row) for row in ROWS), ""]))
        return CsvRows(), path
    values = ", ".join(f"({row[0] or 'NULL'}::DOUBLE, '{row[1]}', '{row[2]}')" for row in ROWS)
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT * FROM (VALUES {values}) AS t(size, colour, key)) TO '{path}' (FORMAT parquet)"
        )
    return ParquetRows(), path


def test_cells_stand_side_by_side_in_the_order_asked_for(world) -> None:
    rows, path = world
    found = [row for portion in rows.read(path, ("colour", "size")) for row in portion]
    assert found == [("red", "1.5"), ("blue", ""), ("", "-3.25")]


def test_what_is_not_there_is_refused(world) -> None:
    rows, path = world
    with pytest.raises(UsageError, match="no column smell"):
        list(rows.read(path, ("smell",)))
    with pytest.raises(UsageError, match="no such file"):
        list(rows.read(path.with_name(f"none{path.suffix}"), ("size",)))


def test_what_is_broken_is_refused(world) -> None:
    rows, path = world
    path.write_bytes(b"" if path.suffix == ".csv" else b"PAR1 no more")
    with pytest.raises(UsageError):
        list(rows.read(path, ("size",)))
