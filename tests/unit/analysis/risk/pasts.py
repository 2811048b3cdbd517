"""Made-up pasts with what the ranking asks of them: which commits are fixes, which files stood at a moment."""

import numpy as np

from mainstay.analysis.history.past import Past
from mainstay.analysis.risk.cuts import Cut
from mainstay.analysis.risk.labels import Labels
from mainstay.domain.history import Log, Mark
from tests.oracles.history import Commit, History

DAY = 86_400
NOW = 1_800_000_000


def commit(days_ago: float, *names: str, fix: bool = False, renames: dict[str, str] | None = None) -> Commit:
    """One commit so many days before `NOW`, touching those files."""
    touches = [(name, 1, 1) for name in (*names, *(renames or {}).values())]
    return Commit(
        NOW - round(days_ago * DAY),
        "Ann",
        int(Mark.FIX if fix else 0),
        touches=touches,
        renames=renames or {},
    )


def log_of(*commits: Commit) -> Log:
    """A log of these commits, in whatever order they are given."""
    return History(sorted(commits, key=lambda one: -one.time)).log()


def labels_of(log: Log, evidence: str = "keywords") -> Labels:
    """Take the marks for the fixes, and every path for a source file."""
    fixes = (np.asarray(log.marks, dtype=np.uint8) & Mark.FIX) != 0
    return Labels(fixes, evidence, np.ones(len(log.paths), dtype=np.bool_))


def cut(days_ago: float, lines: dict[str, int]) -> Cut:
    """What stood so many days before `NOW`: lines by path."""
    at = NOW - round(days_ago * DAY)
    return Cut(at, f"{at:040x}", list(lines), np.array(list(lines.values()), dtype=np.int64))


def past_of(*commits: Commit) -> Past:
    """The past of these commits."""
    return Past(log_of(*commits))
