"""The list of forecasts and one forecast for a terminal."""

from dataclasses import replace

from rich.cells import cell_len

from mainstay.analysis.forecasting.listing import listed
from mainstay.domain.forecast import Verdict
from mainstay.present.text.forecasts import forecast_list, forecast_page
from mainstay.present.text.look import Look
from mainstay.present.times import day
from tests.fakes.foretold import ENDS
from tests.fakes.foretold import NOW as MADE
from tests.unit.present.test_forecast_words import DAY, NOW, ONE, SIGNAL

SOON = replace(ONE, at=NOW + 2 * DAY, early=NOW + DAY, late=NOW + 4 * DAY)
FLAT = replace(ONE, verdict=Verdict.STAYS, at=0, early=0, late=0, chances=(0.0, 0.0, 0.0))
MAYBE = replace(FLAT, verdict=Verdict.MAY_CROSS, chances=(0.0, 0.1, 0.31))
BEYOND = replace(ONE, verdict=Verdict.CROSSED)


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


def test_the_soonest_comes_first_and_what_stays_is_counted() -> None:
    told = plain(forecast_list(listed([FLAT, MAYBE, ONE, SOON, FLAT, BEYOND], NOW), Look(width=100)))
    lines = told.splitlines()
    firsts = [line.split("  ")[-1].strip() for line in lines if "P95" in line]
    assert firsts == [
        "beyond its limit now",
        "in 2 days (1 to 4, 80 %)",
        "in 4 weeks (3 to 6, 80 %)",
        "chance within 90 days 31 %",
    ]
    assert lines[-1] == (
        "of 6 series: 1 beyond its limit; 2 to pass its limit; 1 that may pass it; 2 to stay within it"
    )
    assert "now 320 ms, limit 500 ms (the SLO)" in told


def test_more_than_wanted_are_counted() -> None:
    told = forecast_list(listed([ONE] * 5, NOW), Look(width=100), most=2)
    assert told.count("P95") == 2
    assert "and 3 more: --most 5" in told


def test_nothing_is_told_as_such() -> None:
    assert "There are no series here that Mainstay knows." in forecast_list(listed([], NOW), Look())
    assert "Nothing is foretold to pass its limit." in forecast_list(listed([FLAT], NOW), Look())


def test_dates_that_are_known_stand_beneath() -> None:
    found = replace(listed([FLAT], NOW), ends=tuple(replace(one, at=one.at - MADE + NOW) for one in ENDS))
    told = plain(forecast_list(found, Look(width=100)))
    beneath = told[told.index("Dates that are known") :].splitlines()
    assert beneath[1].startswith("  support of Python 3.10")
    assert beneath[1].endswith("ended 3 weeks ago, 24 Dec 2026")
    assert beneath[2] == "    host:web1, a release plan"
    assert len(beneath) == 1 + 2 * len(ENDS)
    assert "and 3 more: --most 4" in forecast_list(found, Look(width=100), most=1)
    long = replace(found, ends=tuple(replace(one, what="x" * 300, subject="y" * 300) for one in ENDS))
    for width in (40, 80):
        assert all(cell_len(line) <= width for line in forecast_list(long, Look(width=width)).splitlines())


def test_without_any_limit_nobody_is_told_that_none_is_passed() -> None:
    free = replace(FLAT, verdict=Verdict.NO_LIMIT, signal=replace(SIGNAL, limit=None), chances=())
    told = forecast_list(listed([free, free], NOW), Look())
    assert "No series here has a limit" in told and "Nothing is foretold" not in told
    assert "Nothing is foretold" in forecast_list(listed([free, FLAT], NOW), Look())


def test_what_ended_long_ago_is_not_told_as_of_now() -> None:
    told = plain(forecast_list(listed([ONE, BEYOND, MAYBE], NOW + 90 * DAY), Look(width=120)))
    assert "on 12 Feb 2027 (5 Feb 2027 to 26 Feb 2027, 80 %)" in told
    assert "beyond its limit on 15 Jan 2027" in told and "320 ms on 15 Jan 2027" in told
    assert "chance within 90 days of 15 Jan 2027 31 %" in told
    assert "now" not in told and "in 4 weeks" not in told


def test_no_line_is_wider_than_the_terminal() -> None:
    long = replace(SOON, signal=replace(SIGNAL, what="a very " * 40, subject="svc:" + "x" * 300))
    for width in (40, 60, 80, 140):
        assert all(
            cell_len(line) <= width
            for line in forecast_list(listed([long, ONE], NOW), Look(width=width)).splitlines()
        )


def test_one_forecast_is_told_whole() -> None:
    told = plain(forecast_page(ONE, Look(width=120)))
    assert "P95 of /dashboard  svc:shop" in told
    assert "Trouble is above 500 ms: the SLO." in told
    assert "Tried on 5 earlier days" not in told and "tried on 5 earlier days" in told


WAITING = replace(
    ONE,
    verdict=Verdict.TOO_SHORT,
    days=3,
    was=None,
    level=0.3,
    at=0,
    early=0,
    late=0,
    chances=(),
    course=None,
    error=None,
    tries=0,
    reason="3 of 14 days are there",
    ready=NOW + 11 * DAY,
)


def test_before_there_are_forecasts_it_says_from_when_on_and_how_full_things_are() -> None:
    fuller = replace(WAITING, level=0.45, signal=replace(SIGNAL, what="memory used"), ready=NOW + 12 * DAY)
    unbound = replace(WAITING, signal=replace(SIGNAL, limit=None))
    flows = replace(WAITING, level=0.49, signal=replace(SIGNAL, unit="share"))
    lines = plain(
        forecast_list(listed([unbound, WAITING, fuller, flows], NOW), Look(width=100)).replace("\xa0", " ")
    ).splitlines()
    assert lines[0] == f"Too little history: forecasts from {day(NOW + 11 * DAY)} on, if no day is missed."
    assert lines[1] == "Nearest to their limits now"
    assert lines[2].split() == "memory used 90 %: 450 ms of 500 ms".split()
    assert lines[3].split()[-7:] == "60 %: 300 ms of 500 ms".split()
    assert lines[4] == "of 4 series: 4 with too little history"
    page = plain(forecast_page(WAITING, Look(width=120)))
    assert "stands at 300 ms; has too little history: 3 of 14 days are there." in page
    assert page.count("3 of 14 days") == 1


def test_what_is_beyond_its_limit_is_told_before_there_are_forecasts() -> None:
    beyond = replace(WAITING, verdict=Verdict.CROSSED, level=0.7)
    told = plain(forecast_list(listed([WAITING, beyond], NOW), Look(width=100)))
    assert told.index("beyond its limit now") < told.index("Too little history: forecasts from")
    page = plain(forecast_page(beyond, Look(width=120)))
    assert "stands at 700 ms; it is beyond 500 ms now." in page
    assert "3 of 14 days are there" in page


def test_one_series_that_is_forecast_already_lets_others_be_counted() -> None:
    told = forecast_list(listed([WAITING, FLAT], NOW), Look(width=100))
    assert "Nothing is foretold to pass its limit." in told
    assert "forecasts from" not in told


def test_names_and_what_is_told_of_them_stand_in_columns_at_any_width() -> None:
    names = ("disk used of /var", "code lines of a/very/long/path/to/some/module/of/the/shop.py (repository)")
    made = [replace(ONE, signal=replace(ONE.signal, what=name)) for name in names]
    for width in (40, 60, 80, 140):
        lines = forecast_list(listed(made, NOW), Look(width)).splitlines()
        told = [line for line in lines if " in " in line and line.startswith("  ") and line[2] != " "]
        assert len(told) == 2
        assert len({line.index(" in ") for line in told}) == 1, told
        assert max(map(len, told)) <= max(width, 60)
        assert any(", limit " in line for line in lines)


def test_what_has_no_limit_is_counted_once_with_how_to_give_one() -> None:
    bare = replace(
        ONE, signal=replace(ONE.signal, limit=None), verdict=Verdict.NO_LIMIT, was=100.0, level=100.5
    )
    told = forecast_list(listed([ONE, *[bare] * 404], NOW), Look(140))
    assert "404 without a limit (--limit 'NAME>N' gives one)" in told
    assert len(told.splitlines()) < 6, told
    assert told.count("--limit") == 1
    assert forecast_list(listed([bare] * 405, NOW), Look(140)).count("--limit") == 1
