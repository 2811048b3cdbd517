"""Windows, freezes and when next something may be applied."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.calendars.windows import occurrences
from mainstay.analysis.gates.opening import opening
from mainstay.domain.calendar import Calendar, Freeze, Window
from mainstay.domain.gate import Gate, Lack, When
from tests.unit.analysis.gates.made import plan

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


NIGHT = Window("night", "Europe/Berlin", (1, 3), 22 * 60, 4 * 60)
GATE = Gate("g", "", When(), windows=("night",))
MONTH_END = Freeze("month-end", at("2026-09-01 23:00"), at("2026-09-02 01:00"), "closing the books")


@pytest.mark.parametrize(
    ("now", "open_now", "next_at", "lacks"),
    [
        ("2026-09-01 20:30", True, 0, []),
        ("2026-09-01 12:00", False, "2026-09-01 20:00", [Lack.WINDOW]),
        ("2026-09-01 23:30", False, "2026-09-03 20:00", [Lack.FROZEN]),
        ("2026-09-02 00:30", False, "2026-09-03 20:00", [Lack.FROZEN, Lack.WINDOW]),
    ],
)
def test_windows_and_freezes(now: str, open_now: bool, next_at: str | int, lacks: list[Lack]) -> None:
    found = opening((GATE,), Calendar((NIGHT,), (MONTH_END,)), plan(), at(now))
    assert (found.open, [missing.lack for missing in found.why]) == (open_now, lacks)
    assert found.next_at == (at(next_at) if isinstance(next_at, str) else next_at)


def test_the_end_of_a_freeze_within_a_window_is_the_next_moment() -> None:
    freeze = Freeze(
        "f", at("2026-09-01 19:00"), at("2026-09-01 21:00"), "a sale", ("repo:*",), ("production",)
    )
    calendar = Calendar((NIGHT,), (freeze,))
    assert opening((GATE,), calendar, plan(), at("2026-09-01 20:30")).next_at == at("2026-09-01 21:00")
    assert opening((GATE,), calendar, plan(environment="staging"), at("2026-09-01 20:30")).open
    assert opening((GATE, Gate("h", "", When())), calendar, plan(), at("2026-09-01 21:30")).open


def test_windows_that_never_meet_have_no_next_moment() -> None:
    day = Window("day", "UTC", (0,), 600, 60)
    gates = (GATE, Gate("h", "", When(), windows=("day",)))
    assert opening(gates, Calendar((NIGHT, day)), plan(), at("2026-09-01")).next_at == 0


def test_a_freeze_that_a_gate_does_not_heed() -> None:
    calendar = Calendar((), (Freeze("f", 0, at("2030-01-01"), "for ever"),))
    assert opening(
        (Gate("h", "", When(), frozen=False),), calendar, plan(), int(datetime.now(UTC).timestamp())
    ).open


def test_two_days_that_a_change_of_clocks_made_one_open_once() -> None:
    """Samoa had no 30 December 2011: what would open on it opens a day later, which is when the next opens too."""
    window = Window("w", "Pacific/Apia", (3, 4, 5), 600, 60)
    spans = list(occurrences(window, at("2011-12-29"), days=4))
    assert [since for since, _ in spans] == [at("2011-12-29 20:00"), at("2011-12-30 20:00")]
