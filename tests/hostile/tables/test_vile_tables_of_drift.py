"""Tables of all sorts beside each other: each pair ends with a comparison or with a word on what is wrong."""

import json
import math
import os
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.domain.drift import DriftReport, DriftVerdict
from mainstay.domain.drift_asked import DriftAsked
from mainstay.domain.errors import UsageError
from mainstay.wiring.drifting import drift

PIECES = [b",", b";", b'"', b"\n", b"\r", b"\0", b"1.5", b"1,5", b"x", b"\xff", b"-", b"\t", b"inf", b"1e999"]


def table(path: Path, head: str, rows: list[str], encoding: str = "utf-8") -> str:
    path.write_bytes("\n".join([head, *rows, ""]).encode(encoding))
    return str(path)


def found(*files: str, **more) -> DriftReport:
    return drift(DriftAsked(*files, **more))[0]


def verdicts(report: DriftReport) -> dict[str, DriftVerdict]:
    return {one.name: one.verdict for one in report.columns}


NUMBERS = [f"{number % 17},{'ab'[number % 2]}" for number in range(400)]


@given(st.one_of(st.binary(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join)))
def test_any_bytes_are_compared_or_told(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("it")
    one = table(folder / "one.csv", "a,b", NUMBERS)
    for head in (b"", b"a,b\n", b"a,b\n" + b"1,x\n" * 300):
        other = folder / "other.csv"
        other.write_bytes(head + content)
        for pair in ((one, str(other)), (str(other), one)):
            try:
                found(*pair)
            except UsageError as failure:
                assert failure.where


@given(st.binary(max_size=300))
def test_any_bytes_behind_the_mark_of_a_kept_reference_are_told(tmp_path_factory, content) -> None:
    folder = tmp_path_factory.mktemp("it")
    kept = folder / "kept.json"
    kept.write_bytes(b'{"mainstay-drift-reference":1,' + content)
    with pytest.raises(UsageError, match="learnt reference"):
        found(str(kept), table(folder / "one.csv", "a,b", NUMBERS))


def test_other_columns(tmp_path) -> None:
    one = table(tmp_path / "one.csv", "a,b", NUMBERS)
    other = table(tmp_path / "other.csv", "b,c", [",".join(reversed(row.split(","))) for row in NUMBERS])
    assert verdicts(found(one, other)) == {
        "a": DriftVerdict.GONE,
        "b": DriftVerdict.SAME,
        "c": DriftVerdict.NEW,
    }


def test_other_types(tmp_path) -> None:
    one = table(tmp_path / "one.csv", "a,b", NUMBERS)
    other = table(
        tmp_path / "other.csv", "a,b", [f"{number % 9} EUR,{number}" for number in range(400, 0, -1)]
    )
    assert verdicts(found(one, other)) == {"a": DriftVerdict.OTHER_KIND, "b": DriftVerdict.OTHER_KIND}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings(tmp_path, encoding) -> None:
    rows = [f"{number % 17},{('Zürich', 'Genève')[number % 2]}" for number in range(400)]
    one = table(tmp_path / "one.csv", "a,Ort", rows)
    other = table(tmp_path / "other.csv", "a,Ort", rows, encoding)
    assert set(verdicts(found(one, other)).values()) == {DriftVerdict.SAME}


def test_a_file_written_with_semicolons_and_commas_before_decimals(tmp_path) -> None:
    values = np.random.default_rng(1).normal(100, 3, 500).round(3)
    one = table(tmp_path / "one.csv", "a,b", [f"{value},x" for value in values])
    other = table(tmp_path / "other.csv", "a;b", [f"{value};x".replace(".", ",") for value in values])
    assert verdicts(found(one, other)) == {"a": DriftVerdict.SAME, "b": DriftVerdict.SAME}


def test_all_missing_on_one_side_and_on_both(tmp_path) -> None:
    one = table(tmp_path / "one.csv", "a,b", NUMBERS)
    none = table(tmp_path / "none.csv", "a,b", [",NA"] * 400)
    assert set(verdicts(found(one, none)).values()) == {DriftVerdict.DRIFTED}
    assert set(verdicts(found(none, one)).values()) == {DriftVerdict.DRIFTED}
    assert set(verdicts(found(none, none)).values()) == {DriftVerdict.SAME}


def test_one_row(tmp_path) -> None:
    one = table(tmp_path / "one.csv", "a,b", NUMBERS)
    single = table(tmp_path / "single.csv", "a,b", ["3,a"])
    for pair in ((one, single), (single, one), (single, single)):
        assert set(verdicts(found(*pair)).values()) == {DriftVerdict.TOO_FEW}


def test_ten_thousand_columns(tmp_path) -> None:
    many = 10_000
    values = np.random.default_rng(1).normal(size=(120, many)).round(3)
    for name, shift in (("one", 0.0), ("other", 5.0)):
        values[:, 7] += shift
        np.savetxt(
            tmp_path / f"{name}.csv",
            values,
            fmt="%.3f",
            delimiter=",",
            header=",".join(f"c{place}" for place in range(many)),
            comments="",
        )
    report = found(str(tmp_path / "one.csv"), str(tmp_path / "other.csv"))
    assert [one.name for one in report.drifted] == ["c7"]
    assert len(report.columns) == many


def test_more_columns_than_can_be_are_refused(tmp_path) -> None:
    wide = table(
        tmp_path / "wide.csv", ",".join(f"c{place}" for place in range(10_001)), ["1," * 10_000 + "1"]
    )
    with pytest.raises(UsageError, match="more than 10000 columns"):
        found(wide, wide)


def test_categories_of_a_million_values(tmp_path) -> None:
    for name, prefix in (("one", "user"), ("same", "user"), ("other", "client-of-the-shop")):
        with duckdb.connect() as connection:
            connection.execute(
                f"COPY (SELECT '{prefix}-' || hash(range + {len(name)}) AS who, random() AS a FROM range(1000000))"
                f" TO '{tmp_path / name}.parquet' (FORMAT parquet)"
            )
    one, same, other = (str(tmp_path / f"{name}.parquet") for name in ("one", "same", "other"))
    assert set(verdicts(found(one, same)).values()) == {DriftVerdict.SAME}
    assert verdicts(found(one, other)) == {"who": DriftVerdict.DRIFTED, "a": DriftVerdict.SAME}


def test_rows_of_other_lengths_are_left_out_and_told(tmp_path) -> None:
    one = table(tmp_path / "one.csv", "a,b", NUMBERS)
    ragged = table(tmp_path / "ragged.csv", "a,b", [*NUMBERS, "1", "1,a,2", *NUMBERS])
    report = found(one, ragged)
    assert report.current_rows == 800
    (notice,) = [each for each in report.notices if each.code == "table-uneven"]
    assert notice.count == 2
    assert notice.examples == ("line 402", "line 403")


def test_cells_that_are_no_numbers_after_many_that_are(tmp_path) -> None:
    one = table(tmp_path / "one.csv", "a", [str(number % 17) for number in range(2_000)])
    odd = table(
        tmp_path / "odd.csv", "a", [str(number % 17) if number < 1_500 else "?" for number in range(2_000)]
    )
    (column,) = found(one, odd).columns
    assert [each.name.value for each in column.measures if each.beyond] == ["unreadable"]


def test_names_that_would_steer_a_terminal_are_shown(tmp_path) -> None:
    head = "a\x1b[31m,=cmd()"
    one = table(tmp_path / "one.csv", head, NUMBERS)
    report = found(one, one)
    assert {each.name for each in report.columns} == {"a\\x1b[31m", "=cmd()"}


def test_a_kept_reference_compares_as_the_table_itself(tmp_path) -> None:
    chance = np.random.default_rng(1)
    one = table(
        tmp_path / "one.csv",
        "a,b",
        [f"{value},{'xyz'[number % 3]}" for number, value in enumerate(chance.normal(size=900))],
    )
    other = table(
        tmp_path / "other.csv",
        "a,b",
        [f"{value},{'xy'[number % 2]}" for number, value in enumerate(chance.normal(0.4, 1, 900))],
    )
    first, text = drift(DriftAsked(one, other))
    (tmp_path / "kept").write_text(text)
    again, _ = drift(DriftAsked(str(tmp_path / "kept"), other))
    assert json.loads(text)["rows"] == 900
    assert again == first


def test_a_column_that_is_not_there_is_told(tmp_path) -> None:
    one = table(tmp_path / "one.csv", "a,b", NUMBERS)
    with pytest.raises(UsageError, match="no column is called so"):
        found(one, one, labels=("price",))


@pytest.mark.parametrize(
    ("times", "told"),
    [
        (("0001-01-01", "9999-12-31"), "--every"),
        (("2026-01-01", "yesterday"), "no column of times"),
        (("", ""), "no column of times"),
    ],
)
def test_times_that_divide_nothing_are_told(tmp_path: Path, times: tuple[str, str], told: str) -> None:
    table = tmp_path / "it.csv"
    rows = [f"{times[place % 2]},{place % 7}" for place in range(60)]
    table.write_text("\n".join(["at,x", *rows, ""]))
    with pytest.raises(UsageError) as refused:
        drift(DriftAsked(str(table), str(table), time="at", every=60))
    assert told in f"{refused.value.where} {refused.value}"


def test_rows_without_a_time_are_counted(tmp_path: Path) -> None:
    table = tmp_path / "it.csv"
    rows = [f"{'2026-01-01' if place % 3 else ''},{place % 7}" for place in range(60)]
    table.write_text("\n".join(["at,x", *rows, ""]))
    found, _ = drift(DriftAsked(str(table), str(table), time="at", every=86_400))
    assert found.course.rows == (40,)
    assert [(one.code, one.count) for one in found.notices if one.code == "drift-untimed"] == [
        ("drift-untimed", 20)
    ]


def test_a_label_that_is_not_there_yet_tells_nothing_of_the_model(tmp_path: Path) -> None:
    before, after = tmp_path / "before.csv", tmp_path / "after.csv"
    before.write_text("\n".join(["y,p", *(f"{place % 2},{place % 3 / 3}" for place in range(60)), ""]))
    after.write_text("\n".join(["p", *(f"{place % 3 / 3}" for place in range(60)), ""]))
    asked = DriftAsked(str(before), str(after), labels=("y",), predictions=("p",))
    assert drift(asked)[0].quality is None
    whole, kept = drift(DriftAsked(str(before), str(before), labels=("y",), predictions=("p",)))
    assert whole.quality.task == "chances" and whole.quality.worse == ()
    learnt = tmp_path / "kept.json"
    learnt.write_text(kept)
    asked = DriftAsked(str(learnt), str(before), labels=("y",), predictions=("p",))
    assert drift(asked)[0].quality is None


def test_groups_and_scores_of_all_sorts_are_ranked_or_left_out(tmp_path: Path) -> None:
    rows = [f"q{place % 30},{place // 30 % 3},{place % 7}" for place in range(300)]
    odd = ["g1,0,1", "g1,0,2", "g2,-1,1", "g2,1,high", ",2,1", "g3,inf,1", "q1,,3"]
    before = table(tmp_path / "before.csv", "q,y,p", rows)
    after = table(tmp_path / "after.csv", "q,y,p", [*odd, *rows])
    report = found(before, after, labels=("y",), predictions=("p",), group="q")
    assert report.quality.task == "ranking"
    assert report.quality.rows == (30, 30)
    assert report.quality.left_out == (0, 3), "of g1, g2 and g3 no row is relevant"
    assert report.quality.worse == ()
    assert "q" not in verdicts(report)


def test_a_challenger_is_held_against_the_rows_that_both_have(tmp_path: Path) -> None:
    rows = [f"{'ab'[place % 2]},{'ab'[place % 2]},{'ab'[place % 3 % 2]}" for place in range(200)]
    file = table(tmp_path / "it.csv", "y,p,c", [*rows, "a,a,", "a,,a", ",a,a"])
    asked = {"labels": ("y",), "predictions": ("p",), "challenger": "c"}
    challenge = found(file, file, **asked).challenge
    assert challenge.quality.rows == (200, 200) and challenge.quality.left_out == (3, 3)
    assert challenge.only_challenger == 0 and challenge.only_champion > 50 and challenge.by_chance < 1e-9
    empty = table(tmp_path / "empty.csv", "y,p,c", [f"{row[:4]}" for row in rows])
    challenge = found(file, empty, **asked).challenge
    assert challenge.quality.rows == (0, 0) and challenge.quality.figures == ()
    with pytest.raises(UsageError, match="no column is called so"):
        found(file, file, **(asked | {"challenger": "d"}))


def parquet(path: Path, columns: str) -> str:
    path.parent.mkdir(exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT {columns} FROM range(2000) AS r(i)) TO '{path}' (FORMAT parquet)")
    return str(path)


@pytest.mark.parametrize(("one", "other"), [("t", "span"), ("n", "t"), ("c0", "c1"), ("T", "other")])
def test_names_of_columns_that_questions_to_duckdb_might_use(tmp_path, one, other) -> None:
    columns = (
        f'(i % 3)::VARCHAR AS "{one}", (i // 7 % 5)::VARCHAR AS "{other}", hash(i) % 100 + 0.5 AS number, '
        "TIMESTAMP '2026-01-01' + INTERVAL (i) HOUR AS \"at\""
    )
    file = parquet(tmp_path / "it.parquet", columns)
    report = found(file, file, time="at", every=7 * 86_400)
    assert verdicts(report) == dict.fromkeys((one, other, "number"), DriftVerdict.SAME)
    assert {side.rows for column in report.columns for side in (column.before, column.after)} == {2_000}


def test_the_folder_of_a_parquet_file_makes_no_column(tmp_path) -> None:
    files = [
        parquet(tmp_path / f"region={name}" / "it.parquet", "hash(i) % 100 + 0.5 AS x")
        for name in ("eu", "us")
    ]
    assert verdicts(found(*files)) == {"x": DriftVerdict.SAME}


@pytest.mark.parametrize("name", ["file_row_number", "File_Row_Number"])
def test_a_column_with_a_name_of_duckdb_is_told(tmp_path, name) -> None:
    file = parquet(tmp_path / "it.parquet", f"hash(i) % 9 + 0.5 AS {name}")
    with pytest.raises(UsageError, match="file_row_number") as failure:
        found(file, file)
    assert failure.value.mend == "rename it"


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("far", [1e308, -1.7e308, 1e200])
@pytest.mark.parametrize("near", [0.0, 1.0, -1.7e308])
def test_numbers_as_great_as_there_are(tmp_path, far, near) -> None:
    rows = [f"{near if number % 2 else number}" for number in range(400)]
    files = [
        table(tmp_path / "one.csv", "a", rows),
        table(tmp_path / "two.csv", "a", [*rows, *[f"{far}"] * 300]),
        table(tmp_path / "three.csv", "a", [f"{far}"] * 300),
    ]
    for one in files:
        for other in files:
            (column,) = found(one, other).columns
            drifted = column.verdict in {DriftVerdict.DRIFTED, DriftVerdict.OTHER_KIND}
            assert drifted is (one != other)
            assert all(math.isfinite(measure.value) for measure in column.measures)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", ["pipe.csv", "pipe.parquet", "pipe"])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path, name) -> None:
    os.mkfifo(tmp_path / name)
    one = table(tmp_path / "one.csv", "a,b", NUMBERS)
    for pair in ((str(tmp_path / name), one), (one, str(tmp_path / name))):
        with pytest.raises(UsageError, match="no plain file"):
            found(*pair)
