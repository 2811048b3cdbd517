"""The one list: what to mend first, with what each finding costs and what some hours would buy."""

from dataclasses import dataclass

from mainstay.domain.debt import Bought, Span
from mainstay.domain.finding import Finding

SCHEMA = "1"


@dataclass(frozen=True, slots=True)
class Ranked:
    """One row: its place in the whole list, from 1, the finding, and its gain (hours saved in a year for one of repair).

    `gain` is None for a finding without a price; `bought` tells whether it is among those that the budget buys. `ident` is the
    start of its fingerprint, as much of it as no other finding of the report has; `mainstay explain` takes it.
    """

    rank: int
    finding: Finding
    gain: float | None
    bought: bool
    ident: str = ""


@dataclass(frozen=True, slots=True)
class Backlog:
    """Findings of one repository by expected gain per hour, the best first, those without a price last.

    `rows` are those that were asked for, `matching` how many there are of them, `total` all that are listed (or, where
    `of_suppressed`, all that are set aside); `suppressed` is the number of those set aside. `bought` tells what the budget
    buys of those that match, None where nothing is priced; `effort` is what mending all of these takes, `carrying` what they
    cost a year. `filtered` tells that not all were asked for. An hour costs `rate` in `currency`, 0 where the settings do
    not say. `commit` and `taken_at` (seconds since 1970) tell what was looked at and when; `looked_at` is the moment that
    "since" counts back from.
    """

    repository: str
    commit: str
    taken_at: int
    looked_at: int
    rows: tuple[Ranked, ...]
    matching: int
    total: int
    suppressed: int
    of_suppressed: bool
    bought: Bought | None
    rate: float
    currency: str
    version: str
    effort: Span | None = None
    carrying: Span | None = None
    filtered: bool = False
    schema: str = SCHEMA
