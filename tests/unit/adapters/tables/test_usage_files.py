"""What containers use, read from tables, and what is refused."""

from pathlib import Path

import pytest

from mainstay.adapters.tables.usage_files import uses
from mainstay.domain.capacity import Resource
from mainstay.domain.errors import UsageError

HEAD = "time,subject,resource,given,used,started,killed,scaled,copies\n"


def read(folder: Path, text: str):
    file = folder / "use.csv"
    file.write_text(text)
    return uses(file)


def test_hours_hold_their_highest_use(tmp_path: Path) -> None:
    text = (
        "2026-01-01T00:05:00Z,a,cpu,2,0.5,1,0,0,1\n2026-01-01T00:10:00+00:00,a,cpu,2,0.9,0,0,0,1\n"
        "2026-01-01T01:00:00,a,cpu,4,0.1,0,0,1,3\n1767229200,a,memory,1000,10,0,1,0,\n1767232800,a,memory,2000,,0,0,0,\n"
    )
    cpu, memory = read(tmp_path, HEAD + text)
    assert (cpu.subject, cpu.resource, cpu.given, cpu.copies, cpu.scaled) == (
        "container:a",
        Resource.CPU,
        4.0,
        3,
        True,
    )
    assert cpu.times.tolist() == [1_767_225_600, 1_767_229_200]
    assert cpu.values.tolist() == [0.9, 0.1]
    assert cpu.starts == [1_767_225_900]
    assert (memory.killed_at, memory.given, memory.values.tolist()) == (1_000.0, 2_000.0, [10.0])


def test_all_missing_and_nothing(tmp_path: Path) -> None:
    (found,) = read(tmp_path, HEAD + "1767229200,a,cpu,2,nan,,,,\n1767232800,a,cpu,2,-3,,,,\n")
    assert len(found.values) == 0
    assert read(tmp_path, HEAD) == []


@pytest.mark.parametrize(
    ("text", "told", "line"),
    [
        ("", "does not name time, subject", ":1"),
        ("time,used\n", "does not name subject, resource, given", ":1"),
        (HEAD + "yesterday,a,cpu,2,1,,,,\n", "yesterday is no time", ":2"),
        (HEAD + "99999999999999999999999,a,cpu,2,1,,,,\n", "is in no calendar", ":2"),
        (HEAD + "1767229200,a,gpu,2,1,,,,\n", "gpu is no resource", ":2"),
        (HEAD + "1767229200,a,cpu,-2,1,,,,\n", "given is negative", ":2"),
        (HEAD + "1767229200,,cpu,2,1,,,,\n", "names no subject", ":2"),
        (HEAD + "1767229200,a,cpu,2,1,,,,\n1,a\n", "not as many cells", ":3"),
        (HEAD + '1767229200,"a"b,cpu,2,1,,,,\n', "it is no CSV", ":2"),
    ],
)
def test_what_is_refused_with_its_line(text: str, told: str, line: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=told) as caught:
        read(tmp_path, text)
    assert caught.value.where.endswith(f"use.csv{line}")


def test_names_from_outside_are_made_visible(tmp_path: Path) -> None:
    (found,) = read(tmp_path, HEAD + "1767229200,a\x1b[31m,cpu,2,1,,,,\n")
    assert "\x1b" not in found.subject
