"""A Parquet file opened by DuckDB, which fetches nothing, writes nothing and takes no more than its share of memory."""

import re
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from mainstay.adapters.tables.unfit import Unfit
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.present.visible import visible

_SETTINGS = {
    "threads": "2",
    "memory_limit": "1GB",
    # What does not fit into memory would be written beside whatever this user works on, until the disk is full.
    "temp_directory": "",
    # Nothing is fetched from anywhere, and nothing of this user's settings is read.
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_unsigned_extensions": "false",
}
TIME = re.compile(r"TIMESTAMP.*|DATE")
NUMBER = re.compile(r"(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|FLOAT|DOUBLE|DECIMAL.*)")
TEXT = re.compile(r"VARCHAR|BOOLEAN|UUID|ENUM.*")
TABLE = "read_parquet(?, hive_partitioning = false)"
"""The rows of a file as SQL has them; that it lies in a folder called `date=2026-01-31` makes no column."""
NUMBERED = "read_parquet(?, hive_partitioning = false, file_row_number = true)"
"""The same with the number of each row, from 0, as `file_row_number`."""
_NUMBER_OF_ROW = "file_row_number"
_GLOB = re.compile(r"[*?\[]")


@contextmanager
def opened(path: Path) -> Iterator[tuple[Any, str]]:
    """Give a connection and the name of the file as DuckDB takes it.

    Raises UsageError and RunFailed as the ports of tables do, also for what goes wrong while the file is read.
    """
    where = visible(str(path), 300)
    duckdb = _duckdb()
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Unfit("it is no plain file")
        with closing(duckdb.connect(":memory:", config=_SETTINGS)) as connection:
            # DuckDB takes a name with these for several files, unless they stand in brackets.
            yield connection, _GLOB.sub(lambda found: f"[{found[0]}]", str(path))
    except Unfit as unfit:
        raise UsageError(f"the table cannot be read: {unfit.reason}", where=where, mend=unfit.mend) from None
    except FileNotFoundError:
        raise UsageError("there is no such file", where=where, mend="look at its name") from None
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise RunFailed(
            f"the table cannot be read: {visible(str(error).partition(chr(10))[0], 200)}",
            where=where,
            mend="look at its permissions, and at the memory of this machine",
        ) from error
    except duckdb.Error as error:
        told = visible(str(error).partition("\n")[0], 200)
        mend = "look whether it is a whole Parquet file"
        raise UsageError(f"the table cannot be read: {told}", where=where, mend=mend) from None


def described(connection: Any, file: str) -> tuple[int, list[str], list[str]]:  # noqa: ANN401  # its types are in the extra
    """Give the rows of a file, and the names and types of its columns. Raises Unfit where one has the name of their number."""
    (rows,) = connection.execute("SELECT sum(num_rows) FROM parquet_file_metadata(?)", [file]).fetchone()
    told = connection.execute(f"DESCRIBE SELECT * FROM {TABLE}", [file]).fetchall()  # noqa: S608  # a constant
    names = [one[0] for one in told]
    # The names of columns have no case to DuckDB.
    if any(name.lower() == _NUMBER_OF_ROW for name in names):
        raise Unfit(
            f"it has a column with a name that DuckDB gives itself: {_NUMBER_OF_ROW}", -1, "rename it"
        )
    return rows or 0, names, [one[1] for one in told]


def quoted(name: str) -> str:
    """Write the name of a column so that it is nothing else."""
    return '"' + name.replace('"', '""') + '"'


def _duckdb() -> Any:  # noqa: ANN401  # it may not be there
    try:
        return import_module("duckdb")
    except ModuleNotFoundError:
        raise RunFailed(
            "Parquet needs DuckDB, which is not installed",
            mend='install it beside Mainstay: pip install "mainstay[parquet]"',
        ) from None
