"""Which cron expressions are taken."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mainstay.analysis.schedules.expressions import fault
from mainstay.analysis.schedules.times import times

_WRITTEN = "a number, a list (1,15), a range (1-5), a step (*/15), or a name (mon, jan)"
_FIELDS = "minute, hour, day-of-month, month, day-of-week"


@pytest.mark.parametrize(
    "cron",
    ["30 2 * * *", "*/5 * * * *", "0 0 29 2 *", "0 0 29 2 */7", "0 9 L * *", "0 9 * * mon#1", "0 9 * * FRI",
     "0 0 30 2 mon#5", "0 0 30 1,2 *"],
)  # fmt: skip
def test_what_is_taken(cron: str) -> None:
    assert fault(cron) == ""


@pytest.mark.parametrize(
    ("cron", "wrong"),
    [
        ("", f"'' has 0 fields, and there are five: {_FIELDS}"),
        ("@daily", f"'@daily' has 1 fields, and there are five: {_FIELDS}"),
        ("0 0 2 * * *", f"'0 0 2 * * *' has 6 fields, and there are five: {_FIELDS}"),
        ("60 * * * *", f"'60 * * * *': its minute is not {_WRITTEN}"),
        ("0 24 * * *", f"'0 24 * * *': its hour is not {_WRITTEN}"),
        ("0 0 32 * *", f"'0 0 32 * *': its day-of-month is not {_WRITTEN}"),
        ("0 0 * 13 *", f"'0 0 * 13 *': its month is not {_WRITTEN}"),
        ("0 0 * * 8", f"'0 0 * * 8': its day-of-week is not {_WRITTEN}"),
        ("*/0 * * * *", f"'*/0 * * * *': its minute is not {_WRITTEN}"),
        ("0 0 30 2 *", "'0 0 30 2 *' never comes: no such month has such a day"),
        ("0 0 31 2,4,6,9,11 *", "'0 0 31 2,4,6,9,11 *' never comes: no such month has such a day"),
        ("0 0 31 apr *", "'0 0 31 apr *' never comes: no such month has such a day"),
        ("0 0 31 13 *", f"'0 0 31 13 *': its month is not {_WRITTEN}"),
        ("0 0 * * *\n", "a cron expression is one line of at most 200 plain characters"),
        ("0 0 * * *" + " " * 200, "a cron expression is one line of at most 200 plain characters"),
        ("0 0 * * ²", "a cron expression is one line of at most 200 plain characters"),
    ],
)
def test_what_is_refused(cron: str, wrong: str) -> None:
    assert fault(cron) == wrong


_field = st.text("0123456789*/,-#LWlwMONjan?@", min_size=1, max_size=8)


@given(st.one_of(st.text(max_size=60), st.lists(_field, min_size=5, max_size=5).map(" ".join)))
@example("0 0 * * " + "9" * 190)
@example("0 0 * * L")
@example("0 0 * * 1#9")
def test_whatever_is_written_is_taken_or_told(cron: str) -> None:
    if not fault(cron):
        assert next(times(cron, "Europe/Berlin", 1_780_000_000)) > 1_780_000_000
