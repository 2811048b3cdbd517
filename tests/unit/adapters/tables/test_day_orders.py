"""Dates that begin with the day or the month."""

import pytest

from mainstay.adapters.tables.day_orders import DAY_FIRST, MONTH_FIRST, as_iso, order_of


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (("31.01.2026 12:00", "1.02.2026 0:00"), DAY_FIRST),
        (("01.02.2026",), DAY_FIRST),
        (("31-12-2025 01:00", "01-01-2026 02:00"), DAY_FIRST),
        (("01/31/2026 01:00 PM", "02/01/2026, 12:00 AM"), MONTH_FIRST),
        # The clock tells: from the first of a month to the second, or from January to February within an hour.
        (("01/02/2026 23:00", "02/02/2026 00:00"), DAY_FIRST),
        (("02/01/2026 23:00", "02/02/2026 00:00"), MONTH_FIRST),
        # Nobody can tell.
        (("01/02/2026", "01/03/2026"), ""),
        (("01/02/2026 10:00", "01/02/2026 11:00"), ""),
        (("02/02/2026 10:00", "03/03/2026 11:00"), ""),
        (("31.01.2026", "2026-02-01"), ""),
        (("2026-02-01",), ""),
        ((), ""),
    ],
)
def test_which_comes_first_is_told_where_it_can_be(texts: tuple[str, ...], order: str) -> None:
    assert order_of(texts) == order


@pytest.mark.parametrize(
    ("text", "order", "written"),
    [
        ("1.02.2026", DAY_FIRST, "2026-02-01T00:00"),
        (" 31.01.2026 7:05:09.5 ", DAY_FIRST, "2026-01-31T07:05:09.5"),
        ("01/31/2026 12:10 am", MONTH_FIRST, "2026-01-31T00:10"),
        ("01/31/2026, 1:10PM", MONTH_FIRST, "2026-01-31T13:10"),
        ("12/12/2026 12:00 PM", MONTH_FIRST, "2026-12-12T12:00"),
    ],
)
def test_they_are_written_anew(text: str, order: str, written: str) -> None:
    assert as_iso(text, order) == written


@pytest.mark.parametrize("text", ["", "31/01-2026", "01/31/2026 13:00 PM", "1/1/26", "01/31/2026 0:10 am"])
def test_what_is_no_such_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"hour|written"):
        as_iso(text, MONTH_FIRST)
