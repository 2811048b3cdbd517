"""The simple rankings that the model mixes: each says how the next fix is spread over the files."""

import numpy as np

from mainstay.analysis.risk.activity import Activity
from mainstay.analysis.risk.cuts import Counts, Figures

SIZE, FIXES, CHANGES, HINTS = "size", "past fixes", "changes", "signs of fixes"
FEATURES = (SIZE, FIXES, CHANGES, HINTS)
"""What a file's expectation is explained by; each feature has one or several components."""
FEATURE_OF = (SIZE, FIXES, FIXES, HINTS, HINTS, FIXES, HINTS, CHANGES, CHANGES, CHANGES, CHANGES)
"""The feature of each column that `components` gives."""


def components(lines: Counts, activity: Activity) -> Figures:
    """Give one column a component: shares of the next fix, 1 in all, over the files (rows; each with lines).

    Lines alone; fixes of late (half-life 90 days) and for long (730); the geometric mean of fixes this year (365) and
    lines, and of changes and lines for each half-life; and the classic hotspot, commits times lines. A component of
    which nothing is known, as where nothing was ever fixed, falls back to lines. Changes never stand alone: a version
    number changes often, and there is nothing in its file to mend.
    """
    size = np.asarray(lines, dtype=np.float64)
    fading = activity.fading
    columns = (
        size,
        fading["fixes", 90],
        fading["fixes", 730],
        fading["hints", 90],
        fading["hints", 730],
        np.sqrt(fading["fixes", 365] * size),
        np.sqrt(fading["hints", 365] * size),
        np.sqrt(fading["changes", 90] * size),
        np.sqrt(fading["changes", 365] * size),
        np.sqrt(fading["changes", 730] * size),
        activity.commits * size,
    )
    return np.column_stack([_shares(column, size) for column in columns])


def _shares(column: Figures, size: Figures) -> Figures:
    total = float(column.sum())
    # Half-lives fade the oldest events to figures too small to divide by.
    return column / total if total > 1e-12 else size / max(float(size.sum()), 1.0)
