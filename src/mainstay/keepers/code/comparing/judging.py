"""Judges each finding of now: there at the base, made worse, or introduced. The rules are docs/decisions/0009."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from mainstay.analysis.architecture.structure import Structure
from mainstay.analysis.comparison.kinship import Kinship
from mainstay.domain.comparison import New, Novelty
from mainstay.domain.finding import Finding
from mainstay.domain.source_file import Region
from mainstay.domain.usage import Cycle, Usage
from mainstay.keepers.code.comparing.circles import Joining, told_at
from mainstay.keepers.code.comparing.ledger import Ledger, introduced
from mainstay.keepers.code.comparing.lines import NewLines
from mainstay.keepers.code.comparing.naming import OF_UNITS, named_then
from mainstay.keepers.code.comparing.sides import Sides
from mainstay.keepers.code.content import MARKER
from mainstay.keepers.code.findings.of_tests import UNTESTED

OF_THE_PAST = frozenset(
    {"fixed-again", "knowledge-left", "knowledge-of-one", "change-coupling", "flaky-test", "slow-test"}
)
"""What the past, and that of the tests, tells of a file is no doing of one change."""
OF_USE = frozenset(
    {"dead-module", "dead-function", "dead-class", "dead-method", "dead-variable", "layer-violation"}
)
"""What all files together tell: of one that no change touched too."""
OF_DEPENDENCIES = frozenset({"unused-dependency", "missing-dependency", "test-only-dependency"})
_CYCLE, _COPIES, _LARGE, _UNPARSED = "import-cycle", "duplicated-code", "large-file", "does-not-parse"


@dataclass(slots=True)
class Judge:
    """Judges the findings of now by those of then (`ledger`) and by what became of the code (`sides`, `kin`).

    `copies` are the copied regions of the files of now, by path; `then` and `now` what was found unused and circular, None
    where it could not be told; `ran` says whether coverage data tells what ran then; `names` are those of the functions and
    classes of now, by path; `imports` are those at the base. `told` are findings as they are to be told, by fingerprint, where
    that is at another place than where they were found.
    """

    sides: Sides
    kin: Kinship
    ledger: Ledger
    copies: Mapping[str, Sequence[Region]]
    then: Usage | None
    now: Usage | None
    ran: bool = False
    names: Mapping[str, Set[str]] = field(default_factory=dict)
    imports: Structure = field(default_factory=Structure)
    told: dict[str, Finding] = field(default_factory=dict)
    lines: NewLines = field(init=False)
    _more_copies: float = 0.0
    _joining: Joining = field(init=False)

    def __post_init__(self) -> None:
        """Begin to know the new lines."""
        self.lines = NewLines(self.sides, self.kin)
        self._joining = Joining(self.imports, self._named, self.lines.holds)

    def judge(self, found: Iterable[Finding]) -> dict[str, New]:
        """Judge findings; give those that count by their fingerprint."""
        left = list(found)
        verdicts: dict[str, New] = {}
        rules = (self._stands, self._same_unit, self._same_place, self._moved_unit, self._renamed_owner)
        for rule in (*rules, self._otherwise):
            still = []
            for finding in left:
                known, verdict = rule(finding)
                if not known:
                    still.append(finding)
                elif verdict is not None:
                    verdicts[finding.fingerprint] = verdict
            left = still
        # Copies that went elsewhere are not mended: what is told as less is less in the whole repository.
        self.ledger.spread(_COPIES, self._more_copies)
        return verdicts

    def _origin(self, path: str) -> str:
        return named_then(self.sides, self.kin, path)

    def _by_coverage(self, finding: Finding) -> bool:
        """Tell whether it is of what tests run, and known of both versions: content alone does not tell it."""
        return self.ran and finding.code == UNTESTED

    def _stands(self, finding: Finding) -> tuple[bool, New | None]:
        """What the past tells, and what a content tells that was there."""
        if finding.code in OF_THE_PAST:
            return True, None
        if finding.code in OF_USE | OF_DEPENDENCIES or finding.code == _CYCLE or self._by_coverage(finding):
            return False, None
        return finding.path in self.sides.there or finding.path in self.sides.moved, None

    def _same_unit(self, finding: Finding) -> tuple[bool, New | None]:
        """A unit of the same tokens, wherever it stands and whatever it is called now."""
        twin = self.kin.same.get((finding.path, finding.symbol, finding.line))
        if twin is None or not (finding.code in OF_UNITS | OF_USE or self._by_coverage(finding)):
            return False, None
        place = self.ledger.at(finding.code, *twin)
        if place is not None and self.ledger.is_free(place):
            self.ledger.take(place, finding.value)
            return True, None
        # A limit that was not passed then was passed by laying it out anew; that nothing uses it is another matter.
        return finding.code in OF_UNITS, None

    def _same_place(self, finding: Finding) -> tuple[bool, New | None]:
        """Of the same name in the same file, whatever that is called now."""
        if finding.code in {MARKER, _COPIES, _CYCLE, _LARGE} | OF_DEPENDENCIES:
            return False, None
        origin = self._origin(finding.path)
        places = self.ledger.named(finding.code, origin, finding.symbol, finding.value) if origin else []
        if not places:
            return False, None
        if finding.code in OF_USE or finding.path in self.kin.relaid:
            self.ledger.take(places[0], finding.value)
            return True, None
        return True, self.ledger.matched(finding, places[0])

    def _moved_unit(self, finding: Finding) -> tuple[bool, New | None]:
        """Mostly what another unit was: moved or renamed and edited, or a part of one that was taken apart."""
        if finding.code not in OF_UNITS and not self._by_coverage(finding):
            return False, None
        kin = self.kin.alike.get((finding.path, finding.symbol, finding.line), ())
        places = [place for key in kin if (place := self.ledger.at(finding.code, *key)) is not None]
        return self.ledger.part_of(places, finding)

    def _renamed_owner(self, finding: Finding) -> tuple[bool, New | None]:
        """A method of the same name in the same file, whose class is gone there: the class was renamed, the method edited."""
        origin = self._origin(finding.path)
        if finding.code not in OF_UNITS or not origin or "." not in finding.symbol:
            return False, None
        names = self.names.get(finding.path, frozenset())
        places = self.ledger.ending(finding.code, origin, finding.symbol.rpartition(".")[2])
        gone = [place for place, symbol in places if symbol not in names]
        return (True, self.ledger.matched(finding, gone[0])) if len(gone) == 1 else (False, None)

    def _otherwise(self, finding: Finding) -> tuple[bool, New | None]:
        rules: Mapping[str, Callable[[Finding], New | None]] = {
            MARKER: self._note,
            _COPIES: self._copied,
            _LARGE: self._large,
            _CYCLE: self._circle,
            **dict.fromkeys(OF_USE, self._unused),
            **dict.fromkeys(OF_DEPENDENCIES, self._dependency),
            **dict.fromkeys({*OF_UNITS, _UNPARSED}, introduced),
        }
        if self._by_coverage(finding):
            return True, introduced(finding)
        return True, rules.get(finding.code, self._by_line)(finding)

    def _note(self, finding: Finding) -> New | None:
        """A note that says the same in a file that differs was moved."""
        place = next((place for place, one in self.ledger.of(MARKER) if one.text == finding.text), None)
        if place is None:
            return introduced(finding)
        self.ledger.take(place, finding.value)
        return None

    def _large(self, finding: Finding) -> New | None:
        """A file grows by what is new in it; what moved here is no more debt than where it came from."""
        origin = self._origin(finding.path)
        own = self.ledger.named(_LARGE, origin, "") if origin else []
        new = self.kin.new.get(finding.path)
        if finding.path in self.kin.relaid:
            if own:
                self.ledger.take(own[0], finding.value)
            return None
        if new is not None and len(new) <= finding.value * self.ledger.tolerance:
            if own:
                self.ledger.take_grown(own[0], finding)
            elif new and origin:
                self.ledger.begun(finding)
            return None
        if own:
            return self.ledger.matched(finding, own[0])
        parents = self.kin.parts.get(finding.path, ())
        places = [place for place, one in self.ledger.of(_LARGE) if one.path in parents]
        known, verdict = self.ledger.part_of(places, finding)
        return verdict if known else introduced(finding)

    def _copied(self, finding: Finding) -> New | None:
        """A copy is introduced by the side that is new."""
        origin = self._origin(finding.path)
        places = self.ledger.named(_COPIES, origin, "") if origin else []
        before = self.ledger.value(places[0]) if places else 0.0
        self._more_copies += max(0.0, finding.value - before)
        if finding.path in self.kin.relaid:
            if places:
                self.ledger.take(places[0], finding.value)
            return None
        if places:
            self.ledger.take_grown(places[0], finding)
        new = sum(
            one.end_line - one.line + 1
            for one in self.copies.get(finding.path, ())
            if self.lines.mostly(finding.path, one)
        )
        if not new or new <= before * self.ledger.tolerance:
            return None
        return New(finding.fingerprint, Novelty.WORSENED, before) if before else introduced(finding)

    def _unused(self, finding: Finding) -> New | None:
        if self.then is None:
            return self._by_line(finding)
        # Of the same name in a file that differs: it was moved.
        moved = (
            place
            for place, one in self.ledger.of(finding.code)
            if finding.symbol and one.symbol == finding.symbol and one.path in self.sides.before
        )
        place = next(moved, None)
        if place is None:
            return introduced(finding)
        self.ledger.take(place, finding.value)
        return None

    def _dependency(self, finding: Finding) -> New | None:
        if self.then is None:
            return self._by_line(finding)
        place = next(
            (place for place, one in self.ledger.of(finding.code) if one.symbol == finding.symbol), None
        )
        if place is None:
            return introduced(finding)
        self.ledger.take(place, finding.value)
        return None

    def _circle(self, finding: Finding) -> New | None:
        """A circle is the one that it shares most modules with."""
        if self.then is None or self.now is None:
            return self._by_line(finding)
        # Circles share no file with each other; where the finding stands says less, for it may be told at an import.
        cycle = next((one for one in self.now.cycles if _holds(one, finding)), None)
        if cycle is None:
            return self._by_line(finding)
        names = {self._origin(path) for path in cycle.paths}
        nearest = max(self.then.cycles, key=lambda one: len(names & {*one.paths}), default=None)
        if nearest is None or len(names & {*nearest.paths}) < 2:
            self.told[finding.fingerprint] = told_at(
                finding, cycle, self._joining.brought(cycle, None), stood=False
            )
            return introduced(finding)
        brought = self._joining.brought(cycle, nearest)
        if brought:
            self.told[finding.fingerprint] = told_at(finding, cycle, brought, stood=True)
        then = next((at for at, one in self.ledger.of(_CYCLE) if _holds(nearest, one)), None)
        if then is None:
            return introduced(finding)
        before = self.ledger.value(then)
        verdict = self.ledger.matched(finding, then)
        # An import that joins a circle closes one more, how many modules stand in it.
        return New(finding.fingerprint, Novelty.WORSENED, before) if brought else verdict

    def _named(self, path: str) -> frozenset[str]:
        origin = self._origin(path)
        return frozenset({origin} if origin else self.kin.parts.get(path, ()))

    def _by_line(self, finding: Finding) -> New | None:
        """What nothing compares is introduced where its line is new."""
        return introduced(finding) if self.lines.holds(finding.path, finding.line) else None


def _holds(cycle: Cycle, finding: Finding) -> bool:
    return bool(finding.chain) and finding.chain[0].importer in cycle.paths
