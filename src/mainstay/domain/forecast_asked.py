"""What a forecast is asked of: which servers and files, how far back, and which limits are given."""

from dataclasses import dataclass

from mainstay.domain.signal import Side


@dataclass(frozen=True, slots=True)
class GivenLimit:
    """A limit for the series whose name or key the glob `name` fits; `source` says who gave it.

    With `share` the value is a part of the series' own limit (0.95), and nothing for a series that has none.
    """

    name: str
    side: Side
    value: float
    share: bool = False
    source: str = "given on the command line"


@dataclass(frozen=True, slots=True)
class ForecastAsked:
    """The addresses of metrics servers, files with a table, repositories; where there are none, the operator's servers.

    With `host` this host's own series come along, and also where there is nothing else; their points are in the folder
    `points`, "" for where they are by default.

    `history` are the days that are looked back, `horizon` those that are foretold. `subject` is what the files are about.
    `named` is what the names of series hold that are asked for above all, "" for none.
    What is foretold enters the `ledger`, unless nothing is to be kept. `repositories` are folders, and `junit` files and
    folders with results of test runs of the only one of them. `hours` are told one by one
    of all series; with 0 those of a week are, of series that may pass their limit within it.
    """

    servers: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    limits: tuple[GivenLimit, ...] = ()
    history: int = 84
    horizon: int = 90
    subject: str = ""
    ledger: bool = True
    host: bool = False
    points: str = ""
    named: str = ""
    repositories: tuple[str, ...] = ()
    junit: tuple[str, ...] = ()
    hours: int = 0
