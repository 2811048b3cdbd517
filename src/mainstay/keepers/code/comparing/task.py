"""Finding out what became of files and units between two versions: a task for a worker, which parses both."""

import signal
from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Future
from dataclasses import dataclass, field
from queue import SimpleQueue

from mainstay.analysis.classify.contents import text_of as decoded
from mainstay.analysis.comparison.kinship import Kinship, kinship
from mainstay.analysis.comparison.texts import Text, text_of
from mainstay.analysis.syntax.grammars.table import grammar_of
from mainstay.analysis.syntax.measure import measure
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.source_file import MODULE, Function, TypeDefinition
from mainstay.keepers.code.comparing.sides import Sides, sides_of, texts
from mainstay.keepers.code.examination import Examination
from mainstay.keepers.code.listing import Listed
from mainstay.keepers.code.reading import Contents

_SECONDS = 60.0
_LEFT_OUT = "comparison-left-out"

_Version = tuple[str, str, bytes]


@dataclass(frozen=True, slots=True)
class Asked:
    """The files that differ, as they were and as they are: (path, language, content); `aligned` asks which lines are which."""

    before: tuple[_Version, ...]
    after: tuple[_Version, ...]
    aligned: bool = False


def compare_in_worker(asked: Asked) -> Kinship:
    """Compare two versions in a worker process, which ends when contents made for it take too long."""
    signal.setitimer(signal.ITIMER_PROF, _SECONDS)
    found = compare(asked)
    signal.setitimer(signal.ITIMER_PROF, 0)
    return found


def compare(asked: Asked) -> Kinship:
    """Compare two versions."""
    return kinship(
        [_text(one) for one in asked.before], [_text(one) for one in asked.after], aligned=asked.aligned
    )


def _text(version: _Version) -> Text:
    path, language, content = version
    source = decoded(content)
    grammar = grammar_of(language, source)
    if grammar is None:
        return text_of(path, source)
    measured = measure(source, grammar)
    units: list[Function | TypeDefinition] = [*measured.functions, *measured.types]
    places = [(one.name, one.line, one.end_line) for one in units if one.name != MODULE]
    return text_of(path, source, measured.skipped, places)


@dataclass(slots=True)
class Comparing:
    """A comparison under way; `begin` asks, `result` waits for the answer."""

    sides: Sides
    notices: list[Notice] = field(default_factory=list)
    _done: "SimpleQueue[Future[Kinship]]" = field(default_factory=SimpleQueue)
    _under_way: bool = False

    @staticmethod
    def begin(
        before: Sequence[Listed],
        after: Sequence[Listed],
        contents: Contents,
        examination: Examination,
        *,
        aligned: bool = False,
    ) -> "Comparing":
        """Ask for what became of the files of one version in the other, once the sizes of both are known.

        With `aligned` also which of their lines are which.
        """
        comparing = Comparing(sides_of(before, after))
        earlier, later, left_out = texts(comparing.sides, contents)
        if left_out:
            comparing.notices.append(
                _left_out("Files are too large to be compared, each or together", left_out)
            )
        was, now = (
            tuple((one.path, _language(one), data) for one, data in side) for side in (earlier, later)
        )
        asked = Asked(was, now, aligned)
        if asked.after:
            comparing._under_way = examination.aside(compare_in_worker, asked, comparing._done.put)
            if not comparing._under_way:
                comparing.notices.append(_left_out("No worker could be asked to compare the files", 1))
        return comparing

    def result(self) -> Kinship:
        """Give the answer; where no worker survived it only that a path is the same file, with a notice."""
        if self._under_way:
            try:
                return self._done.get().result()
            except (BrokenExecutor, CancelledError, MemoryError, RecursionError):
                self.notices.append(_left_out("The worker that compared the files ended", 1))
        return Kinship({path: path for path in self.sides.after if path in self.sides.before})


def _language(one: Listed) -> str:
    return one.language if one.kind.maintained else ""


def _left_out(what: str, count: int) -> Notice:
    text = f"{what}; what moved into or within them counts as new."
    return Notice(_LEFT_OUT, text, Weight.LIMIT, count=count)
