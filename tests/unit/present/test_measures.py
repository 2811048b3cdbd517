"""Measured values in their units."""

import pytest

from mainstay.present.measures import measured


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
