"""The kind `service`, with a stand-in for the program that asks systemd."""

from pathlib import Path
from typing import Any

import pytest

from mainstay.adapters.actions.service import ServiceAction
from mainstay.adapters.processes.supervising import LocalSupervisor
from mainstay.domain.run import Mark, Result
from tests.fakes.occasions import occasion, stopped_after
from tests.fakes.systemctl import UNIT, StandIn, stand_in


@pytest.fixture
def systemd(tmp_path: Path) -> StandIn:
    return stand_in(tmp_path)


def kind(systemd: StandIn) -> ServiceAction:
    return ServiceAction(LocalSupervisor(), ("shop*.service", "other@?.timer"), str(systemd.path))


def act(systemd: StandIn, to: str, unit: str = UNIT, **at: Any) -> Result:
    return kind(systemd).act({"unit": unit, "to": to}, occasion(**at))


def test_a_restart_is_seen_to_be_one(systemd: StandIn) -> None:
    result = act(systemd, "restart")
    assert (result.mark, result.detail) == (Mark.DONE, "restart of shop.service: it is active (running)")
    assert result.memo == {"active": "active", "pid": 42, "restarts": 0, "invocation": f"{42:032x}"}
    assert systemd.calls() == ["restart"]


def test_a_reload_keeps_the_process(systemd: StandIn) -> None:
    result = act(systemd, "reload")
    assert (result.mark, result.memo["pid"]) == (Mark.DONE, 41)


def test_stop_and_start(systemd: StandIn) -> None:
    assert act(systemd, "stop").detail == "stop of shop.service: it is inactive (dead)"
    assert act(systemd, "start").mark is Mark.DONE
    assert systemd.calls() == ["stop", "start"]


def test_what_is_so_already_is_not_done_again(systemd: StandIn) -> None:
    assert act(systemd, "start").detail == "shop.service is active (running) already"
    systemd.set(ActiveState="failed", SubState="failed")
    assert act(systemd, "stop").mark is Mark.DONE
    assert systemd.calls() == []


@pytest.mark.parametrize(
    ("unit", "to", "given", "told"),
    [
        ("sshd.service", "stop", {}, "none of the units that the operator lets"),
        ("SHOP.service", "stop", {}, "none of the units that the operator lets"),
        ("shop-none.service", "start", {}, "systemd says that it is not-found"),
        (UNIT, "start", {"LoadState": "masked"}, "systemd says that it is masked"),
        (
            "shop-ssh.service",
            "stop",
            {"Id": "sshd.service", "names": ["shop-ssh.service"]},
            "sshd.service is none",
        ),
        (UNIT, "reload", {"CanReload": "no"}, "cannot reload; restart it instead"),
        (UNIT, "reload", {"ActiveState": "inactive"}, "so it has nothing to reload"),
        (UNIT, "restart", {"ways": {"show": "no bus"}}, "System has not been booted with systemd"),
    ],
)
def test_what_is_not_begun_and_so_foreseen(
    systemd: StandIn, unit: str, to: str, given: dict[str, Any], told: str
) -> None:
    systemd.set(**given)
    foreseen = kind(systemd).foresee({"unit": unit, "to": to}, occasion())
    for result in (foreseen, act(systemd, to, unit)):
        assert result.mark is Mark.NOT_BEGUN
        assert told in result.detail
    assert systemd.calls() == []


def test_without_systemd_it_says_so(tmp_path: Path) -> None:
    action = ServiceAction(LocalSupervisor(), ("*",), str(tmp_path / "systemctl"))
    result = action.act({"unit": UNIT, "to": "restart"}, occasion())
    assert (result.mark, result.detail) == (
        Mark.NOT_BEGUN,
        "systemd cannot be asked here: the program systemctl is not there",
    )


@pytest.mark.parametrize(
    ("to", "given", "told"),
    [
        ("restart", {"ways": {"restart": "refused"}}, "systemctl ended with status 1"),
        ("restart", {"ways": {"restart": "idle"}}, "so it was not restarted"),
        ("stop", {"ways": {"stop": "idle"}}, "it was not stopped"),
        (
            "restart",
            {"ways": {"restart": "fails"}, "becomes": {"ActiveState": "failed", "SubState": "failed"}},
            "it is failed (failed); systemctl ended with status 1",
        ),
        (
            "restart",
            {"becomes": {"ActiveState": "failed", "SubState": "failed", "Result": "exit-code"}},
            "it did not come up (exit-code)",
        ),
        ("reload", {"becomes": {"ActiveState": "failed", "SubState": "failed"}}, "it did not come up"),
    ],
)
def test_what_failed(systemd: StandIn, to: str, given: dict[str, Any], told: str) -> None:
    systemd.set(**given)
    result = act(systemd, to)
    assert result.mark is Mark.FAILED
    assert told in result.detail


def test_what_systemctl_said_is_kept(systemd: StandIn) -> None:
    systemd.set(ways={"restart": "refused"})
    assert act(systemd, "restart").output == "Failed to restart shop.service: Access denied"


def test_a_service_that_ends_again_at_once_did_not_come_up(systemd: StandIn) -> None:
    again = {"MainPID": "57", "NRestarts": "1", "InvocationID": f"{57:032x}"}
    # The look before, the one right after, and the one when it should have settled.
    systemd.set(next=[{}, {}, again])
    result = act(systemd, "restart")
    assert (result.mark, result.detail) == (
        Mark.FAILED,
        "shop.service does not stay up: it is active (running) after 1 restarts",
    )


def test_it_is_waited_for_until_it_has_settled(systemd: StandIn) -> None:
    starting = {"ActiveState": "activating", "SubState": "start-pre"}
    systemd.set(next=[{}, starting, {}, {"ActiveState": "active", "SubState": "running"}])
    assert act(systemd, "restart").mark is Mark.DONE


def test_a_service_that_works_once_is_done_when_it_did(systemd: StandIn) -> None:
    systemd.set(Type="oneshot", ActiveState="inactive", SubState="dead", MainPID="0")
    systemd.set(becomes={"ActiveState": "inactive", "SubState": "dead", "MainPID": "0"})
    assert act(systemd, "start").mark is Mark.DONE


def test_where_it_never_settles_nobody_knows(systemd: StandIn) -> None:
    systemd.set(becomes={"ActiveState": "activating", "SubState": "auto-restart"})
    result = act(systemd, "restart", seconds=2.0)
    assert (result.mark, systemd.calls()) == (Mark.UNKNOWN, ["restart"])


def test_where_systemctl_does_not_end_nobody_knows(systemd: StandIn) -> None:
    systemd.set(ways={"restart": "hang"})
    result = act(systemd, "restart", seconds=1.5)
    assert (result.mark, systemd.calls()) == (Mark.UNKNOWN, ["restart"])
    assert "nobody waited for the end (late)" in result.detail


def test_where_systemd_never_says_how_it_stands_nothing_is_begun(systemd: StandIn) -> None:
    systemd.set(ways={"show": "hang"})
    assert act(systemd, "restart", seconds=1.0).mark is Mark.NOT_BEGUN
    assert systemd.calls() == []


def test_stopped_before_and_meanwhile(systemd: StandIn) -> None:
    assert act(systemd, "restart", stopped=lambda: True).mark is Mark.NOT_BEGUN
    assert systemd.calls() == []
    systemd.set(ways={"restart": "hang"})

    def stopped() -> bool:
        return systemd.calls() == ["restart"]

    result = act(systemd, "restart", stopped=stopped)
    assert (result.mark, "(stopped)" in result.detail) == (Mark.UNKNOWN, True)


@pytest.mark.parametrize("looks", range(0, 24, 3))
def test_stopped_at_any_moment_nobody_is_told_what_is_not_so(systemd: StandIn, looks: int) -> None:
    result = act(systemd, "restart", stopped=stopped_after(looks))
    if result.mark is Mark.NOT_BEGUN:
        assert systemd.calls() == []
    else:
        assert result.mark in {Mark.UNKNOWN, Mark.DONE}


def test_foreseeing_does_nothing(systemd: StandIn) -> None:
    result = kind(systemd).foresee({"unit": UNIT, "to": "restart"}, occasion())
    assert (result.mark, result.detail) == (
        Mark.DONE,
        "would restart shop.service, which is active (running)",
    )
    assert "nothing would be done" in kind(systemd).foresee({"unit": UNIT, "to": "start"}, occasion()).detail
    assert systemd.calls() == []
