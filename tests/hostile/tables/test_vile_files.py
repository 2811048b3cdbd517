"""Files that are no tables, or tables made to hurt: each ends with series or with a word on what is wrong."""

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
    script = (
        "import resource, sys\nfrom pathlib import Path\nfrom mainstay.adapters.tables.csv_files import CsvFiles\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "(one,) = CsvFiles().read(Path(sys.argv[1]), 'x').series\n"
        "print(len(one[1].times), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    count, grown = map(int, ended.stdout.split())
    assert count == 1_000_000
    # Twice the points themselves are 32 MB; as texts in lists they would be 150.
    assert grown < 90 << 10


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
