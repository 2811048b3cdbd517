"""Telling a waiting person how far the work has come."""

from typing import Protocol


class Progress(Protocol):
    """Named stages with a known or unknown amount of work. Calls are cheap and never fail."""

    def stage(self, title: str, total: int | None = None) -> None:
        """Begin a stage, which ends the one before; `total` is in the unit of `advance`."""
        ...

    def advance(self, amount: int = 1) -> None:
        """Tell that so much of the stage is done."""
        ...
