"""Windows are announced by time alone, signed off and called off by people, and open only then."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from mainstay.domain.calendar import Calendar, Freeze, Window
from mainstay.domain.channel import Channel
from mainstay.domain.errors import UsageError
from mainstay.domain.gate import Gate, Lack, Need, When
from mainstay.domain.occurrence import Marking
from mainstay.domain.people import EVERY_TEAM, Directory, Holding, Person, Role
from mainstay.domain.proposal import Proposal
from mainstay.domain.window_view import OccurrenceView
from mainstay.flows import windows
from mainstay.flows.looking import shown
from mainstay.flows.windows import announce_due, call_window_off, coming, sign_window_off
from tests.fakes.offices import PEOPLE, House, made_policy
from tests.fakes.records import plan

HOUR, DAY = 3_600, 86_400
NEW_YEAR = 1_767_225_600
"""Where the house's clock begins: Thursday 2026-01-01 00:00 UTC."""
OPENS = NEW_YEAR + 3 * DAY + HOUR
SUNDAY = Window(
    "sunday",
    "Europe/Berlin",
    (6,),
    120,
    240,
    subjects=("repo:shop*",),
    announce=DAY,
    sign_off=(Need((Role.MANAGER, Role.LEAD)),),
)
GATE = Gate("lead", "a lead looks", When(), (Need((Role.LEAD,)),), windows=("sunday",))
STAFF = replace(
    PEOPLE,
    people=(*PEOPLE.people, Person("mia", "mia"), Person("lea", "lea")),
    holdings=(
        *PEOPLE.holdings,
        Holding("mia", Role.MANAGER, EVERY_TEAM),
        Holding("lea", Role.LEAD, "shop"),
        Holding("lea", Role.DEVELOPER, "bank"),
    ),
)


def house(*gates: Gate, window: Window = SUNDAY, freezes: tuple[Freeze, ...] = (), **fields: Any) -> House:
    policy = made_policy(*(gates or (GATE,)), calendar=Calendar((window,), freezes))
    return House(replace(policy, directory=STAFF), **fields)


def told(of: House) -> list[tuple[str, str, dict[str, Any]]]:
    """Give channel, topic and body of all messages about windows."""
    found = of.store.held.messages.values()
    return [
        (one.channel, one.topic, json.loads(one.body)) for one in found if one.topic.startswith("window.")
    ]


def tick(of: House) -> Sequence[OccurrenceView]:
    return announce_due(of.office("clock"))


def opening(of: House, one: Proposal, who: str = "bob"):
    return shown(of.office(who), one).opening


def to(of: House, moment: int) -> None:
    of.clock.advance(moment - of.clock.now())


def missing(view: OccurrenceView, team: str = "shop") -> list[Lack]:
    return [one.lack for standing in view.teams if standing.team == team for one in standing.missing]


def test_announced_then_refused_unsigned_then_signed_then_open() -> None:
    here = house()
    made = here.submit().proposal
    here.choose("bob", made)
    to(here, OPENS - 2 * DAY - 1)
    assert tick(here) == ()
    to(here, OPENS - 2 * DAY)
    (view,) = tick(here)
    assert (view.window, view.opens_at, view.in_time) == ("sunday", OPENS, True)
    assert tick(here) == ()
    found = opening(here, made)
    assert (found.next_at, [one.lack for one in found.next_missing]) == (OPENS, [Lack.SIGN_OFF])
    to(here, OPENS)
    assert [one.text for one in opening(here, made).why] == [
        "the window sunday of 4 Jan 2026 02:00+01:00 is not signed off by a manager or lead"
    ]
    done = sign_window_off(here.office("mia"), "sunday", "", "staff is there")
    assert (done.new, missing(done.found.occurrences[0])) == (True, [])
    assert opening(here, made).open
    to(here, OPENS + 4 * HOUR)
    assert not opening(here, made).open
    acts = [row for row in here.store.held.rows.values() if row.about.startswith("window")]
    assert [(row.who, row.act, row.about, row.detail) for row in acts] == [
        ("clock", "announce", "window sunday 2026-01-04T01:00:00Z", "until 2026-01-04T05:00:00Z"),
        (
            "mia",
            "sign-off",
            "window sunday 2026-01-04T01:00:00Z",
            "until 2026-01-04T05:00:00Z, as manager of every team: staff is there",
        ),
    ]
    assert len(here.store.held.links) == len(here.store.held.rows)


def test_the_announcement_says_what_when_how_long_for_what() -> None:
    here = house(freezes=(Freeze("sale", OPENS, OPENS + 9, "a sale"),))
    made = here.submit().proposal
    here.submit(of=plan(subject="repo:bank"), who="eve")
    to(here, OPENS - DAY - HOUR)
    tick(here)
    ((channel, topic, body),) = told(here)
    assert (channel, topic) == ("all", "window.announced")
    assert body == {
        "act": "announced",
        "announced_at": OPENS - DAY - HOUR,
        "at": OPENS - DAY - HOUR,
        "closes": "2026-01-04T06:00:00+01:00",
        "closes_at": OPENS + 4 * HOUR,
        "closes_utc": "2026-01-04T05:00:00Z",
        "freezes": ["sale"],
        "in_time": True,
        "minutes": 240,
        "missing": {"shop": ["is not signed off by a manager or lead"]},
        "more_proposals": 0,
        "opens": "2026-01-04T02:00:00+01:00",
        "opens_at": OPENS,
        "opens_utc": "2026-01-04T01:00:00Z",
        "proposals": [
            {
                "proposal": made.id,
                "state": "waiting",
                "subject": "repo:shop",
                "team": "shop",
                "title": "Raise left-pad from 1.0 to 1.3",
            }
        ],
        "reason": "",
        "subjects": ["repo:shop*"],
        "wanted_before": DAY,
        "who": "clock",
        "window": "sunday",
        "zone": "Europe/Berlin",
    }


def test_one_that_is_late_is_told_to_be_late_and_does_not_open() -> None:
    here = house()
    made = here.submit().proposal
    here.choose("bob", made)
    to(here, OPENS - 3 * HOUR)
    (view,) = tick(here)
    assert not view.in_time
    assert told(here)[0][2]["in_time"] is False
    assert here.store.held.rows[max(here.store.held.rows)].detail.endswith(", too late")
    to(here, OPENS)
    found = opening(here, made)
    assert [one.text for one in found.why] == [
        "the window sunday of 4 Jan 2026 02:00+01:00 was announced 3 h before; 24 h are wanted",
        "the window sunday of 4 Jan 2026 02:00+01:00 is not signed off by a manager or lead",
    ]
    assert found.next_at == OPENS + 7 * DAY


def test_one_that_is_open_already_is_not_announced() -> None:
    here = house()
    to(here, OPENS)
    assert tick(here) == ()
    to(here, OPENS - 1)
    assert len(tick(here)) == 1


def test_one_that_opens_more_often_than_it_is_announced_ahead_opens_all_the_same() -> None:
    window = replace(SUNDAY, weekdays=tuple(range(7)), announce=5 * DAY, sign_off=())
    here = house(window=window)
    made = here.submit(of=plan(subject="repo:shop", expires=50 * DAY)).proposal
    here.choose("bob", made)
    assert [view.in_time for view in tick(here)] == [False] * 5 + [True]
    to(here, OPENS + DAY)
    found = opening(here, made)
    assert ([one.lack for one in found.why], found.next_at) == ([Lack.ANNOUNCEMENT], OPENS + 2 * DAY)
    to(here, OPENS + 2 * DAY)
    assert opening(here, made).open


def test_each_channel_is_told_of_its_own_teams_alone() -> None:
    channels = (
        Channel("shop", teams=("shop",)),
        Channel("bank", teams=("bank",)),
        Channel("quiet", topics=("proposal.*",)),
    )
    window = replace(SUNDAY, subjects=("repo:*",))
    here = house(window=window, channels=channels)
    made = here.submit().proposal
    theirs = here.submit(of=plan(subject="repo:bank"), who="eve").proposal
    to(here, OPENS - DAY)
    tick(here)
    assert [
        (channel, body["missing"].keys(), [one["proposal"] for one in body["proposals"]])
        for channel, _, body in told(here)
    ] == [
        ("shop", {"shop"}, [made.id]),
        ("bank", {"bank"}, [theirs.id]),
    ]


def test_what_nobody_would_hear_is_not_announced() -> None:
    here = house(channels=(Channel("bank", teams=("bank",)), Channel("some", topics=("proposal.*",))))
    to(here, OPENS - DAY)
    assert tick(here) == ()
    assert here.store.held.marks == []


def test_many_proposals_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "_PORTION", 20)
    here = house()
    for _ in range(103):
        here.submit(of=plan(subject="repo:shop", expires=50 * DAY))
    to(here, OPENS - DAY)
    tick(here)
    body = told(here)[0][2]
    assert (len(body["proposals"]), body["more_proposals"]) == (100, 3)


def test_a_death_before_the_end_leaves_nothing_and_the_next_tick_does_it() -> None:
    here = house()
    to(here, OPENS - DAY)

    class Dying:
        def new(self) -> str:
            raise ZeroDivisionError

    ids, here.ids = here.ids, Dying()  # type: ignore[assignment]
    with pytest.raises(ZeroDivisionError):
        tick(here)
    assert (here.store.held.marks, dict(here.store.held.rows), told(here)) == ([], {}, [])
    here.ids = ids
    assert len(tick(here)) == len(told(here)) == len(here.store.held.rows) == 1


def test_who_may_sign_off_and_for_whom() -> None:
    here = house(window=replace(SUNDAY, subjects=("repo:*",)))
    for who in ("ada", "vic", "cyd", "dir", "stranger"):
        with pytest.raises(UsageError, match=f"{who} may not sign"):
            sign_window_off(here.office(who), "sunday", "", "")
    eve = sign_window_off(here.office("eve"), "sunday", "", "")
    (view,) = eve.found.occurrences
    assert (missing(view), missing(view, "bank")) == (
        [Lack.ANNOUNCEMENT, Lack.SIGN_OFF],
        [Lack.ANNOUNCEMENT],
    )
    lea = sign_window_off(here.office("lea"), "sunday", "", "ok")
    (view,) = lea.found.occurrences
    assert [(one.who, one.roles, one.teams) for one in view.signed_off] == [
        ("eve", ("lead",), ("bank",)),
        ("lea", ("lead",), ("shop",)),
    ]
    assert missing(view) == missing(view, "bank") == [Lack.ANNOUNCEMENT]
    again = sign_window_off(here.office("lea"), "sunday", "", "once more")
    assert (again.new, len(here.store.held.marks)) == (False, 2)
    assert [topic for _, topic, _ in told(here)] == ["window.signed-off"] * 2


def test_a_sign_off_ends_with_the_role() -> None:
    here = house()
    made = here.submit().proposal
    here.choose("lea", made)
    to(here, OPENS - DAY)
    tick(here)
    sign_window_off(here.office("bob"), "sunday", "", "")
    to(here, OPENS)
    assert opening(here, made).open
    kept = tuple(one for one in STAFF.holdings if one.person != "bob")
    here.policy = replace(here.policy, directory=replace(STAFF, holdings=kept))
    assert [one.lack for one in opening(here, made).why] == [Lack.SIGN_OFF]


def test_an_author_does_not_sign_for_their_own_and_an_approver_may() -> None:
    here = house()
    mine = here.submit(who="lea", of=plan(subject="repo:shop", expires=50 * DAY)).proposal
    other = here.submit(of=plan(subject="repo:shop", expires=50 * DAY)).proposal
    here.choose("bob", mine)
    here.choose("lea", other)
    to(here, OPENS - DAY)
    tick(here)
    sign_window_off(here.office("lea"), "sunday", "", "")
    to(here, OPENS)
    assert opening(here, other).open, "who approved what is changed may also say when"
    assert [one.lack for one in opening(here, mine).why] == [Lack.SIGN_OFF]
    sign_window_off(here.office("bob"), "sunday", "", "")
    assert opening(here, mine).open


@pytest.mark.parametrize(
    ("opens", "which"),
    [
        ("", 0),
        ("2026-01-04", 0),
        ("2026-01-04T02:00", 0),
        ("2026-01-11T02:00:00+01:00", 7),
        ("2026-01-11T01:00Z", 7),
        ("2026-01-10T20:00-05:00", 7),
    ],
)
def test_an_occurrence_is_named_by_day_wall_time_or_moment(opens: str, which: int) -> None:
    (view,) = sign_window_off(house().office("bob"), "sunday", opens, "").found.occurrences
    assert view.opens_at == OPENS + which * DAY


@pytest.mark.parametrize(
    ("name", "opens", "told_so", "where"),
    [
        ("monday", "", "no such window", "monday"),
        ("sunday", "2026-01-05", "does not open then", "2026-01-05"),
        ("sunday", "2026-01-04T02:01", "does not open then", "2026-01-04T02:01"),
        ("sunday", "2025-12-28", "does not open then", "2025-12-28"),
        ("sunday", "2036-01-06", "does not open then", "2036-01-06"),
        ("sunday", "soon", "no moment", "soon"),
        ("sunday", "9999-12-31", "no moment|does not open", "9999-12-31"),
        ("sunday", "\x1b[2J", "no moment", "\x1b"),
    ],
)
def test_one_that_is_not_there_is_refused(name: str, opens: str, told_so: str, where: str) -> None:
    with pytest.raises(UsageError, match=told_so) as refused:
        sign_window_off(house().office("bob"), name, opens, "")
    assert refused.value.where.startswith(where)


def test_wall_times_that_come_twice_or_not_at_all() -> None:
    spring = replace(SUNDAY, opens=150, announce=0)
    here = house(window=spring)
    (view,) = sign_window_off(here.office("bob"), "sunday", "2026-03-29T02:30", "").found.occurrences
    assert (view.opens, view.closes) == ("2026-03-29T03:30:00+02:00", "2026-03-29T07:30:00+02:00")
    (view,) = sign_window_off(here.office("bob"), "sunday", "2026-10-25T02:30", "").found.occurrences
    assert (view.opens, view.closes) == ("2026-10-25T02:30:00+02:00", "2026-10-25T05:30:00+01:00")
    assert view.opens_at == int(datetime(2026, 10, 25, 0, 30, tzinfo=UTC).timestamp())
    # The second half past two of that night lies in it, and is not the window's beginning.
    with pytest.raises(UsageError, match="does not open then"):
        sign_window_off(here.office("bob"), "sunday", "2026-10-25T02:30+01:00", "")


def test_what_was_called_off_does_not_open_and_stays_so() -> None:
    here = house()
    made = here.submit().proposal
    here.choose("bob", made)
    to(here, OPENS - DAY)
    tick(here)
    sign_window_off(here.office("mia"), "sunday", "", "")
    with pytest.raises(UsageError, match="reason"):
        call_window_off(here.office("cyd"), "sunday", "", " ")
    for who in ("vic", "eve", "stranger"):
        with pytest.raises(UsageError, match=f"{who} may not call"):
            call_window_off(here.office(who), "sunday", "", "no")
    done = call_window_off(here.office("cyd"), "sunday", "", "the shop has a sale")
    assert missing(done.found.occurrences[0]) == [Lack.CALLED_OFF]
    _, topic, body = told(here)[-1]
    assert (topic, body["who"], body["reason"]) == ("window.called-off", "cyd", "the shop has a sale")
    assert [one["proposal"] for one in body["proposals"]] == [made.id]
    with pytest.raises(UsageError, match="called off, and stays so"):
        sign_window_off(here.office("bob"), "sunday", "2026-01-04", "")
    (view,) = sign_window_off(here.office("bob"), "sunday", "", "").found.occurrences
    assert view.opens_at == OPENS + 7 * DAY
    to(here, OPENS)
    found = opening(here, made)
    assert [one.text for one in found.why] == [
        "the window sunday of 4 Jan 2026 02:00+01:00 was called off by cyd: the shop has a sale"
    ]
    assert found.next_at == OPENS + 7 * DAY


def test_what_was_called_off_before_it_was_announced_is_not_announced() -> None:
    here = house()
    call_window_off(here.office("bob"), "sunday", "", "no")
    to(here, OPENS - DAY)
    assert tick(here) == ()


def test_one_team_calls_nothing_off_for_another() -> None:
    here = house(window=replace(SUNDAY, subjects=("repo:*",), announce=0, sign_off=()))
    made = here.submit().proposal
    here.choose("bob", made)
    theirs = here.submit(of=plan(subject="repo:bank"), who="dir").proposal
    here.choose("eve", theirs)
    call_window_off(here.office("eve"), "sunday", "", "the bank is busy")
    to(here, OPENS)
    assert opening(here, made).open
    assert [one.lack for one in opening(here, theirs).why] == [Lack.CALLED_OFF]
    (view, *_) = coming(here.office("bob"), 7).occurrences
    assert (missing(view), missing(view, "bank")) == ([], [Lack.CALLED_OFF])


def test_what_has_closed_or_needs_nobody_cannot_be_signed() -> None:
    here = house()
    to(here, OPENS + 4 * HOUR)
    with pytest.raises(UsageError, match="does not open then"):
        sign_window_off(here.office("bob"), "sunday", "2026-01-04", "")
    here = house(window=replace(SUNDAY, sign_off=()))
    with pytest.raises(UsageError, match="nobody needs to sign"):
        sign_window_off(here.office("bob"), "sunday", "", "")


def test_a_clock_that_jumps_back_announces_nothing_twice_and_forgets_nothing() -> None:
    here = house()
    made = here.submit().proposal
    here.choose("bob", made)
    to(here, OPENS - DAY)
    tick(here)
    sign_window_off(here.office("bob"), "sunday", "", "")
    to(here, OPENS - 2 * DAY)
    assert tick(here) == ()
    assert not sign_window_off(here.office("bob"), "sunday", "", "").new
    assert opening(here, made).next_missing == ()
    to(here, OPENS)
    assert opening(here, made).open
    assert len(told(here)) == 2


def test_a_clock_that_jumped_ahead_loses_none_that_it_passed() -> None:
    here = house()
    to(here, OPENS + 14 * DAY)
    tick(here)
    to(here, OPENS - DAY)
    assert [view.opens_at for view in tick(here)] == [OPENS]


def test_a_window_that_was_moved_or_made_longer_is_another_one() -> None:
    here = house()
    made = here.submit().proposal
    here.choose("bob", made)
    to(here, OPENS - DAY)
    tick(here)
    sign_window_off(here.office("bob"), "sunday", "", "")
    longer = replace(SUNDAY, minutes=600)
    here.policy = replace(here.policy, calendar=Calendar((longer,)))
    assert [one.lack for one in opening(here, made).next_missing] == [Lack.ANNOUNCEMENT, Lack.SIGN_OFF]
    assert len(tick(here)) == 1
    wider = replace(longer, announce=DAY + 1)
    here.policy = replace(here.policy, calendar=Calendar((wider,)))
    to(here, OPENS)
    assert [one.lack for one in opening(here, made).why] == [Lack.ANNOUNCEMENT, Lack.SIGN_OFF]


def test_what_comes_is_listed_in_its_order_with_its_freezes() -> None:
    daily = Window("daily", "UTC", tuple(range(7)), 60, 60, subjects=("db:*",))
    freezes = (
        Freeze("sale", OPENS + HOUR, OPENS + 30 * DAY, "a sale", ("repo:s*",)),
        Freeze("past", 0, OPENS, "it is over"),
    )
    here = house(freezes=freezes)
    calendar = here.policy.calendar
    here.policy = replace(here.policy, calendar=replace(calendar, windows=(SUNDAY, daily)))
    found = coming(here.office("bob"), 5)
    assert [one.window for one in found.occurrences] == ["daily"] * 3 + ["daily", "sunday"] + ["daily"]
    assert [one.name for one in found.occurrences[4].freezes] == ["sale"]
    assert [one.name for one in found.occurrences[0].freezes] == ["past"]
    assert found.until == NEW_YEAR + 5 * DAY
    assert {one.window for one in coming(here.office("bob"), 30, "sunday").occurrences} == {"sunday"}
    with pytest.raises(UsageError, match="no such window"):
        coming(here.office("bob"), 30, "monday")


def test_marks_of_people_who_are_no_longer_known_change_nothing() -> None:
    here = house()
    sign_window_off(here.office("bob"), "sunday", "", "")
    here.policy = replace(here.policy, directory=Directory(teams=STAFF.teams))
    (view,) = coming(here.office("bob"), 6).occurrences
    assert [one.who for one in view.signed_off] == ["bob"]
    assert missing(view) == [Lack.ANNOUNCEMENT, Lack.SIGN_OFF]
    assert [mark.marking for mark in here.store.held.marks] == [Marking.SIGNED_OFF]


def test_what_can_no_longer_open_is_not_signed_off() -> None:
    """Announced too late, or not announced and too late for it: the next one that may still open is taken by itself."""
    here = house()
    here.clock.advance(OPENS - NEW_YEAR - HOUR)
    for _ in ("not announced", "announced too late"):
        with pytest.raises(UsageError, match="can no longer open"):
            sign_window_off(here.office("mia"), "sunday", "2026-01-04", "")
        announce_due(here.office("clock"))
    done = sign_window_off(here.office("mia"), "sunday", "", "")
    assert done.found.occurrences[0].opens_at == OPENS + 7 * DAY
    with here.store.reading() as work:
        marks = work.windows.not_closed(0)
    assert [mark.occurrence.opens_at for mark in marks if mark.who == "mia"] == [OPENS + 7 * DAY]
