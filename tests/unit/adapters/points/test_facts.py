"""What is known of series within the file: damage is told as such, whatever stands there."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mainstay.adapters.points.facts import known_of
from mainstay.adapters.points.file import PointsFile
from mainstay.domain.errors import RunFailed
from mainstay.domain.signal import Signal
from mainstay.ports.host import Counts
from mainstay.ports.points import Known

KNOWN = Known(Signal("host", "a", "host:a", "a", "disk"))


@pytest.mark.parametrize("body", [b"", b"{}", b"[1]", b"{", b"\xff", b'{"signal": 5}', "text", 5, None])
def test_damaged_facts_are_told(body: object, tmp_path: Path) -> None:
    points = PointsFile(tmp_path)
    points.know({"a": KNOWN})
    points.remember(Counts("b", 1.0))
    with closing(sqlite3.connect(points.path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for table in ("fact", "counted"):
            try:
                connection.execute(f"UPDATE {table} SET body = ?", (body,))
            except sqlite3.IntegrityError:
                # The file itself refuses it.
                connection.execute(f"UPDATE {table} SET body = x''")
        connection.commit()
    with pytest.raises(RunFailed, match="damaged"):
        points.known()
    with pytest.raises(RunFailed, match="damaged"):
        points.remembered()
    points.know({"a": KNOWN})
    assert points.known() == {"a": KNOWN}


def test_what_a_later_version_adds_is_passed_over() -> None:
    body = b'{"signal":{"source":"s","key":"k","subject":"x","what":"w","sort":"m","more":1},"since":5}'
    assert known_of(body).signal.key == "k"
