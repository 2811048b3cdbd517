"""What the terminal can show, and the few styles that the report uses."""

from dataclasses import dataclass
from enum import StrEnum

from rich.style import Style
from rich.theme import Theme

NARROWEST, WIDEST = 40, 200


class Colours(StrEnum):
    """How many colours the terminal knows."""

    NONE = "none"
    STANDARD = "standard"
    MANY = "256"


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


# The names of the few styles that the report uses; `palette` says what they look like.
PLAIN = ""
STRONG = "strong"
FAINT = "faint"
ACCENT = "accent"
GOOD = "good"
WARN = "warn"
BAD = "bad"

# Of the 256 colours these have a contrast of about 4 to 1 against black and against white alike. With 16 colours the
# terminal's own theme decides how they look, so its names are used and not the nearest shades.
_MANY = {FAINT: "color(244)", ACCENT: "color(30)", GOOD: "color(29)", WARN: "color(130)", BAD: "color(167)"}
_FEW = {ACCENT: "cyan", GOOD: "green", WARN: "yellow", BAD: "red"}


def palette(colours: Colours) -> Theme:
    """Give the styles by name, each also as a strong one."""
    shades = _MANY if colours is Colours.MANY else _FEW
    styles = {STRONG: Style(bold=True), FAINT: Style(dim=True), strong(FAINT): Style(bold=True)}
    for name, shade in shades.items():
        styles[name] = Style(color=shade)
        styles[strong(name)] = Style(color=shade, bold=True)
    return Theme(styles, inherit=False)


def strong(style: str) -> str:
    """Give the strong form of a style."""
    return f"{style}.{STRONG}" if style in _MANY else STRONG


def by_score(value: float | None) -> str:
    """Give the signal colour of a score from 0 to 100; the figure beside it always says the same."""
    if value is None:
        return FAINT
    return GOOD if value >= 80 else WARN if value >= 60 else BAD


def by_change(points: float) -> str:
    """Give the signal colour of a change of the score, none for one that rounds to nothing."""
    if round(points, 1) == 0:
        return FAINT
    return GOOD if points > 0 else BAD
