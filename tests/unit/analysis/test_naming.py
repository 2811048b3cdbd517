"""How a finding is named by people: unambiguous, tolerant of what a path may lack, and never another than is meant."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.backlog import Wanted, backlog_of
from mainstay.analysis.naming import LEAST, identified, named, names_a_finding
from mainstay.domain.backlog import Ranked
from mainstay.domain.finding import Finding, Urgency
from mainstay.domain.price import Price, Range, Reckoning
from tests.fakes.priced_reports import backlog_report

NOTHING = Range(0.0, 0.0)


def row(code: str, path: str, line: int, symbol: str, fingerprint: str, *mended: str) -> Ranked:
    """A row of the list; with `mended` it carries the price of a repair that mends these codes."""
    finding = Finding(code, path, line, line + 9, symbol, "", Urgency.LOW, 1.0, 0.0, 0.0, fingerprint)
    steps = tuple(Reckoning(one, NOTHING, NOTHING, NOTHING) for one in mended)
    price = Price(Range(1, 2), NOTHING, NOTHING, steps=steps) if mended else None
    return Ranked(1, replace(finding, price=price), None, bought=False, ident=fingerprint[:4])


ROWS = [
    row(
        "complex-function",
        "src/a/orders.py",
        10,
        "Order.merge",
        "aa00ff",
        "complex-function",
        "long-function",
    ),
    row("long-function", "src/a/orders.py", 10, "Order.merge", "aa01ff"),
    row("long-function", "src/a/orders.py", 30, "load", "bb00ff"),
    row("long-function", "src/b/orders.py", 30, "load", "cc00ff"),
    row("large-file", "src/b/x:y.py", 1, "", "dd00ff"),
]


def found(text: str) -> list[str]:
    return [one.ident for one in named(text, ROWS).found]


@pytest.mark.parametrize(
    ("text", "idents"),
    [
        ("aa00", ["aa00"]),
        ("AA01FF", ["aa01"]),
        ("beef", []),
        ("src/a/orders.py:30", ["bb00"]),
        ("./src/a/orders.py:33", ["bb00"]),
        ("a/orders.py:load", ["bb00"]),
        ("orders.py:load", ["bb00", "cc00"]),
        ("long-function:src/b/orders.py", ["cc00"]),
        ("long-function:a/orders.py:10", ["aa01"]),
        ("src/a/orders.py:10", ["aa00"]),
        ("src/a/orders.py:merge", ["aa00"]),
        ("src/a/orders.py:Order.merge", ["aa00"]),
        ("src/b/x:y.py", ["dd00"]),
        ("large-file:x:y.py:1", ["dd00"]),
        ("src/a/orders.py:99", []),
        ("rders.py:30", []),
        ("long-function:", []),
        (":", []),
    ],
)
def test_a_name_means_what_it_says(text: str, idents: list[str]) -> None:
    assert names_a_finding(text)
    assert found(text) == idents


def test_where_it_means_none_what_is_near_is_given_those_of_its_code_first() -> None:
    assert [one.ident for one in named("long-function:lib/orders.py:30", ROWS).near][:1] == ["aa01"]
    assert len(named("lib/orders.py:30", ROWS).near) == 4
    assert named("lib/none.py:30", ROWS).near == []


@pytest.mark.parametrize(
    "text", ["", "abc", "complex-function", "thresholds.nesting", "x" * 100_000, "beef" * 5]
)
def test_what_is_no_finding_is_left_to_the_codes(text: str) -> None:
    assert not names_a_finding(text)


@given(st.text("0123456789:/.xab \x1b", max_size=40))
def test_any_name_gives_rows_of_the_list_only(text: str) -> None:
    told = named(text, ROWS)
    assert all(one in ROWS for one in (*told.found, *told.near))
    assert not (told.found and told.near)


@given(st.lists(st.text("01", min_size=8, max_size=8), unique=True, max_size=40))
def test_each_identifier_is_the_start_of_one_fingerprint_alone(fingerprints: list[str]) -> None:
    told = identified(fingerprints)
    assert sorted(told) == sorted(fingerprints)
    for whole, ident in told.items():
        assert len(ident) >= LEAST
        assert [one for one in fingerprints if one.startswith(ident)] == [whole]


def test_every_row_of_the_list_has_one_that_means_it() -> None:
    rows = backlog_of(backlog_report(30), Wanted()).rows
    assert all([one.rank for one in named(row.ident, rows).found] == [row.rank] for row in rows)
