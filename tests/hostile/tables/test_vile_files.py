"""Files that are no tables, or tables made to hurt: each ends with series or with a word on what is wrong."""

import json
import os
import random
import resource
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.adapters.tables.csv_files import CsvFiles
from mainstay.adapters.tables.parquet_files import ParquetFiles
from mainstay.domain.errors import MainstayError, RunFailed, UsageError

AT = 1_767_225_600
HEAD = b"time,host,value\n"
PIECES = [
    b",",
    b";",
    b'"',
    b"\n",
    b"\r",
    b"\0",
    b"1767225600",
    b"2026-01-01",
    b"time",
    b"1.5",
    b"x",
    b"\xff",
    b"-",
    b"\t",
]


def read(path: Path) -> None:
    try:
        CsvFiles().read(path, "service:shop")
    except UsageError as failure:
        assert failure.where


@given(st.one_of(st.binary(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map(b"".join)))
def test_any_bytes_are_read_or_told(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("it") / "it.csv"
    for head in (b"", HEAD, HEAD + b"1767225600,a,1\n" * 300):
        path.write_bytes(head + content)
        read(path)


@pytest.mark.parametrize("content", [b"x", b'"', b",", b"\0", b"1"])
def test_a_line_without_end_fills_no_memory(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "it.csv"
    with path.open("wb") as file:
        file.write(HEAD)
        for _ in range(64):
            file.write(content * (1 << 20))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UsageError, match="more than"):
        CsvFiles().read(path, "service:shop")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40 << 10


def test_a_sparse_file_of_a_terabyte(tmp_path: Path) -> None:
    path = tmp_path / "it.csv"
    with path.open("wb") as file:
        file.write(HEAD)
        file.truncate(1 << 40)
    with pytest.raises(UsageError, match="more than"):
        CsvFiles().read(path, "service:shop")


def test_a_text_in_quotes_that_never_ends(tmp_path: Path) -> None:
    path = tmp_path / "it.csv"
    path.write_bytes(HEAD + b"1767225600,a,1\n" * 300 + b'1767225600,"a,1\n' + b"1767225600,a,1\n" * 20_000)
    with pytest.raises(UsageError, match="no CSV"):
        CsvFiles().read(path, "service:shop")


def test_series_without_end_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "it.csv"
    path.write_text("time,host,value\n" + "".join(f"{AT},h{number},1\n" for number in range(150_000)))
    with pytest.raises(UsageError, match="series"):
        CsvFiles().read(path, "service:shop")
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT * FROM '{path}') TO '{tmp_path}/it.parquet' (FORMAT parquet)")
    with pytest.raises(UsageError, match="series"):
        ParquetFiles().read(tmp_path / "it.parquet", "service:shop")


def test_columns_without_end_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "it.csv"
    path.write_text(
        "time," + ",".join(f"c{number}" for number in range(20_000)) + f"\n{AT}" + ",1" * 20_000 + "\n"
    )
    with pytest.raises(UsageError, match="columns"):
        CsvFiles().read(path, "service:shop")


def test_a_pipe_holds_nobody_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "it.csv")
    with pytest.raises(UsageError, match="no plain file"):
        CsvFiles().read(tmp_path / "it.csv", "service:shop")


def test_rows_are_not_held_as_texts(tmp_path: Path) -> None:
    path = tmp_path / "it.csv"
    with path.open("w") as file:
        file.write("time,value\n")
        for begin in range(0, 1_000_000, 100_000):
            file.write("".join(f"{AT + at},{at % 977 / 8}\n" for at in range(begin, begin + 100_000)))
    count, grown = told_by(path, "len(table.series[0][1].times)")
    assert count == 1_000_000
    # Twice the points themselves are 32 MB; as texts in lists they would be 150.
    assert grown < 90


@pytest.mark.parametrize(("columns", "rows"), [(100_000, 60), (500_000, 1), (10_001, 300)])
def test_a_table_that_is_too_wide_is_refused_by_its_first_line(
    tmp_path: Path, columns: int, rows: int
) -> None:
    path = tmp_path / "it.csv"
    path.write_text("time" + ",c" * (columns - 1) + "\n" + f"{AT}{',12345' * (columns - 1)}\n" * rows)
    told, grown = told_by(path, "0")
    assert told == "it has more than 10000 columns"
    assert grown < 60


def test_rows_that_are_far_wider_than_the_first_fill_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "it.csv"
    path.write_text("time,value\n" + f"{AT},1\n" * 300 + f"{AT}{',12' * 1_000_000}\n" * 30)
    told, grown = told_by(path, "0")
    assert told == "a row has 1000001 columns, not 2 as the first"
    assert grown < 200


def test_rows_of_a_wide_table_are_few_at_once(tmp_path: Path) -> None:
    path = tmp_path / "it.csv"
    with path.open("w") as file:
        file.write("time" + "".join(f",c{number}" for number in range(3_000)) + "\n")
        for row in range(700):
            file.write(f"{AT + row * 3_600}" + "".join(f",{row}.{number}" for number in range(3_000)) + "\n")
    count, grown = told_by(path, "sum(len(one.times) for _, one in table.series)")
    assert count == 2_100_000
    # Twice the points themselves are 34 MB; as texts they would be 130.
    assert grown < 110


def test_the_end_of_a_wide_table_that_was_cut_off_is_left_out_wherever_it_is(tmp_path: Path) -> None:
    path, wide = tmp_path / "it.csv", 9_000
    head, row = "time" + ",c" * wide, ",1" * wide
    # 58 rows are a portion.
    for rows in (57, 58):
        path.write_text(head + "\n" + f"{AT}{row}\n" * rows + f"{AT}{row[:-2]}")
        table = CsvFiles().read(path, "service:shop")
        assert {len(one.times) for _, one in table.series} == {rows}
        assert [one.code for one in table.notices] == ["table-cut"]


def told_by(path: Path, told: str) -> tuple[object, int]:
    """Read a file in a process of its own; give an expression of its table, or why there is none, and the megabytes it took."""
    script = (
        "import json, resource, sys\nfrom pathlib import Path\n"
        "from mainstay.adapters.tables.csv_files import CsvFiles\nfrom mainstay.domain.errors import UsageError\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try:\n    table = CsvFiles().read(Path(sys.argv[1]), 'x')\n"
        f"    found = {told}\n"
        "except UsageError as failure:\n    found = failure.what.removeprefix('the table cannot be read: ')\n"
        "print(json.dumps([found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before]))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    found, grown = json.loads(ended.stdout)
    return found, grown >> 10


@pytest.mark.parametrize("number", range(60))
def test_parquet_of_which_bytes_were_changed(tmp_path: Path, number: int) -> None:
    path, chance = tmp_path / "it.parquet", random.Random(number)
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT make_timestamp(({AT} + i) * 1000000) AS t, i AS a, 'h' || i % 2 AS host"
            f" FROM range(50) r(i)) TO '{path}' (FORMAT parquet)"
        )
    content = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 5, 50))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    if number % 4 == 0:
        del content[chance.randrange(len(content)) :]
    path.write_bytes(content)
    # The bytes of another may bring a library down; here they come from a file of the operator's own, and it must not.
    script = (
        "import sys\nfrom pathlib import Path\nfrom mainstay.adapters.tables.parquet_files import ParquetFiles\n"
        "from mainstay.domain.errors import MainstayError\n"
        "try:\n    ParquetFiles().read(Path(sys.argv[1]), 'x')\nexcept MainstayError as told:\n    print(told)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, timeout=60
    )
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize("content", [b"", b"PAR1", b"x" * 1_000, b"PAR1" + bytes(100) + b"PAR1"])
def test_what_is_no_parquet_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "it.parquet"
    path.write_bytes(content)
    with pytest.raises(MainstayError) as failure:
        ParquetFiles().read(path, "service:shop")
    assert isinstance(failure.value, UsageError | RunFailed)
    assert failure.value.mend
