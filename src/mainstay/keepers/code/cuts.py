"""The files that stood at earlier moments and how long each was: what the ranking learns from and is tried on."""

from collections.abc import Iterable

import numpy as np

from mainstay.analysis.history.past import mainline_before
from mainstay.analysis.risk.cuts import Cut
from mainstay.domain.errors import RunFailed
from mainstay.domain.history import Log
from mainstay.keepers.code.listing import Listed, Lister
from mainstay.keepers.code.memory import CUTS, Stood, read_stood, write_stood
from mainstay.keepers.code.reading import Contents
from mainstay.keepers.code.worker import Wanted
from mainstay.ports.cache import Cache
from mainstay.ports.source import Source


class Cuts:
    """Takes cuts of a mainline; those of commits that an earlier run saw, and lengths it counted, are remembered."""

    def __init__(
        self, source: Source, cache: Cache, contents: Contents, lister: Lister, settings_digest: str
    ) -> None:
        """Take what reading needs; `settings_digest` tells apart cuts that other settings would give."""
        self._source, self._cache, self._contents, self._lister = source, cache, contents, lister
        self._key = f"{settings_digest}:{contents.ask.digest}"
        self._moments: list[tuple[int, str]] = []
        self._stood: dict[str, Stood] = {}
        self._listed: dict[str, list[Listed]] = {}
        self._lines: dict[str, int] = {}

    def begin(self, log: Log, moments: Iterable[int]) -> list[Wanted]:
        """List the trees of the moments (seconds since 1970) and name the contents whose lines are still to be counted.

        Moments before the first commit are left out, and so are those whose trees cannot be read.
        """
        remembered = read_stood(self._cache.get(CUTS, [self._key]).get(self._key))
        before = {stood.commit: stood for stood in remembered}
        self._lines = {
            oid: count for one in remembered for oid, count in zip(one.oids, one.lines, strict=True)
        }
        for at in moments:
            row = mainline_before(log, at)
            if row is None:
                continue
            commit = log.oids[row]
            self._moments.append((at, commit))
            if commit in before:
                self._stood[commit] = before[commit]
            elif commit not in self._listed:
                self._list(commit)
        unknown = {
            listed.oid: listed
            for files in self._listed.values()
            for listed in sorted(files, key=lambda listed: listed.path)
            if listed.oid not in self._lines
        }
        # Versions of one file side by side: git stores them as differences from each other.
        return self._contents.uncounted(sorted(unknown.values(), key=lambda listed: listed.path))

    def _list(self, commit: str) -> None:
        try:
            entries = self._source.tree(commit)
        except RunFailed:
            return
        self._listed[commit] = [listed for listed in self._lister.list(entries) if listed.scored]

    def finish(self) -> tuple[Cut, ...]:
        """Take all cuts begun, newest first, and remember them."""
        for commit, files in self._listed.items():
            counted = [(listed, self._held_by(listed)) for listed in files]
            kept = [(listed, lines) for listed, lines in counted if lines is not None]
            self._stood[commit] = Stood(
                commit,
                tuple(listed.path for listed, _ in kept),
                tuple(listed.oid for listed, _ in kept),
                tuple(lines for _, lines in kept),
            )
        if self._listed:
            commits = dict.fromkeys(commit for _, commit in self._moments if commit in self._stood)
            self._cache.put(CUTS, {self._key: write_stood([self._stood[commit] for commit in commits])})
            self._cache.keep_only(CUTS, [self._key])
        return tuple(_cut(at, self._stood[commit]) for at, commit in self._moments if commit in self._stood)

    def _held_by(self, listed: Listed) -> int | None:
        lines = self._lines.get(listed.oid)
        return lines if lines is not None else self._contents.held_lines(listed)


def _cut(at: int, stood: Stood) -> Cut:
    return Cut(at, stood.commit, stood.paths, np.asarray(stood.lines, dtype=np.int64))
