"""The page of forecasts, written to a file."""

from collections.abc import Sequence

from mainstay import __version__
from mainstay.cli.delivery import Target
from mainstay.cli.formats import HTML
from mainstay.cli.session import Session
from mainstay.cli.writing import told_written
from mainstay.domain.errors import UsageError
from mainstay.domain.forecast import ForecastList
from mainstay.present.html.forecast_page import render


def page_target(file: str, read: Sequence[str] = ()) -> Target | None:
    """Give where a page is to go, None for "", and never over a file that is `read`.

    Raises UsageError where it would be, and UsageError and RunFailed before the work as `Target.check` does.
    """
    if not file:
        return None
    target = Target(file)
    target.check()
    if any(target.is_same_as(Target(one)) for one in read if target.is_file):
        raise UsageError(
            "the result is not written over a file that is given to be read",
            where=target.shown,
            mend="name another file",
        )
    return target


def write_page(session: Session, target: Target, found: ForecastList) -> None:
    """Write the page and say so. Raises RunFailed and UsageError as `Target.write` does."""
    write_text(session, target, render(found, __version__))


def write_text(session: Session, target: Target, text: str) -> None:
    """Write a page that is rendered, and say so. Raises as `write_page` does."""
    target.write(text)
    if target.is_file:
        told_written(session, target, HTML)
