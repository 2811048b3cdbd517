"""Forecasts in words."""

from dataclasses import replace

import pytest

from mainstay.domain.forecast import Course, Forecast, Otherwise, SoFar, Step, Verdict
from mainstay.domain.signal import Limit, Side, Signal
from mainstay.present.forecast_words import (
    VERDICTS,
    chances,
    evidence,
    foretold,
    limit_source,
    otherwise,
    sentence,
    when,
)

DAY = 86_400
NOW = 1_800_000_000
SIGNAL = Signal(
    "main", "p95", "svc:shop", "P95 of /dashboard", "latency", "s", limit=Limit(0.5, Side.ABOVE, "the SLO")
)
ONE = Forecast(
    SIGNAL,
    NOW,
    Verdict.CROSSES,
    90,
    14,
    NOW,
    was=0.24,
    level=0.32,
    slope=0.006,
    grows=True,
    at=NOW + 28 * DAY,
    early=NOW + 21 * DAY,
    late=NOW + 42 * DAY,
    chances=(0.001, 0.62, 0.97),
    error=0.01,
    tries=5,
)


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


def test_the_sentence_says_where_it_goes_when_and_how_sure_that_is() -> None:
    assert plain(sentence(ONE)) == (
        "P95 of /dashboard rose from 240 ms to 320 ms in 2 weeks; it passes 500 ms in 4 weeks (3 to 6, 80 %); "
        "chance within 7, 30 and 90 days <1 %, 62 % and 97 %"
    )


def test_as_honest_where_nothing_grows() -> None:
    flat = replace(
        ONE, verdict=Verdict.STAYS, was=0.318, at=0, early=0, late=0, grows=False, chances=(0.0, 0.0, 0.01)
    )
    assert plain(sentence(flat)) == (
        "P95 of /dashboard stands at 320 ms; no growth evidence; chance within 7, 30 and 90 days <1 %, <1 % and 1 %"
    )


def test_every_verdict_has_its_words() -> None:
    assert VERDICTS.keys() == set(Verdict)
    short = replace(ONE, verdict=Verdict.TOO_SHORT, was=None, level=None, reason="3 of 14 days are there")
    assert sentence(short) == "P95 of /dashboard has too little history: 3 of 14 days are there"
    assert plain(sentence(replace(short, level=0.3))) == (
        "P95 of /dashboard stands at 300 ms; has too little history: 3 of 14 days are there"
    )
    beyond = plain(sentence(replace(ONE, verdict=Verdict.CROSSED, level=0.6)))
    assert beyond == "P95 of /dashboard rose from 240 ms to 600 ms in 2 weeks; it is beyond 500 ms now"


@pytest.mark.parametrize(
    ("at", "early", "late", "told"),
    [
        (5, 3, 9, "in 5 days (3 to 9, 80 %)"),
        (1, 1, 2, "in 1 day (1 to 2, 80 %)"),
        (28, 21, 0, "in 4 weeks (3 to later than 13 weeks, 80 %)"),
        (28, 3, 42, "in 4 weeks (3 days to 6 weeks, 80 %)"),
        (80, 60, 0, "in 11 weeks (9 to later than 13 weeks, 80 %)"),
        (35, 34, 37, "in 5 weeks (34 to 37 days, 80 %)"),
        (5, 5, 5, "in 5 days (to the day, 80 %)"),
        (0, 0, 0.2, "today (to the day, 80 %)"),
        (0, 0, 3, "today (in 3 days at the latest, 80 %)"),
        (0, 0, 0, "today (0 days to later than 13 weeks, 80 %)"),
        (3, 0, 5, "in 3 days (0 to 5, 80 %)"),
    ],
)
def test_the_interval_is_told_in_the_unit_of_the_date(at: int, early: int, late: int, told: str) -> None:
    one = replace(ONE, at=NOW + at * DAY, early=NOW + early * DAY, late=late and NOW + late * DAY)
    assert plain(when(one)) == told


def test_what_ended_long_ago_is_told_by_its_dates_and_not_from_today_on() -> None:
    later = NOW + 30 * DAY
    told = plain(sentence(ONE, later))
    assert "it passes 500 ms on 12 Feb 2027 (5 Feb 2027 to 26 Feb 2027, 80 %)" in told
    assert "chance within 7, 30 and 90 days of 15 Jan 2027 <1 %, 62 % and 97 %" in told
    assert plain(when(replace(ONE, late=0), later)).endswith("to after 15 Apr 2027, 80 %)")
    assert "it was beyond 500 ms on 15 Jan 2027" in plain(
        sentence(replace(ONE, verdict=Verdict.CROSSED), later)
    )
    assert sentence(ONE, NOW + 6 * DAY) == sentence(ONE)


def test_no_chance_is_told_as_certain_and_one_stands_for_all_that_are_the_same() -> None:
    assert plain(chances(replace(ONE, chances=(0.0, 0.5, 1.0)))).endswith("<1 %, 50 % and >99 %")
    assert plain(chances(replace(ONE, chances=(0.0, 0.0, 0.0)))) == "chance within 90 days <1 %"


def test_what_it_rests_on() -> None:
    stepped = replace(ONE, missing=2, step=Step(NOW - 3 * DAY, 0.05))
    assert plain(evidence(stepped)) == (
        "14 days up to 15 Jan 2027, 2 of them without a level, a step of +50 ms at once 3 days ago, which is no growth, "
        "tried on 5 earlier days, its median error was 10 ms"
    )
    assert evidence(replace(ONE, error=3e-14)).endswith("its median error was next to nothing")
    assert "too short to be tried" in evidence(replace(ONE, error=None, tries=0))


def test_a_step_with_an_event_and_a_change_of_the_unit_are_told_as_such() -> None:
    event = replace(ONE, step=Step(NOW - 3 * DAY, 0.05, event=True))
    assert "a step of +50 ms at once with the event of 12 Jan 2027 3 days ago, which is no growth" in plain(
        evidence(event)
    )
    larger, smaller = (
        replace(ONE, step=Step(NOW - 3 * DAY, 0.05, factor=one)) for one in (1_000.0, 1 / 1_024)
    )
    told = "3 days ago all became {} times {}, as if its unit had changed: the level after counts"
    assert told.format("1,000", "larger") in plain(evidence(larger))
    assert told.format("1,024", "smaller") in plain(evidence(smaller))


def test_who_sets_the_limit() -> None:
    assert plain(limit_source(ONE)) == "trouble is above 500 ms: the SLO"
    assert limit_source(replace(ONE, signal=replace(SIGNAL, limit=None))) == "nobody says what is too much"


def test_what_would_change_the_date() -> None:
    changed = replace(
        ONE, otherwise=(Otherwise(28, NOW + 19 * DAY), Otherwise(84, NOW + 29 * DAY), Otherwise(84, 0))
    )
    assert otherwise(changed) == (
        "if it went on as in the last 4 weeks alone, it would pass 9 days earlier",
        "if it went on as in the last 12 weeks alone, it would pass 1 day later",
        "if it went on as in the last 12 weeks alone, it would not pass within 13 weeks",
    )


def test_without_a_limit_there_are_no_chances() -> None:
    assert chances(replace(ONE, chances=())) == ""


def test_names_from_outside_are_made_visible() -> None:
    assert "\x1b" not in sentence(replace(ONE, signal=replace(SIGNAL, what="a\x1b[31mb")))


def test_the_record_of_the_kind_is_told_with_what_it_rests_on() -> None:
    def told(so_far: SoFar | None) -> str:
        return sentence(replace(ONE, so_far=so_far)).split("; ", 3)[-1]

    assert told(SoFar(41, 35)) == "past forecasts of this kind: 41 made, 35 inside their band"
    assert told(SoFar(41, 35, replayed=True)).startswith(
        "forecasts of this kind replayed on the past: 41 made"
    )
    assert "past forecasts" not in sentence(replace(ONE, so_far=SoFar(0, 0)))


def test_of_a_muted_kind_it_is_said_why_no_date_is_told() -> None:
    muted = SoFar(30, 8, muted="8 of 30 levels were inside bands that should hold four of five")
    told = sentence(replace(ONE, verdict=Verdict.MUTED, at=0, chances=(), so_far=muted))
    assert "no date is told, for this kind was wrong too often" in told and told.endswith(muted.muted)
    assert "passes" not in told and "%" not in told.replace("80\u202f%", "")


def test_what_the_ledger_holds_a_forecast_to_is_a_sentence() -> None:
    course = Course(0, (0.3,), (0.4,) * 90, (0.35,) * 90, (0.45,) * 90)
    one = replace(ONE, course=course)
    assert (
        foretold(one, 28).replace("\u202f", " ")
        == "P95 of /dashboard is between 350 ms and 450 ms in 4 weeks"
    )
    assert foretold(one, 30).replace("\u202f", " ") == "P95 of /dashboard passes 500 ms within 30 days"
    assert foretold(one, 0).replace("\u202f", " ") == (
        "P95 of /dashboard passes 500 ms on 12 Feb 2027 (5 Feb 2027 to 26 Feb 2027)"
    )
    assert foretold(replace(one, late=0), 0).endswith("to open)")


def test_a_date_that_comes_of_mere_moving_says_so() -> None:
    assert "no growth evidence" not in sentence(ONE)
    assert "; it moves that far by itself: no growth evidence; chance" in sentence(replace(ONE, grows=False))
