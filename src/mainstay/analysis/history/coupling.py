"""Files that change together. A hint at hidden dependencies; it predicts no defects, so nothing is scored by it."""

from collections import Counter
from collections.abc import Mapping
from itertools import combinations, groupby

from mainstay.analysis.history.past import YEAR, Past
from mainstay.domain.history import Coupling

# A commit over many files (a rename, a reformatting) couples nothing; code-maat and CodeScene cut at 30 to 50.
_LARGEST_COMMIT = 30
_FEWEST_TOGETHER = 5
_LEAST_SHARE = 0.4


def coupled_files(past: Past, lineages: Mapping[str, int], at: int, most: int) -> tuple[Coupling, ...]:
    """Name pairs of the given paths that changed together in the year before `at`, the surest first."""
    names = {lineage: path for path, lineage in lineages.items() if lineage >= 0}
    recent = (past.times[past.rows] <= at) & (past.times[past.rows] > at - YEAR)
    touches = zip(past.rows[recent].tolist(), past.lineages[recent].tolist(), strict=True)
    alone: Counter[int] = Counter()
    together: Counter[tuple[int, int]] = Counter()
    for _, group in groupby(touches, key=lambda touch: touch[0]):
        files = sorted({lineage for _, lineage in group if lineage in names})
        if len(files) <= _LARGEST_COMMIT:
            alone.update(files)
            together.update(combinations(files, 2))
    pairs = [
        Coupling(names[one], names[other], count, alone[one] + alone[other] - count)
        for (one, other), count in together.items()
        if count >= _FEWEST_TOGETHER
    ]
    strong = [pair for pair in pairs if pair.together / pair.either >= _LEAST_SHARE]
    return tuple(
        sorted(strong, key=lambda pair: (-pair.together / pair.either, -pair.together, pair.one))[:most]
    )
