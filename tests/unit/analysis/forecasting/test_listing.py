"""Forecasts as a list."""

from dataclasses import replace

import jsonschema
import msgspec

from mainstay.analysis.forecasting.listing import listed
from mainstay.domain.forecast import Forecast, Verdict
from mainstay.domain.signal import Limit, Side, Signal
from mainstay.present.forecast_json import render, schema

NOW = 1_800_000_000
SIGNAL = Signal("main", "p95", "svc:shop", "P95", "latency", "s", limit=Limit(0.5, Side.ABOVE, "the SLO"))
LATER = Forecast(SIGNAL, NOW, Verdict.CROSSES, 90, at=NOW + 100, chances=(0.1, 0.9, 1.0))
SOON = replace(LATER, at=NOW + 50)
BEYOND = replace(LATER, verdict=Verdict.CROSSED, at=0)
LIKELY = replace(LATER, verdict=Verdict.MAY_CROSS, at=0, chances=(0.1, 0.2, 0.5))
UNLIKELY = replace(LIKELY, chances=(0.1, 0.2, 0.3))
FLAT = replace(LIKELY, verdict=Verdict.STAYS, chances=())
SHORT = Forecast(SIGNAL, NOW, Verdict.TOO_SHORT, 90)


def test_the_most_urgent_comes_first_and_all_are_counted() -> None:
    found = listed([SHORT, FLAT, UNLIKELY, LIKELY, LATER, SOON, BEYOND, FLAT], NOW, ["main"])
    assert found.forecasts == (BEYOND, SOON, LATER, LIKELY, UNLIKELY, FLAT, FLAT, SHORT)
    assert found.counts == {
        Verdict.CROSSED: 1,
        Verdict.CROSSES: 2,
        Verdict.MAY_CROSS: 2,
        Verdict.STAYS: 2,
        Verdict.TOO_SHORT: 1,
    }


def test_the_document_is_as_its_schema_says() -> None:
    told = msgspec.json.decode(render(listed([SHORT, SOON], NOW, ["main"])))
    jsonschema.validate(told, schema())
    assert [one["verdict"] for one in told["forecasts"]] == ["crosses", "too-short"]
