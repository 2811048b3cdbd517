"""A model whose data are looked at each night: what it was made for, and what it gets now."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WatchedModel:
    """A model by its `name`: the files of its `reference` and of what is `current`, whose rows have their moment in `time`.

    Paths may be relative to the operator's file. `current` may be a pattern with `*`: then it is the newest file that fits.
    From the distance `gate` on a drift matters, as for `mainstay drift --gate`.
    """

    name: str
    reference: str
    current: str
    time: str
    labels: tuple[str, ...] = ()
    predictions: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    gate: float = 0.1
    subject: str = ""

    @property
    def about(self) -> str:
        """Give what series of it are about."""
        return self.subject or f"model:{self.name}"
