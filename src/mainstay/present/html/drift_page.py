"""Renders two tables beside each other as one HTML file that needs nothing beside itself, and no script."""

from mainstay.domain.drift import DriftReport
from mainstay.present.column_words import headline, seen
from mainstay.present.html.assets import page_assets
from mainstay.present.html.drift_columns import columns_of
from mainstay.present.html.drift_quality import challenge_of, quality_of
from mainstay.present.html.drift_spans import course_of
from mainstay.present.html.environment import environment

_MOST_NOTICES = 20


def render(found: DriftReport, version: str) -> str:
    """Give the page of two tables, the columns that drifted first, made by a `version` of the program."""
    page = environment().get_template("drift_page.html")
    return page.render(
        assets=page_assets("drifts.css"),
        found=found,
        headline=headline(found),
        seen=seen(found),
        columns=columns_of(found),
        course=course_of(found.course) if found.course is not None else None,
        quality=quality_of(found.quality) if found.quality is not None else None,
        challenger=challenge_of(found.challenge) if found.challenge is not None else None,
        notices=found.notices[:_MOST_NOTICES],
        version=version,
    )
