"""What the terminal can show, and the few styles that the report uses."""

from dataclasses import dataclass
from enum import StrEnum

from rich.style import Style

NARROWEST, WIDEST = 40, 200


class Colours(StrEnum):
    """How many colours the terminal knows."""

    NONE = "none"
    STANDARD = "standard"
    MANY = "256"
    TRUE = "truecolor"


class Detail(StrEnum):
    """How much is told: the headline alone, the report, or the report with more rows and all notices."""

    QUIET = "quiet"
    NORMAL = "normal"
    VERBOSE = "verbose"


@dataclass(frozen=True, slots=True)
class Look:
    """The terminal as the report sees it: its width in cells, its colours, and whether it shows more than ASCII."""

    width: int = 100
    colours: Colours = Colours.NONE
    unicode: bool = True

    @property
    def columns(self) -> int:
        """The width that lines are laid out for: below 40 lines break anyhow, beyond 200 the eye loses them."""
        return max(NARROWEST, min(self.width, WIDEST))


# Each has a contrast of at least 4 to 1 against black and against white, so that both kinds of terminal can be read.
STRONG = Style(bold=True)
FAINT = Style(color="#808080")
ACCENT = Style(color="#12808c")
GOOD = Style(color="#2f8a4e")
WARN = Style(color="#a8700a")
BAD = Style(color="#d0453a")
PLAIN = Style()


def by_score(value: float | None) -> Style:
    """Give the signal colour of a score from 0 to 100; the figure beside it always says the same."""
    if value is None:
        return FAINT
    return GOOD if value >= 80 else WARN if value >= 60 else BAD


def by_change(points: float) -> Style:
    """Give the signal colour of a change of the score, none for one that rounds to nothing."""
    if round(points, 1) == 0:
        return FAINT
    return GOOD if points > 0 else BAD
