"""What the caller knows of commits and paths: which are fixes, which do not count, which files are source."""

from dataclasses import dataclass

from mainstay.analysis.risk.cuts import Flags


@dataclass(frozen=True, slots=True)
class Labels:
    """Masks over the rows of a log's commits, and one over its paths.

    `fixes` are the bug fixes that the ranking is to foretell, told by `evidence` ("change-log fragments",
    "issues that commits close", "words of messages"). `sources` marks the entries of `log.paths` that name source files,
    tests and others' code not.
    `hints` are weaker signs of a fix, which the model may learn from but is not judged by (None: the fixes themselves).
    `apart` are commits that say nothing of a file's trouble, such as a bot's or a reformatting.
    """

    fixes: Flags
    evidence: str
    sources: Flags
    hints: Flags | None = None
    apart: Flags | None = None
