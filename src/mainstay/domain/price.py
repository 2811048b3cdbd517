"""What a finding costs: to repair once, and to carry each year; always a range, and where the figures were learnt."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Range:
    """Half of all cases lie at or under `p50`, nine of ten at or under `p90`."""

    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class Price:
    """Hours of work: `effort` to repair it once, `carrying` a year while it stays.

    `prevented` are fixes a year that the repair is expected to prevent. `basis` names what it was worked out from.
    """

    effort: Range
    carrying: Range
    prevented: Range
    basis: str = ""

    @property
    def gain_per_hour(self) -> float:
        """Hours saved within a year for each hour of repair, both at the median."""
        return self.carrying.p50 / self.effort.p50 if self.effort.p50 > 0 else 0.0
