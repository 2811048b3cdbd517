"""Reading what `systemctl show` tells."""

import pytest

from mainstay.adapters.actions.units import Unit, unit_of

# As systemd 255 tells it of a service, with a property that was not asked for.
RUNNING = """\
Type=notify
Result=success
NRestarts=2
MainPID=4711
Id=shop.service
LoadState=loaded
ActiveState=active
SubState=running
CanReload=yes
InvocationID=0f1e2d3c4b5a69788796a5b4c3d2e1f0
Description=Id=evil.service
"""


def test_a_service_that_runs() -> None:
    unit = unit_of(RUNNING)
    assert unit == Unit(
        "shop.service",
        "loaded",
        "active",
        "running",
        "notify",
        "success",
        4711,
        2,
        "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
        True,
        False,
    )
    assert (unit.words, unit.settled, unit.ran_once) == ("active (running)", True, False)


def test_a_target_has_neither_process_nor_restarts() -> None:
    unit = unit_of("Id=a.target\nLoadState=loaded\nActiveState=active\nSubState=active\nInvocationID=\n")
    assert unit is not None
    assert (unit.pid, unit.restarts, unit.invocation, unit.can_reload) == (0, 0, "", False)


@pytest.mark.parametrize(
    ("told", "settled"),
    [
        ("ActiveState=activating\nSubState=auto-restart", False),
        ("ActiveState=deactivating\nSubState=stop-sigterm", False),
        ("ActiveState=reloading\nSubState=reload", False),
        ("ActiveState=active\nSubState=running\nJob=4711", False),
        ("ActiveState=active\nSubState=running\nJob=0", True),
        ("ActiveState=failed\nSubState=failed", True),
        ("ActiveState=inactive\nSubState=dead", True),
    ],
)
def test_whether_it_stays_as_it_is(told: str, settled: bool) -> None:
    unit = unit_of(f"LoadState=loaded\n{told}\n")
    assert unit is not None
    assert unit.settled is settled


def test_a_service_that_does_its_work_once() -> None:
    told = "LoadState=loaded\nActiveState=inactive\nSubState=dead\nType=oneshot\nResult="
    well, badly = unit_of(told + "success"), unit_of(told + "exit-code")
    assert well is not None
    assert badly is not None
    assert (well.ran_once, badly.ran_once) == (True, False)


@pytest.mark.parametrize(
    "told", ["", "\x00\xff", "LoadState=loaded", "ActiveState=active", "LoadState loaded\nActiveState active"]
)
def test_what_tells_no_state(told: str) -> None:
    assert unit_of(told) is None


@pytest.mark.parametrize("number", ["", "-1", "many", "9" * 400, "\u0664"])
def test_numbers_that_are_none(number: str) -> None:
    unit = unit_of(f"LoadState=loaded\nActiveState=active\nMainPID={number}")
    assert unit is not None
    assert unit.pid == 0
