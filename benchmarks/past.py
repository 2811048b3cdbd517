"""The past of a repository as `mainstay check` reads it, so that there is one reading of which commits are fixes."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.measuring import Failed
from mainstay.adapters.cache.memory import NoCache
from mainstay.analysis.history.fixes import Fixes, told_fixes
from mainstay.analysis.history.past import Past
from mainstay.analysis.risk.activity import Record
from mainstay.analysis.risk.cuts import Cut
from mainstay.analysis.risk.labels import Labels
from mainstay.cli.waiting import Silence
from mainstay.domain.check_options import CheckOptions
from mainstay.domain.code_report import FileReport
from mainstay.domain.history import Mark
from mainstay.domain.ranking import Ranking
from mainstay.domain.source_file import FileKind, SourceFile
from mainstay.domain.subject import Scope
from mainstay.keepers.code.chronicle import Chronicle
from mainstay.keepers.code.listing import Lister
from mainstay.keepers.code.prospects import TOLD_BY, ranking_of
from mainstay.ports.source import Source


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many commits of the whole log each kind of evidence calls fixes, and how many are set apart."""

    entries: int
    issues: int
    words: int
    apart: int


def read_past(source: Source) -> Past:
    """Read the whole log; bots, sweeps and `.git-blame-ignore-revs` are set apart. Raises Failed without a log."""
    chronicle = Chronicle(source, NoCache(), CheckOptions(cache=False), Silence(), int(time.time()))
    log = chronicle.read()
    if log is None:
        raise Failed(chronicle.missing or "there is no commit")
    return chronicle.past(log, {entry.path: entry.oid for entry in source.tree(source.repository.head)})


def fixes(past: Past, head_at: int) -> Fixes:
    """Tell the fixes by the evidence that a check would choose for a head committed at `head_at`."""
    return told_fixes(past, head_at - TOLD_BY)


def ranking(past: Past, present: Cut, cuts: Sequence[Cut], lister: Lister, told: Fixes) -> Ranking:
    """Rank the files of the present as a check does, and prove it at the cuts."""
    files = [
        FileReport(SourceFile(path, FileKind.SOURCE, "", 0, lines=lines), None)
        for path, lines in zip(present.paths, present.lines.tolist(), strict=True)
    ]
    return ranking_of(past, files, cuts, lister, told, Scope(present.commit, present.at, present.at))


def record(past: Past, lister: Lister, told: Fixes) -> Record:
    """Give what was done to the files that are ranked, with the same fixes and commits as the ranking counts."""
    paths = past.log.paths
    sources = np.fromiter(map(lister.is_source, paths), dtype=np.bool_, count=len(paths))
    return Record(past, Labels(told.mask, told.evidence, sources, apart=past.apart))


def evidence(past: Past) -> Evidence:
    """Count what each kind of evidence says."""
    entries, issues, words = (
        int(((past.marks & mark) != 0).sum()) for mark in (Mark.NOTED_FIX, Mark.ISSUE, Mark.FIX)
    )
    return Evidence(entries, issues, words, int(past.apart.sum()))
