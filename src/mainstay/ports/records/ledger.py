"""The ledger of predictions."""

from collections.abc import Collection, Iterable, Mapping, MutableMapping, Sequence
from typing import Protocol, TypeAlias

from mainstay.domain.prediction import Prediction

Unread: TypeAlias = MutableMapping[str, str]
"""Why a prediction could not be read, by its id."""


class Ledger(Protocol):
    """Predictions are added before they come due and judged once.

    One that cannot be read is left out where there is an `unread` for it to be put into; else it raises RunFailed.
    """

    def add(self, predictions: Iterable[Prediction]) -> None:
        """Keep predictions. Raises Taken when the id of one is.

        Raises ValueError when the series that one is of has neither a source nor a key.
        """
        ...

    def due(
        self, now: int, most: int = 1_000, kinds: Collection[str] = (), unread: Unread | None = None
    ) -> Sequence[Prediction]:
        """Give those (of some kinds where they are named) that are due by `now` and not judged.

        The longest due come first, those of one second by id.
        """
        ...

    def judge(self, prediction: Prediction) -> bool:
        """Keep what became of one (`judged_at`, `came`, `value`, `outcome`).

        False, and nothing is changed, when it is judged or unknown. Raises ValueError when the prediction has no time at
        which it was judged.
        """
        ...

    def judge_all(self, predictions: Iterable[Prediction]) -> int:
        """Keep what became of some, as `judge` does, and give how many were judged now: others are left as they are."""
        ...

    def of(
        self, kind: str, subject: str = "", most: int = 1_000, unread: Unread | None = None
    ) -> Sequence[Prediction]:
        """Give predictions of a kind (about one subject where it is named), the newest first, of one second the greatest id."""
        ...

    def open_of(
        self,
        source: str,
        keys: Collection[str] = (),
        after: str = "",
        most: int = 10_000,
        unread: Unread | None = None,
    ) -> Sequence[Prediction]:
        """Give those of series of a source (of some keys where they are named) that are not judged, by id.

        They are behind the id `after`, "" for the first ones.
        """
        ...

    def judged(
        self,
        kind: str,
        sort: str = "",
        most: int = 500,
        days: int = 0,
        due: int | None = None,
        unread: Unread | None = None,
    ) -> Sequence[Prediction]:
        """Give those of a kind (and of a class where it is named) that were judged last, the newest judgement first.

        Of one second the greatest id comes first. With `days` only those that tell about so many days ahead, with `due` only
        those that were due by then: what comes true early is judged before.
        """
        ...

    def sorts(self) -> Sequence[str]:
        """Name the classes of all series that predictions are of."""
        ...

    def open_counts(self) -> Mapping[str, int]:
        """Tell of each class of series how many predictions are not judged; classes without one are left out."""
        ...

    def page(
        self,
        kinds: Collection[str],
        sort: str = "",
        before: str = "",
        most: int = 50,
        unread: Unread | None = None,
    ) -> Sequence[Prediction]:
        """Give predictions of some kinds, of all without one (and of a class where it is named), the newest first.

        Of one second the greatest id comes first. `before` is the id of the last one of the page before, "" for the first
        page; where nothing has that id there is no page.
        """
        ...
