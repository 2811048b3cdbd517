"""The times at which windows open."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.calendars.windows import occurrences
from mainstay.domain.calendar import Window

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Pacific/Apia",
)


def at(text: str, zone: str = "UTC") -> int:
    """Give a wall time as seconds since 1970."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


windows = st.builds(
    Window,
    st.just("w"),
    st.sampled_from(ZONES),
    st.lists(st.integers(0, 6), min_size=1, unique=True).map(tuple),
    st.integers(0, 1439),
    st.integers(1, 3 * 1440),
    st.lists(st.sampled_from([1, 2, 3, 4, 5, -1]), unique=True).map(tuple),
)
moments = st.integers(at("2025-01-01"), at("2028-01-01"))


@given(windows, moments)
def test_each_opening_is_at_its_wall_time_on_its_day(window: Window, now: int) -> None:
    spans = list(occurrences(window, now, days=60))
    assert spans == sorted(spans)
    for since, until in spans:
        wall = datetime.fromtimestamp(since, ZoneInfo(window.zone))
        assert until > now and until - since == window.minutes * 60
        # A change of clocks may put it off by at most three hours; over midnight that is the next day.
        late = (wall.hour * 60 + wall.minute - window.opens) % 1440
        assert late <= 180
        assert (wall.weekday() - (wall.hour * 60 + wall.minute < window.opens)) % 7 in window.weekdays


@given(windows, moments)
def test_what_is_open_now_is_seen_from_any_later_moment_of_the_same_span(window: Window, now: int) -> None:
    for since, until in list(occurrences(window, now, days=40))[:3]:
        for moment in (since, (since + until) // 2, until - 1):
            assert (since, until) in list(occurrences(window, moment, days=1))
        assert (since, until) not in list(occurrences(window, until, days=1))


def test_the_last_sunday_of_a_month_when_clocks_are_put_forward() -> None:
    window = Window("w", "Europe/Berlin", (6,), 150, 60, (-1,))
    spans = list(occurrences(window, at("2026-03-01"), days=40))
    assert spans[0] == (at("2026-03-29 01:30"), at("2026-03-29 02:30"))


def test_a_wall_time_that_comes_twice_is_the_first() -> None:
    window = Window("w", "Europe/Berlin", (6,), 150, 60, (-1,))
    assert next(occurrences(window, at("2026-10-01")))[0] == at("2026-10-25 00:30")


def test_two_days_that_a_change_of_clocks_made_one_open_once() -> None:
    """Samoa had no 30 December 2011: what would open on it opens a day later, which is when the next opens too."""
    window = Window("w", "Pacific/Apia", (3, 4, 5), 600, 60)
    spans = list(occurrences(window, at("2011-12-29"), days=4))
    assert [since for since, _ in spans] == [at("2011-12-29 20:00"), at("2011-12-30 20:00")]
