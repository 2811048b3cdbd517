"""Reading what other analysers found, in a worker process within limits of time and memory: others wrote those files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from mmap import mmap

from mainstay.analysis.external.sarif import read_sarif
from mainstay.domain.errors import UsageError
from mainstay.domain.external import NO_RESULTS, ExternalFile, ExternalResults
from mainstay.ports.progress import Progress
from mainstay.ports.workers import Workers
from mainstay.present.visible import visible
from mainstay.steps.observe.bounded import Time, WorkerEnded, ask_alone, within

_MEMORY = 4 << 30
_TIME = Time(20.0, per_mib=0.3, most=300.0)

Open = Callable[[ExternalFile], mmap]
"""Maps a file into memory. Raises UsageError for one that cannot be."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The files to read, and how each is opened."""

    files: tuple[ExternalFile, ...]
    open: Open


def read_external(
    workers: Workers, files: Sequence[ExternalFile], opened: Open, progress: Progress
) -> ExternalResults:
    """Read SARIF files.

    Raises UsageError when one is no SARIF 2.1.0, or takes more time or memory than such files may.
    """
    if not files:
        return NO_RESULTS
    progress.stage("Reading what other analysers found")
    try:
        return ask_alone(workers, _MEMORY, answer, Asked(tuple(files), opened))
    except WorkerEnded:
        raise UsageError(
            "the SARIF files cannot be used: reading them took more time or memory than it may",
            where=", ".join(visible(file.path, 100) for file in files[:5]),
            mend="have the analyser write fewer results, or give its files in several runs",
        ) from None


def answer(asked: Asked) -> ExternalResults:
    """Read all files. The process ends where that takes more time than files of this size may."""
    opened = [(visible(file.path, 300), asked.open(file)) for file in asked.files]
    with within(_TIME.of(sum(len(data) for _, data in opened))):
        return read_sarif(opened)
