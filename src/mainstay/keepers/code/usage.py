"""What nothing uses, circles of imports and dependencies that do not fit: told by a worker while others judge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mainstay.analysis.usage.project import declares
from mainstay.config.settings import Settings
from mainstay.domain.coverage import LineCoverage
from mainstay.domain.notice import Notice, Weight
from mainstay.keepers.code.declared import contracts_of, declarations, declared, speaks_of_imports
from mainstay.keepers.code.examination import Examination
from mainstay.keepers.code.listing import Listed
from mainstay.keepers.code.reading import Contents
from mainstay.keepers.code.surveying import Asked, Surveyed, answer, answer_in_worker, is_tiny
from mainstay.keepers.code.worker import WORKER_MEND
from mainstay.ports.source import Source
from mainstay.steps.observe.bounded import Awaited, WorkerEnded, done_here

_MOST_EXAMPLES = 5


@dataclass(slots=True)
class UsageSurvey:
    """A survey under way; `begin` asks, `result` waits for the answer."""

    notices: list[Notice] = field(default_factory=list)
    _asked: Asked | None = None
    _under_way: Awaited[Surveyed] | None = None
    _answer: Surveyed | None = None
    _answered: bool = False

    def begin(
        self,
        source: Source,
        contents: Contents,
        files: Sequence[Listed],
        examination: Examination,
        *,
        ran: Mapping[str, LineCoverage],
        settings: Settings,
        by: Sequence[Listed] | None = None,
    ) -> None:
        """Ask for the survey of these files; `ran` are the lines that are known to have run, by path.

        Imports are judged by the contracts that the files `by` declare, without them by their own.
        The `settings` name the file that accepts findings: a name that only stands there is used by nothing.
        """
        accepted = {settings.baseline, Settings().baseline}
        dependencies, left_out = declared(contents, files, declares)
        architectural, unread = declared(contents, files, speaks_of_imports)
        for code, what, paths in (
            ("declarations-left-out", "Declarations of dependencies", left_out),
            ("manifests-left-out", "Manifests that imports are led by", unread),
        ):
            if paths:
                text = f"{what} are too large, each or together, and some were not read."
                examples = tuple(paths[:_MOST_EXAMPLES])
                mend = "split them, or name what is no code of yours under exclude in mainstay.toml"
                self.notices.append(Notice(code, text, Weight.LIMIT, mend, len(paths), examples))
        self._asked = Asked(
            files=tuple(told(listed, contents) for listed in files if listed.path not in accepted),
            declarations=declarations(source, contents, dependencies),
            executed={path: lines.covered for path, lines in ran.items() if lines.covered},
            undeclared=bool(left_out),
            architectural=declarations(source, contents, architectural),
            contracts=contracts_of(source, contents, by) if by is not None else None,
            layers=settings.layers,
            forbidden=settings.forbidden_imports,
        )
        if not is_tiny(self._asked):
            self._under_way = examination.aside(answer_in_worker, self._asked)

    def result(self) -> Surveyed | None:
        """Give the answer; None, with a notice, where no worker survived the names of these files, or could be asked."""
        if not self._answered:
            self._answer, self._answered = self._awaited(), True
        return self._answer

    def _awaited(self) -> Surveyed | None:
        if self._asked is None:
            return None
        try:
            if self._under_way is not None:
                return self._under_way.result()
            return done_here(answer, self._asked)
        except WorkerEnded as ended:
            text = f"What nothing uses, and who imports whom, could not be told: the worker that looked for it {ended.how}."
            self.notices.append(Notice("usage-left-out", text, Weight.LIMIT, WORKER_MEND))
            return None


def told(listed: Listed, contents: Contents) -> tuple[str, str, str, bytes, int]:
    """Give a file as a survey is asked of it."""
    content = contents.of(listed)
    kind = contents.kind_of(listed)
    if content is None:
        return (listed.path, listed.language, kind.value, b"", 0)
    return (listed.path, listed.language, kind.value, content.names, content.lines)
