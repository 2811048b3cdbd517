"""Where the next fixes will fall: the ranking of the files of now, learnt from the repository's past and tried on it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from mainstay.analysis.history.past import BY_WORDS, Past
from mainstay.analysis.risk.cuts import HORIZON, JUDGED, LEARNT, Cut
from mainstay.analysis.risk.labels import Labels
from mainstay.analysis.risk.ranking import rank
from mainstay.domain.code_report import FileReport
from mainstay.domain.history import Mark
from mainstay.domain.ranking import Ranking
from mainstay.domain.source_file import FileKind
from mainstay.domain.subject import Scope
from mainstay.keepers.code.listing import Lister

TOLD_BY = HORIZON * (JUDGED + LEARNT)
"""Over so many seconds before the head the fixes must be told by the same evidence."""


def ranking_of(
    past: Past, files: Sequence[FileReport], cuts: Sequence[Cut], lister: Lister, scope: Scope
) -> Ranking:
    """Rank the code that is for use, as it is now; `cuts` are what stood earlier."""
    paths = past.log.paths
    labels = Labels(
        fixes=past.fixing & ~past.apart,
        evidence=past.fix_evidence,
        sources=np.fromiter(map(lister.is_source, paths), dtype=np.bool_, count=len(paths)),
        # Words alone: with issues and entries beside them the ranking of 16 repositories was no better (decision 6).
        hints=((past.marks & Mark.FIX) != 0) & ~past.apart if past.fix_evidence != BY_WORDS else None,
        apart=past.apart,
    )
    return rank(past, _present(files, lister, scope), [_programs_of(cut, lister) for cut in cuts], labels)


def _programs_of(cut: Cut, lister: Lister) -> Cut:
    """Leave out pages, schemas and builds: they are kept code, but no fix is to be met in reading them."""
    kept = [lister.is_source(path) for path in cut.paths]
    paths = [path for path, keeps in zip(cut.paths, kept, strict=True) if keeps]
    return replace(cut, paths=paths, lines=cut.lines[np.array(kept, dtype=np.bool_)])


def _present(files: Sequence[FileReport], lister: Lister, scope: Scope) -> Cut:
    code = [
        report.file
        for report in files
        if report.file.kind is FileKind.SOURCE and lister.is_source(report.file.path)
    ]
    return Cut(
        scope.committed_at,
        scope.commit,
        [file.path for file in code],
        np.array([file.lines - file.blank_lines for file in code], dtype=np.int64),
    )
