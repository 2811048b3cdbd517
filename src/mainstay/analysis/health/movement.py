"""What moved the score between two moments, by file and part; the causes sum to the change."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isclose

from mainstay.domain.health import Movement, Mover

Place = tuple[str, str]
"""A file, as it is called now, and a part."""

_SHOWN = 12
_LEAST = 0.005


@dataclass(frozen=True, slots=True)
class Costs:
    """What each file cost at one moment: `points` by place, and what one lost line of each part cost then."""

    points: Mapping[Place, float]
    per_line: Mapping[str, float]

    def lines(self, place: Place) -> float:
        """Give the lines that a place had lost."""
        price = self.per_line.get(place[1], 0.0)
        return self.points.get(place, 0.0) / price if price else 0.0


@dataclass(frozen=True, slots=True)
class Standpoint:
    """One moment to compare: its name ("a month"), commit, time, score and what each file cost."""

    name: str
    commit: str
    at: int
    score: float | None
    costs: Costs


def movement(then: Standpoint, now: Standpoint) -> Movement:
    """Explain how the score moved from one moment to another, the largest causes first.

    Where a file has lost the same lines as before, it costs more or less only because the code base around it shrank or
    grew: all that goes to one mover a part, with the path "".
    """
    if then.score is None or now.score is None:
        return Movement(then.name, then.commit, then.at, then.score, now.score)
    movers: list[Mover] = []
    around: dict[str, float] = {}
    # In an order of its own, for sums of figures hang on the order: of a set it is another in each process.
    for place in {**then.costs.points, **now.costs.points}:
        path, part = place
        points = then.costs.points.get(place, 0.0) - now.costs.points.get(place, 0.0)
        if isclose(then.costs.lines(place), now.costs.lines(place), rel_tol=1e-6, abs_tol=1e-6):
            around[part] = around.get(part, 0.0) + points
        elif points:
            movers.append(Mover(path, part, points))
    movers += [Mover("", part, points) for part, points in around.items()]
    movers.sort(key=lambda mover: (-abs(mover.points), mover.path, mover.part))
    shown = tuple(mover for mover in movers[:_SHOWN] if abs(mover.points) >= _LEAST)
    rest = (now.score - then.score) - sum(mover.points for mover in shown)
    return Movement(then.name, then.commit, then.at, then.score, now.score, shown, rest)
