"""How far ahead, as it is given: days, or hours."""

import click
import pytest

from mainstay.cli.forecast import command
from mainstay.cli.horizon import Horizon, horizon_of

(OPTION,) = (one for one in command.params if one.name == "horizon")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("90", Horizon(90)),
        ("7", Horizon(7)),
        ("364", Horizon(364)),
        ("48h", Horizon(7, 48)),
        ("1h", Horizon(7, 1)),
        (" 168h ", Horizon(7, 168)),
    ],
)
def test_days_and_hours_are_read(text: str, meant: Horizon) -> None:
    assert horizon_of(click.Context(command), OPTION, text) == meant


@pytest.mark.parametrize(
    "text", ["", "6", "365", "0h", "169h", "-7", "48 h", "48H", "1e2", "h", "٤٨h", "9" * 400]
)
def test_what_is_neither_is_refused_with_what_can_be_given(text: str) -> None:
    with pytest.raises(click.BadParameter, match="7 to 364 days nor 1h to 168h"):
        horizon_of(click.Context(command), OPTION, text)
