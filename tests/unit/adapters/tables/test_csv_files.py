"""CSV as people and programs write it: wide and long, with all manner of times, separators and gaps."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.adapters.tables import csv_files
from mainstay.adapters.tables.csv_files import CsvFiles
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.ports.tables import Shape, Table

AT = 1_767_225_600
"""2026-01-01 00:00:00 UTC."""


def read(folder: Path, content: str | bytes, shape: Shape | None = None) -> Table:
    path = folder / "it.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return CsvFiles().read(path, "service:shop", shape)


def points(table: Table) -> dict[str, list[tuple[int, float]]]:
    return {
        signal.key: list(zip(samples.times.tolist(), samples.values.tolist(), strict=True))
        for signal, samples in table.series
    }


def times(folder: Path, first: str, second: str, shape: Shape | None = None) -> list[int]:
    ((_, samples),) = read(folder, f"time;v\n{first};1\n{second};2\n", shape).series
    return samples.times.tolist()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z"),
        ("2026-01-01 00:00:00", "2026-01-01 00:01:00"),
        ("2026-01-01T01:00:00+01:00", "2026-01-01T01:01:00+01:00"),
        ("2026-01-01 00:00:00.999999999", "2026-01-01 00:01:00.5"),
        ("2026-01-01 00:00:00 UTC", "2026-01-01 00:01:00 UTC"),
        ("2026/01/01 00:00", "2026/01/01 00:01"),
        ("20260101T000000Z", "20260101T000100Z"),
        ("1767225600", "1767225660"),
        ("1767225600.75", "1767225660.5"),
        ("1767225600000", "1767225660999"),
        ("1767225600000000", "1767225660000000"),
        ("1767225600000000000", "1767225660000000000"),
        ("1.7672256e9", "1.76722566e9"),
        (" 1767225600 ", '"1767225660"'),
    ],
)
def test_times_are_understood(tmp_path: Path, first: str, second: str) -> None:
    assert times(tmp_path, first, second) == [AT, AT + 60]


def test_days_are_times_too(tmp_path: Path) -> None:
    assert times(tmp_path, "2026-01-01", "2026-01-02") == [AT, AT + 86_400]
    assert times(tmp_path, "20260101", "20260102") == [AT, AT + 86_400]


def test_the_zone_of_times_without_one_is_told(tmp_path: Path) -> None:
    assert times(tmp_path, "2026-01-01 01:00", "2026-07-01 02:00", Shape(zone="Europe/Vienna")) == [
        AT,
        int(datetime(2026, 7, 1, tzinfo=UTC).timestamp()),
    ]


def test_what_numbers_count_is_told_where_they_look_otherwise(tmp_path: Path) -> None:
    assert times(tmp_path, "1000", "2000", Shape(time="time", epoch="ms")) == [1, 2]
    assert times(tmp_path, "-5", "7", Shape(time="time")) == [-5, 7]
    assert times(tmp_path, "1767225600000", "1767225660000", Shape(epoch="us")) == [1_767_225, 1_767_225]


def test_a_wide_table(tmp_path: Path) -> None:
    table = read(tmp_path, f"time,cpu,memory\n{AT},1,2\n{AT + 60},3,4\n")
    assert points(table) == {"cpu": [(AT, 1.0), (AT + 60, 3.0)], "memory": [(AT, 2.0), (AT + 60, 4.0)]}
    assert table.notices == ()


def test_a_long_table_of_names(tmp_path: Path) -> None:
    table = read(tmp_path, f"name,time,value\ncpu,{AT},1\nmemory,{AT},2\ncpu,{AT + 60},3\n")
    assert points(table) == {"cpu": [(AT, 1.0), (AT + 60, 3.0)], "memory": [(AT, 2.0)]}
    assert [dict(signal.labels) for signal, _ in table.series] == [{"name": "cpu"}, {"name": "memory"}]


def test_a_long_table_of_labels(tmp_path: Path) -> None:
    text = f"host,disk,time,used,free\na,/,{AT},1,9\nb,/,{AT},2,8\na,/var,{AT},3,7\n"
    assert set(points(read(tmp_path, text))) == {
        f'{column}{{host="{host}",disk="{disk}"}}'
        for column in ("used", "free")
        for host, disk in (("a", "/"), ("b", "/"), ("a", "/var"))
    }


def test_labels_that_are_numbers_are_named(tmp_path: Path) -> None:
    text = f"shop,time,value,other\n1,{AT},5,0\n2,{AT},6,0\n"
    table = read(tmp_path, text, Shape(labels=("shop",), values=("value",)))
    assert points(table) == {"1": [(AT, 5.0)], "2": [(AT, 6.0)]}


def test_chosen_columns(tmp_path: Path) -> None:
    text = f"when,cpu,memory,later\n{AT},1,2,{AT + 5}\n"
    table = read(tmp_path, text, Shape(time="later", values=("memory",)))
    assert points(table) == {"memory": [(AT + 5, 2.0)]}


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators(tmp_path: Path, separator: str) -> None:
    text = "time,a,b\n2026-01-01,1.5,2\n2026-01-02,3,4\n".replace(",", separator)
    assert [value for _, value in points(read(tmp_path, text))["a"]] == [1.5, 3.0]


def test_a_comma_before_decimals(tmp_path: Path) -> None:
    assert points(read(tmp_path, f"time;a\n{AT};1,5\n{AT};-2\n{AT};3,25e1\n"))["a"] == [
        (AT, 1.5),
        (AT, -2.0),
        (AT, 32.5),
    ]
    assert points(read(tmp_path, f'time,a\n{AT},"1,5"\n', Shape(decimal=",")))["a"] == [(AT, 1.5)]


def test_what_may_be_for_thousands_is_not_guessed(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read(tmp_path, f'time,a\n{AT},"1,500"\n')
    with pytest.raises(UsageError):
        read(tmp_path, f"time;a\n{AT};1.500\n{AT};1,5\n")


def test_thousands_are_read_where_decimals_stand_behind_them(tmp_path: Path) -> None:
    german = points(read(tmp_path, f"time;a\n{AT};1.234.500,5\n{AT};1,5\n"))["a"]
    assert german == [(AT, 1_234_500.5), (AT, 1.5)]
    english = points(read(tmp_path, f'time,a\n{AT},"-1,500.25"\n{AT},1.5\n'))["a"]
    assert english == [(AT, -1_500.25), (AT, 1.5)]


def test_a_percent_sign_behind_a_number_is_left_out(tmp_path: Path) -> None:
    assert points(read(tmp_path, f"time,a\n{AT},45.5%\n{AT},7 %\n"))["a"] == [(AT, 45.5), (AT, 7.0)]


def test_days_before_months_and_months_before_days(tmp_path: Path) -> None:
    german = read(tmp_path, "Zeit;Belegt GB\n31.12.2025 23:00;1,5\n01.01.2026 00:00;2,5\n")
    american = read(tmp_path, "date,used\n12/31/2025 11:00 PM,1.5\n01/01/2026 12:00 AM,2.5\n")
    first = int(datetime(2025, 12, 31, 23, tzinfo=UTC).timestamp())
    assert points(german) == {"Belegt GB": [(first, 1.5), (first + 3_600, 2.5)]}
    assert points(american) == {"used": [(first, 1.5), (first + 3_600, 2.5)]}


def test_a_date_that_does_not_go_on_as_the_others_is_told_with_its_line(tmp_path: Path) -> None:
    rows = "".join(f"{day:02}/06/2026,1\n" for day in range(1, 31)) * 10
    with pytest.raises(UsageError) as failure:
        read(tmp_path, f"date,used\n{rows}06/31/2026,1\n")
    assert (failure.value.where or "").endswith(":302")


def test_what_windows_wrote_without_a_mark_is_read(tmp_path: Path) -> None:
    content = f"time;Füllstand €\n{AT};1\n".encode("cp1252")
    assert points(read(tmp_path, content)) == {"Füllstand €": [(AT, 1.0)]}


def test_units_behind_numbers_are_told_as_what_keeps_them_from_being_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as failure:
        read(tmp_path, f"time,a\n{AT},1 GB\n")
    assert "without units" in (failure.value.mend or "")


@pytest.mark.parametrize("text", ["", "NA", "n/a", "NaN", "null", "None", "-", " "])
def test_missing_numbers_are_no_numbers(tmp_path: Path, text: str) -> None:
    found = points(read(tmp_path, f"time,a\n{AT},1\n{AT + 1},{text}\n{AT + 2},3\n"))["a"]
    assert [value != value for _, value in found] == [False, True, False]


def test_infinite_numbers_are_passed_on(tmp_path: Path) -> None:
    found = points(read(tmp_path, f"time,a\n{AT},inf\n{AT},-Infinity\n"))["a"]
    assert [value for _, value in found] == [float("inf"), float("-inf")]


def test_a_table_without_a_head(tmp_path: Path) -> None:
    assert points(read(tmp_path, f"{AT},1,2\n{AT + 60},3,4\n")) == {
        "column 2": [(AT, 1.0), (AT + 60, 3.0)],
        "column 3": [(AT, 2.0), (AT + 60, 4.0)],
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_marks_of_byte_order(tmp_path: Path, encoding: str) -> None:
    text = f"time,größe\n{AT},1\n"
    content = ("\ufeff" + text if encoding == "utf-16-le" else text).encode(encoding)
    table = read(tmp_path, content)
    assert (points(table), table.notices) == ({"größe": [(AT, 1.0)]}, ())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_ends_of_lines(tmp_path: Path, end: str) -> None:
    table = read(tmp_path, end.join(["time,a", "2026-01-01,1", "", "2026-01-02,2", ""]))
    assert [value for _, value in points(table)["a"]] == [1.0, 2.0]
    assert table.notices == ()


def test_texts_in_quotes_hold_anything(tmp_path: Path) -> None:
    text = f'time,"a ""b"", c",host\n{AT},1,"x\ny, ""z"""\n'
    (one,) = read(tmp_path, text).series
    assert dict(one[0].labels) == {"host": 'x\ny, "z"'}
    assert one[0].key == r'x\ny, "z"'


def test_columns_of_one_name_and_of_none(tmp_path: Path) -> None:
    assert set(points(read(tmp_path, f"time,a,a,\n{AT},1,2,3\n"))) == {"a", "a (3)", "column 4"}


def test_a_file_whose_last_line_is_cut(tmp_path: Path) -> None:
    for cut in (f"{AT + 1},", f"{AT + 1}", f"{AT + 1},1,-5x", '2026-01-0"', f'{AT + 1},"1'):
        table = read(tmp_path, f"time,a,b\n{AT},1,2\n{cut}")
        assert points(table) == {"a": [(AT, 1.0)], "b": [(AT, 2.0)]}
        assert [one.code for one in table.notices] == ["table-cut"]


def test_a_whole_last_line_without_its_end_is_read(tmp_path: Path) -> None:
    table = read(tmp_path, f"time,a\n{AT},1\n{AT},2")
    assert (len(points(table)["a"]), table.notices) == (2, ())


@pytest.mark.parametrize(
    ("content", "line", "told"),
    [
        ("time,a\n{0},1\n{0},x\n", 3, "x in the column a is no number"),
        ("time,a\n{0},1\n\n\nyesterday,1\n", 5, "yesterday is no time"),
        ("time,a\n{0},1\n{0},1,2\n", 3, "a row has 3 columns, not 2"),
        ("time,a\n{0},1\n{0}\n{0},1\n", 3, "a row has 1 columns, not 2"),
        ('time,a,b\n{0},"x\ny",1\n{0},z,1\n{0},z,1_0\n', 5, "1_0 in the column b"),
        ('time,a\n{0},1\n{0},"1"2\n', 3, "it is no CSV"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, line: int, told: str
) -> None:
    body = content.replace("{0}", str(AT))
    begin, _, rest = body.partition("\n")
    # So far behind the first lines that nothing of it was looked at when columns were chosen.
    good = {"time,a": f"{AT},1\n", "time,a,b": f"{AT},x,1\n"}[begin] * 500
    for portion in (1 << 12, 7):
        monkeypatch.setattr(csv_files, "PORTION", portion)
        with pytest.raises(UsageError, match=told) as failure:
            read(tmp_path, f"{begin}\n{good}{rest}")
        assert failure.value.where.endswith(f"it.csv:{line + 500}")


@pytest.mark.parametrize(
    ("content", "shape"),
    [
        ("", None),
        ("\n\n\n", None),
        ("time,a\n", None),
        ("a,b\nx,y\n", None),
        (f"time,a\n{AT},x\n", None),
        ("a,b\n1,2\n", None),
        ("01/02/2026,5\n01/03/2026,6\n", None),
        (f"time,a\n{AT},1\n", Shape(time="when")),
        (f"time,a\n{AT},1\n", Shape(zone="Nowhere/Land")),
        (f"time,a\n{AT},1\n", Shape(zone="../../etc/passwd")),
        (f"time,a\n{AT},1\n", Shape(epoch="h")),
        (f"time,a\n{AT},1\n", Shape(separator="ab")),
        (f"time,a\n{AT},1\n", Shape(decimal="x")),
        (f"time,a\n{AT},1\n", Shape(values=("b",))),
        (f"time,a,b\n{AT},x,1\n", Shape(time="a")),
        ("time,a\n1e300,1\n", Shape(time="time")),
    ],
)
def test_what_is_no_table_of_series_is_told(tmp_path: Path, content: str, shape: Shape | None) -> None:
    with pytest.raises(UsageError) as failure:
        read(tmp_path, content, shape)
    assert "it.csv" in failure.value.where


def test_a_folder_is_no_table(tmp_path: Path) -> None:
    with pytest.raises((UsageError, RunFailed)):
        CsvFiles().read(tmp_path, "service:shop")


ROW = st.tuples(
    st.integers(0, 4_000_000_000),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8),
    st.floats(allow_nan=False),
)


@given(rows=st.lists(ROW, min_size=1, max_size=30), portion=st.integers(1, 10))
def test_what_was_written_is_read(tmp_path_factory: pytest.TempPathFactory, rows, portion: int) -> None:
    # A text that could be a number, or a time, is a label all the same once it is named.
    text = io.StringIO()
    csv.writer(text).writerows(
        [("time", "host", "value"), *((at, f"h{host}", value) for at, host, value in rows)]
    )
    shape = Shape(time="time", epoch="s", labels=("host",), separator=",")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_files, "PORTION", portion)
        table = read(tmp_path_factory.mktemp("csv"), text.getvalue(), shape)
    wanted: dict[str, list[tuple[int, float]]] = {}
    for at, host, value in rows:
        wanted.setdefault(f"h{host}", []).append((at, value))
    found = {
        signal.labels["host"]: list(zip(samples.times.tolist(), samples.values.tolist(), strict=True))
        for signal, samples in table.series
    }
    assert found == wanted


@pytest.mark.parametrize("rows", [1, 3])
def test_a_row_that_is_still_being_written_is_left_out(tmp_path: Path, rows: int) -> None:
    whole = "".join(f'2026-01-01 00:0{row}:00,{row},"a\nb"\n' for row in range(rows))
    found = points(read(tmp_path, f'time,v,note\n{whole}2026-01-02,7,"a'))
    assert sum(map(len, found.values())) == rows


@pytest.mark.parametrize("portion", [2, 10_000])
def test_a_quote_that_is_never_closed_does_not_take_the_rows_after_it(
    tmp_path: Path, portion: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_files, "PORTION", portion)
    rows = [f"2026-01-01 00:0{row}:00,{row},x" for row in range(9)]
    rows[4] = '2026-01-01 00:04:00,4,"x'
    with pytest.raises(UsageError, match="never closed") as failure:
        read(tmp_path, "\n".join(["time,v,note", *rows]))
    assert (failure.value.where or "").endswith("it.csv:6")
