"""What anomalies are asked of: which servers and files, and since when."""

from dataclasses import dataclass

from mainstay.domain.forecast_asked import GivenLimit


@dataclass(frozen=True, slots=True)
class AnomaliesAsked:
    """The addresses of metrics servers, and files with a table; where there are none, the operator's servers.

    Anomalies of the last `since` seconds are told; `history` days are read to know what is usual, a point each `step` seconds.
    `subject` is what the files are about. What is told enters the `ledger`, unless nothing is to be kept. `points` is the
    folder with what was collected of this host, "" for where it is by default; `host` asks for it beside servers and files.
    With `kept` nobody is asked: the daily levels that the store keeps are looked at, of so many days of `history`.
    """

    servers: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    limits: tuple[GivenLimit, ...] = ()
    since: int = 86_400
    history: int = 21
    step: int = 300
    subject: str = ""
    ledger: bool = True
    host: bool = False
    points: str = ""
    kept: bool = False
