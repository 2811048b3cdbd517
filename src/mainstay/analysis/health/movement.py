"""What moved the score between two moments, by file and part; the causes sum to the change."""

from collections.abc import Mapping

from mainstay.domain.health import Movement, Mover

Costs = Mapping[tuple[str, str], float]
"""(path as it is called now, part) -> points that the file costs."""

_SHOWN = 12
_LEAST = 0.005


def movement(
    since: str,
    commit: str,
    at: int,
    before: float | None,
    after: float | None,
    earlier: Costs,
    now: Costs,
    touched: frozenset[str] | None = None,
) -> Movement:
    """Explain a change of the score.

    `earlier` and `now` are what each file cost then and now. Files outside `touched` did not change themselves: what they
    cost moved because the code base around them grew or shrank, and goes to one mover with the path "".
    """
    if before is None or after is None:
        return Movement(since, commit, at, before, after)
    movers: list[Mover] = []
    around: dict[str, float] = {}
    for key in earlier.keys() | now.keys():
        path, part = key
        points = earlier.get(key, 0.0) - now.get(key, 0.0)
        if touched is not None and path not in touched and key in earlier and key in now:
            around[part] = around.get(part, 0.0) + points
        elif points:
            movers.append(Mover(path, part, points))
    movers += [Mover("", part, points) for part, points in around.items()]
    movers.sort(key=lambda mover: (-abs(mover.points), mover.path, mover.part))
    shown = tuple(mover for mover in movers[:_SHOWN] if abs(mover.points) >= _LEAST)
    rest = (after - before) - sum(mover.points for mover in shown)
    return Movement(since, commit, at, before, after, shown, rest)
