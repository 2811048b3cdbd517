"""A repository's code day by day: what stood at the end of each one is read off the mainline, so that nothing is guessed.

Few days hold a commit, and those that do change few files: a year of days costs little more than a year of months. What past
contents say is remembered apart from what a check remembers, which neither needs nor reads it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mainstay.analysis.health.parts import rules
from mainstay.analysis.history.past import Past, mainline_before
from mainstay.config.settings import Settings
from mainstay.domain.check_options import CheckOptions, Churn
from mainstay.domain.code_days import CodeDays
from mainstay.domain.errors import RunFailed
from mainstay.domain.history import Log
from mainstay.domain.notice import Notice, Weight
from mainstay.keepers.code.asking import ask_of, lister_of
from mainstay.keepers.code.assessment import assess
from mainstay.keepers.code.chronicle import Chronicle
from mainstay.keepers.code.content import decode
from mainstay.keepers.code.daily_table import DayTable, Touched, chosen_folders
from mainstay.keepers.code.examination import Examination
from mainstay.keepers.code.listing import Listed
from mainstay.keepers.code.memory import PAST
from mainstay.keepers.code.moments import prints_of
from mainstay.keepers.code.reading import Contents
from mainstay.keepers.code.snapshot import Copies, Snapshot, take
from mainstay.keepers.code.worker import key_of
from mainstay.ports.cache import Cache
from mainstay.ports.progress import Progress
from mainstay.ports.source import Source
from mainstay.ports.workers import Workers

DAY: Final = 86_400
MOST_LISTED: Final = 10_000_000
"""Files of all trees together; of a larger repository fewer days are read."""
_NEAR: Final = 0.5
"""A file counts as near its limit from this part of it on."""
_MOST_FILES: Final = 500
_SHALLOW = "the clone is shallow"
_LARGE = "name under exclude in mainstay.toml what is no code of yours"


@dataclass(frozen=True, slots=True)
class DailyReader:
    """Reads repositories day by day."""

    workers: Workers
    cache: Cache

    def read(
        self, source: Source, settings: Settings, now: int, days: int, progress: Progress
    ) -> CodeDays | None:
        """Read what was committed by the end of each of the last `days` days before `now`; None where there is nothing.

        Raises RunFailed when the repository cannot be read.
        """
        chronicle = Chronicle(source, self.cache, CheckOptions(churn=Churn.NONE), progress, now)
        log = chronicle.read()
        if log is None:
            return None
        chronicle.count(log, now)
        return _Reading(self, source, settings, progress, chronicle, log).run(now, days)


@dataclass(frozen=True, slots=True)
class _Stand:
    """The end of one day and the commit that stood then."""

    place: int
    at: int
    commit: str


class _Reading:
    """The state of one reading; `run` reads as its order."""

    def __init__(
        self,
        reader: DailyReader,
        source: Source,
        settings: Settings,
        progress: Progress,
        chronicle: Chronicle,
        log: Log,
    ) -> None:
        self.reader, self.source, self.progress = reader, source, progress
        self.chronicle, self.log = chronicle, log
        self.ask = ask_of(settings)
        self.rules = rules(self.ask.thresholds)
        self.lister = lister_of(settings)
        self.contents = Contents(source, reader.cache, self.ask, {})
        self.trees: dict[str, list[Listed]] = {}
        self.notices: list[Notice] = []
        self.unread: set[str] = set()

    def run(self, now: int, days: int) -> CodeDays | None:
        start = now - now % DAY - days * DAY
        stands = self._listed(self._stands(start, days))
        self._examine()
        stands = [stand for stand in stands if stand.commit not in self.unread]
        if self.unread:
            text = "Commits of the past cannot be read, so that their days are gaps."
            count, examples = len(self.unread), tuple(sorted(self.unread)[:5])
            self.notices.append(Notice("trend-gaps", text, Weight.LIMIT, "git fsck", count, examples))
        if not stands:
            return None
        objects = {entry.path: entry.oid for entry in self.source.tree(self.source.repository.head)}
        return self._figures(stands, self.chronicle.past(self.log, objects, now), start, days)

    def _stands(self, start: int, days: int) -> list[_Stand]:
        ends = ((place, start + (place + 1) * DAY - 1) for place in range(days))
        rows = ((place, at, mainline_before(self.log, at)) for place, at in ends)
        return [_Stand(place, at, self.log.oids[row]) for place, at, row in rows if row is not None]

    def _listed(self, stands: Sequence[_Stand]) -> list[_Stand]:
        """List the trees from the newest back, as far as there is room for them."""
        self.progress.stage("Listing days")
        room, kept = MOST_LISTED, list[_Stand]()
        for stand in reversed(stands):
            if stand.commit not in self.trees and stand.commit not in self.unread:
                try:
                    files = [one for one in self.lister.list(self.source.tree(stand.commit)) if one.scored]
                except RunFailed:
                    self.unread.add(stand.commit)
                    continue
                room -= len(files)
                if room < 0:
                    text = f"The repository is so large that only its last {len(kept)} days were read."
                    self.notices.append(Notice("days-left-out", text, Weight.LIMIT, _LARGE))
                    break
                self.trees[stand.commit] = files
            kept.append(stand)
        return kept[::-1]

    def _examine(self) -> None:
        """Examine all contents that nothing is known of yet, and tell commits of which some cannot be read."""
        files = {(one.path, one.oid): one for listed in self.trees.values() for one in listed}
        # Versions of one file side by side: git stores them as differences from each other.
        wanted = self.contents.missing(files[place] for place in sorted(files))
        keys = {key_of(one, self.ask): one for one in wanted}
        cache = self.reader.cache
        remembered = {key: held for key, held in cache.get(PAST, keys).items() if decode(held) is not None}
        self.contents.known.update(remembered)
        with Examination(self.reader.workers, self.source.blobs(), self.ask) as examination:
            examination.add(one for key, one in keys.items() if key not in remembered)
            self.progress.stage("Reading days", examination.total)
            new = dict(examination.results(self.progress))
        self.contents.known.update(new)
        if new:
            cache.put(PAST, new)
        cache.keep_only(PAST, keys)
        lacking = {place for place, one in files.items() if self.contents.is_unreadable(one)}
        if lacking:
            self.unread |= {
                commit
                for commit, listed in self.trees.items()
                if any((one.path, one.oid) in lacking for one in listed)
            }

    def _figures(self, stands: Sequence[_Stand], past: Past, start: int, days: int) -> CodeDays:
        self.progress.stage("Judging days")
        every = (one for files in self.trees.values() for one in files)
        copies = Copies.among(prints_of(self.contents, every), self.ask.shingles)
        shallow = self.source.repository.shallow
        folders = chosen_folders((one.path, self._lines(one)) for one in self.trees[stands[-1].commit])
        table = DayTable(days, folders, self._near(stands, past))
        touched = Touched(past)
        before, snapshot, names = "", Snapshot((), (), (), ()), dict[str, str]()
        for stand in stands:
            if stand.commit != before:
                before, snapshot = stand.commit, take(self.contents.paired(self.trees[stand.commit]), copies)
                names = past.renamed_since(stand.at, stands[-1].at)
            assessed = assess(
                snapshot, past, stand.at, self.rules, without_history=_SHALLOW if shallow else ""
            )
            # Below the edge of a shallow clone nobody knows since when a file has stood as it is.
            changed = None if shallow else touched.until(stand.at, snapshot.paths)
            table.take(stand.place, assessed, [names.get(path, path) for path in snapshot.paths], changed)
        health, shape = table.scores()
        first = self.log.oids[self.log.first_parents[-1]]
        all_told = (*self.source.notices, *self.chronicle.notices, *self.notices)
        return CodeDays(
            self.source.repository.name,
            "" if shallow else first,
            start,
            health,
            shape,
            table.complexity,
            table.untouched,
            table.lines,
            self.ask.thresholds.file_lines,
            tuple(one for one in all_told if one.weight is Weight.LIMIT or one.code == "doubtful-dates"),
        )

    def _near(self, stands: Sequence[_Stand], past: Past) -> tuple[str, ...]:
        """Name files that neared their limit on some day and were not beyond it on the first one that they are known on.

        What was beyond it all the time is no news; what passed it since is.
        """
        limit = self.ask.thresholds.file_lines
        now = {one.path for one in self.trees[stands[-1].commit]}
        first: dict[str, int] = {}
        most: dict[str, int] = {}
        before = ""
        for stand in stands:
            if stand.commit == before:
                continue
            before, names = stand.commit, past.renamed_since(stand.at, stands[-1].at)
            for one in self.trees[stand.commit]:
                path, lines = names.get(one.path, one.path), self._lines(one)
                first.setdefault(path, lines)
                most[path] = max(most.get(path, 0), lines)
        near = (path for path in most if path in now and first[path] <= limit and most[path] >= _NEAR * limit)
        return tuple(sorted(near, key=lambda path: (-most[path], path))[:_MOST_FILES])

    def _lines(self, listed: Listed) -> int:
        content = self.contents.of(listed)
        return content.code_lines if content is not None and not content.kind else 0
