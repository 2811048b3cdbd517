"""A progress bar on standard error that appears only when a person has waited for a second."""

import threading
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from mainstay.present.visible import visible

_PATIENCE = 1.0  # seconds
_TITLE = 40


class ProgressBar:
    """Stages and their work on one line, which is gone again at the end. Use it as a context manager."""

    def __init__(self, console: Console, patience: float = _PATIENCE) -> None:
        """Draw on a console after `patience` seconds."""
        self._bar = Progress(
            TextColumn("{task.description}", style="bold", markup=False),
            BarColumn(bar_width=32),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            refresh_per_second=8,
        )
        self._timer = threading.Timer(patience, self._begin)
        self._timer.daemon = True
        self._lock = threading.Lock()
        self._title = ""
        self._total: int | None = None
        self._done = 0
        self._task: TaskID | None = None
        self._ended = False

    def __enter__(self) -> "ProgressBar":
        """Begin to wait."""
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        self._timer.cancel()
        with self._lock:
            self._ended = True
            if self._task is not None:
                self._bar.stop()

    def stage(self, title: str, total: int | None = None) -> None:
        """Begin a stage, which ends the one before; `total` is in the unit of `advance`."""
        with self._lock:
            self._title, self._total, self._done = visible(title, _TITLE), total, 0
            if self._task is not None:
                self._bar.reset(self._task, description=self._title, total=total)

    def advance(self, amount: int = 1) -> None:
        """Tell that so much of the stage is done."""
        with self._lock:
            self._done += amount
            if self._task is not None:
                self._bar.update(self._task, completed=self._done)

    def _begin(self) -> None:
        with self._lock:
            if not self._ended:
                self._bar.start()
                self._task = self._bar.add_task(self._title, total=self._total, completed=self._done)


def on_standard_error() -> ProgressBar:
    """Give a bar for the terminal that standard error is."""
    return ProgressBar(Console(stderr=True))
