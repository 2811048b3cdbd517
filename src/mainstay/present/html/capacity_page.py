"""Renders the quarterly review of capacity as one HTML file that needs nothing beside itself, and no script."""

from mainstay.analysis.capacity.growing import YEAR
from mainstay.domain.capacity import MONTHS, CapacityReport, Fit
from mainstay.present.capacity_words import headline, terms
from mainstay.present.charts.days import ahead
from mainstay.present.charts.due_dates import heading
from mainstay.present.html.assets import page_assets
from mainstay.present.html.capacity_rows import MOST, cards, need_rows, past_rows, scale_rows, size_rows
from mainstay.present.html.environment import environment

_MOST_NOTICES = 20


def render(found: CapacityReport, version: str) -> str:
    """Give the page of capacity, what is most urgent first, made by a `version` of the program."""
    ticks = ahead(YEAR)
    misfits = sum(one.fit is not Fit.FITS for one in found.sizes)
    page = environment().get_template("capacity_page.html")
    return page.render(
        assets=page_assets(),
        found=found,
        headline=headline(found),
        terms=terms(found),
        cards=cards(found),
        axis=heading(ticks),
        scales=scale_rows(found, ticks),
        months=MONTHS,
        needs=list(need_rows(found)),
        sizes=list(size_rows(found)),
        more_sizes=max(0, misfits - MOST),
        more_growth=max(0, len(found.growth) - MOST),
        fitting=len(found.sizes) - misfits,
        past=list(past_rows(found)),
        notices=found.notices[:_MOST_NOTICES],
        version=version,
    )
