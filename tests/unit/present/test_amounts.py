"""Hours, money and counts as ranges that promise no more than they know."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.domain.debt import Debt, Span
from mainstay.domain.price import Range
from mainstay.present import amounts
from tests.fakes import prospects


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (2.07, 5.2, "2 to 5 h"),
        (0.4, 2.0, "20 min to 2 h"),
        (0.3, 0.52, "20 to 30 min"),
        (1.3, 4.6, "1.5 to 5 h"),
        (2.9, 3.1, "about 3 h"),
        (0.0, 0.35, "up to 20 min"),
        (0.0, 0.01, "under 5 min"),
        (0.0, 0.0, "0 h"),
        (17.4, 43.6, "17 to 44 h"),
        (839.1, 1727.6, "840 to 1,700 h"),
        (0.9, 0.96, "about 1 h"),
        (0.86, 0.9, "45 min to 1 h"),
        (math.nan, 2.0, "–"),
    ],
)
def test_hours_are_a_range_of_at_most_two_digits(low: float, high: float, told: str) -> None:
    assert plain(amounts.hours(Range(low, high))) == told


def test_a_span_stands_around_its_middle() -> None:
    assert amounts.around(Span(8.2, 14.4, 26.3)) == "14 (8 to 26)"
    assert plain(amounts.hours_around(Span(380.0, 560.0, 900.0))) == "560 (380 to 900) h"
    assert plain(amounts.hours_between(Span(380.0, 560.0, 900.0))) == "380 to 900 h"
    assert plain(amounts.share_between(Span(0.09, 0.12, 0.16))) == "12 % (9 to 16 %)"
    assert amounts.around(Span(0.0, 0.34, 1.0)) == "0.3 (0 to 1)"


def test_one_figure_of_hours() -> None:
    assert [plain(amounts.hour(number)) for number in (0.0, 0.02, 0.7, 1.6, 7.35, 34.2, math.inf)] == [
        "0 h",
        "under 5 min",
        "45 min",
        "1.5 h",
        "7 h",
        "34 h",
        "–",
    ]


def _debt(rate: float, currency: str = "EUR") -> Debt:
    return replace(prospects.debt(()), rate=rate, currency=currency)


def test_money_is_told_only_where_the_settings_name_a_rate() -> None:
    told = Range(1.2, 3.4)
    assert amounts.money(told, None) == ""
    assert amounts.money(told, _debt(0.0)) == ""
    assert amounts.money(told, _debt(80.0)) == "EUR 96 to 270"
    assert amounts.money(Range(2.0, 2.0), _debt(50.0, "")) == "100"
    assert "\\u202e" in amounts.money(told, _debt(80.0, "\u202e"))


@given(st.floats(0, 1e9), st.floats(0, 1e9))
def test_any_range_is_told_in_few_signs(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 3 <= len(amounts.hours(Range(low, high))) <= 32


@pytest.mark.parametrize(
    ("low", "high", "told"), [(2.0, 14.0, "2 to 14"), (3.0, 3.0, "3"), (0.0, math.inf, "–")]
)
def test_whole_numbers_from_the_least_to_the_most(low: float, high: float, told: str) -> None:
    assert amounts.between(low, high) == told
