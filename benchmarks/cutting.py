"""Reads what the ranking needs of a repository: its source files and their lines at each moment."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from mainstay.analysis.classify.places import Places
from mainstay.analysis.risk.cuts import Cut
from mainstay.analysis.syntax.grammars.python import PYTHON
from mainstay.analysis.syntax.measure import measure
from mainstay.config.globs import Globs
from mainstay.config.settings import Settings
from mainstay.keepers.code.listing import LARGEST_READ, Listed, Lister
from mainstay.ports.source import Source, TreeEntry

REGULAR = frozenset({0o100644, 0o100755})


def lister(under: str = "", suffix: str = "") -> Lister:
    """Tell files apart as `mainstay check` does without any settings, only those that begin and end so being there."""
    settings = Settings()
    places = Places(
        tests=Globs(settings.tests).match,
        generated=Globs(settings.generated).match,
        vendored=Globs(settings.vendored).match,
    )
    excluded = Globs(settings.exclude).match
    return Lister(
        places, lambda path: excluded(path) or not (path.startswith(under) and path.endswith(suffix))
    )


@dataclass(slots=True)
class Cutter:
    """Makes cuts of one repository; each content is counted once."""

    source: Source
    lister: Lister
    with_complexity: bool
    _lines: dict[str, int] = field(default_factory=dict)
    _complexity: dict[str, int] = field(default_factory=dict)

    def cut(self, at: int, commit: str) -> Cut:
        """Count the source files of a commit."""
        files = self._files(self.source.tree(commit))
        self._count([listed.oid for listed in files])
        complexity = [self._complexity.get(listed.oid, 0) for listed in files]
        return Cut(
            at,
            commit,
            [listed.path for listed in files],
            np.array([self._lines[listed.oid] for listed in files], dtype=np.int64),
            np.array(complexity, dtype=np.int64) if self.with_complexity else None,
        )

    def _files(self, entries: Sequence[TreeEntry]) -> list[Listed]:
        regular = [entry for entry in entries if entry.mode in REGULAR]
        return [listed for listed in self.lister.list(regular) if listed.scored]

    def _count(self, oids: Sequence[str]) -> None:
        new = [oid for oid in dict.fromkeys(oids) if oid not in self._lines]
        for oid, content in self.source.blobs().read(new):
            known = content if content is not None and len(content) <= LARGEST_READ else b""
            self._lines[oid] = sum(1 for line in known.split(b"\n") if line.strip())
            if self.with_complexity:
                self._complexity[oid] = sum(one.cognitive for one in measure(known, PYTHON).functions)
