"""The scored code of one moment as columns: what each file holds, and where it stands twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.duplication.elsewhere import Elsewhere
from mainstay.analysis.duplication.fingerprints import Fingerprints, Shingles
from mainstay.analysis.duplication.regions import Index, covered_lines
from mainstay.analysis.health.losses import SHAPE_OF_CONTENT
from mainstay.analysis.syntax.measure import READ_IN_PART
from mainstay.domain.source_file import Region
from mainstay.keepers.code.content import Content
from mainstay.keepers.code.listing import Listed

COLUMNS = (
    "code_lines",
    "functions",
    "cyclomatic",
    "cognitive",
    "complex_functions",
    "duplicated_lines",
    "parsed",
    "whole",
)


class Snapshot(msgspec.Struct, frozen=True, array_like=True):
    """Columns over the scored files of one commit: `figures` are rows of COLUMNS, `losses` rows of SHAPE_OF_CONTENT.

    A file is `parsed` where its syntax was read at all, and `whole` where nothing in it was left unread.
    `flaws` are what would be found in the files: (place in `paths`, code, symbol, value).
    """

    paths: tuple[str, ...]
    oids: tuple[str, ...]
    figures: tuple[tuple[int, ...], ...]
    losses: tuple[tuple[float, ...], ...]
    flaws: tuple[tuple[int, str, str, float], ...] = ()

    def table(self) -> NDArray[np.float64]:
        """Give the figures as an array of shape (files, COLUMNS)."""
        return np.asarray(self.figures, dtype=np.float64).reshape(len(self.paths), len(COLUMNS))

    def lost(self) -> dict[str, NDArray[np.float64]]:
        """Give the lines lost to each part of the shape, by file."""
        losses = np.asarray(self.losses, dtype=np.float64).reshape(len(self.paths), len(SHAPE_OF_CONTENT))
        lost = {code: losses[:, column] for column, code in enumerate(SHAPE_OF_CONTENT)}
        table = self.table()
        lost["duplication"] = np.minimum(column(table, "duplicated_lines"), column(table, "code_lines"))
        return lost


def column(table: NDArray[np.float64], name: str) -> NDArray[np.float64]:
    """Give one of COLUMNS out of a snapshot's table, by file."""
    found: NDArray[np.float64] = table[:, COLUMNS.index(name)]
    return found


@dataclass(frozen=True, slots=True)
class Copies:
    """Finds copies in any snapshot made of the given contents."""

    index: Index
    numbers: Mapping[str, int]
    shingles: Shingles

    @staticmethod
    def among(prints: Mapping[str, bytes], shingles: Shingles) -> "Copies":
        """Take each object's encoded fingerprints."""
        numbers = {oid: number for number, oid in enumerate(prints)}
        return Copies(Index([Fingerprints.from_bytes(data) for data in prints.values()]), numbers, shingles)

    def regions(self, oids: Sequence[str]) -> list[tuple[Region, ...]]:
        """Give each file's regions that stand again in the same snapshot."""
        known = [place for place, oid in enumerate(oids) if oid in self.numbers]
        found = self.index.duplicated([self.numbers[oids[place]] for place in known], self.shingles)
        regions: list[tuple[Region, ...]] = [()] * len(oids)
        for place, region in zip(known, found, strict=True):
            regions[place] = region
        return regions


class Partners:
    """Tells where the copied regions of a snapshot's files stand again."""

    def __init__(self, copies: Copies, oids: Mapping[str, str]) -> None:
        """Take the objects of the snapshot's scored files by path."""
        self._paths = [path for path, oid in oids.items() if oid in copies.numbers]
        self._places = {path: place for place, path in enumerate(self._paths)}
        self._elsewhere = Elsewhere(copies.index, [copies.numbers[oids[path]] for path in self._paths])

    def of(self, path: str, region: Region) -> str:
        """Name the place that shares most of a file's region as "path:line", "" when it only repeats itself."""
        partners = self._elsewhere.of(self._places[path], region, most=1) if path in self._places else []
        return f"{self._paths[partners[0].place]}:{partners[0].line}" if partners else ""


def _is_judged(content: Content) -> bool:
    """Tell what was read as a whole, or well enough that functions of it are known."""
    return content.parsed and (not content.error or (content.error == READ_IN_PART and content.functions > 0))


def take(files: Sequence[tuple[Listed, Content]], copies: Copies) -> Snapshot:
    """Take a snapshot of files that are scored: code by path and by content."""
    scored = [(listed, content) for listed, content in files if listed.scored and not content.kind]
    regions = copies.regions([listed.oid for listed, _ in scored])
    return Snapshot(
        paths=tuple(listed.path for listed, _ in scored),
        oids=tuple(listed.oid for listed, _ in scored),
        figures=tuple(
            (
                content.code_lines,
                content.functions,
                content.cyclomatic,
                content.cognitive,
                content.complex_functions,
                covered_lines(found),
                int(content.parsed),
                int(_is_judged(content)),
            )
            for (_, content), found in zip(scored, regions, strict=True)
        ),
        losses=tuple(content.losses for _, content in scored),
        flaws=tuple((place, *flaw) for place, (_, content) in enumerate(scored) for flaw in content.flaws),
    )
