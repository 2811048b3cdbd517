"""Measured values in their units."""

import pytest

from mainstay.present.measures import axis_scale, measured, stated


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (0.24, "s", "240 ms"),
        (0.0000042, "s", "4.2 µs"),
        (3e-9, "s", "3 ns"),
        (1.5, "s", "1.5 s"),
        (0.0, "s", "0 s"),
        (75.0, "s", "1 min 15 s"),
        (30 * 86_400.0, "s", "30 days"),
        (-3 * 86_400.0, "s", "\N{MINUS SIGN}3 days"),
        (4.2e9, "B", "4.2 GB"),
        (-5e6, "B", "\N{MINUS SIGN}5.0 MB"),
        (0.823, "share", "82 %"),
        (0.0123, "share", "1.2 %"),
        (0.0, "share", "0 %"),
        (123.456, "1", "123"),
        (12_345.0, "", "12.3 k"),
        (12.5, "1/s", "12.5 1/s"),
        (None, "s", "–"),
        (float("nan"), "B", "–"),
        (float("inf"), "1", "–"),
    ],
)
def test_a_value_is_told_in_its_unit(value: float | None, unit: str, told: str) -> None:
    assert measured(value, unit).replace("\u202f", " ") == told


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (1_024.0, "1", "1,024"),
        (5_634.03, "", "5,634"),
        (65_536.0, "1", "65.54 k"),
        (1e6, "req/s", "1 M req/s"),
        (14.0, "°C", "14 °C"),
        (0.875, "share", "87.5 %"),
        (0.9, "share", "90 %"),
        (1e10, "B", "10 GB"),
        (536_870_912_000.0, "B", "536.9 GB"),
        (500.0, "B", "500 B"),
        (-5e9, "B", "\N{MINUS SIGN}5 GB"),
        (600.0, "s", "10 min"),
        (0.0, "1", "0"),
        (None, "1", "–"),
        (float("inf"), "B", "–"),
    ],
)
def test_what_is_stated_keeps_its_digits(value: float | None, unit: str, told: str) -> None:
    assert stated(value, unit).replace("\u202f", " ") == told


def test_what_is_left_of_rounding_is_nothing() -> None:
    assert measured(4.75e-60, "s").replace("\u202f", " ") == "0 s"
    assert measured(-1e-13, "1") == "0"


@pytest.mark.parametrize(
    ("most", "unit", "factor", "word"),
    [
        (8e11, "B", 1e9, "GB"),
        (3e12, "B", 1e12, "TB"),
        (500, "B", 1.0, "B"),
        (0, "B", 1.0, "B"),
        (0.8, "s", 1e-3, "ms"),
        (100, "s", 1.0, "s"),
        (900, "s", 60.0, "min"),
        (40 * 86_400, "s", 86_400.0, "days"),
        (0.7, "share", 0.01, "%"),
        (80, "1", 1.0, ""),
        (80, "", 1.0, ""),
        (250_000, "1", 1e3, "k"),
        (2.5e6, "req/s", 1e6, "M req/s"),
        (1e40, "1", 1e15, "P"),
        (0.00012, "1/s", 1e-6, "×10⁻⁶ 1/s"),
        (0.0, "1/s", 1.0, "1/s"),
    ],
)
def test_an_axis_is_in_the_unit_in_which_its_ticks_are_short(most, unit, factor, word) -> None:
    found = axis_scale(most, unit)
    assert found == (pytest.approx(factor), word)
