"""The past of a repository as `mainstay check` reads it, so that there is one reading of which commits are fixes."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.measuring import Failed
from mainstay.adapters.cache.memory import NoCache
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
from mainstay.keepers.code.prospects import ranking_of
from mainstay.ports.source import Source


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many commits of the whole log each kind of evidence calls fixes, and how many are set apart."""

    entries: int
    issues: int
    words: int
    apart: int


def read_past(source: Source) -> Past:
    """Read the whole log with its fixes told, and bots, sweeps and `.git-blame-ignore-revs` set apart.

    Raises Failed without a log.
    """
    chronicle = Chronicle(source, NoCache(), CheckOptions(cache=False), Silence(), int(time.time()))
    log = chronicle.read()
    if log is None:
        raise Failed(chronicle.missing or "there is no commit")
    head = source.repository
    objects = {entry.path: entry.oid for entry in source.tree(head.head)}
    return chronicle.past(log, objects, head.committed_at)


def ranking(past: Past, present: Cut, cuts: Sequence[Cut], lister: Lister) -> Ranking:
    """Rank the files of the present as a check does, and prove it at the cuts."""
    files = [
        FileReport(SourceFile(path, FileKind.SOURCE, "", 0, lines=lines), None)
        for path, lines in zip(present.paths, present.lines.tolist(), strict=True)
    ]
    return ranking_of(past, files, cuts, lister, Scope(present.commit, present.at, present.at))


def record(past: Past, lister: Lister) -> Record:
    """Give what was done to the files that are ranked, with the fixes and commits as the ranking counts."""
    paths = past.log.paths
    sources = np.fromiter(map(lister.is_source, paths), dtype=np.bool_, count=len(paths))
    return Record(past, Labels(past.fixing, past.fix_evidence, sources, apart=past.apart))


def evidence(past: Past) -> Evidence:
    """Count what each kind of evidence says."""
    entries, issues, words = (
        int(((past.marks & mark) != 0).sum()) for mark in (Mark.NOTED_FIX, Mark.ISSUE, Mark.FIX)
    )
    return Evidence(entries, issues, words, int(past.apart.sum()))
