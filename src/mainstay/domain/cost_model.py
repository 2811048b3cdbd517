"""What was learnt of the price of work in a repository, with every figure that a price is worked out from."""

from dataclasses import dataclass

from mainstay.domain.price import Range
from mainstay.domain.ranking import LEAST_FIXES


@dataclass(frozen=True, slots=True)
class SizeClass:
    """Hours of work for changes of `least` up to, not including, `most` lines (added, and a tenth of those deleted).

    `most` is None where there is no bound.

    `typical` is the size that `hours` are told for; `fixes` how many of the repository's own were observed; `own`
    the share (0 to 1) of the evidence that is theirs, the rest being other repositories' fixes.
    """

    least: float
    most: float | None
    typical: float
    fixes: int
    hours: Range
    own: float


@dataclass(frozen=True, slots=True)
class HeldOut:
    """One back-test of the hours: learnt from `learnt` fixes up to `begin`, held against those up to `end`.

    Of the `judged` fixes `within_p50` and `within_p90` took no longer than told.
    """

    begin: int
    end: int
    learnt: int
    judged: int
    within_p50: int
    within_p90: int


@dataclass(frozen=True, slots=True)
class EffortModel:
    """Hours of work by lines changed, and what they were learnt from.

    `commits` were looked at; joined to `changes`, of which `observed` show how long they took (the rest begin a sitting, or
    their lines were not counted). `pieces` of work were observed, `fixes` of them mend something. `lines_per_fix`,
    `hours_per_fix` and `days_per_fix` tell what a fix takes, the last from the first to the last commit of those with several
    (None without such). `windows` stand newest first.
    """

    commits: int
    changes: int
    observed: int
    pieces: int
    fixes: int
    classes: tuple[SizeClass, ...]
    lines_per_fix: Range
    hours_per_fix: Range
    days_per_fix: Range | None
    windows: tuple[HeldOut, ...]

    @property
    def judged(self) -> int:
        """Held-out fixes in all windows."""
        return sum(window.judged for window in self.windows)

    @property
    def proven(self) -> bool:
        """Whether enough held-out fixes were judged to claim anything of the hours on this repository."""
        return self.judged >= LEAST_FIXES

    @property
    def within_p50(self) -> float | None:
        """Share of held-out fixes that took no longer than p50, None without any."""
        return sum(window.within_p50 for window in self.windows) / self.judged if self.judged else None

    @property
    def within_p90(self) -> float | None:
        """Share of held-out fixes that took no longer than p90, None without any."""
        return sum(window.within_p90 for window in self.windows) / self.judged if self.judged else None


@dataclass(frozen=True, slots=True)
class Ratio:
    """How much more something is where there is debt of one `kind`, other things (and other debt) being equal.

    1.0 means no more. The ratio holds for the whole of the debt (1), its root for half of it. The chance is 80 % that it
    lies between `low` and `high`. `cases` are the files or changes with this debt, `observed` what they showed (fixes, or
    hours), `expected` what ones without it would have shown. `among` are all files or changes that were compared; `own` is
    the share (0 to 1) of the evidence that is theirs, the rest being the assumption that there is no difference.
    """

    kind: str
    ratio: float
    low: float
    high: float
    cases: int
    observed: float
    expected: float
    among: int = 0
    own: float = 0.0


@dataclass(frozen=True, slots=True)
class Rebuild:
    """What the code that stands cost: `hours_per_line` of the `lines` that stand now.

    `observed` hours were seen, `estimated` ones are what the other changes took by their size.
    """

    hours_per_line: Range
    observed: float
    estimated: float
    lines: int


@dataclass(frozen=True, slots=True)
class CostModel:
    """All that prices rest on: hours of work, extra fixes and slower changes by kind of debt, and the cost of a rebuild."""

    effort: EffortModel
    extra_fixes: tuple[Ratio, ...]
    slower_changes: tuple[Ratio, ...]
    rebuild: Rebuild | None
