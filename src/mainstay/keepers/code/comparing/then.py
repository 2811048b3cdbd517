"""How the base was: looked at beside the present, and what the change from one to the other did."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from mainstay.analysis.architecture.structure import Structure
from mainstay.domain.code_report import MOST_LISTED, FileReport
from mainstay.domain.comparison import TOLERANCE, Base, Comparison, New
from mainstay.domain.finding import Finding
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.ranking import Ranking
from mainstay.domain.source_file import TOO_HARD, FileKind
from mainstay.domain.suite import SuiteSeen
from mainstay.domain.usage import Usage
from mainstay.keepers.code.assessment import Assessment
from mainstay.keepers.code.comparing.covering import gaps_then, of_change, ran_now
from mainstay.keepers.code.comparing.judging import Judge
from mainstay.keepers.code.comparing.ledger import Ledger
from mainstay.keepers.code.comparing.naming import named_then, names_now, told_once
from mainstay.keepers.code.comparing.sides import Sides
from mainstay.keepers.code.comparing.task import LEFT_OUT, UNFINISHED, Comparing
from mainstay.keepers.code.details import details_within
from mainstay.keepers.code.files import costs_of, file_reports
from mainstay.keepers.code.findings.gathering import findings
from mainstay.keepers.code.findings.ground import Ground
from mainstay.keepers.code.findings.of_architecture import of_architecture
from mainstay.keepers.code.findings.of_usage import of_usage
from mainstay.keepers.code.listing import Listed
from mainstay.keepers.code.reading import Contents
from mainstay.keepers.code.snapshot import Copies, Partners
from mainstay.keepers.code.surveying import Surveyed
from mainstay.keepers.code.usage import UsageSurvey
from mainstay.keepers.code.worker import WORKER_MEND

_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Then:
    """The base as it was looked at: its files, scored; the survey of what it left unused, and the comparison, under way.

    `tolerance` is the share of its figure by which what was there may grow without counting.
    """

    base: Base
    files: Sequence[Listed]
    assessed: Assessment
    survey: UsageSurvey
    comparing: Comparing
    tolerance: float = TOLERANCE


@dataclass(frozen=True, slots=True)
class Now:
    """The present that is held against the base: findings, files, what is unused, what the tests run, what is expected.

    `unchanged` are the fingerprints of findings of which another analyser says that they are not new.
    """

    listed: Sequence[Finding]
    suppressed: Sequence[Finding]
    files: Sequence[FileReport]
    usage: Usage | None
    tested: SuiteSeen
    ranking: Ranking | None
    unchanged: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Held:
    """A change held against its base: the findings that count, and all that is to be told of it."""

    listed: tuple[Finding, ...]
    comparison: Comparison
    notices: tuple[Notice, ...]


def held_against(
    then: Then,
    now: Now,
    contents: Contents,
    copies: Copies,
    ground: Ground,
    renames: Mapping[str, str],
) -> Held:
    """Hold what is found now against the base.

    `renames` are earlier names as the past tells them, for files of which too little is left to be known again.
    """
    surveyed = then.survey.result()
    kin = then.comparing.result()
    kin = replace(kin, origins={**_still(renames, then), **kin.origins})
    regions = {report.file.path: report.file.duplicated for report in now.files if report.file.duplicated}
    used = surveyed.usage if surveyed is not None else None
    sides, before = then.comparing.sides, now.tested.before
    reports = _reports_then(then, contents, copies)
    found = _findings_then(then, surveyed, reports, contents, copies, ground)
    name_then = partial(named_then, sides, kin)
    if before:
        found += gaps_then(before, [*reports, *_unchanged(now.files, sides)], now.ranking, ground, name_then)
    else:
        ran = ran_now(now.tested.lines, now.files, name_then)
        found = [one for one in found if not ran(one)]
    judge = Judge(
        sides,
        kin,
        Ledger(found, then.tolerance),
        regions,
        used,
        now.usage,
        bool(before),
        names_now(now.files, sides),
        surveyed.structure if surveyed is not None else Structure(),
    )
    # What is set aside is matched too, so that it is not told to be gone.
    found_now = (*now.listed, *now.suppressed)
    verdicts = judge.judge(one for one in found_now if one.fingerprint not in now.unchanged)
    counted = tuple(judge.told.get(one.fingerprint, one) for one in told_once(now.listed, verdicts))
    standing = tuple(one for one in now.listed if one.fingerprint not in verdicts)
    paid = judge.ledger.paid_back()
    grown = judge.ledger.grown({one.fingerprint for one in standing})
    new: tuple[New, ...] = tuple(verdicts[one.fingerprint] for one in counted)
    comparison = Comparison(
        then.base,
        new[:MOST_LISTED],
        standing[:MOST_LISTED],
        len(standing),
        tuple(paid[:MOST_LISTED]),
        len(paid),
        sides.count,
        then.assessed.score.value,
        of_change(now.tested, sides, kin, now.files, name_then),
        tuple(grown[:MOST_LISTED]),
        len(grown),
        then.tolerance,
    )
    return Held(counted, comparison, (*_notices(then, used), *_unread(then, contents, name_then)))


def _unchanged(files: Sequence[FileReport], sides: Sides) -> Iterator[FileReport]:
    """Give the files of the base whose content is still the same, as they were called there."""
    for report in files:
        path = report.file.path
        if path in sides.there:
            yield report
        elif path in sides.moved:
            yield replace(report, file=replace(report.file, path=sides.moved[path]))


def _still(renames: Mapping[str, str], then: Then) -> dict[str, str]:
    sides = then.comparing.sides
    return {path: old for path, old in renames.items() if path in sides.after and old in sides.before}


def _notices(then: Then, used: Usage | None) -> tuple[Notice, ...]:
    told = list(then.comparing.notices)
    if used is None:
        text = (
            "What nothing used at the base could not be told, so unused code counts as new where its line is."
        )
        told.append(Notice(UNFINISHED, text, Weight.LIMIT, WORKER_MEND))
    return tuple(told)


def _unread(then: Then, contents: Contents, name_then: Callable[[str], str]) -> Iterator[Notice]:
    """Tell of files that the change made unreadable as code, by one long line as well: nothing in them would be new."""
    sides = then.comparing.sides

    def judged(one: Listed | None) -> bool:
        if one is None or not one.kind.maintained or not contents.kind_of(one).maintained:
            return False
        content = contents.of(one)
        return content is not None and not content.error.startswith(TOO_HARD)

    hidden = [
        path
        for path, one in sides.after.items()
        if one.kind.maintained and not judged(one) and judged(sides.before.get(name_then(path)))
    ]
    if hidden:
        text = (
            "Files were read as code at the base, and the change made them too hard to parse, or minified, generated or too "
            "large by the look of them, so nothing is told of them."
        )
        mend = "split them, or name what is no code of yours under generated or vendored in mainstay.toml"
        yield Notice(LEFT_OUT, text, Weight.LIMIT, mend, len(hidden), tuple(sorted(hidden)[:_EXAMPLES]))


def _reports_then(then: Then, contents: Contents, copies: Copies) -> tuple[FileReport, ...]:
    """Give the files of the base that differ."""
    differing = then.comparing.sides.before
    pairs = ((path, content) for path, one in differing.items() if (content := contents.of(one)) is not None)
    costs = costs_of(then.assessed)
    return file_reports(then.files, contents, copies, costs, details_within(pairs).of, {}, differing)


def _findings_then(
    then: Then,
    surveyed: Surveyed | None,
    reports: Sequence[FileReport],
    contents: Contents,
    copies: Copies,
    ground: Ground,
) -> list[Finding]:
    """Name what was to be found at the base in the files that differ, all that nothing used, and all that broke a contract."""
    scored = {one.path: one.oid for one in then.files if one.scored}
    again: Callable[..., str] = Partners(copies, scored).of
    there = replace(ground, per_line=then.assessed.per_line, again=again, origins={}, active=0)
    code = {one.path for one in then.files if contents.kind_of(one) is FileKind.SOURCE}
    told: list[Finding] = []
    if surveyed is not None:
        told += of_usage(surveyed.usage, code, {}, then.assessed.at, there)
        told += of_architecture(surveyed.architecture, there)
    return findings(reports, there, told)
