"""Classes of the series of a table."""

from pathlib import Path

import pytest

from mainstay.adapters.tables.csv_files import CsvFiles
from mainstay.adapters.tables.kinds import MOST_KINDS


def sorts(folder: Path, head: str, *rows: str, name: str = "jobs.csv") -> dict[str, str]:
    path = folder / name
    path.write_text("\n".join([head, *rows]))
    return {signal.key: signal.sort for signal, _ in CsvFiles().read(path, "file:jobs.csv").series}


def day(number: int, rest: str) -> str:
    return f"2026-01-{number:02},{rest}"


@pytest.mark.parametrize(
    ("head", "rest", "found"),
    [
        ("time,waiting,p95 ms", "1,2", {"waiting": "column waiting", "p95 ms": "column p95 ms"}),
        ("time,host,used", "web1,2", {"web1": "column used"}),
        ("time,host,value", "web1,2", {"web1": "file jobs"}),
        ("time,metric,value", "cpu,2", {"cpu": "metric cpu"}),
        (
            "time,Metric_Name,host,value",
            "cpu,web1,2",
            {'value{Metric_Name="cpu",host="web1"}': "metric cpu"},
        ),
    ],
)
def test_series_are_classed_by_what_the_table_calls_them(
    tmp_path: Path, head: str, rest: str, found: dict
) -> None:
    assert sorts(tmp_path, head, *(day(number, rest) for number in range(1, 5))) == found


def test_many_columns_are_things_of_one_kind(tmp_path: Path) -> None:
    for many, kinds in ((MOST_KINDS, MOST_KINDS), (MOST_KINDS + 1, 1)):
        names = ",".join(f"meter {number}" for number in range(many))
        values = ",".join(["1"] * many)
        found = sorts(tmp_path, f"time,{names}", *(day(number, values) for number in range(1, 5)))
        assert len(set(found.values())) == kinds
    assert set(found.values()) == {"file jobs"}
    rows = [day(number, f"metric {at},{at}") for number in range(1, 5) for at in range(MOST_KINDS + 1)]
    assert set(sorts(tmp_path, "time,metric,value", *rows).values()) == {"file jobs"}


def test_a_name_that_would_steer_is_escaped_and_a_long_one_cut(tmp_path: Path) -> None:
    rows = [day(number, f"{'m' * 200}\x1b[31m,1") for number in range(1, 5)]
    (found,) = set(sorts(tmp_path, "time,metric,value", *rows).values())
    assert "\x1b" not in found and len(found) <= 70
    (named,) = set(sorts(tmp_path, "time,value", day(1, "1"), day(2, "2"), name="a\x1bb.csv").values())
    assert named == "file a\\x1bb"
