"""Finding out what became of files and units between two versions: a task for a worker, which parses both."""

from collections.abc import Sequence
from dataclasses import dataclass, field

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
from mainstay.keepers.code.worker import WORKER_MEND
from mainstay.steps.observe.bounded import Awaited, WorkerEnded, within

_SECONDS = 60.0
LEFT_OUT = "comparison-left-out"
"""The code of what a comparison left out for what it is: it will be left out the next time too."""
UNFINISHED = "comparison-unfinished"
"""The code of what a worker that ended did not tell: the next one may."""
NEARER = "split the change, or give --base a nearer commit"
"""How to have less to compare."""
_COUNTS_AS_NEW = "what moved into or within them counts as new"

_Version = tuple[str, str, bytes]


@dataclass(frozen=True, slots=True)
class Asked:
    """The files that differ, as they were and as they are: (path, language, content); `aligned` asks which lines are which."""

    before: tuple[_Version, ...]
    after: tuple[_Version, ...]
    aligned: bool = False


def compare_in_worker(asked: Asked) -> Kinship:
    """Compare two versions in a worker process, which ends when contents made for it take too long."""
    with within(_SECONDS):
        return compare(asked)


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
    _under_way: Awaited[Kinship] | None = None

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
            text = f"Files are too large to be compared, each or together; {_COUNTS_AS_NEW}."
            comparing.notices.append(Notice(LEFT_OUT, text, Weight.LIMIT, NEARER, left_out))
        was, now = (
            tuple((one.path, _language(one), data) for one, data in side) for side in (earlier, later)
        )
        asked = Asked(was, now, aligned)
        if asked.after:
            comparing._under_way = examination.aside(compare_in_worker, asked)
        return comparing

    def result(self) -> Kinship:
        """Give the answer; where no worker survived it only that a path is the same file, with a notice."""
        if self._under_way is not None:
            try:
                return self._under_way.result()
            except WorkerEnded as ended:
                text = f"The worker that compared the files {ended.how}; {_COUNTS_AS_NEW}."
                self.notices.append(Notice(UNFINISHED, text, Weight.LIMIT, WORKER_MEND))
        return Kinship({path: path for path in self.sides.after if path in self.sides.before})


def _language(one: Listed) -> str:
    return one.language if one.kind.maintained else ""
