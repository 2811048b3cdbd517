"""The orders that repowise would read files in, told by the index that it leaves behind at a moment of the past."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.measuring import Failed, Taken, take
from benchmarks.peers import PEERS, command
from benchmarks.repositories import clone_at
from mainstay.analysis.risk.cuts import Cut, Figures

NAME = "repowise"
INDEX = Path(".repowise", "wiki.db")
HEALTH, HOTSPOT = "repowise-health", "repowise-hotspot"
# Its own order, "worst first", is by the score from 1 to 10; where that has reached its end, by all that its findings
# would have taken off. A file that it has not scored counts as sound.
_HEALTH = """
    SELECT file_path, score, (
        SELECT coalesce(sum(health_impact), 0) FROM health_findings
        WHERE health_findings.file_path = health_file_metrics.file_path)
    FROM health_file_metrics WHERE score IS NOT NULL"""
_HOTSPOT = (
    "SELECT file_path, temporal_hotspot_score FROM git_metadata WHERE temporal_hotspot_score IS NOT NULL"
)
_SOUND = (10.0, 0.0)


@dataclass(frozen=True, slots=True)
class Left:
    """What an index says of each path: score and summed findings, and how much it was changed of late."""

    health: Mapping[str, tuple[float, float]]
    hotspot: Mapping[str, float]


def look_back(
    repository: Path,
    commit: str,
    scratch: Path,
    home: Path,
    environment: Mapping[str, str],
    seconds: float,
) -> tuple[Left, Taken]:
    """Run repowise, installed in `home`, on a clone that ends with the commit. Raises Failed when it does not work."""
    folder = clone_at(repository, commit, scratch / f"{NAME}-{commit[:12]}")
    taken = take(command(PEERS[NAME], home, folder, environment, seconds))
    return read_index(folder / INDEX), taken


def read_index(path: Path) -> Left:
    """Read what repowise leaves behind (tables of its version 0.59). Raises Failed when it is not there or is another."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as index:
            health = {name: (score, impact) for name, score, impact in index.execute(_HEALTH)}
            hotspot = dict(index.execute(_HOTSPOT).fetchall())
    except sqlite3.Error as error:
        raise Failed(f"its index cannot be read: {error}") from error
    if not health:
        raise Failed("its index scores no file")
    return Left(health, hotspot)


def orders(left: Left, cut: Cut) -> dict[str, Figures]:
    """Give the scores of a cut's files, the one to begin with having the highest, by file and by line."""
    told = [left.health.get(path, _SOUND) for path in cut.paths]
    places = {key: place for place, key in enumerate(sorted(set(told), key=lambda key: (-key[0], key[1])))}
    by_file = {
        HEALTH: np.array([places[key] for key in told], dtype=np.float64),
        HOTSPOT: np.array([left.hotspot.get(path, 0.0) for path in cut.paths], dtype=np.float64),
    }
    # A place in an order has no size, so that by line the points taken off count.
    off = np.array([max(_SOUND[0] - score, impact) for score, impact in told], dtype=np.float64)
    lines = np.asarray(cut.lines, dtype=np.float64)
    by_line = {f"{HEALTH}-per-line": off / lines, f"{HOTSPOT}-per-line": by_file[HOTSPOT] / lines}
    return by_file | by_line
