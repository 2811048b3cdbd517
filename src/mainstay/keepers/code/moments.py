"""The past year's moments: which commits they are, and the snapshots taken of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from mainstay.analysis.architecture.drift import Since
from mainstay.analysis.health.calendar import month_starts, nearest_moments
from mainstay.analysis.history.past import mainline_before
from mainstay.domain.check_options import CheckOptions
from mainstay.domain.errors import RunFailed
from mainstay.domain.history import Log
from mainstay.keepers.code.listing import Listed, Lister
from mainstay.keepers.code.memory import MOMENT, read_snapshot, write
from mainstay.keepers.code.reading import Contents
from mainstay.keepers.code.snapshot import Copies, Snapshot, take
from mainstay.keepers.code.worker import Wanted
from mainstay.ports.cache import Cache
from mainstay.ports.source import Source

NOTHING_LISTED: Mapping[str, list[Listed]] = {}


@dataclass(frozen=True, slots=True)
class Dated:
    """A commit of the mainline and the month start (seconds since 1970) that it was the newest at."""

    at: int
    commit: str


def dated_commits(log: Log, at: int) -> tuple[Dated, ...]:
    """Give the mainline's commits at the last twelve month starts before `at`, oldest first.

    Month starts before the first commit are left out, and so is everything below the edge of a shallow clone.
    """
    found: list[Dated] = []
    for start in month_starts(at):
        row = mainline_before(log, start)
        if row is not None:
            found.append(Dated(start, log.oids[row]))
    return tuple(found)


def drift_since(
    options: CheckOptions, dated: Sequence[Dated], log: Log | None, at: int
) -> tuple[Since | None, str]:
    """Choose the commit that drift is told since: (it, ""), (None, why there is none), or (None, "") where none is wanted.

    Unless another is asked for it is the moment of the trend nearest to a quarter before `at`, else to a month.
    """
    if not options.drift:
        near = dict(nearest_moments(tuple(one.at for one in dated), at))
        told = next((name for name in ("a quarter", "a month") if name in near), "")
        if not told:
            return None, ""
        one = dated[near[told]]
        return Since(one.commit, one.at, f"{told} ago"), ""
    if log is None:
        return None, "The past was left out or could not be read"
    base = options.drift_since
    if base is not None and base.commit:
        if base.commit not in log.oids:
            return None, f"The history here does not hold {base.told}"
        return Since(base.commit, log.times[log.oids.index(base.commit)], base.told), ""
    start = int(datetime.fromisoformat(options.drift).replace(tzinfo=UTC).timestamp())
    row = mainline_before(log, start)
    if row is None:
        return None, f"The history here does not reach back to {options.drift}"
    return Since(log.oids[row], start, base.told if base is not None else ""), ""


class Snapshots:
    """Takes snapshots of commits, remembered ones first; the same commit at several moments is taken once."""

    def __init__(
        self, source: Source, cache: Cache, contents: Contents, lister: Lister, settings_digest: str
    ) -> None:
        """Take what reading needs; `settings_digest` tells apart snapshots that other settings would give."""
        self._source, self._cache, self._contents, self._lister = source, cache, contents, lister
        self._salt = f"{settings_digest}:{contents.ask.digest}"
        self._taken: dict[str, Snapshot] = {}
        self._listed: dict[str, list[Listed]] = {}
        self.unreadable: list[str] = []
        """Commits whose trees cannot be read; there is no snapshot of them."""

    def begin(
        self, commits: Iterable[str], listed: Mapping[str, list[Listed]] = NOTHING_LISTED
    ) -> list[Wanted]:
        """Look which commits are remembered, list the others, and name the contents that these need examined.

        `listed` are the files of commits that were listed for another end.
        """
        wanted: list[Wanted] = []
        keys = {commit: self._key(commit) for commit in dict.fromkeys(commits)}
        remembered = self._cache.get(MOMENT, keys.values())
        for commit, key in keys.items():
            snapshot = read_snapshot(remembered.get(key))
            if snapshot is not None:
                self._taken[commit] = snapshot
                continue
            try:
                files = listed.get(commit) or self._lister.list(self._source.tree(commit))
            except RunFailed:
                self.unreadable.append(commit)
                continue
            scored = [one for one in files if one.scored]
            self._listed[commit] = scored
            wanted += self._contents.missing(scored)
        # Versions of one file side by side: git stores them as differences from each other.
        return list({(one.oid, one.language, one.copies): one for one in wanted}.values())

    def prints(self) -> dict[str, bytes]:
        """Give the fingerprints of all contents that snapshots will be taken of."""
        return prints_of(self._contents, (listed for files in self._listed.values() for listed in files))

    def finish(self, copies: Copies) -> None:
        """Take all snapshots begun and remember them."""
        new: dict[str, bytes] = {}
        for commit, listed in self._listed.items():
            pairs = self._contents.paired(listed)
            snapshot = take(pairs, copies)
            self._taken[commit] = snapshot
            # What cannot be read now may be there again the next time.
            if len(pairs) == len(listed) or not any(map(self._contents.is_unreadable, listed)):
                new[self._key(commit)] = write(snapshot)
        if new:
            self._cache.put(MOMENT, new)
        self._cache.keep_only(MOMENT, [self._key(commit) for commit in self._taken])

    def of(self, commit: str) -> Snapshot:
        """Give a commit's snapshot."""
        return self._taken[commit]

    def _key(self, commit: str) -> str:
        return f"{commit}:{self._salt}"


def prints_of(contents: Contents, files: Iterable[Listed]) -> dict[str, bytes]:
    """Give the encoded fingerprints of scored files' contents, by object."""
    prints: dict[str, bytes] = {}
    for listed in files:
        if listed.scored and listed.oid not in prints:
            content = contents.of(listed)
            if content is not None and not content.kind:
                prints[listed.oid] = content.prints
    return prints
