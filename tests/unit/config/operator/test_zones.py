"""Time zones in the operator's file."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.config.operator.reading import operator_of
from mainstay.config.operator.zones import UnknownZone, known_zone
from mainstay.domain.errors import ConfigurationError

FILE = b"""\
schedules:
  - name: nightly
    cron: 0 3 * * *
    plan: nightly.yaml
    zone: Europe/Berln
"""


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("Europe/Berln", "did you mean Europe/Berlin?"),
        ("europe/berlin", "did you mean Europe/Berlin?"),
        ("Berlin", "did you mean Europe/Berlin?"),
        ("new york", "did you mean America/New_York?"),
        ("Mars/Olympus-Mons", "they are named as Europe/Berlin"),
        ("", "they are named as Europe/Berlin"),
        ("Europe", "they are named as Europe/Berlin"),
        ("../../etc/passwd", "they are named as Europe/Berlin"),
        ("x" * 100_000, "they are named as Europe/Berlin"),
    ],
)
def test_a_zone_that_nobody_knows_is_told_with_the_one_that_was_meant(name: str, mend: str) -> None:
    with pytest.raises(UnknownZone, match="there is no time zone") as refused:
        known_zone(name)
    assert refused.value.mend == mend


@given(st.text(max_size=40))
def test_a_zone_is_known_or_told(name: str) -> None:
    try:
        assert ZoneInfo(known_zone(name)).key == name
    except UnknownZone as refused:
        assert refused.mend


def test_it_is_told_where_it_stands() -> None:
    with pytest.raises(ConfigurationError) as refused:
        operator_of(FILE, "mainstay-server.yaml")
    told = (refused.value.what, refused.value.where, refused.value.mend)
    assert told == (
        "there is no time zone 'Europe/Berln'",
        "mainstay-server.yaml:5:5: schedules[0].zone",
        "did you mean Europe/Berlin?",
    )


def test_what_else_is_wrong_with_a_row_is_told_with_its_line() -> None:
    with pytest.raises(ConfigurationError, match="31 2") as refused:
        operator_of(FILE.replace(b"0 3 * * *", b"0 3 31 2 *"), "mainstay-server.yaml")
    assert refused.value.where == "mainstay-server.yaml:2:5: schedules[0]"
