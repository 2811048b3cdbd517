"""Announcements, sign-offs and call-offs of a window's occurrences: what each lacks, and when next it can be open."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.calendars.wall_words import span, wall
from mainstay.analysis.calendars.windows import occurrences
from mainstay.analysis.gates.opening import opening
from mainstay.analysis.gates.signing import book_of, can_still, lacking
from mainstay.domain.calendar import Calendar, Freeze, Window
from mainstay.domain.gate import Gate, Lack, When
from mainstay.domain.occurrence import Mark, Marking, Occurrence
from mainstay.domain.people import EVERY_TEAM, Directory, Holding, Need, Person, Role, Team
from tests.unit.analysis.gates.made import plan

HOUR, DAY = 3_600, 86_400
MANAGER = Need((Role.MANAGER,))
SUNDAY = Window(
    "sunday-night", "Europe/Berlin", (6,), 120, 240, announce=DAY, sign_off=(Need((Role.MANAGER,)),)
)
GATE = Gate("g", "", When(), windows=("sunday-night",))
OPENS = int(datetime(2026, 11, 22, 1, tzinfo=UTC).timestamp())
NEXT = OPENS + 7 * DAY
OF_NOVEMBER = Occurrence("sunday-night", OPENS, OPENS + 4 * HOUR)
NAMED = "the window sunday-night of 22 Nov 2026 02:00+01:00"
PEOPLE = Directory(
    tuple(Person(name) for name in ("ann", "bob", "cyd", "dee", "eve")),
    (Team("shop", ("repo:shop*",)), Team("bank", ("repo:bank*",))),
    (
        Holding("ann", Role.DEVELOPER, "shop"),
        Holding("bob", Role.LEAD, "shop"),
        Holding("cyd", Role.MANAGER, EVERY_TEAM),
        Holding("dee", Role.MANAGER, "shop", until=OPENS + HOUR),
        Holding("eve", Role.MANAGER, "bank"),
    ),
)


def announced(before: int = 2 * DAY, about: Occurrence = OF_NOVEMBER) -> Mark:
    return Mark(about, Marking.ANNOUNCED, "clock", about.opens_at - before, "worker")


def signed(who: str = "cyd", *held: str, about: Occurrence = OF_NOVEMBER, **what: object) -> Mark:
    roles, teams = zip(*(one.split("@") for one in held or ("manager@shop",)), strict=True)
    made = Mark(about, Marking.SIGNED_OFF, who, OPENS - HOUR, "command-line", roles, teams)
    return replace(made, **what)


def off(who: str = "bob", *teams: str, reason: str = "") -> Mark:
    held = teams or ("shop",)
    made = Mark(OF_NOVEMBER, Marking.CALLED_OFF, who, OPENS - HOUR, "command-line")
    return replace(made, roles=("lead",) * len(held), teams=held, reason=reason)


def told(*marks: Mark, at: int = OPENS, window: Window = SUNDAY, team: str = "shop", author: str = "ann"):
    return [one.text for one in lacking(window, OF_NOVEMBER, book_of(marks, PEOPLE, team, author), at)]


NOT_SIGNED = f"{NAMED} is not signed off by a manager"


@pytest.mark.parametrize(
    ("marks", "lacks"),
    [
        ((announced(), signed()), []),
        ((announced(DAY), signed()), []),
        ((), [f"{NAMED} was not announced; 24 h before are wanted", NOT_SIGNED]),
        ((announced(3 * HOUR), signed()), [f"{NAMED} was announced 3 h before; 24 h are wanted"]),
        ((announced(DAY - 1), signed()), [f"{NAMED} was announced 23 h 59 min before; 24 h are wanted"]),
        ((announced(-1), signed()), [f"{NAMED} was announced after it opened; 24 h are wanted"]),
        ((announced(HOUR), announced(), signed()), []),
        ((announced(),), [NOT_SIGNED]),
        ((announced(), signed("ann", "manager@shop")), [NOT_SIGNED]),
        ((announced(), signed("bob", "lead@shop")), [NOT_SIGNED]),
        ((announced(), signed("bob", "manager@shop")), [NOT_SIGNED]),
        ((announced(), signed("eve", "manager@bank")), [NOT_SIGNED]),
        ((announced(), signed("nobody", "manager@shop")), [NOT_SIGNED]),
        ((announced(), signed("cyd", "manager@*")), []),
        ((announced(), signed("cyd", "manager@bank")), [NOT_SIGNED]),
        ((announced(), signed("dee")), []),
        ((announced(), signed("cyd", "king@shop")), [NOT_SIGNED]),
        ((announced(), signed(), off()), [f"{NAMED} was called off by bob"]),
        ((off("eve", "bank"), announced(), signed()), []),
        ((off("cyd", "*", reason="a sale"),), [f"{NAMED} was called off by cyd: a sale"]),
        ((announced(), signed(about=replace(OF_NOVEMBER, closes_at=OPENS + 9 * HOUR))), [NOT_SIGNED]),
    ],
)
def test_what_an_occurrence_lacks(marks: tuple[Mark, ...], lacks: list[str]) -> None:
    assert told(*marks) == lacks


def test_a_sign_off_ends_with_the_role_and_never_comes_from_the_author() -> None:
    assert told(announced(), signed("dee"), at=OPENS + HOUR) == [NOT_SIGNED]
    assert told(announced(), signed("cyd"), author="cyd") == [NOT_SIGNED]


def test_a_lent_role_signs_in_its_lenders_place_and_never_for_the_lenders_own() -> None:
    lent = replace(PEOPLE, holdings=(*PEOPLE.holdings, Holding("ann", Role.MANAGER, "shop", lent_by="cyd")))
    marks = (announced(), signed("ann"))
    both = replace(SUNDAY, sign_off=(Need((Role.MANAGER,), 2),))

    def lacks(window: Window, author: str, *more: Mark) -> list[str]:
        return [
            one.text
            for one in lacking(window, OF_NOVEMBER, book_of((*marks, *more), lent, "shop", author), OPENS)
        ]

    assert lacks(SUNDAY, "bob") == []
    assert lacks(SUNDAY, "cyd") == [NOT_SIGNED]
    assert lacks(both, "bob", signed("cyd")) == [NOT_SIGNED]
    assert lacks(both, "bob", signed("dee")) == []


def test_several_places_want_several_people() -> None:
    window = replace(SUNDAY, announce=0, sign_off=(Need((Role.MANAGER, Role.LEAD), 2),))
    assert told(signed(), window=window) == [f"{NAMED} is not signed off by a manager or lead"]
    assert told(window=window) == [f"{NAMED} is not signed off by 2 people who are manager or lead"]
    assert told(signed(), signed(), window=window) == [f"{NAMED} is not signed off by a manager or lead"]
    assert told(signed(), signed("bob", "lead@shop"), window=window) == []


def test_a_window_that_wants_nothing_lacks_nothing_but_may_be_called_off() -> None:
    plain = replace(SUNDAY, announce=0, sign_off=())
    assert told(window=plain) == []
    assert told(off(), window=plain) == [f"{NAMED} was called off by bob"]


def test_a_clock_that_was_put_back_changes_nothing_that_was_announced_and_signed() -> None:
    book = book_of([announced(), signed()], PEOPLE, "shop")
    before = OPENS - 30 * DAY
    found = opening((GATE,), Calendar((SUNDAY,)), plan(), before, book)
    assert found.next_at == min(since for since, _ in occurrences(SUNDAY, before))
    assert can_still(SUNDAY, OF_NOVEMBER, book, before)
    assert not list(lacking(SUNDAY, OF_NOVEMBER, book, before))
    assert opening((GATE,), Calendar((SUNDAY,)), plan(), OPENS, book).open


@pytest.mark.parametrize(
    ("marks", "now", "next_at", "lacks", "still"),
    [
        ((), OPENS, NEXT, [Lack.ANNOUNCEMENT, Lack.SIGN_OFF], [Lack.ANNOUNCEMENT, Lack.SIGN_OFF]),
        ((), OPENS - DAY - 1, OPENS, [Lack.WINDOW], [Lack.ANNOUNCEMENT, Lack.SIGN_OFF]),
        ((), OPENS - DAY, OPENS, [Lack.WINDOW], [Lack.ANNOUNCEMENT, Lack.SIGN_OFF]),
        ((), OPENS - DAY + 1, NEXT, [Lack.WINDOW], [Lack.ANNOUNCEMENT, Lack.SIGN_OFF]),
        ((announced(),), OPENS - 1, OPENS, [Lack.WINDOW], [Lack.SIGN_OFF]),
        ((announced(3 * HOUR),), OPENS - 1, NEXT, [Lack.WINDOW], [Lack.ANNOUNCEMENT, Lack.SIGN_OFF]),
        ((announced(), signed()), OPENS - 1, OPENS, [Lack.WINDOW], []),
        (
            (announced(), signed("dee")),
            OPENS + HOUR,
            NEXT,
            [Lack.SIGN_OFF],
            [Lack.ANNOUNCEMENT, Lack.SIGN_OFF],
        ),
        ((announced(), signed(), off()), OPENS, NEXT, [Lack.CALLED_OFF], [Lack.ANNOUNCEMENT, Lack.SIGN_OFF]),
        ((off(),), OPENS - 9 * DAY, OPENS - 7 * DAY, [Lack.WINDOW], [Lack.ANNOUNCEMENT, Lack.SIGN_OFF]),
    ],
)
def test_the_next_moment_is_one_that_can_still_be(
    marks: tuple[Mark, ...], now: int, next_at: int, lacks: list[Lack], still: list[Lack]
) -> None:
    found = opening((GATE,), Calendar((SUNDAY,)), plan(), now, book_of(marks, PEOPLE, "shop", "ann"))
    assert (found.open, found.next_at) == (False, next_at)
    assert [one.lack for one in found.why] == lacks
    assert [one.lack for one in found.next_missing] == still
    assert {one.gate for one in (*found.why, *found.next_missing)} == {"g"}


def test_one_of_several_windows_that_lacks_nothing_is_enough() -> None:
    other = Window("other", "UTC", (6,), 90, 60)
    gate = replace(GATE, windows=("sunday-night", "other"))
    calendar = Calendar((SUNDAY, other))
    assert not opening((gate,), calendar, plan(), OPENS).open
    assert opening((gate,), calendar, plan(), OPENS + 1_800).open
    assert opening((gate,), calendar, plan(), OPENS).next_at == OPENS + 1_800


def test_a_freeze_that_ends_while_the_window_is_open() -> None:
    calendar = Calendar((SUNDAY,), (Freeze("f", 0, OPENS + HOUR, "a sale"),))
    book = book_of([announced()], PEOPLE, "shop", "ann")
    found = opening((GATE,), calendar, plan(), OPENS, book)
    assert [one.lack for one in found.why] == [Lack.FROZEN, Lack.SIGN_OFF]
    assert (found.next_at, [one.lack for one in found.next_missing]) == (OPENS + HOUR, [Lack.SIGN_OFF])


def test_a_gate_that_names_no_window_heeds_none() -> None:
    assert opening((replace(GATE, windows=()),), Calendar((SUNDAY,)), plan(), OPENS).open


@pytest.mark.parametrize(
    ("at", "zone", "words"),
    [
        (OPENS, "Europe/Berlin", "22 Nov 2026 02:00+01:00"),
        (OPENS, "America/St_Johns", "21 Nov 2026 21:30-03:30"),
        (
            int(datetime(2026, 10, 25, 0, 30, tzinfo=UTC).timestamp()),
            "Europe/Berlin",
            "25 Oct 2026 02:30+02:00",
        ),
        (
            int(datetime(2026, 10, 25, 1, 30, tzinfo=UTC).timestamp()),
            "Europe/Berlin",
            "25 Oct 2026 02:30+01:00",
        ),
    ],
)
def test_moments_by_the_wall_clock(at: int, zone: str, words: str) -> None:
    assert wall(at, zone) == words


def test_lengths_are_never_told_longer_than_they_are() -> None:
    lengths = (-5, 0, 50, 60, 3_599, 3_600, 86_399, 86_400, 72 * HOUR - 1, 72 * HOUR, 14 * DAY + HOUR)
    assert [span(one) for one in lengths] == [
        "0 s",
        "0 s",
        "50 s",
        "1 min",
        "59 min 59 s",
        "1 h",
        "23 h 59 min",
        "24 h",
        "71 h 59 min",
        "3 d",
        "14 d 1 h",
    ]


# Against a reference that tries everything.

windows = st.builds(
    Window,
    st.just("sunday-night"),
    st.sampled_from(("UTC", "Europe/Berlin", "Australia/Lord_Howe")),
    st.lists(st.integers(0, 6), min_size=1, unique=True).map(tuple),
    st.integers(0, 1439),
    st.integers(1, 2 * 1440),
    announce=st.sampled_from((0, HOUR, DAY, 3 * DAY)),
    sign_off=st.sampled_from(
        ((), (MANAGER,), (Need((Role.MANAGER, Role.LEAD), 2),), (MANAGER, Need((Role.LEAD,))))
    ),
)
WHO = (
    ("bob", "lead@shop"),
    ("cyd", "manager@*"),
    ("dee", "manager@shop"),
    ("eve", "manager@bank"),
    ("ann", "lead@shop"),
)
marking = st.tuples(
    st.sampled_from((Marking.ANNOUNCED, Marking.SIGNED_OFF, Marking.SIGNED_OFF, Marking.CALLED_OFF)),
    st.sampled_from(WHO),
    st.integers(-1, 3),
    st.sampled_from((0, HOUR - 1, HOUR, DAY - 1, DAY, 4 * DAY)),
)


def of_random(window: Window, chosen: Sequence[tuple], now: int) -> list[Mark]:
    spans = list(occurrences(window, now - 3 * DAY, days=30))
    made = []
    for what, (who, held), place, before in chosen:
        about = Occurrence(window.name, *spans[place % len(spans)])
        role, team = held.split("@")
        made.append(Mark(about, what, who, about.opens_at - before, "command-line", (role,), (team,)))
    return made


def may_sign(who: str, role: str, at: int) -> bool:
    """Whether somebody of PEOPLE holds a role for the shop."""
    return (who, role) in {("bob", "lead"), ("cyd", "manager")} or (
        (who, role) == ("dee", "manager") and at < OPENS + HOUR
    )


def is_fine(
    window: Window, span: tuple[int, int], marks: Sequence[Mark], at: int, now: int, hope: bool
) -> bool:
    mine = [one for one in marks if (one.occurrence.opens_at, one.occurrence.closes_at) == span]
    if any(one.marking is Marking.CALLED_OFF and one.teams[0] in ("shop", "*") for one in mine):
        return False
    times = [one.at for one in mine if one.marking is Marking.ANNOUNCED] or ([now] if hope else [])
    if window.announce and not any(span[0] - one >= window.announce for one in times):
        return False
    if hope:
        return True
    places = [need.roles for need in window.sign_off for _ in range(need.count)]
    people = {
        (one.who, one.roles[0])
        for one in mine
        if one.marking is Marking.SIGNED_OFF
        and one.teams[0] != "bank"
        and may_sign(one.who, one.roles[0], at)
    }
    return any(
        all(role in wanted for (_, role), wanted in zip(seated, places, strict=True))
        for seated in permutations(sorted(people), len(places))
    )


@given(windows, st.lists(marking, max_size=8), st.integers(-20 * DAY, 20 * DAY))
def test_opening_is_what_trying_everything_says(window: Window, chosen: list[tuple], away: int) -> None:
    now = OPENS + away
    marks = of_random(window, chosen, now)
    spans = list(occurrences(window, now, days=400))

    def fine(at: int, *, hope: bool) -> bool:
        around = [span for span in spans if span[0] <= at < span[1]]
        return any(is_fine(window, span, marks, at, now, hope) for span in around)

    found = opening((GATE,), Calendar((window,)), plan(), now, book_of(marks, PEOPLE, "shop", "ann"))
    assert found.open == fine(now, hope=False)
    if not found.open:
        assert found.next_at == next((at for at, _ in spans if at > now and fine(at, hope=True)), 0)
        assert (not found.next_missing) == (not found.next_at or fine(found.next_at, hope=False))
