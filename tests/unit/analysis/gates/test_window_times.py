"""When a window lets a subject be changed, without a plan."""

from mainstay.analysis.gates.window_times import NONE_IN_SIGHT, opens_at
from mainstay.domain.calendar import Calendar, Freeze, Window

DAILY = Window("night", "UTC", tuple(range(7)), 120, 60, subjects=("repo:*",))
AT_ONE, AT_TWO, HOUR = 1_767_229_200, 1_767_232_800, 3_600


def test_a_window_by_its_name_or_any() -> None:
    calendar = Calendar((DAILY,), ())
    for name in ("night", ""):
        assert opens_at(calendar, name, "repo:shop", "production", AT_ONE) == AT_TWO
        assert opens_at(calendar, name, "repo:shop", "production", AT_TWO) == 0
        assert opens_at(calendar, name, "repo:shop", "production", AT_TWO + HOUR) == AT_TWO + 24 * HOUR


def test_none_is_in_sight() -> None:
    assert opens_at(Calendar((DAILY,), ()), "day", "repo:shop", "production", AT_TWO) == NONE_IN_SIGHT
    assert opens_at(Calendar((DAILY,), ()), "night", "db:orders", "production", AT_TWO) == NONE_IN_SIGHT


def test_a_freeze_keeps_it_closed() -> None:
    freeze = Freeze("sale", AT_ONE, AT_TWO + 30 * HOUR, "a sale")
    found = opens_at(Calendar((DAILY,), (freeze,)), "night", "repo:shop", "production", AT_TWO)
    assert found == AT_TWO + 48 * HOUR
