"""Windows, freezes and when next something may be applied."""

from datetime import UTC, datetime

import pytest

from mainstay.analysis.gates.opening import opening
from mainstay.domain.calendar import Calendar, Freeze, Window
from mainstay.domain.gate import Gate, Lack, When
from tests.unit.analysis.calendars.test_windows import at
from tests.unit.analysis.gates.made import plan

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
