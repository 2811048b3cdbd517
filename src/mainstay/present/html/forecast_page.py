"""Renders forecasts as one HTML file that needs nothing beside itself, and no script."""

from mainstay.domain.forecast import ForecastList
from mainstay.present.html.assets import page_assets
from mainstay.present.html.environment import environment
from mainstay.present.html.forecasts import forecasts


def render(found: ForecastList, version: str) -> str:
    """Give the page of a list of forecasts, the most urgent first, made by a `version` of the program."""
    page = environment().get_template("forecast_page.html")
    return page.render(assets=page_assets(), forecasts=forecasts(found), own=True, version=version)
