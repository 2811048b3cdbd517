"""What a forecast is asked of: which servers and files, how far back, and which limits count for series of files."""

from dataclasses import dataclass

from mainstay.domain.signal import Side


@dataclass(frozen=True, slots=True)
class GivenLimit:
    """A limit for the series of files whose name the glob `name` fits."""

    name: str
    side: Side
    value: float


@dataclass(frozen=True, slots=True)
class ForecastAsked:
    """The addresses of metrics servers, and files with a table; where there are neither, the operator's servers are asked.

    `history` are the days that are looked back, `horizon` those that are foretold. `subject` is what the files are about.
    What is foretold enters the `ledger`, unless nothing is to be kept.
    """

    servers: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    limits: tuple[GivenLimit, ...] = ()
    history: int = 84
    horizon: int = 90
    subject: str = ""
    ledger: bool = True
