"""The daily figures of a repository's code as series that can be forecast, each group of alike ones apart.

Series are foretold together with those of their kind: how far the one was off tells how far the other may be. What hardly
ever moves, as most files do, would make the bands of all others too narrow.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.forecasting.days import DAY, Days
from mainstay.analysis.test_runs.by_day import flaky_days
from mainstay.domain.code_days import ALL, CodeDays
from mainstay.domain.signal import Limit, Side, Signal
from mainstay.domain.test_runs import RunMark

SOURCE: Final = "code"
COMPLEXITY, HEALTH, STALENESS, FILE_LINES, FLAKINESS = (
    "complexity",
    "health",
    "staleness",
    "file-lines",
    "flakiness",
)
FOLDER: Final = "folder"
"""The label of the folder that a series is of; that of ALL is of the whole repository."""
_LABELS: Final = {FILE_LINES: "path", HEALTH: "part"}
_FIRST_COMMIT: Final = 12
_LONGEST_PATH: Final = 200

Group = tuple[tuple[Signal, Days], ...]


def groups_of(code: CodeDays) -> tuple[Group, ...]:
    """Give all series of a repository that have any level, in groups that are foretold together."""
    found = (_complexity(code), _untouched(code), _health(code), _lines(code))
    groups = (tuple(series for series in group if series is not None) for group in found)
    return tuple(group for group in groups if group)


def repository_key(name: str, root: str) -> str:
    """Name a repository for ever: what it is called and where it began, for clones of two may be called alike.

    Of a shallow clone nobody knows where it began: it goes by its name.
    """
    return f"{name}@{root[:_FIRST_COMMIT]}" if root else name


def subject_of(name: str) -> str:
    """Name a repository as the subject of its forecasts and dates."""
    return f"repo:{_told(name)}"


def flakiness(marks: Iterable[RunMark], name: str, root: str, now: int, most: int) -> Group:
    """Give the share of flaky test runs by day, as far as `most` days back; nothing where no run can tell."""
    days = flaky_days(marks, now, most)
    if not len(days.levels):
        return ()
    what = "flaky test runs"
    return ((_signal((name, root), FLAKINESS, ALL, what, "share"), days),)


def _complexity(code: CodeDays) -> Iterator[tuple[Signal, Days] | None]:
    for folder, levels in code.complexity.items():
        what = "complexity of the code" if folder == ALL else f"complexity of {folder}"
        yield _series(code, COMPLEXITY, folder, what, "per 100 lines", levels)


def _untouched(code: CodeDays) -> Iterator[tuple[Signal, Days] | None]:
    for folder, levels in code.untouched.items():
        of = "code" if folder == ALL else f"code of {folder}"
        # Of a repository younger than a year nothing can be that old.
        if np.nanmax(levels, initial=0.0) > 0:
            yield _series(code, STALENESS, folder, f"{of} untouched for a year", "share", levels)


def _health(code: CodeDays) -> Iterator[tuple[Signal, Days] | None]:
    yield _series(code, HEALTH, "score", "health score", "points", code.health)
    yield _series(code, HEALTH, "shape", "health of the code's shape", "points", code.shape)


def _lines(code: CodeDays) -> Iterator[tuple[Signal, Days] | None]:
    limit = Limit(
        float(code.most_lines), Side.ABOVE, "thresholds.file_lines, from which on check calls a file large"
    )
    for path, levels in code.lines.items():
        yield _series(code, FILE_LINES, path, f"code lines of {path}", "lines", levels, limit)


def _series(
    code: CodeDays,
    sort: str,
    part: str,
    what: str,
    unit: str,
    levels: NDArray[np.float64],
    limit: Limit | None = None,
) -> tuple[Signal, Days] | None:
    known = np.flatnonzero(np.isfinite(levels))
    if not len(known):
        return None
    signal = _signal((code.name, code.root), sort, part, what, unit, limit)
    return signal, Days(code.start + int(known[0]) * DAY, levels[known[0] :])


def _signal(
    of: tuple[str, str], sort: str, part: str, what: str, unit: str, limit: Limit | None = None
) -> Signal:
    name = _told(of[0])
    key = f"{_told(repository_key(*of))} {sort} {_short(_told(part))}"
    labels = {"repository": name, _LABELS.get(sort, FOLDER): _told(part)}
    return Signal(SOURCE, key, subject_of(of[0]), f"{_told(what)} ({name})", sort, unit, labels, limit)


def _told(text: str) -> str:
    """Give a text that can be stored: names of files need not be text at all."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _short(path: str) -> str:
    if len(path) <= _LONGEST_PATH:
        return path
    return f"{path[:_LONGEST_PATH]}~{sha256(path.encode()).hexdigest()[:16]}"
