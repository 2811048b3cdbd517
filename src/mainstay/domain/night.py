"""What a night did: what was taken in from each metrics server, what was forecast of all that is kept, what was dropped."""

from collections.abc import Mapping
from dataclasses import dataclass

from mainstay.domain.forecast import Verdict
from mainstay.domain.notice import Notice

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Taking:
    """What was taken in from one source: it has `found` series, of `taken` of which there was something, `new` among these.

    Of `unread` series something could not be read: it is read the next time. `failure` says why nothing was found, else "".
    """

    source: str
    found: int = 0
    taken: int = 0
    new: int = 0
    unread: int = 0
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Night:
    """One night, begun `at` (seconds since 1970): what was taken in from each source, and what came of all `series`.

    `counts` are forecasts by verdict, `dropped` the series that had ended long ago. `seconds` is how long all took,
    `taking_in` and `foretelling` parts of it. `notices` tell what could not be read, and why.
    """

    schema: int
    at: int
    sources: tuple[Taking, ...]
    series: int
    counts: Mapping[Verdict, int]
    dropped: int
    seconds: float
    taking_in: float
    foretelling: float
    notices: tuple[Notice, ...] = ()
