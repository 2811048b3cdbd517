"""The chart of the next hours."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.domain.forecast import Forecast, Verdict
from mainstay.domain.short_term import ShortTerm
from mainstay.domain.signal import Limit, Side, Signal
from mainstay.present.charts.next_hours import HOUR, hours_chart
from tests.unit.present.html.page import Element, read

START = 1_795_305_600
SIGNAL = Signal("main", "disk", "host:a", "disk used", "disk", "B", limit=Limit(130e9, Side.ABOVE, "given"))
FOUND = ShortTerm(
    "week profile",
    START,
    tuple(120e9 + hour * 1e9 for hour in range(48)),
    tuple(115e9 + hour * 1e9 for hour in range(48)),
    tuple(125e9 + hour * 1e9 for hour in range(48)),
    at=START + 12 * HOUR,
    early=START + 7 * HOUR,
    past=tuple(100e9 + hour * 0.3e9 if hour % 20 else None for hour in range(72)),
)
ONE = Forecast(SIGNAL, START, Verdict.CROSSES, 90, next_hours=FOUND)


def drawn(one: Forecast) -> Element:
    return read(str(hours_chart(one, "h", "the next hours", "In words.")))


def test_it_shows_the_past_the_band_the_limit_and_the_hour_that_passes_it() -> None:
    chart = drawn(ONE)
    assert [len(chart.every("path", class_=name)) for name in ("past", "ahead", "band")] == [1, 1, 1]
    assert chart.every("line", class_="limit")
    assert [text.words() for text in chart.every("text", class_="date")] == ["in 12 h"]
    assert len(chart.every("line", class_="side")) == 1
    names = [text.words() for text in chart.every("text", class_="tick")]
    assert {"now", "+24 h", "\N{MINUS SIGN}24 h"} <= set(names)
    assert "In words." in chart.words()


def test_a_pointer_meets_the_hour_with_its_level_or_band() -> None:
    strips = [
        one.words().replace("\u202f", " ") for one in drawn(ONE).every("svg", class_="days")[0].every("title")
    ]
    assert strips[-1].startswith("2026-11-23 23:00:00 UTC: 167 GB foretold, 162 GB to 172 GB")
    assert strips[0] == "2026-11-19 01:00:00 UTC: 100 GB"


def test_without_a_limit_or_hours_there_is_less() -> None:
    bare = drawn(replace(ONE, signal=replace(SIGNAL, limit=None)))
    assert not bare.every("text", class_="date")
    assert not bare.every("line", class_="side")
    assert hours_chart(replace(ONE, next_hours=None), "h", "a", "b") == ""


@pytest.mark.parametrize("count", [1, 6, 24, 168])
def test_names_of_hours_do_not_touch(count: int) -> None:
    one = replace(FOUND, middle=(1.0,) * count, low=(0.0,) * count, high=(2.0,) * count, at=0, early=0)
    names = [
        text
        for text in drawn(replace(ONE, next_hours=one)).every("text", class_="tick")
        if text.words().endswith(("h", "now"))
    ]
    places = sorted(float(text.attributes["x"].rstrip("%")) for text in names if "y" in text.attributes)
    assert len(places) >= 1
    assert len(set(places)) == len(places)


NUMBERS = st.floats(allow_nan=False, width=64)


@given(
    st.lists(st.one_of(st.none(), NUMBERS), max_size=72), st.lists(NUMBERS, min_size=1, max_size=168), NUMBERS
)
def test_any_numbers_are_drawn(past: list[float | None], middle: list[float], limit: float) -> None:
    one = ShortTerm(
        "m", START, tuple(middle), tuple(middle), tuple(middle), past=tuple(past), at=START + HOUR
    )
    signal = replace(SIGNAL, limit=Limit(limit, Side.ABOVE, "given"))
    text = str(hours_chart(replace(ONE, signal=signal, next_hours=one), "h", "a", "b"))
    assert "nan" not in text.lower().replace("nancy", "")
