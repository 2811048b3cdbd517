"""What a finding costs: to repair once, and to carry each year; always a range, and where the figures were learnt."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Range:
    """Half of all cases lie at or under `p50`, nine of ten at or under `p90`."""

    p50: float
    p90: float


class Work(StrEnum):
    """What kind of change a repair is; "" where it is not known."""

    EXTRACTION = "extraction"
    SIGNATURE = "signature"
    MERGED_COPIES = "merged-copies"
    SPLIT = "split"
    DELETION = "deletion"
    DECLARATION = "declaration"
    FIX = "fix"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How the price of one finding, of one `code`, was worked out: all that went in, and what came out of it.

    `lines` (added, and a tenth of those deleted) are what a repair of this kind of `work` changes, `effort` its hours.
    `debt` (0 to 1) is how far the file's worst unit lies beyond this kind's limit, `part` (0 to 1) the finding's part of it; of
    code that is to be deleted `part` is its share of the file's lines. A function that `changed` in the year has a larger part,
    one that did not a smaller one (None: unknown). `fixes` and `hours` are what is done in the file in a
    year: the fixes expected of it, each a part where fixes touch several files (`files_per_fix`, the mean), and the hours of
    its other changes. `fixes_share` and `hours_share` (0 to 1) are what this kind of debt is answerable for of them, None where
    the past does not tell of this kind. A fix counts with its mean, `hours_per_fix`; `carrying` are hours a year.
    """

    code: str
    lines: Range
    effort: Range
    carrying: Range
    debt: float = 0.0
    part: float = 0.0
    fixes: float = 0.0
    fixes_share: Range | None = None
    hours_per_fix: float = 0.0
    hours: float = 0.0
    hours_share: Range | None = None
    work: Work = Work.UNKNOWN
    files_per_fix: float = 1.0
    changed: bool | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """Hours of work: `effort` to repair it once, `carrying` a year while it stays.

    `prevented` are fixes a year that the repair is expected to prevent. `carrying_low` and `prevented_low` are the 10 % ends of
    both: 0 where debt of this kind may as well cost nothing. `basis` names the codes of what the same repair
    mends beside it, "" for nothing; `steps` tell how the price was worked out, for the finding and for these.
    """

    effort: Range
    carrying: Range
    prevented: Range
    basis: str = ""
    steps: tuple[Reckoning, ...] = ()
    carrying_low: float = 0.0
    prevented_low: float = 0.0

    @property
    def gain_per_hour(self) -> float:
        """Hours saved within a year for each hour of repair, both at the median."""
        return self.carrying.p50 / self.effort.p50 if self.effort.p50 > 0 else 0.0
