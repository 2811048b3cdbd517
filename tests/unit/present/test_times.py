"""Moments as people and machines read them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.present import times

NOW = int(datetime(2025, 11, 21, 14, 0, 5, tzinfo=UTC).timestamp())
DAY = 86_400


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (0, "just now"),
        (60, "1 minute ago"),
        (50 * 60, "1 hour ago"),
        (3 * 3600, "3 hours ago"),
        (23 * 3600, "1 day ago"),
        (2 * DAY, "2 days ago"),
        (21 * DAY, "3 weeks ago"),
        (100 * DAY, "3 months ago"),
        (365 * DAY, "12 months ago"),
        (1000 * DAY, "3 years ago"),
        (-2 * DAY, "in 2 days"),
    ],
)
def test_how_long_ago(before, told):
    assert times.ago(NOW - before, NOW) == told


def test_days_months_and_exact_moments():
    assert times.day(NOW) == "21 Nov 2025"
    assert times.month(NOW) == "Nov 2025"
    assert times.exact(NOW) == "2025-11-21 14:00:05 UTC"
    assert times.iso(NOW) == "2025-11-21T14:00:05Z"
    assert times.iso(-62_135_596_800) == "0001-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.04, "0.0\u202fs"),
        (4.27, "4.3\u202fs"),
        (18.2, "18\u202fs"),
        (192, "3\u202fmin 12\u202fs"),
        (7_500, "2\u202fh 5\u202fmin"),
    ],
)
def test_durations(seconds, told):
    assert times.duration(seconds) == told


@settings(deadline=None)
@given(st.integers(-(2**63), 2**63))
def test_any_commit_time_is_told(at):
    for told in (times.ago(at, NOW), times.day(at), times.month(at), times.exact(at)):
        assert told
    moment = times.iso(at)
    if moment:
        assert int(datetime.fromisoformat(moment).timestamp()) == at
    else:
        assert times.day(at) == "unknown time"
