"""The simple rankings that the model mixes: each says how the next fix is spread over the files."""

import numpy as np

from mainstay.analysis.risk.activity import Activity
from mainstay.analysis.risk.cuts import Counts, Cut, Figures

SIZE, FIXES, FOLDER, CHANGES, HINTS = "size", "past fixes", "its folder's fixes", "changes", "signs of fixes"
FEATURES = (SIZE, FIXES, FOLDER, CHANGES, HINTS)
"""What a file's expectation is explained by; each feature has one or several components."""
FEATURE_OF = (
    *(SIZE, SIZE),
    *(FIXES, FIXES, FIXES),
    FOLDER,
    *(CHANGES, CHANGES, CHANGES, CHANGES),
    *(HINTS, HINTS, HINTS),
)
"""The feature of each column that `components` gives."""


def components(cut: Cut, activity: Activity) -> Figures:
    """Give one column a component: shares of the next fix, 1 in all, over the files (rows; each with lines).

    Size: lines, and their square root. Fixes: those of late (half-life 90 days), those of long (730), and the geometric
    mean of this year's (365) with lines. Folder: the fixes of its files, by lines, which also tells something of a new file.
    Changes: geometric means with lines for the three half-lives, and the classic hotspot, commits times lines;
    never alone, for a version number changes often and there is nothing in its file to mend. Signs of fixes: as fixes.
    A component of which nothing is known, as where nothing was ever fixed, falls back to lines.
    """
    size = np.asarray(cut.lines, dtype=np.float64)
    fading = activity.fading
    columns = (
        size,
        np.sqrt(size),
        fading["fixes", 90],
        fading["fixes", 730],
        np.sqrt(fading["fixes", 365] * size),
        _by_folder(cut, fading["fixes", 730]),
        *(np.sqrt(fading["changes", days] * size) for days in (90, 365, 730)),
        activity.commits * size,
        fading["hints", 90],
        fading["hints", 730],
        np.sqrt(fading["hints", 365] * size),
    )
    return np.column_stack([_shares(column, size) for column in columns])


def _by_folder(cut: Cut, fixes: Figures) -> Figures:
    """Spread the fixes of each folder over its own files by their lines."""
    numbers: dict[str, int] = {}
    folder: Counts = np.array(
        [numbers.setdefault(path.rpartition("/")[0], len(numbers)) for path in cut.paths], dtype=np.int64
    )
    size = np.asarray(cut.lines, dtype=np.float64)
    held, fixed = np.bincount(folder, size), np.bincount(folder, fixes)
    return np.asarray(size * fixed[folder] / held[folder], dtype=np.float64)


def _shares(column: Figures, size: Figures) -> Figures:
    total = float(column.sum())
    # Half-lives fade the oldest events to figures too small to divide by.
    return column / total if total > 1e-12 else size / max(float(size.sum()), 1.0)
