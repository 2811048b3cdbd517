"""Figures as people read them."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.present import numbers


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (numbers.count(12403), "12,403"),
        (numbers.count(-5), "−5"),
        (numbers.compact(9_999), "9,999"),
        (numbers.compact(172e18), "1.7×10²⁰"),
        (numbers.compact(-1e308), "\u22121×10³⁰⁸"),
        (numbers.compact(12_403), "12.4\u202fk"),
        (numbers.compact(44_000), "44\u202fk"),
        (numbers.compact(999_960), "1\u202fM"),
        (numbers.compact(123_456), "123\u202fk"),
        (numbers.compact(5_300_000_000), "5.3\u202fG"),
        (numbers.compact(-1.234e308), "\u22121.2×10³⁰⁸"),
        (numbers.compact(math.inf), "\u2013"),
        (numbers.count(1e300), "1×10³⁰⁰"),
        (numbers.decimal(1e300, 2), "1×10³⁰⁰"),
        (numbers.significant(1.26e40), "1.3×10⁴⁰"),
        (numbers.decimal(-0.04), "0.0"),
        (numbers.decimal(-1234.56, 2), "−1,234.56"),
        (numbers.decimal(None), "–"),
        (numbers.decimal(math.nan), "–"),
        (numbers.brief(82.0), "82"),
        (numbers.brief(82.41), "82.4"),
        (numbers.brief(100.0, 0), "100"),
        (numbers.signed(3.21), "+3.2"),
        (numbers.signed(-0.4), "−0.4"),
        (numbers.signed(-0.04), "0"),
        (numbers.signed(None), "–"),
        (numbers.points(0.0), "0"),
        (numbers.points(0.004), "<0.01"),
        (numbers.points(0.44), "0.44"),
        (numbers.significant(0.00123), "0.0012"),
        (numbers.significant(0.34), "0.34"),
        (numbers.significant(2.14), "2.1"),
        (numbers.significant(1234), "1,200"),
        (numbers.percent(0.153), "15\u202f%"),
        (numbers.percent(0.001), "<1\u202f%"),
        (numbers.percent(0.0), "0\u202f%"),
        (numbers.percent(0.997), ">99\u202f%"),
        (numbers.percent(1.0), "100\u202f%"),
        (numbers.percent(None), "–"),
        (numbers.signed_percent(0.15), "+15\u202f%"),
        (numbers.signed_percent(-0.125, 1), "−12.5\u202f%"),
        (numbers.size(412), "412\u202fB"),
        (numbers.size(4_200_000), "4.2\u202fMB"),
        (numbers.plural(1, "file"), "1 file"),
        (numbers.plural(1200, "file"), "1,200 files"),
        (numbers.plural(0, "person", "people"), "0 people"),
    ],
)
def test_figures(told, expected):
    assert told == expected


@settings(deadline=None)
@given(st.floats(allow_nan=True, allow_infinity=True))
def test_any_number_is_told_without_a_minus_of_a_keyboard(number):
    for tell in (numbers.decimal, numbers.brief, numbers.signed, numbers.percent, numbers.signed_percent):
        assert "-" not in tell(number)
        assert "\n" not in tell(number)


@settings(deadline=None)
@given(st.floats(1e-9, 1e12))
def test_significant_digits_stay_near_the_number(number):
    told = float(numbers.significant(number).replace(",", ""))
    assert told == pytest.approx(number, rel=0.051)


def test_an_interval_that_reads_as_one_figure_is_one() -> None:
    assert numbers.percent_between(0.041, 0.17).replace(numbers.THIN, " ") == "4 to 17 %"
    assert numbers.percent_between(0.0001, 0.004).replace(numbers.THIN, " ") == "<1 %"
