"""The page of forecasts, written to a file."""

from mainstay import __version__
from mainstay.cli.delivery import Target
from mainstay.cli.formats import HTML
from mainstay.cli.session import Session
from mainstay.cli.writing import told_written
from mainstay.domain.forecast import ForecastList
from mainstay.present.html.forecast_page import render


def page_target(file: str) -> Target | None:
    """Give where a page is to go, None for "". Raises UsageError and RunFailed before the work as `Target.check` does."""
    if not file:
        return None
    target = Target(file)
    target.check()
    return target


def write_page(session: Session, target: Target, found: ForecastList) -> None:
    """Write the page and say so. Raises RunFailed and UsageError as `Target.write` does."""
    target.write(render(found, __version__))
    if target.is_file:
        told_written(session, target, HTML)
