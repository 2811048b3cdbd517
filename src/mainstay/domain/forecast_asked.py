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
    """The addresses of metrics servers, files with a table, repositories; where there are none, the operator's servers.

    `history` are the days that are looked back, `horizon` those that are foretold. `subject` is what the files are about.
    What is foretold enters the `ledger`, unless nothing is to be kept. `repositories` are folders, and `junit` files and
    folders with results of test runs of the only one of them.
    """

    servers: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    limits: tuple[GivenLimit, ...] = ()
    history: int = 84
    horizon: int = 90
    subject: str = ""
    ledger: bool = True
    repositories: tuple[str, ...] = ()
    junit: tuple[str, ...] = ()
