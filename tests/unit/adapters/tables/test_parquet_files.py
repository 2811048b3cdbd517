"""Parquet by the types of its columns, and a clear word where DuckDB is not there."""

import sys
from pathlib import Path

import duckdb
import pytest

from mainstay.adapters.tables.parquet_files import ParquetFiles
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.ports.tables import Shape, Table

AT = 1_767_225_600


def read(folder: Path, query: str, shape: Shape | None = None, name: str = "it.parquet") -> Table:
    made = folder / "made.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({query}) TO '{made}' (FORMAT parquet)")
    path = made.rename(folder / name)
    return ParquetFiles().read(path, "service:shop", shape)


def points(table: Table) -> dict[str, list[tuple[int, float]]]:
    return {
        signal.key: list(zip(samples.times.tolist(), samples.values.tolist(), strict=True))
        for signal, samples in table.series
    }


@pytest.mark.parametrize(
    "time",
    [
        "TIMESTAMP '2026-01-01 00:00:00.75'",
        "TIMESTAMP_S '2026-01-01'",
        "TIMESTAMP_MS '2026-01-01'",
        "TIMESTAMP_NS '2026-01-01'",
        "TIMESTAMPTZ '2026-01-01 01:00:00+01'",
        "DATE '2026-01-01'",
        f"{AT}::BIGINT",
        f"{AT}::UINTEGER",
        f"{AT}000::BIGINT",
        f"{AT}000000000::BIGINT",
        f"{AT}.5::DOUBLE",
    ],
)
def test_times_are_understood(tmp_path: Path, time: str) -> None:
    assert points(read(tmp_path, f"SELECT {time} AS time, 1.5 AS a")) == {"a": [(AT, 1.5)]}


@pytest.mark.parametrize(
    "kind", ["TINYINT", "UBIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL(9, 2)", "DECIMAL(30, 5)"]
)
def test_numbers_of_each_type(tmp_path: Path, kind: str) -> None:
    query = f"SELECT make_timestamp({AT}000000 + i) AS t, i::{kind} AS a FROM range(3) r(i)"
    assert [value for _, value in points(read(tmp_path, query))["a"]] == [0.0, 1.0, 2.0]


def test_texts_without_end_are_refused_before_they_fill_memory(tmp_path: Path) -> None:
    label = "repeat('x', 60000) || i AS of"
    query = f"SELECT {AT} + i AS time, 1.0 AS a, {label} FROM range(100) r(i)"
    with pytest.raises(UsageError, match="a text of more than 1000 bytes"):
        read(tmp_path, query)


def test_nothing_is_written_beside_what_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[object] = []
    connect = duckdb.connect

    def watched(place: str = ":memory:", **options: dict[str, str]) -> duckdb.DuckDBPyConnection:
        connection = connect(place, **options)
        if options:
            found.append(connection.execute("SELECT current_setting('temp_directory')").fetchall())
        return connection

    monkeypatch.setattr(duckdb, "connect", watched)
    read(tmp_path, f"SELECT {AT} AS time, 1.0 AS a")
    assert found == [[("",)]]


def test_columns_of_other_types_are_left_alone(tmp_path: Path) -> None:
    query = f"SELECT make_timestamp({AT}000000) AS t, 1 AS a, [1] AS list, 'x'::BLOB AS blob, {{'x': 1}} AS struct"
    assert set(points(read(tmp_path, query))) == {"a"}


def test_labels_of_several_columns_and_missing_ones(tmp_path: Path) -> None:
    query = (
        f"SELECT make_timestamp(({AT} + i) * 1000000) AS t, i AS a, CASE WHEN i = 1 THEN NULL ELSE 'h' END AS host,"
        " i % 2 = 0 AS even FROM range(3) r(i)"
    )
    assert points(read(tmp_path, query)) == {
        'a{host="h",even="true"}': [(AT, 0.0), (AT + 2, 2.0)],
        'a{host="",even="false"}': [(AT + 1, 1.0)],
    }


def test_the_order_of_the_file_stays_whatever_its_size(tmp_path: Path) -> None:
    query = f"SELECT make_timestamp({AT}000000) AS t, i AS a, 'h' || (i % 3) AS host FROM range(300000) r(i)"
    for key, found in points(read(tmp_path, query)).items():
        assert [value for _, value in found] == [float(one) for one in range(int(key[-1]), 300_000, 3)]


def test_names_that_are_hostile(tmp_path: Path) -> None:
    query = f'SELECT make_timestamp({AT}000000) AS "t"" FROM x; --", 1 AS "a{{}}"""'
    assert list(points(read(tmp_path, query, name="a*[b]?'; DROP.parquet"))) == ['a{}"']


def test_no_rows_are_no_points(tmp_path: Path) -> None:
    query = f"SELECT make_timestamp({AT}000000) AS t, 1 AS a WHERE false"
    assert points(read(tmp_path, query)) == {"a": []}


@pytest.mark.parametrize(
    ("query", "shape"),
    [
        ("SELECT 1 AS a, 2 AS b", None),
        ("SELECT 'x' AS time, 2 AS b", None),
        ("SELECT DATE '2026-01-01' AS time, 'x' AS b", None),
        ("SELECT CAST(NULL AS DATE) AS time, 1 AS b", None),
        ("SELECT 'nan'::DOUBLE AS time, 1 AS b", None),
        ("SELECT 5 AS time, 1 AS b", Shape(epoch="h")),
        ("SELECT TIMESTAMP '2026-01-01' AS time, 1 AS b", Shape(zone="Europe/Vienna")),
        ("SELECT 'infinity'::TIMESTAMP AS time, 1 AS b", None),
    ],
)
def test_what_is_no_table_of_series_is_told(tmp_path: Path, query: str, shape: Shape | None) -> None:
    with pytest.raises(UsageError) as failure:
        read(tmp_path, query, shape)
    assert "it.parquet" in failure.value.where


def test_without_duckdb_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(RunFailed, match="DuckDB") as failure:
        ParquetFiles().read(tmp_path / "it.parquet", "service:shop")
    assert "mainstay[parquet]" in failure.value.mend


def test_a_folder_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no plain file"):
        ParquetFiles().read(tmp_path, "service:shop")
