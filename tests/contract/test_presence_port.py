"""What everything promises that tells processes apart, tried on the kernel's word and on the fake."""

import pytest

from mainstay.adapters.presence import KernelPresence
from mainstay.ports.presence import Presence
from tests.fakes.actions import NobodyGone


@pytest.fixture(params=["kernel", "nobody gone"])
def presence(request: pytest.FixtureRequest) -> Presence:
    return KernelPresence() if request.param == "kernel" else NobodyGone()


def test_no_two_have_a_name_though_they_are_called_the_same(presence: Presence) -> None:
    names = [presence.own_name("w") for _ in range(100)]
    assert len(set(names)) == 100
    assert all(name.startswith("w") for name in names)


def test_who_asks_is_not_gone(presence: Presence) -> None:
    assert not presence.is_gone(presence.own_name("w"))


@pytest.mark.parametrize("name", ["", "w", "\0", "w@elsewhere#00000000", "é\n" * 100])
def test_of_whom_nothing_can_be_told_is_not_gone(name: str, presence: Presence) -> None:
    assert not presence.is_gone(name)
