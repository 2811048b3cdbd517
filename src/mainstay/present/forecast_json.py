"""Forecasts as JSON."""

from typing import Any

from mainstay.domain.forecast import SCHEMA, ForecastList
from mainstay.present.json_document import document, schema_of


def render(found: ForecastList) -> str:
    """Give forecasts as one JSON document on one line."""
    return document(found)


def schema() -> dict[str, Any]:
    """Give the JSON Schema of these documents."""
    return schema_of(ForecastList, f"mainstay forecast, schema version {SCHEMA}")
