"""The page of two tables beside each other: columns explained, the others listed, size and hostile names held."""

import re
from dataclasses import replace

import pytest

from mainstay.domain.column_role import Role
from mainstay.domain.drift import ColumnDrift, DriftReport, DriftVerdict, Group, Measure, MeasureName, Side
from mainstay.domain.notice import Notice
from mainstay.domain.sketch import ColumnKind
from mainstay.present.html.caps import LIMIT
from mainstay.present.html.drift_page import render
from tests.unit.present.html.page import check

NUMBERS = ColumnKind.NUMBER
MOVED = ColumnDrift(
    "age",
    Role.PREDICTION,
    DriftVerdict.DRIFTED,
    Side(NUMBERS, 1_000, 0, quantiles=(1.0, 20.0, 30.0, 40.0, 60.0)),
    Side(NUMBERS, 900, 90, quantiles=(1.0, 25.0, 36.0, 46.0, 66.0)),
    (
        Measure(MeasureName.WASSERSTEIN, 0.31, 0.04, 0.1, beyond=True),
        Measure(MeasureName.STABILITY, 0.07),
        Measure(MeasureName.MEAN, 0.31),
        Measure(MeasureName.SPREAD, 1.01),
        Measure(MeasureName.MISSING, 0.1, 0.0, 0.05, beyond=True),
    ),
    1e-9,
    groups=tuple(Group(str(number), 0.1, 0.01 * number) for number in range(10)),
)
COLOUR = ColumnDrift(
    "colour",
    Role.FEATURE,
    DriftVerdict.DRIFTED,
    Side(ColumnKind.CATEGORY, 1_000, 0, 3),
    Side(ColumnKind.CATEGORY, 900, 0, 4),
    (Measure(MeasureName.NEW_VALUES, 0.04, 0.0, 0.01, beyond=True),),
    1e-6,
    new_values=("green", ""),
    gone_values=("grey",),
    groups=(Group("red", 0.5, 0.4), Group("", 0.5, 0.6)),
)
GONE = ColumnDrift("old", Role.FEATURE, DriftVerdict.GONE, Side(NUMBERS, 1_000, 3), None)
ALIKE = ColumnDrift(
    "size",
    Role.FEATURE,
    DriftVerdict.SAME,
    Side(NUMBERS, 1_000, 0, quantiles=(1.0, 2.0, 3.0, 4.0, 5.0)),
    Side(NUMBERS, 900, 0, quantiles=(1.0, 2.0, 3.0, 4.5, 5.0)),
    (Measure(MeasureName.WASSERSTEIN, 0.02, 0.02, 0.1), Measure(MeasureName.MISSING, 0.0, 0.0, 0.05)),
)
REPORT = DriftReport(
    "before.csv",
    "after.csv",
    1_000,
    900,
    (MOVED, COLOUR, GONE, ALIKE),
    0.28,
    (Notice("drift-times", "Columns of times are not compared: at."),),
)


def plain(text: str) -> str:
    return " ".join(text.replace("\u202f", " ").split())


@pytest.fixture(scope="module")
def root():
    return check(render(REPORT, "0.1"))


def test_it_needs_no_script_and_allows_none() -> None:
    page = render(REPORT, "0.1")
    root = check(page)
    assert not root.every("script")
    [policy] = [
        one.attributes["content"]
        for one in root.every("meta")
        if one.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'; ")
    assert "script-src" not in policy and "unsafe" not in policy
    assert "https://" not in page


def test_the_head_says_how_many_drifted_and_what_so_many_rows_can_show(root) -> None:
    [lede] = root.every("p", class_="lede")
    assert plain(lede.words()) == (
        "3 of 4 columns are not what they were. Of all columns 2 drifted, 1 gone, 1 alike."
    )
    assert "a shift of 0.28 standard deviations would be seen nine times of ten" in plain(root.words())
    assert "Columns of times are not compared: at." in plain(root.words())


def test_each_drifted_column_is_explained_and_open(root) -> None:
    first, second, third = (root.every("details", id=f"column-{number}")[0] for number in (1, 2, 3))
    assert all("open" in one.attributes for one in (first, second, third))
    told = plain(first.words())
    assert "age ● drifted prediction" in told
    assert "Moved up by 0.31 sd (middle 30, now 36); 10 % of the cells are empty, 0 % before." in told
    assert "Wasserstein distanceHow far the numbers would have to be moved on average" in told
    rows = [[plain(cell.words()) for cell in row.every("td")] for row in first.every("tr", class_="beyond")]
    assert rows == [
        ["● 0.31 sd beyond its gate", "0.04 sd", "0.1 sd"],
        ["● +10.0 % beyond its gate", "–", "5 %"],
    ]
    assert "3 more measures, which do not decide" in told
    [quantiles] = first.every("table", class_="quantiles")
    assert [plain(one.words()) for one in quantiles.every("td")] == [
        *("1", "20", "30", "40", "60"),
        *("1", "25", "36", "46", "66"),
    ]
    [chart] = first.every("svg", class_="chart")
    assert len(chart.every("g", class_="moment")) == 10
    assert "Never seen before: green, an empty text." in plain(second.words())
    assert "Not seen any more: grey." in plain(second.words())
    assert [plain(one.words()) for one in second.every("table", class_="pairs")[0].every("td")] == [
        *("50.0 %", "40.0 %", ""),
        *("50.0 %", "60.0 %", ""),
    ]
    assert "Before: 1,000 rows, 0.3 % of the cells empty." in plain(third.words())


def test_alike_ones_are_rows_of_one_table(root) -> None:
    [others] = root.every(id="columns")
    rows = [
        [plain(cell.words()) for cell in row.children if cell.tag in {"th", "td"}]
        for row in others.every("tr")
    ]
    assert rows[1:] == [["size", "✓ alike", "0.02 sd Wasserstein distance", "2 to 4", "2 to 4.5"]]


def test_where_nothing_drifted_it_says_so() -> None:
    root = check(render(replace(REPORT, columns=(ALIKE,), notices=()), "0.1"))
    assert "Nothing drifted." in plain(root.words())
    assert not root.every(id="notes")


def test_ten_thousand_columns_stay_within_the_limit() -> None:
    drifted = [replace(MOVED, name=f"{'n' * 300}{number}") for number in range(300)]
    alike = [replace(ALIKE, name=f"{'ä' * 300}{number}") for number in range(9_700)]
    page = render(replace(REPORT, columns=(*drifted, *alike)), "0.1")
    assert len(page.encode()) < LIMIT
    root = check(page)
    assert len(root.every("svg", class_="chart")) == 100
    assert len(root.every("details", class_="column-told")) == 100
    assert len(re.findall("<details[^>]* open", page)) == 12
    [others] = root.every(id="columns")
    assert len(others.every("tr")) == 1_001
    assert "8,900 more columns left out" in plain(others.words())


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x>', "\x1b[31m\u202e", "{{ 7*7 }}"]
)
def test_names_and_values_of_a_table_are_only_shown(text: str) -> None:
    hostile = replace(
        COLOUR, name=text, new_values=(text,), gone_values=(text,), groups=(Group(text, 0.5, 0.5),)
    )
    numbers = replace(MOVED, name=text)
    page = render(
        replace(REPORT, reference=text, current=text, columns=(hostile, numbers, replace(ALIKE, name=text))),
        "0.1",
    )
    root = check(page)
    assert not root.every("script") and not root.every("img")
    assert "\x1b" not in page and "\u202e" not in page
    assert "49" not in plain(root.every(id="column-1")[0].every("h3")[0].words())
