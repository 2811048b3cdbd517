"""Which files the globs of layers and forbidden imports mean, which of these are tests, and which globs mean no file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import islice

from mainstay.analysis.architecture.web import Work

Matches = Callable[[str], bool]

_MOST_NAMED = 5
# Comparing takes time by the square of what is compared, and for each candidate.
_LONGEST_COMPARED = 100
_MOST_COMPARED = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """A layer, or one side of a forbidden import: its `text`, what matches its files, and each of its globs apart."""

    text: str
    matches: Matches
    globs: Sequence[tuple[str, Matches]]


@dataclass(slots=True)
class Standing:
    """The files that rules are held against: all `paths`, the `tests` among them; `strict` asks that each glob means one.

    An earlier commit is judged by the rules of now, which may name folders that came later: there nothing is asked.
    """

    paths: frozenset[str]
    tests: frozenset[str] = frozenset()
    strict: bool = True
    _explicit: dict[Side, list[Matches]] = field(default_factory=dict)
    _meant: dict[str, tuple[bool, bool]] = field(default_factory=dict)

    def layer_of(self, layers: Sequence[Side], path: str) -> int:
        """Give the number from the top of the layer that a file, or a folder with a slash at its end, is in; -1 for none."""
        return next((at for at, side in enumerate(layers) if self.holds(side, path)), -1)

    def holds(self, side: Side, path: str) -> bool:
        """Tell whether a file, or a folder with a slash at its end, is meant; a test is by a glob that means tests only."""
        asked = f"{path}*" if path.endswith("/") else path
        if path not in self.tests:
            return side.matches(asked)
        return any(matches(path) for matches in self._explicit.get(side, ()))

    def are_missing(self, side: Side, work: Work) -> bool:
        """Tell whether a glob of a side means no file, which need not be told where nothing is asked."""
        return not self.strict or any(not self._means(glob, matches, work)[0] for glob, matches in side.globs)

    def unmatched(self, sides: Sequence[Side], work: Work) -> tuple[str, ...]:
        """Look what the globs of sides mean; say of each that means no file what is nearest. Raises TooMuchWork."""
        missing: list[str] = []
        for side in sides:
            explicit = []
            for glob, matches in side.globs:
                there, code = self._means(glob, matches, work)
                if not there and self.strict:
                    missing.append(glob)
                elif there and not code:
                    explicit.append(matches)
            self._explicit[side] = explicit
        return tuple(
            f"{glob} matches no file" + (f", the nearest is {near}" if near else "")
            for glob in missing[:_MOST_NAMED]
            for near in [self._nearest(glob)]
        )

    def _means(self, glob: str, matches: Matches, work: Work) -> tuple[bool, bool]:
        """Tell whether a glob means any file, and any that is no test."""
        if glob not in self._meant:
            looked, there, code = 0, False, False
            for path in self.paths:
                looked += 1
                if matches(path):
                    there, code = True, path not in self.tests
                    if code:
                        break
            work.spend(looked)
            self._meant[glob] = there, code
        return self._meant[glob]

    def _nearest(self, glob: str) -> str:
        """Give the folder or file most like a glob among those that lie as deep, "" where none is alike."""
        wanted = glob.strip("/")
        if len(wanted) > _LONGEST_COMPARED:
            return ""
        depth = wanted.count("/") + 1
        folders = {
            "/".join(parts[:depth]) + ("/" if len(parts) > depth else "")
            for path in self.paths
            if len(path) < _LONGEST_COMPARED * depth and len(parts := path.split("/", depth)) >= depth
        }
        near = islice((one for one in sorted(folders) if len(one) <= 2 * len(wanted) + 1), _MOST_COMPARED)
        return next(iter(get_close_matches(wanted, list(near), n=1, cutoff=0.6)), "")
