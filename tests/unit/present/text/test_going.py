"""Series without a limit: which are told, and how."""

from dataclasses import replace

from mainstay.analysis.forecasting.listing import listed
from mainstay.domain.forecast import Course, Forecast, Verdict
from mainstay.domain.signal import Signal
from mainstay.present.text.forecasts import forecast_list
from mainstay.present.text.going import going, worth_telling
from mainstay.present.text.look import Look
from tests.unit.present.test_forecast_words import NOW

CODE = Signal(
    "code",
    "shop@ab complexity /",
    "repo:shop",
    "complexity of the code (shop)",
    "complexity",
    "per 100 lines",
    {"repository": "shop", "folder": "/"},
)
FLAT = Forecast(
    CODE,
    NOW,
    Verdict.NO_LIMIT,
    91,
    days=168,
    until=NOW,
    was=14.0,
    level=17.0,
    slope=0.0,
    course=Course(NOW, (17.0,), (17.0,) * 91, (15.5,) * 91, (18.25,) * 91),
)
GROWS = replace(FLAT, grows=True)
FOLDER = replace(FLAT, signal=replace(CODE, labels={"repository": "shop", "folder": "src/"}))
OTHER = replace(FLAT, signal=replace(CODE, labels={"folder": "/"}))


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


def test_what_a_whole_repository_does_is_told_in_any_case() -> None:
    assert plain(going(FLAT)) == (
        "complexity of the code (shop) rose from 14 per 100 lines to 17 per 100 lines in 6 months; 15.5 per 100 lines to "
        "18.2 per 100 lines in 13 weeks (80 %); no growth evidence"
    )
    assert "no growth evidence" not in going(GROWS)
    assert worth_telling(FLAT) and worth_telling(GROWS)


def test_other_series_are_told_where_they_grow_beyond_doubt() -> None:
    assert not worth_telling(FOLDER) and not worth_telling(OTHER)
    assert worth_telling(replace(FOLDER, grows=True)) and worth_telling(replace(OTHER, grows=True))
    assert not worth_telling(replace(GROWS, verdict=Verdict.STAYS))
    assert not worth_telling(replace(FLAT, verdict=Verdict.TOO_SHORT))


def test_a_band_without_width_and_no_band() -> None:
    flat = replace(FLAT, course=Course(NOW, (17.0,), (17.0,), (17.0,), (17.0,)))
    assert "; 17 per 100 lines in 1 day (80 %)" in plain(going(flat))
    assert "80" not in going(replace(FLAT, course=None))


def test_the_list_holds_them_below_what_breaks() -> None:
    told = forecast_list(listed([FLAT, FOLDER, GROWS], NOW), Look(width=100), most=1)
    assert told.index("No series here has a limit") < told.index("Where it goes")
    assert told.count("complexity of the code") == 1
    assert "and 1 more: --most 2" in told
    assert "Where it goes" not in forecast_list(listed([FOLDER], NOW), Look())


def test_no_band_reaches_beyond_what_can_be() -> None:
    wide = Course(NOW, (0.5,), (0.5,), (-3.0,), (4.0,))
    share = replace(FLAT, signal=replace(CODE, unit="share"), was=0.5, level=0.5, course=wide)
    assert "0 % to 100 % in 1 day" in plain(going(share))
    elsewhere = replace(share, signal=replace(CODE, unit="share", labels={}))
    assert "400 %" in plain(going(elsewhere))
