"""Reads a repository's past: its commits, which of them are fixes and which count for nothing, and the lines they changed."""

from array import array
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.history.apart import by_machines, ignored_revisions, names_of, sweeps
from mainstay.analysis.history.dates import sound_dates
from mainstay.analysis.history.entries import LARGEST_ENTRY, Entry, entries, entry_tells_fix
from mainstay.analysis.history.fixes import told_fixes
from mainstay.analysis.history.marks import mark_message
from mainstay.analysis.history.past import Past
from mainstay.domain.check_options import CheckOptions, Churn
from mainstay.domain.errors import RunFailed
from mainstay.domain.history import Log, Mark
from mainstay.domain.notice import Notice, Weight
from mainstay.keepers.code.memory import LOG, read_log, write_log
from mainstay.keepers.code.pricing.work import rows_worth_counting
from mainstay.keepers.code.prospects import TOLD_BY
from mainstay.ports.cache import Cache
from mainstay.ports.progress import Progress
from mainstay.ports.source import Source

_THIRTEEN_MONTHS = 396 * 86_400
_UNREADABLE = "the past cannot be read"
_IGNORED = ".git-blame-ignore-revs"
_LARGEST_LIST = 4 << 20
# So few commits are sooner read again than a long past is written down anew.
_FEW_COMMITS = 16


@dataclass(slots=True)
class Chronicle:
    """The past of one repository as it is read, step by step; `missing` says why there is none, "" when there is."""

    source: Source
    cache: Cache
    options: CheckOptions
    progress: Progress
    now: int
    notices: list[Notice] = field(default_factory=list)
    missing: str = ""
    _written: "array[int]" = field(default_factory=lambda: array("q"))
    _stale: bool = True

    def read(self) -> Log | None:
        """Read the commits, those known from an earlier run first; None where they are not wanted or cannot be read.

        Their times are those to go by: dates that cannot be true are told, and put where the other commits' have them.
        """
        if not self.options.history or not self.source.repository.head:
            return None
        self.progress.stage("Reading history")
        known = read_log(self.cache.get(LOG, [LOG]).get(LOG))
        try:
            log = self.source.log(mark_message, known)
        except RunFailed as error:
            self.missing = _UNREADABLE
            self._left_out("history-left-out", "The past cannot be read and was left out", error)
            return None
        continues = known is not None and log.oids[-len(known.oids) :] == known.oids
        new = len(log.oids) - (len(known.oids) if known is not None and continues else 0)
        self._mark_entries(log, new)
        self._stale = not continues or new > _FEW_COMMITS
        dates = sound_dates(log, self.now)
        self._tell("doubtful-dates", "carry dates that cannot be true", log, dates.doubtful)
        # What is remembered is what the commits say: more of them may tell another truth.
        self._written = log.times
        return replace(log, times=dates.times)

    def count(self, log: Log, at: int) -> None:
        """Count the lines that commits changed, as far back from the time `at` as was asked for, and remember the log.

        One that is but a few commits longer than what is remembered is not written anew.
        """
        wanted: list[int] = []
        counted = 0
        if self.options.churn is not Churn.NONE:
            self.progress.stage("Counting changed lines")
            oldest = at - _THIRTEEN_MONTHS if self.options.churn is Churn.YEAR else -(1 << 62)
            wanted = [row for row, time in enumerate(log.times) if time > oldest]
            try:
                counted = self.source.churn(log, wanted)
                if self.options.churn is Churn.YEAR:
                    older = rows_worth_counting(log)
                    wanted += older
                    counted += self.source.churn(log, older)
            except RunFailed as error:
                self._left_out("churn-left-out", "Changed lines could not all be counted", error)
        if self._stale or counted > _FEW_COMMITS:
            self.cache.put(LOG, {LOG: write_log(replace(log, times=self._written))})
        _leave_uncounted(log, wanted)

    def past(self, log: Log, objects: dict[str, str], at: int) -> Past:
        """Follow the files through the log up to the time `at`, with its fixes told and what says nothing set apart.

        `objects` are the head's, by path.
        """
        machines, layout = by_machines(log), sweeps(log, self._ignored(log, objects))
        self._tell("machine-commits", "were made by programs and are set apart", log, machines)
        self._tell("layout-commits", "only change how code looks and are set apart", log, layout)
        past = Past(log, machines | layout)
        told = told_fixes(past, at - TOLD_BY)
        past.tell_fixes(told.mask, told.evidence)
        return past

    def _mark_entries(self, log: Log, rows: int) -> None:
        """Mark the commits of the first `rows` that add an entry to a change log of one file an entry."""
        found = list(entries(log, rows))
        unsure = {(log.oids[entry.row], entry.path): entry for entry in found if entry.fix is None}
        told = [entry for entry in found if entry.fix] + self._fixes_by_content(unsure)
        for entry in found:
            log.marks[entry.row] |= Mark.NOTED
        for entry in told:
            log.marks[entry.row] |= Mark.NOTED_FIX

    def _fixes_by_content(self, unsure: dict[tuple[str, str], Entry]) -> list[Entry]:
        if not unsure:
            return []
        objects = self.source.objects(unsure)
        sizes = self.source.sizes(objects.values())
        wanted = [oid for oid in dict.fromkeys(objects.values()) if 0 < sizes.get(oid, 0) <= LARGEST_ENTRY]
        with closing(self.source.blobs()) as blobs:
            read = blobs.read(wanted)
            fixes = {oid for oid, content in read if content is not None and entry_tells_fix(content)}
        return [entry for place, entry in unsure.items() if objects.get(place) in fixes]

    def _ignored(self, log: Log, objects: dict[str, str]) -> frozenset[str]:
        oid = objects.get(_IGNORED)
        if oid is None:
            return frozenset()
        if self.source.sizes([oid]).get(oid, 0) > _LARGEST_LIST:
            text = f"{_IGNORED} is larger than {_LARGEST_LIST >> 20} MiB and was not read."
            self.notices.append(
                Notice("ignored-revisions", text, Weight.LIMIT, mend="keep full hashes in it alone")
            )
            return frozenset()
        with closing(self.source.blobs()) as blobs:
            content = next((content for _, content in blobs.read([oid])), None)
        named = ignored_revisions(content or b"")
        unknown = named.difference(log.oids)
        if unknown:
            text = f"Hashes in {_IGNORED} name no commit of this history."
            self.notices.append(
                Notice("ignored-revisions", text, count=len(unknown), examples=tuple(sorted(unknown)[:5]))
            )
        return named

    def _tell(self, code: str, what: str, log: Log, mask: NDArray[np.bool_]) -> None:
        count = int(mask.sum())
        if count:
            examples = tuple(names_of(log, mask))
            self.notices.append(Notice(code, f"Commits {what}.", Weight.NOTE, count=count, examples=examples))

    def _left_out(self, code: str, text: str, error: RunFailed) -> None:
        self.notices.append(
            Notice(code, f"{text}: {error.what}.", Weight.LIMIT, mend=error.mend or "git fsck")
        )


def _leave_uncounted(log: Log, wanted: Sequence[int]) -> None:
    """Take back what earlier looks counted of other rows, so that a second look gives the figures of a first."""
    others = np.ones(len(log.oids), dtype=np.bool_)
    others[wanted] = False
    touches = others[np.asarray(log.touched, dtype=np.int64)]
    for column in (log.added, log.deleted):
        np.frombuffer(column, dtype=np.intc)[touches] = -1
