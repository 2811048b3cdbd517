"""Whether a waiting person is shown progress, and the silence that everyone else gets."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from mainstay.cli.session import Session
from mainstay.cli.table import PROGRESS, load
from mainstay.ports.progress import Progress


class Silence:
    """Progress that nobody sees."""

    def stage(self, title: str, total: int | None = None) -> None:
        """Begin a stage."""

    def advance(self, amount: int = 1) -> None:
        """Tell that work is done."""


@contextmanager
def progress(session: Session) -> Iterator[Progress]:
    """Give progress that is drawn on standard error if that is a terminal that can draw, and talk is wanted."""
    terminal = sys.stderr is not None and sys.stderr.isatty()
    if session.quiet or not terminal or os.environ.get("TERM", "dumb") == "dumb":
        yield Silence()
        return
    with load(PROGRESS).on_standard_error() as bar:
        yield bar
