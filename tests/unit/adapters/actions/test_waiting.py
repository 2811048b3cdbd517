"""Waiting for a time and for a window."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.adapters.actions.waiting import NONE_IN_SIGHT, WaitAction, WaitWindowAction
from mainstay.domain.errors import RunFailed
from mainstay.domain.run import Answer, Mark, Result, WaitFor
from tests.unit.adapters.actions.made import NOW, occasion


def test_a_while_is_counted_from_the_first_look_on() -> None:
    wait = WaitAction()
    first = wait.act({"for": "15m"}, occasion())
    assert (first.mark, first.wake_at, first.waits_for) == (Mark.LATER, NOW + 900, WaitFor.TIME)
    later = occasion(now=NOW + 899, began_at=NOW, first=False)
    assert wait.act({"for": "15m"}, later).wake_at == NOW + 900
    assert wait.act({"for": "15m"}, occasion(now=NOW + 900, first=False)).mark is Mark.DONE


def test_until_a_moment_with_its_zone() -> None:
    wait = WaitAction()
    found = wait.act({"until": "2023-11-15T00:00+01:00"}, occasion())
    assert (found.mark, found.wake_at) == (Mark.LATER, 1_700_002_800)
    assert "2023-11-14 23:00:00 UTC" in found.detail
    assert wait.act({"until": "2023-11-14T00:00Z"}, occasion()).mark is Mark.DONE


@pytest.mark.parametrize("text", ["2026-02-30T02:00Z", "9999-99-99T99:99Z"])
def test_a_moment_that_is_none_is_not_begun(text: str) -> None:
    assert WaitAction().act({"until": text}, occasion()).mark is Mark.NOT_BEGUN
    assert WaitAction().foresee({"until": text}, occasion()).mark is Mark.NOT_BEGUN


def test_what_is_foreseen_of_waiting() -> None:
    wait = WaitAction()
    assert wait.foresee({"for": "1m"}, occasion()).detail == "it waits until 2023-11-14 22:14:20 UTC"
    assert "does not wait" in wait.foresee({"until": "2020-01-01T00:00Z"}, occasion()).detail


@given(st.integers(0, 999_999), st.sampled_from("smhdw"), st.integers(0, 1 << 40))
def test_it_is_done_or_wakes_later(count: int, unit: str, now: int) -> None:
    found = WaitAction().act({"for": f"{count}{unit}"}, occasion(now=now))
    assert found.mark is Mark.DONE or found.wake_at > now


class Calendar:
    """Says when it opens, and remembers what it was asked."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.asked: list[tuple[str, str, str, int]] = []

    def __call__(self, window: str, subject: str, environment: str, now: int) -> int:
        self.asked.append((window, subject, environment, now))
        return self.at


def window(at: int, **about: object) -> Result:
    return WaitWindowAction(Calendar(at)).act({"window": "night"}, occasion(**about))


def test_an_open_window_is_done_and_a_closed_one_is_waited_for() -> None:
    calendar = Calendar(0)
    assert WaitWindowAction(calendar).act({}, occasion()).mark is Mark.DONE
    assert calendar.asked == [("", "repo:shop", "production", NOW)]
    found = window(NOW + 3_600)
    assert (found.mark, found.wake_at, found.waits_for) == (Mark.LATER, NOW + 3_600, WaitFor.WINDOW)
    assert "the window night opens" in found.detail
    # A calendar that names the past is asked again, not believed to be open.
    assert window(NOW - 5).wake_at == NOW + 1


def test_where_none_is_in_sight_a_person_sees_to_it() -> None:
    found = window(NONE_IN_SIGHT)
    assert (found.mark, found.wake_at, found.waits_for) == (Mark.LATER, 0, WaitFor.PERSON)
    assert window(NONE_IN_SIGHT, answer=Answer.NOT_DONE, answered_by="ada").mark is Mark.FAILED
    # Nobody opens a window by saying so.
    assert window(NONE_IN_SIGHT, answer=Answer.DONE, answered_by="ada").mark is Mark.LATER
    assert window(0, answer=Answer.DONE).mark is Mark.DONE


def test_a_calendar_that_cannot_be_read_is_unknown() -> None:
    def opens(*asked: object) -> int:
        raise RunFailed("the file cannot be read")

    found = WaitWindowAction(opens).act({}, occasion())
    assert found.mark is Mark.UNKNOWN and "the file cannot be read" in found.detail


def test_what_is_foreseen_of_a_window() -> None:
    for at in (0, NOW + 60, NONE_IN_SIGHT):
        assert WaitWindowAction(Calendar(at)).foresee({}, occasion()).mark is Mark.DONE
