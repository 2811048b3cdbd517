"""Puts together what one look found: files with their past and cost, totals, findings with evidence, what moved."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from mainstay.analysis.health.movement import Costs, Standpoint, movement
from mainstay.analysis.history.apart import is_machine
from mainstay.analysis.history.coupling import coupled_files
from mainstay.analysis.history.past import YEAR, Past
from mainstay.analysis.history.people import file_histories, key_people
from mainstay.analysis.syntax.measure import READ_IN_PART
from mainstay.domain.code_report import MOST_LISTED, CodeReport, FileReport
from mainstay.domain.health import Movement
from mainstay.domain.history import Coupling, HistorySummary
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.source_file import FileKind, SourceFile
from mainstay.keepers.code.architecture import notices_of
from mainstay.keepers.code.assessment import Assessment
from mainstay.keepers.code.content import Content
from mainstay.keepers.code.details import Details, details_within
from mainstay.keepers.code.excerpts import with_excerpts
from mainstay.keepers.code.files import costs_of, file_reports
from mainstay.keepers.code.findings.gathering import MOST
from mainstay.keepers.code.inventory import inventory
from mainstay.keepers.code.looked import Looked
from mainstay.keepers.code.memory import RUN, Run, read_run, write
from mainstay.keepers.code.rollup import kinds, languages, owned_lines
from mainstay.keepers.code.trend import movements, trend_of
from mainstay.ports.cache import Cache
from mainstay.present.numbers import percent, plural

_LAST_RUN = "last run"
_MOST_COUPLED = 20


def assemble(looked: Looked, cache: Cache) -> CodeReport:
    """Put the report together and remember this run for the next one's "what moved"."""
    past, now = looked.past, looked.now
    paths = [listed.path for listed in looked.files]
    lineages = past.lineage_of(now.at) if past is not None else {}
    known = {path: lineages[path] for path in paths if path in lineages}
    histories = file_histories(past, known, now.at) if past is not None else {}
    costs = costs_of(now)
    details = details_within(_costliest_first(looked, costs))
    files = file_reports(looked.files, looked.contents, looked.copies, costs, details.of, histories)
    worst = [report.file.path for report in files if report.lost]
    trend = trend_of(looked.year, worst) if looked.year is not None else None
    moved = movements(looked.year) if looked.year is not None else ()
    coupled = _coupled(past, files, known, now.at) if past is not None else ()
    history = _history(past, files, coupled[:_MOST_COUPLED], now.at) if past is not None else None
    # Last, for it waits for what a worker tells meanwhile.
    taken = inventory(looked, files, known, histories, coupled)
    sifted, held = taken.sifted, taken.held
    listed = sifted.listed if held is None else held.listed
    return CodeReport(
        repository=looked.source.repository,
        scope=looked.scope,
        score=now.score,
        committed_score=looked.committed.score if looked.committed is not None else None,
        files=files,
        languages=languages(files),
        kinds=kinds(files),
        history=history,
        trend=trend,
        movements=(*_since_last_run(looked, cache), *moved),
        findings=with_excerpts(
            listed[:MOST],
            {listed.path: listed.oid for listed in looked.files},
            looked.source,
            looked.contents.given,
        ),
        findings_total=len(listed),
        notices=(
            *looked.source.notices,
            *looked.notices,
            *_notices(files, details),
            *sifted.notices,
            *looked.survey.notices,
            *taken.notices,
            *(held.notices if held is not None else ()),
            *notices_of(taken.architecture),
            *looked.tested.notices,
            *taken.untested.notices,
            *looked.collected.notices,
            *cache.notices,
        ),
        seconds=0.0,
        version=looked.version,
        ranking=taken.ranking,
        debt=taken.debt,
        costs=taken.costs,
        suppressed=sifted.suppressed[:MOST_LISTED],
        next_expiry=sifted.next_expiry,
        comparison=held.comparison if held is not None else None,
        architecture=taken.architecture,
        tests=taken.untested.suite,
        plugins=looked.collected.runs,
        analysers=looked.external.tools,
    )


def _costliest_first(
    looked: Looked, costs: Mapping[str, Mapping[str, float]]
) -> Iterator[tuple[str, Content]]:
    for listed in sorted(looked.files, key=lambda one: (-sum(costs.get(one.path, {}).values()), one.path)):
        content = looked.contents.of(listed)
        if content is not None:
            yield listed.path, content


def _coupled(
    past: Past, files: Sequence[FileReport], lineages: Mapping[str, int], at: int
) -> tuple[Coupling, ...]:
    code = {report.file.path for report in files if report.file.kind.maintained}
    return coupled_files(
        past, {path: lineage for path, lineage in lineages.items() if path in code}, at, MOST
    )


def _history(
    past: Past, files: Sequence[FileReport], coupled: tuple[Coupling, ...], at: int
) -> HistorySummary:
    log = past.log
    year = past.between(at - YEAR, at)
    merges = int(past.merges.sum())
    keys = key_people(owned_lines(files))
    active = {one.history.owner for one in files if one.history is not None and one.history.owner_active}
    return HistorySummary(
        commits=len(log.oids) - merges,
        merges=merges,
        people=sum(not is_machine(name) for name in log.people),
        people_year=len(set(past.authors[year].tolist())),
        commits_year=int(year.sum()),
        fixes_year=int(past.fixing[year].sum()),
        renames=len(log.renames),
        first_at=int(past.times.min()) if len(past.times) else 0,
        last_at=int(past.times.max()) if len(past.times) else 0,
        bus_factor=len(keys),
        bus_factor_left=sum(owner not in active for owner in keys),
        fix_evidence=past.fix_evidence,
        coupled=coupled,
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


_SAID = {
    FileKind.OVERSIZED: (
        "oversized-files",
        "Files above 16 MiB were not read.",
        "name them under exclude in mainstay.toml, or split them",
    ),
    FileKind.UNREADABLE: (
        "unreadable-files",
        "Objects of files are missing or corrupt, so their figures are missing.",
        "git fsck names them; fetch them again, or clone anew",
    ),
    FileKind.LFS_POINTER: (
        "lfs-pointers",
        "Files are pointers to large-file storage; what they point to was not read.",
        "name them under exclude in mainstay.toml, for what they stand for is no code",
    ),
}

_UNPARSED = "{} did not parse; the figures are those of the parts that could be read."
_IN_PART = "{} could be read in part: what our grammar understood is counted and judged, of the rest the lines alone."
_MEND_UNPARSED = "mend what mainstay list --code does-not-parse names, or name what is not yours under generated or vendored"
_MEND_IN_PART = (
    "nothing need be wrong with them; mainstay explain files-read-in-part tells what the causes are"
)


def _notices(files: Iterable[FileReport], details: Details) -> list[Notice]:
    places: dict[FileKind, list[str]] = {}
    unparsed: list[SourceFile] = []
    in_part: list[SourceFile] = []
    code = 0
    for report in files:
        places.setdefault(report.file.kind, []).append(report.file.path)
        code += report.file.code_lines
        if report.file.error:
            (in_part if report.file.error == READ_IN_PART else unparsed).append(report.file)
    notices = [
        Notice(notice, text, Weight.LIMIT, mend, len(places[kind]), tuple(sorted(places[kind])[:5]))
        for kind, (notice, text, mend) in _SAID.items()
        if kind in places
    ]
    notices += (
        Notice(
            notice,
            text.format(_with_share(files_of, code)),
            Weight.LIMIT,
            mend,
            count=len(files_of),
            examples=tuple(sorted(file.path for file in files_of)[:5]),
        )
        for notice, text, mend, files_of in (
            ("unparsed-files", _UNPARSED, _MEND_UNPARSED, unparsed),
            ("files-read-in-part", _IN_PART, _MEND_IN_PART, in_part),
        )
        if files_of
    )
    if details.left_out:
        text = "Files with more functions and classes than a report may hold are told without them."
        count, examples = len(details.left_out), tuple(details.left_out[:5])
        mend = "name what a program wrote under generated in mainstay.toml"
        notices.append(Notice("functions-left-out", text, Weight.LIMIT, mend, count, examples))
    return notices


def _with_share(files: Sequence[SourceFile], code: int) -> str:
    """Say how many files these are, and how much of the code stands in them."""
    share = sum(file.code_lines for file in files) / code if code else 0.0
    return f"{plural(len(files), 'file')} with {percent(share)} of the code lines"
