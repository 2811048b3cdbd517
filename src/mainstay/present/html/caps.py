"""How much of everything a report may hold, so that it stays within its size whatever the repository."""

from dataclasses import astuple, dataclass

LIMIT = 5_000_000  # bytes of the whole file
FRAME = 3_000_000  # bytes of all that stands before the sections of files


@dataclass(frozen=True, slots=True)
class Caps:
    """The greatest number of rows and tiles in the parts of a report that stand before its sections."""

    files: int = 2_500
    functions: int = 200
    folders: int = 400
    mended: int = 12
    ranked: int = 200
    findings: int = 300
    excerpts: int = 60
    coupled: int = 50
    tiles: int = 1_400
    changes: int = 20

    def halved(self) -> "Caps":
        """Give the next smaller caps; none falls below 5, so that no table vanishes."""
        return Caps(*(max(number // 2, 5) for number in astuple(self)))

    @property
    def least(self) -> bool:
        """Whether these caps cannot be made smaller."""
        return all(number <= 5 for number in astuple(self))
