"""From files to folders, languages and kinds."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from mainstay.domain.code_report import FileReport, KindTotal, LanguageTotal
from mainstay.domain.trend import Figures, PathTrend
from mainstay.keepers.code.assessment import Assessment, each, summed

ROOT = "/"
_DEEPEST = 5
_MOST_FOLDERS = 400


def charted_folders(path: str) -> tuple[str, ...]:
    """Name the folders whose course is told that a file lies in: the root, then down to a depth that people still look at."""
    return _charted(path.rpartition("/")[0])


@lru_cache(maxsize=8_192)
def _charted(folder: str) -> tuple[str, ...]:
    parts = folder.split("/") if folder else []
    deep = range(1, min(len(parts), _DEEPEST) + 1)
    return (ROOT, *("/".join(parts[:depth]) + "/" for depth in deep))


def folder_figures(
    assessment: Assessment, names: Mapping[str, str], parts: Collection[str] | None = None
) -> dict[str, Figures]:
    """Sum up each folder of one moment, as files are called now, so that a move from folder to folder changes nothing.

    `names` maps the names of then to those of now; the points are over some parts, by default over all.
    """
    members: dict[str, list[int]] = {}
    for row, path in enumerate(assessment.snapshot.paths):
        for folder in charted_folders(names.get(path, path)):
            members.setdefault(folder, []).append(row)
    table, lost = assessment.snapshot.table(), assessment.file_totals(parts)
    return {folder: summed(table[rows], lost[rows]) for folder, rows in members.items()}


def file_figures(
    assessment: Assessment,
    wanted: Iterable[str],
    names: Mapping[str, str],
    parts: Collection[str] | None = None,
) -> dict[str, Figures]:
    """Give some files' figures at one moment; `names` and `parts` as for folders."""
    table, lost = assessment.snapshot.table(), assessment.file_totals(parts)
    rows = {names.get(path, path): row for row, path in enumerate(assessment.snapshot.paths)}
    known = [path for path in wanted if path in rows]
    places = [rows[path] for path in known]
    return dict(zip(known, each(table[places], lost[places]), strict=True))


def trends(moments: Sequence[dict[str, Figures]], most: int = _MOST_FOLDERS) -> tuple[PathTrend, ...]:
    """Turn what each moment says of paths into what each path's moments say: those of now, the largest first."""
    if not moments:
        return ()
    now = moments[-1]
    largest = sorted(now, key=lambda path: (-now[path].code_lines, path))[:most]
    return tuple(PathTrend(path, tuple(moment.get(path) for moment in moments)) for path in sorted(largest))


def languages(files: Iterable[FileReport]) -> tuple[LanguageTotal, ...]:
    """Sum up the maintained files of each language, most code first."""
    totals: dict[str, list[int]] = {}
    parsed: dict[str, bool] = {}
    for report in files:
        file = report.file
        if not file.kind.maintained:
            continue
        total = totals.setdefault(file.language, [0, 0, 0])
        for place, amount in enumerate((1, file.lines, file.code_lines)):
            total[place] += amount
        parsed[file.language] = parsed.get(file.language, False) or file.parsed
    rows = [LanguageTotal(name, total[0], total[1], total[2], parsed[name]) for name, total in totals.items()]
    return tuple(sorted(rows, key=lambda row: (-row.code_lines, row.language)))


def kinds(files: Iterable[FileReport]) -> tuple[KindTotal, ...]:
    """Sum up the files of each kind, most lines first."""
    totals: dict[str, list[int]] = {}
    for report in files:
        total = totals.setdefault(report.file.kind.value, [0, 0, 0])
        for place, amount in enumerate((1, report.file.lines, report.file.size)):
            total[place] += amount
    rows = [KindTotal(kind, total[0], total[1], total[2]) for kind, total in totals.items()]
    return tuple(sorted(rows, key=lambda row: (-row.lines, row.kind)))


def owned_lines(files: Iterable[FileReport]) -> list[tuple[str, int]]:
    """Pair the owner of each maintained file, tests among them, with its code lines."""
    return [
        (report.history.owner, report.file.code_lines)
        for report in files
        if report.history is not None and report.file.kind.maintained
    ]
