"""From where on a distance matters, and how sure one must be: effect sizes decide, chance only vetoes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gates:
    """The limits of each measure.

    `wasserstein` counts standard deviations of the reference; the others are shares of rows. `sure` is the chance of one wrong
    alarm in a whole table.
    """

    wasserstein: float = 0.1
    kolmogorov: float = 0.1
    variation: float = 0.1
    missing: float = 0.05
    new_values: float = 0.01
    words: float = 0.2
    sure: float = 0.001
