"""Puts together what one look found: files with their past and cost, totals, findings with evidence, what moved."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from mainstay.analysis.classify.contents import text_of
from mainstay.analysis.health.movement import Costs, Standpoint, movement
from mainstay.analysis.health.parts import PartRule
from mainstay.analysis.history.coupling import coupled_files
from mainstay.analysis.history.marks import FIX_EVIDENCE
from mainstay.analysis.history.past import YEAR, Past
from mainstay.analysis.history.people import bus_factor, file_histories
from mainstay.domain.code_report import CodeReport, FileReport
from mainstay.domain.finding import Excerpt, Finding
from mainstay.domain.health import Movement
from mainstay.domain.history import HistorySummary, Mark
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.source_file import FileKind
from mainstay.domain.subject import Scope
from mainstay.keepers.code.assessment import Assessment
from mainstay.keepers.code.files import file_reports
from mainstay.keepers.code.findings import MOST, findings
from mainstay.keepers.code.listing import Listed
from mainstay.keepers.code.memory import RUN, Run, read_run, write
from mainstay.keepers.code.reading import Contents
from mainstay.keepers.code.rollup import kinds, languages, owned_lines
from mainstay.keepers.code.snapshot import Copies
from mainstay.keepers.code.trend import Year, movements, trend_of
from mainstay.ports.cache import Cache
from mainstay.ports.source import Source

_MOST_EXCERPTS = 150
_EXCERPT_LINES = 12
_EXCERPT_COLUMNS = 160
_EXCERPT_OF_A_FILE = 6  # lines that show what a whole file is about
_LAST_RUN = "last run"


@dataclass(frozen=True, slots=True)
class Looked:
    """All that one look found, before it is put together."""

    source: Source
    contents: Contents
    files: Sequence[Listed]
    copies: Copies
    now: Assessment
    committed: Assessment | None
    year: Year | None
    past: Past | None
    rules: Sequence[PartRule]
    scope: Scope
    notices: Sequence[Notice]
    version: str


def assemble(looked: Looked, cache: Cache) -> CodeReport:
    """Put the report together and remember this run for the next one's "what moved"."""
    past, now = looked.past, looked.now
    paths = [listed.path for listed in looked.files]
    lineages = past.lineage_of(now.at) if past is not None else {}
    known = {path: lineages[path] for path in paths if path in lineages}
    histories = file_histories(past, known, now.at) if past is not None else {}
    files = file_reports(looked.files, looked.contents, looked.copies, now, histories)
    found = findings(files, looked.rules, now.per_line)
    worst = [report.file.path for report in files if report.lost]
    moved = movements(looked.year) if looked.year is not None else ()
    return CodeReport(
        repository=looked.source.repository,
        scope=looked.scope,
        score=now.score,
        committed_score=looked.committed.score if looked.committed is not None else None,
        files=files,
        languages=languages(files),
        kinds=kinds(files),
        history=_history(past, files, known, now.at) if past is not None else None,
        trend=trend_of(looked.year, worst) if looked.year is not None else None,
        movements=(*_since_last_run(looked, cache), *moved),
        findings=_with_excerpts(looked, found[:MOST]),
        findings_total=len(found),
        notices=(*looked.source.notices, *looked.notices, *_notices(files), *cache.notices),
        seconds=0.0,
        version=looked.version,
    )


def _history(past: Past, files: Sequence[FileReport], lineages: Mapping[str, int], at: int) -> HistorySummary:
    log = past.log
    year = past.between(at - YEAR, at)
    merges = int(past.merges.sum())
    code = {report.file.path for report in files if report.file.kind.maintained}
    return HistorySummary(
        commits=len(log.oids) - merges,
        merges=merges,
        people=len(log.people),
        people_year=len(set(past.authors[year].tolist())),
        commits_year=int(year.sum()),
        fixes_year=int(((past.marks & Mark.FIX) != 0)[year].sum()),
        renames=len(log.renames),
        first_at=int(past.times.min()) if len(past.times) else 0,
        last_at=int(past.times.max()) if len(past.times) else 0,
        bus_factor=bus_factor(owned_lines(files)),
        fix_evidence=FIX_EVIDENCE,
        coupled=coupled_files(
            past, {path: lineage for path, lineage in lineages.items() if path in code}, at
        ),
    )


def _since_last_run(looked: Looked, cache: Cache) -> tuple[Movement, ...]:
    """Explain what moved since the last run that saw something else, and put this run in its place.

    Only runs that judged by the same limits and with the same parts are compared: what other options cost or gain is no
    movement of the code.
    """
    scope, now = looked.scope, looked.now
    costs = [(*place, points) for place, points in now.costs({}).items()]
    told = (part.code for part in now.score.parts if part.points is not None)
    basis = ":".join((looked.contents.ask.digest, *told))
    key = f"{scope.commit}:{_hash_of(now)}"
    last = read_run(cache.get(RUN, [basis]).get(basis))
    if last is not None and last.key == key:
        earlier = last.earlier
    else:
        # Without what came before it, so that the memory does not grow.
        earlier = None if last is None else msgspec.structs.replace(last, earlier=None)
        run = Run(scope.commit, key, scope.taken_at, now.score, costs, dict(now.per_line), earlier)
        cache.put(RUN, {basis: write(run)})
    if earlier is None:
        return ()
    before = Costs({(path, part): points for path, part, points in earlier.costs}, earlier.per_line)
    then = Standpoint(_LAST_RUN, earlier.commit, earlier.at, earlier.score.value, before)
    return (movement(then, now.standpoint("now", scope.commit, {})),)


def _hash_of(assessment: Assessment) -> str:
    """Name what was seen by its scored contents."""
    seen = "\0".join(
        f"{oid} {path}" for path, oid in zip(assessment.snapshot.paths, assessment.snapshot.oids, strict=True)
    )
    return hashlib.sha256(seen.encode("utf-8", "surrogatepass")).hexdigest()


def _with_excerpts(looked: Looked, found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Add the first lines of each place as evidence to the findings that come first."""
    found = list(found)
    oids = {listed.path: listed.oid for listed in looked.files}
    wanted = list(dict.fromkeys(oids[finding.path] for finding in found[:_MOST_EXCERPTS]))
    given = looked.contents.given
    texts = {oid: text_of(given[oid]).split(b"\n") for oid in wanted if oid in given}
    blobs = looked.source.blobs()
    try:
        for oid, content in blobs.read([oid for oid in wanted if oid not in given]):
            if content is not None:
                texts[oid] = text_of(content).split(b"\n")
    finally:
        blobs.close()
    shown = [replace(one, excerpt=_excerpt(texts.get(oids[one.path]), one)) for one in found[:_MOST_EXCERPTS]]
    return (*shown, *found[_MOST_EXCERPTS:])


def _excerpt(lines: Sequence[bytes] | None, finding: Finding) -> Excerpt | None:
    if lines is None or finding.line > len(lines):
        return None
    last = min(finding.end_line, finding.line + _EXCERPT_LINES - 1)
    if finding.line == finding.end_line == 1:
        last = _EXCERPT_OF_A_FILE
    cut = lines[finding.line - 1 : last]
    return Excerpt(
        finding.line, tuple(line.decode("utf-8", "backslashreplace")[:_EXCERPT_COLUMNS] for line in cut)
    )


_SAID = {
    FileKind.OVERSIZED: ("oversized-files", "Files above 16 MiB were not read."),
    FileKind.UNREADABLE: (
        "unreadable-files",
        "Objects of files are missing or corrupt, so their figures are missing.",
    ),
    FileKind.LFS_POINTER: (
        "lfs-pointers",
        "Files are pointers to large-file storage; what they point to was not read.",
    ),
}


def _notices(files: Iterable[FileReport]) -> list[Notice]:
    places: dict[FileKind, list[str]] = {}
    unparsed: list[str] = []
    for report in files:
        places.setdefault(report.file.kind, []).append(report.file.path)
        if report.file.error:
            unparsed.append(report.file.path)
    notices = [
        Notice(code, text, Weight.LIMIT, count=len(places[kind]), examples=tuple(sorted(places[kind])[:5]))
        for kind, (code, text) in _SAID.items()
        if kind in places
    ]
    if unparsed:
        text = "Files did not parse; their figures are those of the parts that could be read."
        examples = tuple(sorted(unparsed)[:5])
        notices.append(Notice("unparsed-files", text, Weight.LIMIT, count=len(unparsed), examples=examples))
    return notices
