"""Reading what other analysers found, in a worker process within limits of time and memory: others wrote those files."""

import resource
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Future
from dataclasses import dataclass
from mmap import mmap
from queue import SimpleQueue

from mainstay.analysis.external.sarif import read_sarif
from mainstay.domain.errors import UsageError
from mainstay.domain.external import NO_RESULTS, ExternalFile, ExternalResults
from mainstay.ports.progress import Progress
from mainstay.ports.workers import Workers
from mainstay.present.visible import visible

_MEMORY = 4 << 30
_SECONDS = 20.0
_SECONDS_PER_MIB = 0.3
_MOST_SECONDS = 300.0

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
    executor = workers.open(1, prepare, ())
    done: SimpleQueue[Future[ExternalResults]] = SimpleQueue()
    try:
        # Not by waiting in the future itself, for then Ctrl-C would have to wait too.
        executor.submit(answer, Asked(tuple(files), opened)).add_done_callback(done.put)
        return done.get().result()
    except (BrokenExecutor, CancelledError, MemoryError):
        raise UsageError(
            "the SARIF files cannot be used: reading them took more time or memory than it may",
            where=", ".join(visible(file.path, 100) for file in files[:5]),
            mend="have the analyser write fewer results, or give its files in several runs",
        ) from None
    finally:
        workers.end(executor)


def prepare() -> None:
    """Begin the worker process."""
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY if hard < 0 else min(_MEMORY, hard), hard))
    # A killed worker is expected, not a fault to be dumped.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(asked: Asked) -> ExternalResults:
    """Read all files. The process ends where that takes more time than files of this size may."""
    opened = [(visible(file.path, 300), asked.open(file)) for file in asked.files]
    size = sum(len(data) for _, data in opened) / (1 << 20)
    signal.setitimer(signal.ITIMER_PROF, min(_SECONDS + _SECONDS_PER_MIB * size, _MOST_SECONDS))
    found = read_sarif(opened)
    signal.setitimer(signal.ITIMER_PROF, 0)
    return found
