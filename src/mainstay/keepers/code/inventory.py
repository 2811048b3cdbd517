"""The inventory of what needs attention: found, priced, dated, set aside where people say so, and summed up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mainstay.analysis.history.past import YEAR, Past
from mainstay.domain.architecture import Architecture
from mainstay.domain.code_report import FileReport
from mainstay.domain.cost_model import CostModel
from mainstay.domain.debt import Debt
from mainstay.domain.finding import Finding
from mainstay.domain.history import Coupling, FileHistory
from mainstay.domain.notice import Notice
from mainstay.domain.ranking import Ranking
from mainstay.domain.source_file import FileKind
from mainstay.domain.usage import Usage
from mainstay.keepers.code.ages import with_ages
from mainstay.keepers.code.ages_of_imports import Drifted
from mainstay.keepers.code.comparing.then import Held, Now, held_against
from mainstay.keepers.code.external import external_findings
from mainstay.keepers.code.findings.gathering import by_need, findings
from mainstay.keepers.code.findings.ground import Ground, told_apart
from mainstay.keepers.code.findings.of_architecture import of_architecture
from mainstay.keepers.code.findings.of_pairs import of_pairs
from mainstay.keepers.code.findings.of_plugins import of_plugins
from mainstay.keepers.code.findings.of_tests import of_gaps, of_runs
from mainstay.keepers.code.findings.of_usage import of_usage
from mainstay.keepers.code.gaps import Untested, untested
from mainstay.keepers.code.looked import Looked
from mainstay.keepers.code.pricing.appraisal import Appraisal, appraise
from mainstay.keepers.code.prospects import ranking_of
from mainstay.keepers.code.snapshot import Partners
from mainstay.keepers.code.suppressing import Sifted, sift
from mainstay.keepers.code.surveying import Surveyed
from mainstay.keepers.code.topics.findings import FINDINGS


@dataclass(frozen=True, slots=True)
class Inventory:
    """All findings, those set aside apart; the ranking and the prices that they rest on, None without a past.

    `held` is the change held against its base, None where none was asked for; `architecture` is None where no worker told it;
    `untested` is what tests cover and do not.
    """

    sifted: Sifted
    ranking: Ranking | None
    debt: Debt | None
    costs: CostModel | None
    untested: Untested
    held: Held | None = None
    notices: tuple[Notice, ...] = ()
    architecture: Architecture | None = None


def inventory(
    looked: Looked,
    files: Sequence[FileReport],
    lineages: Mapping[str, int],
    histories: Mapping[str, FileHistory],
    coupled: Sequence[Coupling] = (),
) -> Inventory:
    """Take the inventory of the files as they are now; `lineages` and `histories` are by path, `coupled` change together."""
    ground = _ground(looked, lineages)
    ranking, appraisal = _learnt(looked, files, ground)
    pairs = of_pairs(coupled, {report.file.path: report.file.kind for report in files}, ground)
    surveyed = looked.survey.result()
    told = list(of_plugins(looked.collected.reported, ground))
    if surveyed is not None:
        told += _unused(surveyed.usage, looked, files, histories, ground)
        told += of_architecture(surveyed.architecture, ground)
    gaps = untested(looked.tested, files, ranking, ground.thresholds.cognitive, looked.scope.committed_at)
    told += of_gaps(gaps.gaps, ground)
    found = findings(files, ground, [*told, *pairs, *_of_runs(gaps, files, ground)])
    if looked.year is not None:
        born = {path: history.created_at for path, history in histories.items()}
        found = with_ages(found, looked.year, born, ground.rules["files"].limit)
    moved = _drifted(looked, surveyed)
    found = moved.aged(
        found, now=looked.now.at, created={path: one.created_at for path, one in histories.items()}
    )
    if appraisal is not None:
        found = sorted(appraisal.priced(found), key=by_need)
    external = external_findings(looked.external, looked.contents, looked.files, found, ground)
    # Behind all others, for they have no price; told apart by their own fingerprints.
    found = [*found, *told_apart(external.findings, files)]
    sifted = _sifted(looked, found)
    debt = appraisal.debt(sifted.listed, sifted.suppressed, looked.hours) if appraisal is not None else None
    if debt is not None:
        debt = replace(debt, rate=looked.rate[0], currency=looked.rate[1])
    costs = appraisal.costs if appraisal is not None else None
    held = None
    if looked.then is not None:
        held = held_against(
            looked.then,
            Now(
                sifted.listed,
                sifted.suppressed,
                files,
                surveyed.usage if surveyed is not None else None,
                looked.tested,
                ranking,
                external.unchanged,
            ),
            looked.contents,
            looked.copies,
            ground,
            _renames(looked.past, looked.then.base.commit, lineages),
        )
    architecture = None
    if surveyed is not None:
        architecture = replace(surveyed.architecture, drift=moved.drift())
    notices = (*external.notices, *(looked.drifting.notices if looked.drifting is not None else ()))
    return Inventory(sifted, ranking, debt, costs, gaps, held, notices, architecture)


def _drifted(looked: Looked, surveyed: Surveyed | None) -> Drifted:
    """Lay the imports of the earlier commit beside those of now, as far as both are known."""
    then = looked.drifting.result() if looked.drifting is not None else None
    since = looked.drifting.since if looked.drifting is not None else None
    if then is None or since is None or surveyed is None or looked.past is None:
        return Drifted()
    names = looked.past.renamed_since(since.at, looked.now.at)
    return Drifted(since, then, surveyed.structure, names)


def _of_runs(told: Untested, files: Sequence[FileReport], ground: Ground) -> list[Finding]:
    runs = told.suite.runs if told.suite is not None else None
    maintained = {report.file.path: report.file for report in files if report.file.kind.maintained}
    return list(of_runs(runs, maintained, ground)) if runs is not None else []


def _unused(
    usage: Usage,
    looked: Looked,
    files: Sequence[FileReport],
    histories: Mapping[str, FileHistory],
    ground: Ground,
) -> list[Finding]:
    code = {report.file.path for report in files if report.file.kind is FileKind.SOURCE}
    return list(of_usage(usage, code, histories, looked.now.at, ground))


def _ground(looked: Looked, lineages: Mapping[str, int]) -> Ground:
    past, now = looked.past, looked.now
    scored = {listed.path: listed.oid for listed in looked.files if listed.scored}
    return Ground(
        {rule.code: rule for rule in looked.rules},
        looked.contents.ask.thresholds,
        now.per_line,
        Partners(looked.copies, scored).of,
        _origins(past, lineages) if past is not None else {},
        len(set(past.authors[past.between(now.at - YEAR, now.at)].tolist())) if past is not None else 0,
    )


def _origins(past: Past, lineages: Mapping[str, int]) -> dict[str, str]:
    """Give the first path of each file that was renamed."""
    firsts = {path: past.origin(lineage) for path, lineage in lineages.items() if lineage >= 0}
    return {path: first for path, first in firsts.items() if first != path}


def _renames(past: Past | None, commit: str, lineages: Mapping[str, int]) -> dict[str, str]:
    """Give what files were called at a commit where that is another name, as far as the past tells."""
    if past is None or commit not in past.log.oids:
        return {}
    then = {
        lineage: path
        for path, lineage in past.lineage_of(past.log.times[past.log.oids.index(commit)]).items()
    }
    names = {path: then.get(lineage, path) for path, lineage in lineages.items()}
    return {path: name for path, name in names.items() if name != path}


def _learnt(
    looked: Looked, files: Sequence[FileReport], ground: Ground
) -> tuple[Ranking | None, Appraisal | None]:
    """Learn from the past where fixes fall and what work takes; nothing where there is none to learn from."""
    past, now = looked.past, looked.now
    if past is None:
        return None, None
    ranking = ranking_of(past, files, looked.cuts, looked.lister, looked.scope)
    return ranking, appraise(past, now, looked.year, ranking, files, ground.rules, ground.thresholds)


def _sifted(looked: Looked, found: Sequence[Finding]) -> Sifted:
    """Set aside what people say is to be; expiry goes by the clock, for a commit stays the same while days pass."""
    contents = ((listed.path, looked.contents.of(listed)) for listed in looked.files)
    ignores = {path: content.ignores for path, content in contents if content and content.ignores}
    known = {topic.code for topic in FINDINGS}.union(*(run.codes for run in looked.collected.runs))
    whole = looked.past is not None
    return sift(found, ignores, looked.baseline, looked.scope.taken_at, known, whole=whole)
