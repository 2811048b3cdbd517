"""What was done to each file: fading sums of its fixes and changes at any moment, and its fixes in the time after."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from mainstay.analysis.history.past import YEAR, Past
from mainstay.analysis.risk.cuts import DAY, HORIZON, Counts, Cut, Figures, Flags
from mainstay.analysis.risk.labels import Labels

LARGEST_COMMIT = 15
"""Commits over so many source files are sweeps over the code, not work on a file (evidence: the back-test's protocol)."""
HALF_LIVES = (90, 365, 730)
"""Days after which an event counts half: what goes on now, what went on this year, what the file is known for."""
BASELINE_HALF_LIFE = 182
KINDS = ("fixes", "changes", "hints")


@dataclass(frozen=True, slots=True)
class Activity:
    """What was known of a cut's files at its moment; every array has one figure a file.

    `fading[kind, days]` sums the commits of a kind that touched the file, each shared over the source files that it
    touched and halved every `days`. `commits` counts them unshared, halved every year; `year` those of the last year;
    `fixes` the fixes, halved every 182 days.
    """

    fading: dict[tuple[str, int], Figures]
    commits: Figures
    year: Counts
    fixes: Figures


@dataclass(frozen=True, slots=True)
class Outcome:
    """The fixes after a cut, up to the horizon: `touches` and `weight` a file, and how many commits they were."""

    touches: Counts
    weight: Figures
    commits: int


class Record:
    """The touches of source files in commits that count, oldest first, each with its file under all its names."""

    def __init__(self, past: Past, labels: Labels) -> None:
        """Sort once; `past` follows the renames."""
        self._past = past
        self._names = {path: number for number, path in enumerate(past.log.paths)}
        names = np.asarray(past.log.touched_paths, dtype=np.int64)
        # A name that another file took later has no lineage: what was done under it stays with the name alone.
        tracks = np.where(past.lineages < 0, names + len(self._names), past.lineages)
        counted = np.asarray(labels.sources, dtype=np.bool_)[names]
        if labels.apart is not None:
            counted &= ~labels.apart[past.rows]
        sizes = np.bincount(past.rows[counted], minlength=len(past.times))
        counted &= sizes[past.rows] <= LARGEST_COMMIT
        chosen = np.flatnonzero(counted)
        chosen = chosen[np.argsort(past.times[past.rows[chosen]], kind="stable")]
        self._rows = past.rows[chosen]
        self._times = past.times[self._rows]
        self._tracks = tracks[chosen]
        self._shares = 1.0 / sizes[self._rows]
        self._fixing = labels.fixes[self._rows]
        self._hinting = self._fixing if labels.hints is None else labels.hints[self._rows]

    def usual_rate(self, at: int) -> float:
        """Give the fixing touches a horizon, on average from the first commit to the moment `at`."""
        end = int(np.searchsorted(self._times, at, side="right"))
        if not end:
            return 0.0
        horizons = max((at - int(self._times[0])) / HORIZON, 1.0)
        return float(self._fixing[:end].sum()) / horizons

    def tracks_of(self, cut: Cut) -> Counts:
        """Give the number of each file of a cut, -1 for one that the log does not know."""
        lineages = self._past.lineage_of(cut.at)
        size = len(self._names)
        known = (lineages.get(path) for path in cut.paths)
        return np.array(
            [
                -1 if lineage is None else lineage if lineage >= 0 else size + self._names[path]
                for path, lineage in zip(cut.paths, known, strict=True)
            ],
            dtype=np.int64,
        )

    def outcome(self, cut: Cut, tracks: Counts) -> Outcome:
        """Tell what was fixed after a cut, its own moment left out and the horizon's end included."""
        begin, end = np.searchsorted(self._times, [cut.at, cut.at + HORIZON], side="right")
        fixing = self._fixing[begin:end]
        touched, shares = self._tracks[begin:end][fixing], self._shares[begin:end][fixing]
        held = np.isin(touched, tracks)
        return Outcome(
            self._gathered(touched, None, tracks).astype(np.int64),
            self._gathered(touched, shares, tracks),
            len(np.unique(self._rows[begin:end][fixing][held])),
        )

    def activities(self, cuts: Sequence[Cut], tracks: Sequence[Counts]) -> Iterator[Activity]:
        """Tell what was known at each cut; these stand oldest first, so that each touch is looked at once."""
        sums: dict[tuple[str, int], Figures] = {}
        begin, before = 0, None
        for cut, numbers in zip(cuts, tracks, strict=True):
            end = int(np.searchsorted(self._times, cut.at, side="right"))
            passed = 0 if before is None else cut.at - before
            self._fade(sums, slice(begin, end), cut.at, passed)
            recent = slice(int(np.searchsorted(self._times, cut.at - YEAR, side="right")), end)
            fading = {(kind, days): _at(sums[kind, days], numbers) for kind in KINDS for days in HALF_LIVES}
            yield Activity(
                fading,
                commits=_at(sums["commits", 365], numbers),
                year=self._gathered(self._tracks[recent], None, numbers).astype(np.int64),
                fixes=_at(sums["unshared fixes", BASELINE_HALF_LIFE], numbers),
            )
            begin, before = end, cut.at

    def _fade(self, sums: dict[tuple[str, int], Figures], new: slice, at: int, passed: int) -> None:
        """Let the sums fade over the seconds `passed`, and add what is new at the moment `at`."""
        ages = (at - self._times[new]) / DAY
        tracks, shares = self._tracks[new], self._shares[new]
        masks: dict[str, Flags | None] = {
            "fixes": self._fixing[new],
            "changes": None,
            "hints": self._hinting[new],
        }
        for days in {*HALF_LIVES, BASELINE_HALF_LIFE}:
            left = 0.5 ** (ages / days)
            wanted = [(kind, masks[kind], left * shares) for kind in KINDS if days in HALF_LIVES]
            if days == YEAR // DAY:
                wanted.append(("commits", None, left))
            if days == BASELINE_HALF_LIFE:
                wanted.append(("unshared fixes", self._fixing[new], left))
            for kind, mask, worth in wanted:
                added = (
                    self._summed(tracks, worth) if mask is None else self._summed(tracks[mask], worth[mask])
                )
                old = sums.get((kind, days))
                sums[kind, days] = added if old is None else old * 0.5 ** (passed / DAY / days) + added

    def _summed(self, tracks: Counts, worth: Figures | None) -> Figures:
        return np.bincount(tracks, worth, minlength=2 * len(self._names)).astype(np.float64)

    def _gathered(self, touched: Counts, worth: Figures | None, tracks: Counts) -> Figures:
        return _at(self._summed(touched, worth), tracks)


def _at(sums: Figures, tracks: Counts) -> Figures:
    """Give each file's sum, 0 for those that are not known."""
    known = tracks >= 0
    found = np.zeros(len(tracks))
    found[known] = sums[tracks[known]]
    return found
