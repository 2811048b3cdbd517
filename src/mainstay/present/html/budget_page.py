"""Renders error budgets as one HTML file that needs nothing beside itself, and no script."""

from dataclasses import replace

from mainstay.analysis.forecasting.listing import listed
from mainstay.domain.budget import BudgetList
from mainstay.present.html.assets import page_assets
from mainstay.present.html.budget_cards import cards, headline, soon_gone
from mainstay.present.html.environment import environment
from mainstay.present.html.forecasts import forecasts

_MOST_NOTICES = 20


def render(found: BudgetList, version: str) -> str:
    """Give the page of budgets: what is left of each, and on one time line when they are gone, as a `version` tells it."""
    told = [one.forecast for one in found.budgets if one.forecast is not None]
    line = forecasts(listed(told, found.at, found.sources, ())) if told else None
    if line is not None and (soon := soon_gone(found)):
        line = replace(line, nothing=soon)
    page = environment().get_template("budget_page.html")
    return page.render(
        assets=page_assets(),
        found=found,
        headline=headline(found),
        cards=cards(found),
        forecasts=line,
        own=True,
        notices=found.notices[:_MOST_NOTICES],
        version=version,
    )
