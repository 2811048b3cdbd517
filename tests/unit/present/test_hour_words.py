"""The next hours in words."""

from dataclasses import replace

import pytest

from mainstay.domain.forecast import Forecast, Verdict
from mainstay.domain.short_term import ShortTerm
from mainstay.domain.signal import Limit, Side, Signal
from mainstay.present.hour_words import foretold_hours, how_told, next_hours, nothing_passes

START = 1_700_000_000
SIGNAL = Signal("host", "disk", "host:a", "disk used", "disk", "share", limit=Limit(0.9, Side.ABOVE, "given"))
HOURS = ShortTerm(
    "week profile", START, (0.5,) * 48, (0.4,) * 48, (0.75,) * 48, error=0.62, profile=0.8, tries=5, hours=900
)
ONE = Forecast(SIGNAL, START, Verdict.STAYS, 7, next_hours=HOURS)


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


def test_where_it_will_be_and_that_its_limit_is_far() -> None:
    assert (
        plain(next_hours(ONE)) == "in 48 hours at 50 % (40 % to 75 %, 80 %); its band stays within its limit"
    )


@pytest.mark.parametrize(
    ("at", "early", "told"),
    [
        (9, 4, "beyond its limit in 9 hours, from 4 hours on by the band"),
        (1, 1, "beyond its limit in 1 hour"),
        (0, 30, "by the band beyond its limit from 30 hours on"),
    ],
)
def test_when_it_passes_its_limit(at: int, early: int, told: str) -> None:
    found = replace(HOURS, at=at and START + at * 3_600, early=START + early * 3_600)
    assert next_hours(replace(ONE, next_hours=found)).endswith(f"; {told}")


def test_what_was_beyond_it_over_the_day_is_so_again() -> None:
    found = replace(ONE, verdict=Verdict.CROSSED, next_hours=replace(HOURS, at=START + 3 * 3_600))
    assert next_hours(found).endswith("; beyond its limit again in 3 hours")


def test_nothing_passes_is_said_only_where_no_hour_does() -> None:
    assert nothing_passes([ONE], " within 7 days") == "Nothing is foretold to pass its limit within 7 days."
    soon = replace(ONE, next_hours=replace(HOURS, at=START + 3 * 3_600))
    assert nothing_passes([ONE, soon]) == (
        "No daily level is foretold to pass its limit, but single hours of 1 series are: see the next hours."
    )


def test_too_little_history_is_no_all_clear() -> None:
    short = replace(ONE, verdict=Verdict.TOO_SHORT, next_hours=None)
    assert nothing_passes([short, short]) == "Too little history as yet to foretell when a limit is passed."
    assert nothing_passes([short, ONE]) == "Nothing is foretold to pass its limit."


def test_without_a_limit_nothing_is_said_of_one() -> None:
    assert "limit" not in next_hours(replace(ONE, signal=replace(SIGNAL, limit=None)))


def test_by_which_model_and_how_far_it_was_off() -> None:
    assert how_told(ONE) == (
        "the hours are told by the week profile, off by 0.62 of a day's usual change in 5 trials; the week profile by 0.8"
    )
    untried = replace(HOURS, error=None, profile=None, tries=0)
    assert "not tried on the past" in how_told(replace(ONE, next_hours=untried))


def test_nothing_is_said_where_no_hours_are_told() -> None:
    without = replace(ONE, next_hours=None)
    assert (next_hours(without), how_told(without)) == ("", "")


def test_to_what_the_ledger_holds_it() -> None:
    assert plain(foretold_hours(ONE, None)) == "disk used is between 40 % and 75 % in 48 hours"
    passing = replace(ONE, next_hours=replace(HOURS, at=START + 9 * 3_600, early=START + 4 * 3_600))
    told = "disk used passes 90 % by 15 Nov 2023, 07:13 UTC (15 Nov 2023, 02:13 UTC to "
    assert plain(foretold_hours(passing, 0)) == f"{told}open)"
    assert plain(foretold_hours(passing, START + 30 * 3_600)) == f"{told}16 Nov 2023, 04:13 UTC)"
    assert foretold_hours(replace(ONE, next_hours=None), None) == "disk used"
