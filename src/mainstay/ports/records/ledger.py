"""The ledger of predictions."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from mainstay.domain.prediction import Prediction


class Ledger(Protocol):
    """Predictions are added before they come due and judged once."""

    def add(self, predictions: Iterable[Prediction]) -> None:
        """Keep predictions. Raises Taken when the id of one is."""
        ...

    def due(self, now: int, most: int = 1_000) -> Sequence[Prediction]:
        """Give those that are due by `now` and not judged, the longest due first, those of one second by id."""
        ...

    def judge(self, prediction: Prediction) -> bool:
        """Keep the outcome of one (`judged_at`, `came`, `value`); False, and nothing is changed, when it is judged or unknown.

        Raises ValueError when the prediction has no time at which it was judged.
        """
        ...

    def of(self, kind: str, subject: str = "", most: int = 1_000) -> Sequence[Prediction]:
        """Give predictions of a kind (about one subject where it is named), the newest first, of one second the greatest id."""
        ...
