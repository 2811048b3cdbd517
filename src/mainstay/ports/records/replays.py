"""Replays of the past: how right forecasts would have been."""

from collections.abc import Sequence
from typing import Protocol

from mainstay.domain.replay import Replay


class Replays(Protocol):
    """Replays are kept as they were made, apart from what was told live."""

    def put(self, replay: Replay) -> None:
        """Keep one. Raises Taken when its id is.

        Of the outcomes of a class those are kept that came up, in the order of `Came`.
        """
        ...

    def latest(self, most: int = 100) -> Sequence[Replay]:
        """Give of each list of sources the one that was made last (of one second the greatest id), the newest first."""
        ...
