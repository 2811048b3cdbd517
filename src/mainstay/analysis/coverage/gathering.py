"""Lines and branches gathered while a report of coverage is read, within bounds."""

from dataclasses import dataclass, field

from mainstay.domain.coverage import LineCoverage

MOST_LINES = 5_000_000
MOST_FILES = 200_000
HIGHEST_LINE = 10_000_000
LONGEST_NAME = 1_000


@dataclass(slots=True)
class Gathered:
    """What one report tells, by each file's name in it. `roots` are folders that its names may start from.

    `at` is when it was made by its own words, 0 where it does not say; `beyond` tells that something was left out because
    it is more than is read, `untold` that it names lines without saying whether they ran.
    """

    seen: dict[str, set[int]] = field(default_factory=dict)
    ran: dict[str, set[int]] = field(default_factory=dict)
    branches: dict[str, dict[int, tuple[int, int]]] = field(default_factory=dict)
    roots: list[str] = field(default_factory=list)
    at: int = 0
    beyond: bool = False
    untold: bool = False
    _lines: int = 0

    def file(self, name: str) -> bool:
        """Begin with a file; False where it is left out."""
        if name not in self.seen:
            if len(self.seen) >= MOST_FILES or not 0 < len(name) <= LONGEST_NAME:
                self.beyond = True
                return False
            self.seen[name], self.ran[name], self.branches[name] = set(), set(), {}
        return True

    def line(self, name: str, number: int, *, ran: bool) -> None:
        """Take a line of a file that was begun."""
        if self._lines >= MOST_LINES or not 0 < number <= HIGHEST_LINE:
            self.beyond = True
            return
        self._lines += number not in self.seen[name]
        self.seen[name].add(number)
        if ran:
            self.ran[name].add(number)

    def branch(self, name: str, number: int, taken: int, total: int) -> None:
        """Take a line's branches, which may be one without a statement; told again, what was taken most often counts."""
        if 0 < total <= HIGHEST_LINE and 0 < number <= HIGHEST_LINE and self._lines < MOST_LINES:
            self._lines += number not in self.branches[name] and number not in self.seen[name]
            before = self.branches[name].get(number, (0, 0))
            self.branches[name][number] = (max(before[0], min(taken, total)), max(before[1], total))

    def files(self) -> dict[str, LineCoverage]:
        """Give all that was gathered, by name."""
        return {
            name: LineCoverage(
                frozenset(self.ran[name]), frozenset(lines - self.ran[name]), self.branches[name]
            )
            for name, lines in self.seen.items()
        }


def whole(text: str | None) -> int:
    """Give a number of a report; -1 for what is none."""
    if text is None or len(text) > 18:
        return -1
    try:
        return int(text)
    except ValueError:
        return -1
