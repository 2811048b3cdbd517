"""The findings of the base, each with how much of it what is found now has taken up: debt is moved, it does not multiply."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set

from mainstay.domain.comparison import TOLERANCE, Grown, New, Novelty, PaidBack
from mainstay.domain.finding import Finding

_FELT = 0.05
"""By so much of its figure a finding must have come down to be told as better."""

Name = tuple[str, str, str]
"""A finding's code, path and symbol."""


class Ledger:
    """What the base held. A finding of now that is matched with one of then takes up as much of it as its figure."""

    def __init__(self, before: Sequence[Finding], tolerance: float = TOLERANCE) -> None:
        """Take the base's findings, and the share of its figure by which each may grow without counting."""
        self._before = before
        self.tolerance = tolerance
        self._grown: dict[int, tuple[Finding, Grown]] = {}
        self._taken: dict[int, float] = {}
        self._by_name: defaultdict[Name, list[int]] = defaultdict(list)
        for place, finding in enumerate(before):
            self._by_name[finding.code, finding.path, finding.symbol].append(place)

    def named(self, code: str, path: str, symbol: str, value: float = 0.0) -> list[int]:
        """Name the findings of then of this name that nothing has taken up, the nearest in figure first."""
        free = [place for place in self._by_name.get((code, path, symbol), ()) if place not in self._taken]
        return sorted(free, key=lambda place: abs(self._before[place].value - value))

    def at(self, code: str, path: str, symbol: str, line: int) -> int | None:
        """Name the finding of then at a place, taken up or not."""
        places = self._by_name.get((code, path, symbol), ())
        return next((place for place in places if self._before[place].line == line), None)

    def ending(self, code: str, path: str, name: str) -> list[tuple[int, str]]:
        """Name the findings of methods of this name in a file of then that nothing has taken up, each with its symbol."""
        return [
            (place, one.symbol)
            for place, one in self.of(code)
            if one.path == path and "." in one.symbol and one.symbol.rpartition(".")[2] == name
        ]

    def of(self, code: str) -> Iterator[tuple[int, Finding]]:
        """Give the findings of then of a code that nothing has taken up."""
        for place, finding in enumerate(self._before):
            if finding.code == code and place not in self._taken:
                yield place, finding

    def value(self, place: int) -> float:
        """Give the figure of a finding of then."""
        return self._before[place].value

    def take(self, place: int, value: float) -> None:
        """Take up as much of a finding of then."""
        self._taken[place] = self._taken.get(place, 0.0) + value

    def has_room(self, place: int, value: float) -> bool:
        """Tell whether as much is left of a finding of then, and of what it may grow by."""
        limit = round(self._before[place].value * (1 + self.tolerance), 6)
        return self._taken.get(place, 0.0) + value <= limit

    def take_grown(self, place: int, finding: Finding) -> None:
        """Take up as much of a finding of then, and remember where that is more than there was."""
        self.take(place, finding.value)
        before, after = self.value(place), self._taken[place]
        if after > before:
            self._grown[place] = finding, _grown(finding, before, after)

    def begun(self, finding: Finding) -> None:
        """Remember one that was no finding then, and that grew into one by less than what counts."""
        self._grown[-1 - len(self._grown)] = finding, _grown(finding, 0.0, finding.value)

    def is_free(self, place: int) -> bool:
        """Tell whether nothing has taken up any of a finding of then."""
        return place not in self._taken

    def matched(self, finding: Finding, place: int) -> New | None:
        """Match a finding of now with one of then that is free; it counts where it is worse by more than it may grow."""
        before, stands = self.value(place), self.has_room(place, finding.value)
        self.take_grown(place, finding)
        return None if stands else New(finding.fingerprint, Novelty.WORSENED, before)

    def part_of(self, places: Sequence[int], finding: Finding) -> tuple[bool, New | None]:
        """Match a finding of now with the first of then that has room for it, else with a free one, which it made worse."""
        roomy = next((place for place in places if self.has_room(place, finding.value)), None)
        if roomy is not None:
            self.take_grown(roomy, finding)
            return True, None
        free = next((place for place in places if self.is_free(place)), None)
        return (False, None) if free is None else (True, self.matched(finding, free))

    def grown(self, standing: Set[str]) -> list[Grown]:
        """Give what grew among findings of these fingerprints, which do not count, what grew most of its figure first."""
        found = (told for finding, told in self._grown.values() if finding.fingerprint in standing)
        return sorted(found, key=lambda one: (-one.after / (one.before or one.after), one.path, one.line))

    def spread(self, code: str, value: float) -> None:
        """Take up so much of what findings of a code have lost, wherever they stood, what lost least of it first."""
        lost = [
            (one.value - self._taken.get(place, 0.0), place)
            for place, one in enumerate(self._before)
            if one.code == code
        ]
        for room, place in sorted(lost):
            share = min(room, value)
            if share > 0:
                self.take(place, share)
                value -= share

    def paid_back(self) -> list[PaidBack]:
        """Give what is gone, or better than it was, what cost most first."""
        order = sorted(
            enumerate(self._before), key=lambda one: (-one[1].lost, -one[1].urgency, one[1].path, one[1].line)
        )
        return list(_paid(order, self._taken))


def _paid(before: Iterable[tuple[int, Finding]], taken: dict[int, float]) -> Iterator[PaidBack]:
    for place, one in before:
        after = taken.get(place)
        if after is None or after < one.value * (1 - _FELT):
            yield PaidBack(one.code, one.path, one.line, one.symbol, one.text, one.value, after)


def _grown(finding: Finding, before: float, after: float) -> Grown:
    return Grown(finding.code, finding.path, finding.line, finding.symbol, finding.text, before, after)


def introduced(finding: Finding) -> New:
    """Tell that a change brought a finding."""
    return New(finding.fingerprint, Novelty.INTRODUCED)
