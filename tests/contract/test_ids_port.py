"""What every giver of ids promises, tried on the one by the clock and on the fake."""

import re

import pytest

from mainstay.adapters.ids import TimeIds
from mainstay.ports.ids import Ids
from tests.fakes.clock import SetClock
from tests.fakes.ids import CountedIds


@pytest.fixture(params=["time", "counted"])
def ids(request: pytest.FixtureRequest) -> Ids:
    return TimeIds(SetClock()) if request.param == "time" else CountedIds()


def test_each_has_16_digits_and_is_greater_than_all_before(ids: Ids) -> None:
    given = [ids.new() for _ in range(500)]
    assert given == sorted(set(given))
    assert all(re.fullmatch("[0-9a-f]{16}", one) for one in given)
