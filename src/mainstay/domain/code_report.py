"""All that one look at a repository's code gives: what `mainstay check` prints, in every format."""

from dataclasses import dataclass, field

from mainstay.domain.architecture import Architecture
from mainstay.domain.collected import PluginRun
from mainstay.domain.comparison import Comparison
from mainstay.domain.cost_model import CostModel
from mainstay.domain.debt import Debt
from mainstay.domain.finding import Finding
from mainstay.domain.health import Movement, Score
from mainstay.domain.history import FileHistory, HistorySummary
from mainstay.domain.notice import Notice
from mainstay.domain.ranking import Ranking
from mainstay.domain.source_file import SourceFile
from mainstay.domain.subject import Repository, Scope
from mainstay.domain.suite import Suite
from mainstay.domain.trend import Trend

SCHEMA = "1"
MOST_LISTED = 10_000
"""Findings that a report holds at most, and as many suppressed ones."""


@dataclass(frozen=True, slots=True)
class LanguageTotal:
    """One language of the tree: files, lines and code lines of maintained files; `parsed` when its syntax is read."""

    language: str
    files: int
    lines: int
    code_lines: int
    parsed: bool


@dataclass(frozen=True, slots=True)
class KindTotal:
    """One kind of file: how many, their lines and bytes."""

    kind: str
    files: int
    lines: int
    size: int


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file with its past and what it costs: `lost` maps a score part's code to points."""

    file: SourceFile
    history: FileHistory | None
    lost: dict[str, float] = field(default_factory=dict)

    @property
    def lost_total(self) -> float:
        """All score points that this file costs."""
        return sum(self.lost.values())


@dataclass(frozen=True, slots=True)
class CodeReport:
    """The health of one repository's code. `files` stand in the order of points lost, most first.

    `findings` are those to be listed, by gain an hour where that is known; `suppressed` those that a comment or the baseline
    sets aside. `trend`, `history`, `ranking`, `debt`, `costs` and `architecture` are None when they were not asked for or
    cannot be told (the notices say which).
    `next_expiry` is the last second (since 1970) before the first suppression expires, 0 where none will.
    `comparison` holds the change against its base where that was asked for; `findings` are then those alone that it introduced
    or made worse. `labels` are names and texts that the settings give it, such as a team. `seconds` is how long the look took,
    `remembered` whether nothing had changed since the last one. `tests` is what files of test runs tell, None without any;
    `plugins` tells how each plugin fared that was asked; `analysers` are the other analysers whose results were given.
    """

    repository: Repository
    scope: Scope
    score: Score
    committed_score: Score | None
    files: tuple[FileReport, ...]
    languages: tuple[LanguageTotal, ...]
    kinds: tuple[KindTotal, ...]
    history: HistorySummary | None
    trend: Trend | None
    movements: tuple[Movement, ...]
    findings: tuple[Finding, ...]
    findings_total: int
    notices: tuple[Notice, ...]
    seconds: float
    version: str
    ranking: Ranking | None = None
    suppressed: tuple[Finding, ...] = ()
    debt: Debt | None = None
    costs: CostModel | None = None
    next_expiry: int = 0
    remembered: bool = False
    labels: dict[str, str] = field(default_factory=dict)
    schema: str = SCHEMA
    comparison: Comparison | None = None
    architecture: Architecture | None = None
    tests: Suite | None = None
    plugins: tuple[PluginRun, ...] = ()
    analysers: tuple[str, ...] = ()
