"""Why no date is told of a series: its class was wrong too often, here or on the repositories that it was measured on."""

from collections.abc import Mapping
from typing import Final

from mainstay.domain.forecast import Forecast

UNDATED: Final[Mapping[str, str]] = {
    "file-lines": "none of 66 dates was right in six public repositories: files grow by leaps, when somebody works on them"
}
"""Classes whose dates were worse than to say that nothing passes its limit; docs/evidence/forecasts.md has the figures.

Their levels are told, and what would have been told enters the ledger as that of a muted class does.
"""


def why_undated(one: Forecast) -> str:
    """Say why neither date nor chance of a series is told, "" where they are."""
    if one.so_far is not None and one.so_far.muted:
        return one.so_far.muted
    return UNDATED.get(one.signal.sort, "")
