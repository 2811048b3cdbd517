"""Forecasts that a person gives to a report, as `mainstay forecast --format json` wrote them."""

from collections.abc import Iterable

from mainstay.analysis.forecasting.reading import MOST_BYTES, read
from mainstay.cli.formats import HTML
from mainstay.cli.given_files import content_of
from mainstay.domain.errors import UsageError
from mainstay.domain.forecast import ForecastList
from mainstay.present.visible import visible

_OPTION = "--forecasts"
_MEND = "write them anew: mainstay forecast ... --format json >FILE"


def read_forecasts(file: str | None, forms: Iterable[str]) -> ForecastList | None:
    """Read the forecasts that a report is to show, None where none were given.

    Raises UsageError where no HTML report is asked for, which alone shows them, and where the file cannot be read or used.
    """
    if file is None:
        return None
    if HTML not in forms:
        raise UsageError(
            "forecasts are shown in the HTML report alone", where=_OPTION, mend="give --html FILE too"
        )
    content = content_of(file, MOST_BYTES, "the file with forecasts")
    where = f"{_OPTION} {visible(file, 300)}"
    if len(content) > MOST_BYTES:
        raise UsageError(
            f"the file with forecasts is larger than {MOST_BYTES // 1_000_000} MB",
            where=where,
            mend="forecast fewer series in one go",
        )
    try:
        return read(content)
    except ValueError as error:
        raise UsageError(
            f"these are no forecasts: {visible(str(error), 300)}", where=where, mend=_MEND
        ) from None
