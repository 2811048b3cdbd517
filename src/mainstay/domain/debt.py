"""The debt of a repository as a whole: what it would cost to mend, what it costs to carry, and what some hours buy."""

from dataclasses import dataclass

from mainstay.domain.price import Range


@dataclass(frozen=True, slots=True)
class Span:
    """A range that holds the truth with a chance of 80 %, around its median."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Bought:
    """What a budget of `hours` buys: the findings to mend, by fingerprint, in the order of gain per hour.

    `effort` is what they take at the median; `saved` hours a year and `prevented` fixes a year that this is expected to save.
    """

    hours: float
    effort: float
    findings: tuple[str, ...]
    saved: Span
    prevented: Span


@dataclass(frozen=True, slots=True)
class DebtKind:
    """All findings of one code: how many are listed, how many suppressed, and the hours to mend and to carry both.

    `carrying_low` is the 10 % end of `carrying`, 0 where these findings may as well cost nothing.
    """

    code: str
    findings: int
    suppressed: int
    effort: Range
    carrying: Range
    carrying_low: float = 0.0


@dataclass(frozen=True, slots=True)
class Debt:
    """The sum of all priced findings, those that are suppressed among them and told apart.

    The middle of `effort` is the median of the sum: above the sum of the findings' medians, for long repairs pull a sum up.
    That of `carrying` is the sum of their medians: what mending all of them would save a year.

    `code_share` is the share of code lines (0 to 1) that needs refactoring, `cost_share` the remediation over the rebuild
    cost; None where the past does not tell, for which `cost_share_reason` says why. `rate` is what an hour costs in
    `currency`, 0 where the settings do not say.
    """

    kinds: tuple[DebtKind, ...]
    effort: Span
    carrying: Span
    code_share: Span | None
    cost_share: Span | None
    suppressed: int
    suppressed_effort: Range
    bought: Bought
    rate: float = 0.0
    currency: str = ""
    cost_share_reason: str = ""
