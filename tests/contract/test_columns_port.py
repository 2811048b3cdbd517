"""What everything promises that reads columns, tried on CSV and on Parquet."""

from pathlib import Path

import duckdb
import numpy as np
import pytest

from mainstay.adapters.tables.csv_columns import CsvColumns
from mainstay.adapters.tables.parquet_columns import ParquetColumns
from mainstay.domain.errors import UsageError
from mainstay.keepers.models.learning import learn
from mainstay.ports.columns import Numbers, Spans, Texts

ROWS = [
    (1.5, "red", "2026-01-01 00:00:00"),
    (None, "blue", "2026-01-02 00:00:00"),
    (-3e9, None, "2026-01-03 00:00:00"),
]


def csv_of(path: Path, times: int) -> Path:
    lines = [f"{'' if one is None else one},{two or ''},{at}" for one, two, at in ROWS]
    path.write_text("\n".join(["size,colour,at", *(lines * times), ""]))
    return path


def parquet_of(path: Path, times: int) -> Path:
    rows = ", ".join(
        f"({'NULL' if one is None else one}::DOUBLE, {f'{chr(39)}{two}{chr(39)}' if two else 'NULL'}, TIMESTAMP '{at}')"
        for one, two, at in ROWS
    )
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT t.* FROM (VALUES {rows}) AS t(size, colour, \"at\"), range({times})) TO '{path}' (FORMAT parquet)"
        )
    return path


@pytest.fixture(params=["csv", "parquet"])
def world(request: pytest.FixtureRequest, tmp_path: Path):
    readers = {"csv": (CsvColumns(), csv_of), "parquet": (ParquetColumns(), parquet_of)}
    columns, make = readers[request.param]
    return columns, lambda times=1: make(tmp_path / f"it.{request.param}", times)


def test_columns_come_with_their_kinds_and_times_are_left_out(world) -> None:
    columns, make = world
    found = columns.read(make())
    assert found.names == ("size", "colour")
    parts: dict[str, Numbers | Texts] = {}
    for portion in found.portions:
        parts |= portion.parts
    size, colour = parts["size"], parts["colour"]
    assert isinstance(size, Numbers)
    assert np.array_equal(size.values, [1.5, np.nan, -3e9], equal_nan=True)
    assert isinstance(colour, Texts)
    assert (dict(colour.counts), colour.missing) == ({"red": 1, "blue": 1}, 1)
    assert [one.code for one in found.notices] == ["drift-times"]


def test_many_rows_come_in_portions_and_none_is_lost(world) -> None:
    columns, make = world
    found, _ = learn("it", columns.read(make(100_000)))
    assert found.rows == 300_000
    assert {name: one.count for name, one in found.columns.items()} == {"size": 200_000, "colour": 200_000}


def test_columns_may_be_left_out(world) -> None:
    columns, make = world
    assert columns.read(make(), frozenset(("size",))).names == ("colour",)
    with pytest.raises(UsageError, match="no column that could be compared"):
        columns.read(make(), frozenset(("size", "colour")))


def test_what_is_none_of_this_kind_is_refused_with_its_place(world, tmp_path) -> None:
    columns, _ = world
    with pytest.raises(UsageError, match="no such file"):
        columns.read(tmp_path / "away")
    for content in (b"", b"\0\1\2"):
        path = tmp_path / "it"
        path.write_bytes(content)
        with pytest.raises(UsageError) as refused:
            columns.read(path)
        assert str(path) in refused.value.where
    with pytest.raises(UsageError):
        columns.read(tmp_path)


def test_a_table_is_divided_by_its_times(world) -> None:
    columns, make = world
    reading = columns.read(make(4), frozenset(), Spans("at", 86_400))
    found: dict[int, list[tuple[str, object]]] = {}
    for portion in reading.portions:
        found.setdefault(portion.span, []).extend(portion.parts.items())
    first = 1_767_225_600 // 86_400
    assert sorted(found) == [first, first + 1, first + 2]
    by_day = {span: dict(parts) for span, parts in found.items()}
    assert by_day[first]["size"].values.tolist() == [1.5] * 4
    assert by_day[first]["colour"] == Texts({"red": 4}, 0)
    assert np.isnan(by_day[first + 1]["size"].values).all()
    assert by_day[first + 2]["colour"] == Texts({}, 4)


@pytest.mark.parametrize(("column", "told"), [("when", "no column when"), ("colour", "no column of times")])
def test_what_has_no_times_divides_nothing(world, column: str, told: str) -> None:
    columns, make = world
    with pytest.raises(UsageError, match=told):
        list(columns.read(make(), frozenset(), Spans(column, 86_400)).portions)


def test_a_quote_that_is_never_closed_does_not_take_the_rows_after_it(tmp_path: Path) -> None:
    path = tmp_path / "it.csv"
    path.write_text('size,colour\n1,red\n2,"blue\n3,red\n4,red')
    with pytest.raises(UsageError, match="never closed") as failure:
        list(CsvColumns().read(path).portions)
    assert (failure.value.where or "").endswith("it.csv:3")
    path.write_text('size,colour\n1,red\n2,"bl')
    [portion] = CsvColumns().read(path).portions
    assert isinstance(portion.parts["size"], Numbers)
    assert portion.parts["size"].values.tolist() == [1.0]
