"""What another analyser found, as its file tells it."""

from dataclasses import dataclass

from mainstay.domain.finding import Urgency

CODE = "external"
"""How the codes of such findings begin: external:TOOL/RULE."""


@dataclass(frozen=True, slots=True)
class ExternalFile:
    """A file of another analyser's findings: its `path` as given, and a `digest` of what it held."""

    path: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class ExternalResult:
    """One result: who found it by which rule, where (an address or path as the tool wrote it), and what it says.

    Lines are 1-based, 0 where none is told. `print` is the tool's own fingerprint, `snippet` the line's content, "" where there
    is none; `suppressed` is who set it aside ("comment", "analyser") and why; `state` is its baseline state.
    """

    tool: str
    rule: str
    uri: str
    line: int
    end_line: int
    urgency: Urgency
    message: str
    print: str = ""
    snippet: str = ""
    suppressed: tuple[str, str] | None = None
    state: str = ""

    @property
    def code(self) -> str:
        """The code of the finding that is made of it."""
        return f"{CODE}:{self.tool}/{self.rule}" if self.rule else f"{CODE}:{self.tool}"


@dataclass(frozen=True, slots=True)
class ExternalResults:
    """What the files of other analysers held: results, how many were left out beyond the bound, and how many are no results.

    `tools` are those that gave results, though it were none: a run without a list of them tells nothing.
    """

    results: tuple[ExternalResult, ...] = ()
    left_out: int = 0
    unreadable: int = 0
    tools: tuple[str, ...] = ()


NO_RESULTS = ExternalResults()
