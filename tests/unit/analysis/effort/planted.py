"""Made-up histories whose truth is known."""

from dataclasses import replace

import numpy as np

from mainstay.analysis.effort.sessions import Commits

NOW = 1_700_000_000
DAY = 86_400


def commits(
    authored: list[int] | np.ndarray,
    people: list[int] | np.ndarray | None = None,
    added: list[int] | np.ndarray | None = None,
    deleted: list[int] | np.ndarray | None = None,
    fixes: list[bool] | np.ndarray | None = None,
    topics: list[int] | np.ndarray | None = None,
) -> Commits:
    """Columns with the usual where nothing is said: one person, ten added lines, no fix, no topic. Newest first."""
    count = len(authored)

    def column(values: object, usual: object, kind: object = np.int64) -> np.ndarray:
        return np.full(count, usual, dtype=kind) if values is None else np.asarray(values, dtype=kind)

    return Commits(
        authored=np.asarray(authored, dtype=np.int64),
        people=column(people, 0),
        added=column(added, 10),
        deleted=column(deleted, 0),
        fixes=column(fixes, False, np.bool_),
        topics=column(topics, -1),
        left_out=np.zeros(count, dtype=np.bool_),
        landed=np.zeros(count, dtype=np.bool_),
    )


def working_life(
    seed: int,
    count: int = 2_000,
    minutes: float = 12.0,
    power: float = 0.25,
    spread: float = 0.6,
    people: int = 4,
) -> tuple[Commits, np.ndarray]:
    """People at work: each change of n lines takes minutes * n ** power, log-normal; a night after some changes.

    Give the commits, newest first, and the true seconds of each.
    """
    chance = np.random.default_rng(seed)
    size = np.ceil(np.exp(chance.normal(2.5, 1.3, count)))
    seconds = 60 * minutes * size**power * np.exp(chance.normal(0, spread, count))
    seconds = np.maximum(seconds, 200)
    person = np.sort(chance.integers(0, people, count))
    night = np.where(chance.random(count) < 0.25, 14 * 3_600, 0)
    at = np.zeros(count, dtype=np.int64)
    for one in range(people):
        own = person == one
        at[own] = np.cumsum(seconds[own] + night[own]).astype(np.int64)
        at[own] += NOW - int(at[own].max(initial=0)) - one
    made = commits(at, person, size.astype(np.int64), None, np.ones(count, dtype=np.bool_))
    order = np.argsort(-at, kind="stable")
    columns = {name: getattr(made, name)[order] for name in made.__slots__}
    return replace(made, **columns), seconds[order]
