"""What everything promises that reads tables, tried on CSV, on Parquet and on the fake."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pytest

from mainstay.adapters.tables.csv_files import CsvFiles
from mainstay.adapters.tables.parquet_files import ParquetFiles
from mainstay.domain.errors import UsageError
from mainstay.domain.signal import Samples
from mainstay.ports.tables import Shape, Table, Tables
from tests.fakes.tables import MemoryTables

ROWS = [(60, "a", 1.5, 10.0), (60, "b", 2.5, 20.0), (0, "a", None, 30.0), (60, "a", 1.5, 40.0)]
"""Out of order, one twice, one without its number."""
BEGIN = 1_700_000_000


@dataclass
class World:
    tables: Tables
    make: Callable[[], Path]


def csv_of(path: Path) -> Path:
    lines = [f"{BEGIN + at},{host},{'' if one is None else one},{two}" for at, host, one, two in ROWS]
    path.write_text("\n".join(["time,host,one,two", *lines, ""]))
    return path


def parquet_of(path: Path) -> Path:
    rows = ", ".join(
        f"(to_timestamp({BEGIN + at}), '{host}', {'NULL' if one is None else one}::DOUBLE, {two}::DOUBLE)"
        for at, host, one, two in ROWS
    )
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT * FROM (VALUES {rows}) AS t(time, host, one, two)) TO '{path}' (FORMAT parquet)"
        )
    return path


def memory_of(fake: MemoryTables, path: Path) -> Path:
    fake.told[path] = {
        f'{column}{{host="{host}"}}': Samples(
            np.array([BEGIN + row[0] for row in ROWS if row[1] == host]),
            np.array(
                [np.nan if row[place] is None else row[place] for row in ROWS if row[1] == host], np.float64
            ),
        )
        for place, column in ((2, "one"), (3, "two"))
        for host in "ab"
    }
    return path


@pytest.fixture(params=["csv", "parquet", "memory"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> World:
    if request.param == "csv":
        return World(CsvFiles(), lambda: csv_of(tmp_path / "it.csv"))
    if request.param == "parquet":
        return World(ParquetFiles(), lambda: parquet_of(tmp_path / "it.parquet"))
    fake = MemoryTables()
    return World(fake, lambda: memory_of(fake, tmp_path / "it"))


def points(table: Table) -> dict[str, list[tuple[int, float]]]:
    return {
        signal.key: [
            (at - BEGIN, value if value == value else -1.0)
            for at, value in zip(samples.times.tolist(), samples.values.tolist(), strict=True)
        ]
        for signal, samples in table.series
    }


def test_each_series_has_its_points_as_they_stand_in_the_file(world: World) -> None:
    assert points(world.tables.read(world.make(), "service:shop")) == {
        'one{host="a"}': [(60, 1.5), (0, -1.0), (60, 1.5)],
        'one{host="b"}': [(60, 2.5)],
        'two{host="a"}': [(60, 10.0), (0, 30.0), (60, 40.0)],
        'two{host="b"}': [(60, 20.0)],
    }


def test_series_and_points_are_of_the_kinds_that_are_computed_with(world: World) -> None:
    path = world.make()
    for signal, samples in world.tables.read(path, "service:shop").series:
        assert (signal.source, signal.subject) == (str(path.resolve()), "service:shop")
        assert (samples.times.dtype, samples.values.dtype) == (np.int64, np.float64)


def test_files_of_one_name_in_two_folders_are_two_sources(world: World, tmp_path: Path) -> None:
    here = world.make()
    there = tmp_path / "other" / here.name
    there.parent.mkdir()
    if isinstance(world.tables, MemoryTables):
        world.tables.told[there] = world.tables.told[here]
    else:
        there.write_bytes(here.read_bytes())
    sources = [world.tables.read(one, "service:shop").series[0][0].source for one in (here, there)]
    assert sources == [str(here.resolve()), str(there.resolve())]


def test_a_file_that_is_not_there(world: World, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as failure:
        world.tables.read(tmp_path / "nothing", "service:shop")
    assert str(tmp_path / "nothing") in failure.value.where
    assert failure.value.mend


def test_a_column_that_is_not_there(world: World) -> None:
    with pytest.raises(UsageError) as failure:
        world.tables.read(world.make(), "service:shop", Shape(time="not there"))
    assert failure.value.mend
