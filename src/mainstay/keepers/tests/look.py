"""One look at coverage data and results of test runs, read in a worker process, for others wrote them."""

from collections.abc import Callable
from dataclasses import dataclass

from mainstay.domain.notice import Notice, Weight
from mainstay.domain.suite import NOT_LOOKED, SuiteSeen
from mainstay.keepers.tests.places import Places
from mainstay.keepers.tests.worker import MEMORY, Asked, answer, marks
from mainstay.ports.artefacts import Artefacts
from mainstay.ports.progress import Progress
from mainstay.ports.source import Source, WorkTree
from mainstay.ports.workers import Workers
from mainstay.steps.observe.bounded import WorkerEnded, ask_alone


@dataclass(frozen=True, slots=True)
class SuiteKeeper:
    """Looks after tests."""

    workers: Workers
    artefacts: Artefacts

    def look(
        self, source: Source, work_tree: WorkTree, places: Places, progress: Progress, base: str = ""
    ) -> SuiteSeen:
        """Read the files at these places and judge them; where that kills the worker a notice says so.

        `base` is the commit that coverage of the base is of.

        Raises RunFailed when the repository cannot be read.
        """
        if not places.files:
            return NOT_LOOKED
        progress.stage("Reading test results")
        then = (
            frozenset(entry.path for entry in source.tree(base))
            if base and places.before.files
            else frozenset()
        )
        return self._answered(answer, Asked(self.artefacts, places, _paths(source, work_tree), then))

    def marks(self, places: Places, progress: Progress) -> SuiteSeen:
        """Tell of the runs at these places which were flaky, and nothing else; where that kills the worker a notice says so."""
        results = Places(results=places.results)
        if not results.files:
            return NOT_LOOKED
        progress.stage("Reading test results")
        return self._answered(marks, Asked(self.artefacts, results, frozenset()))

    def _answered(self, task: Callable[[Asked], SuiteSeen], asked: Asked) -> SuiteSeen:
        try:
            return ask_alone(self.workers, MEMORY, task, asked)
        except WorkerEnded:
            text = "The files of test results could not be read: that took more time or memory than they may."
            names = tuple(one.name for one in asked.places.files)
            mend = "name fewer or smaller ones with --coverage and --junit"
            return SuiteSeen(
                notices=(Notice("tests-left-out", text, Weight.LIMIT, mend, len(names), names[:5]),)
            )


def _paths(source: Source, work_tree: WorkTree) -> frozenset[str]:
    head = source.repository.head
    committed = {entry.path for entry in source.tree(head)} if head else set()
    return frozenset((committed - set(work_tree.removed)) | {*work_tree.added, *work_tree.edited})
