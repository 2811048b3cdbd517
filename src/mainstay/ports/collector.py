"""Looking at one kind of subject."""

from typing import Protocol

from mainstay.domain.code_report import CodeReport
from mainstay.ports.progress import Progress
from mainstay.ports.source import Source, WorkTree


class CodeCollector(Protocol):
    """Looks at a repository's code as it is and as it was."""

    def __call__(self, source: Source, work_tree: WorkTree, progress: Progress) -> CodeReport:
        """Take a whole look. Raises RunFailed when the repository cannot be read."""
        ...
