"""Which lines of now are new, asked one by one or for a region."""

from dataclasses import dataclass, field

from mainstay.analysis.comparison.kinship import Kinship
from mainstay.domain.source_file import Region
from mainstay.keepers.code.comparing.sides import Sides

_MOSTLY = 0.4
"""A region is new where so many of its lines are: blanks and comments, which are never told as new, are the rest."""


@dataclass(slots=True)
class NewLines:
    """Knows the new lines of a change; of a file that was too large to be compared all are."""

    sides: Sides
    kin: Kinship
    _known: dict[str, frozenset[int]] = field(default_factory=dict)

    def holds(self, path: str, line: int) -> bool:
        """Tell whether a line is new."""
        if path not in self.kin.new:
            return path in self.sides.after  # not compared
        if path not in self._known:
            self._known[path] = frozenset(self.kin.new[path])
        return line in self._known[path]

    def mostly(self, path: str, region: Region) -> bool:
        """Tell whether a region is mostly new."""
        lines = range(region.line, region.end_line + 1)
        return sum(self.holds(path, line) for line in lines) >= _MOSTLY * len(lines)
