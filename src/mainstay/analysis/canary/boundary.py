"""How far out a metric must lie at a look to fail, so that all looks together fail a healthy change as seldom as promised.

What may be spent on false alarms grows evenly with the time watched (Lan and DeMets, "Discrete sequential boundaries for
clinical trials", Biometrika 1983; Kim and DeMets, 1987). Each look gets the boundary at which a Brownian motion, observed at
the looks that were taken, crosses there for the first time with the chance that is still unspent, by recursive numerical
integration (Armitage, McPherson and Rowe, 1969; Jennison and Turnbull, "Group Sequential Methods", 2000, chapter 19). What a
look cannot use, as where counts leave no value just at the boundary, is left for later ones. A look that is not taken spends
nothing, and looking more often does not make a false alarm more likely.
"""

import math
from collections.abc import Callable

import numpy as np

from mainstay.analysis.canary.chances import Figures, above, below
from mainstay.analysis.linear import times

_GROWTH = 1.0025
"""A look that brings less than a quarter of a percent of new data tells nothing new, and is passed over."""
_LEAST = 1e-5
"""A smaller part of the budget is not worth a look."""
_SURELY = 1.05
"""So much more than a limit's chance leaves room for what sums over places get wrong."""
_ROOT = math.sqrt(2 * math.pi)
_PLACES = 161
_LOWEST, _FURTHEST = -6.0, 9.0
_BEGINNING = 2.5
_MOST_STEPS = 60
_NEAR = 1e-9


class Boundary:
    """The boundary of one metric in one direction, look after look."""

    def __init__(self, budget: float) -> None:
        """Begin with nothing spent of `budget`, the chance that a healthy change is failed by it."""
        self.budget = budget
        self._spent = 0.0
        self._waiting: list[tuple[float, float, Callable[[float], float]]] = []
        self._newest: float | None = None
        self._latest: float | None = None
        self._information = 0.0
        self._limit = _BEGINNING
        # The chance of each score at the last look that was taken, for paths which crossed no boundary yet.
        self._scores: Figures = np.zeros(1)
        self._weights: Figures = np.ones(1)

    @property
    def spent(self) -> float:
        """How much of the budget the looks so far used up."""
        self._catch_up()
        return self._spent

    @property
    def limit(self) -> float | None:
        """The score that fails at the newest look; None where it is passed over."""
        self._catch_up()
        return self._newest

    @property
    def latest(self) -> float | None:
        """The score that failed at the latest look that was not passed over."""
        self._catch_up()
        return self._latest

    def own_up(self, spent: float) -> None:
        """Count as spent at least so much."""
        self._spent = max(self.spent, spent)

    def look(self, information: float, share: float, reach: Callable[[float], float]) -> None:
        """Take a look, or pass it over; what it may spend is reckoned when it is asked for.

        `reach` gives the least score from a limit on that could have come about; for the others see `ahead`.
        """
        self._waiting.append((information, share, reach))

    def surely_below(self, score: float, share: float) -> bool:
        """Whether a score cannot fail after this share of the time: alone it has more chance than all looks may spend."""
        return above(score) > _SURELY * self.budget * min(share, 1.0)

    def _catch_up(self) -> None:
        waiting, self._waiting = self._waiting, []
        for information, share, reach in waiting:
            self._newest = self.ahead(information, share)
            if self._newest is not None:
                self._latest = self._newest
                self.take(information, max(reach(self._newest), self._newest))

    def ahead(self, information: float, share: float) -> float | None:
        """Give the score (standard normal) that fails at a look; None where the look is passed over.

        `information` grows as the variance of the estimate shrinks, `share` is that of the whole time which is over.
        """
        left = self.budget * min(share, 1.0) - self._spent
        if information <= 0 or information < self._information * _GROWTH or left <= self.budget * _LEAST:
            return None
        self._limit = self._crossed_with(left, information)
        return self._limit

    def take(self, information: float, limit: float) -> None:
        """Take a look with the score that failed there, `limit`, and which was not reached."""
        limit = min(limit, _FURTHEST)
        carried, fresh = self._step(information)
        self._spent += self._beyond(limit, information)
        scores = np.linspace(_LOWEST, max(limit, _LOWEST + 1e-6), _PLACES)
        gap = scores[1] - scores[0]
        if fresh == 1.0:
            density = np.exp(-0.5 * scores**2) / _ROOT
        else:
            away = (scores[:, None] - carried * self._scores[None, :]) / fresh
            density = times(np.exp(-0.5 * away**2), self._weights) / (fresh * _ROOT)
        weights = density * gap
        weights[0] /= 2
        weights[-1] /= 2
        self._scores, self._weights, self._information = scores, weights, information

    def _crossed_with(self, chance: float, information: float) -> float:
        """Give the limit that is crossed at the next look with this chance, by Newton's steps on the chance's logarithm.

        The logarithm is concave, so that from the second step on they come down to the limit from above.
        """
        carried, fresh = self._step(information)
        limit = self._limit
        for _ in range(_MOST_STEPS):
            away = (carried * self._scores - limit) / fresh
            beyond = float((self._weights * below(away)).sum())
            density = float((self._weights * np.exp(-0.5 * away**2)).sum()) / (_ROOT * fresh)
            step = math.log(beyond / chance) * beyond / density if density > 0 and beyond > 0 else -1.0
            limit, before = min(max(limit + step, _LOWEST), _FURTHEST), limit
            if abs(limit - before) < _NEAR:
                break
        return limit

    def _step(self, information: float) -> tuple[float, float]:
        carried = math.sqrt(self._information / information)
        return carried, math.sqrt(1 - carried * carried)

    def _beyond(self, limit: float, information: float) -> float:
        carried, fresh = self._step(information)
        return float((self._weights * below((carried * self._scores - limit) / fresh)).sum())
