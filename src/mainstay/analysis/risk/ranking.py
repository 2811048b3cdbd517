"""What to expect of each file now, why, and what the same ranking was worth before."""

from collections.abc import Sequence

import numpy as np

from mainstay.analysis.history.past import YEAR, Past
from mainstay.analysis.linear import times
from mainstay.analysis.risk.activity import Record
from mainstay.analysis.risk.backtest import known_at, model_at, prove
from mainstay.analysis.risk.components import FEATURE_OF, FEATURES, FIXES, HINTS, SIZE
from mainstay.analysis.risk.cuts import HORIZON, Counts, Cut, Figures, with_lines
from mainstay.analysis.risk.intervals import interval
from mainstay.analysis.risk.labels import Labels
from mainstay.analysis.risk.mixture import Mixture
from mainstay.analysis.risk.orders import reading_effort
from mainstay.domain.ranking import Expectation, Ranking

LINES_AN_HOUR = 400.0
"""How fast code is read with care: reviewers who went faster than 400 to 500 lines an hour found markedly less (Cohen,
"Best Kept Secrets of Peer Code Review", 2006, on 2,500 reviews)."""
_NOTABLE = 1.1


def rank(
    past: Past, present: Cut, cuts: Sequence[Cut], labels: Labels, lines_an_hour: float = LINES_AN_HOUR
) -> Ranking:
    """Rank the files of `present` and prove the ranking at `cuts`, those of `moments` that exist.

    `past` is the log up to the head, `labels` are masks over it. Files without a line that is not blank are left out.
    Nothing at a cut is told from what came after its moment.
    """
    # What the present holds was committed by its moment; a cut that is no older cannot be held against it.
    earlier = sorted((cut for cut in cuts if cut.at < present.at), key=lambda cut: -cut.at)
    record = Record(past, labels)
    known = known_at(record, [with_lines(cut) for cut in (present, *earlier)])
    model = model_at(record, known, 0)
    files = _expectations(
        known[0].cut, known[0].components, model, lines_an_hour, hinted=labels.hints is not None
    )
    return Ranking(files, prove(record, known, labels.evidence))


def _expectations(
    cut: Cut, components: Figures, model: Mixture, lines_an_hour: float, *, hinted: bool
) -> tuple[Expectation, ...]:
    a_year = model.expected(components) * (YEAR / HORIZON)
    low, high = interval(a_year, model.spread)
    hours = reading_effort(np.asarray(cut.lines, dtype=np.float64)) / lines_an_hour
    factors = _factors(components, model.shares, cut.lines, hinted=hinted)
    rows = zip(
        cut.paths,
        a_year.tolist(),
        low.tolist(),
        high.tolist(),
        cut.lines.tolist(),
        hours.tolist(),
        _reasons(factors),
        strict=True,
    )
    files = [Expectation(*row) for row in rows]
    return tuple(sorted(files, key=lambda file: (-file.fixes, file.path)))


def _factors(components: Figures, shares: Figures, lines: Counts, *, hinted: bool) -> dict[str, Figures]:
    """Tell by how much each feature multiplies a file's expectation.

    It is compared with a file about which the feature says nothing: one of average length for the size, and for
    all else one whose part of the fixes and changes is that of its lines.
    """
    whole = times(components, shares)
    by_lines = lines / max(float(lines.sum()), 1.0)
    factors: dict[str, Figures] = {}
    # Signs that are the fixes themselves are told under their name.
    feature_of = FEATURE_OF if hinted else tuple(FIXES if name == HINTS else name for name in FEATURE_OF)
    for feature in FEATURES:
        mine = np.array([name == feature for name in feature_of])
        if mine.any():
            indifferent = np.full(len(lines), 1 / max(len(lines), 1)) if feature == SIZE else by_lines
            without = whole - times(components[:, mine], shares[mine]) + shares[mine].sum() * indifferent
            factors[feature] = whole / without
    return factors


def _reasons(factors: dict[str, Figures]) -> list[tuple[tuple[str, float], ...]]:
    """Name what matters for each file, the strongest first."""
    told = {feature: np.round(values, 2).tolist() for feature, values in factors.items()}
    found = []
    for row in zip(*told.values(), strict=True):
        notable = [
            (feature, factor)
            for feature, factor in zip(told, row, strict=True)
            if not 1 / _NOTABLE < factor < _NOTABLE
        ]
        found.append(tuple(sorted(notable, key=lambda pair: -max(pair[1], 1 / max(pair[1], 0.01)))))
    return found
