"""The price of everything found in a repository, and the figures of its past that it rests on."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from mainstay.analysis.effort.carrying import files_per_fix
from mainstay.analysis.effort.sessions import Floats, Mask
from mainstay.analysis.effort.spent import rebuild
from mainstay.analysis.health.calendar import nearest_moments
from mainstay.analysis.health.excess import excesses
from mainstay.analysis.health.parts import PartRule, Thresholds
from mainstay.analysis.history.past import Past
from mainstay.domain.code_report import FileReport
from mainstay.domain.cost_model import CostModel
from mainstay.domain.debt import Debt
from mainstay.domain.finding import Finding
from mainstay.domain.ranking import Ranking
from mainstay.domain.source_file import FileKind, Function, SourceFile, TypeDefinition
from mainstay.keepers.code.assessment import Assessment
from mainstay.keepers.code.pricing.burdens import KINDS, debt_of, more_fixes, slower_work
from mainstay.keepers.code.pricing.prices import Ledger, priced
from mainstay.keepers.code.pricing.totals import summed_up
from mainstay.keepers.code.pricing.work import creations, kept, other_hours, work_of
from mainstay.keepers.code.trend import Year

_YEAR = "a year"


@dataclass(frozen=True, slots=True)
class Appraisal:
    """Prices findings of the files as they are now; `costs` is all that was learnt for it."""

    costs: CostModel
    _ledger: Ledger
    _files: Sequence[FileReport]
    _thresholds: Thresholds

    def priced(self, found: Sequence[Finding]) -> list[Finding]:
        """Give each finding that can be repaired its price."""
        return priced(found, self._ledger)

    def debt(self, listed: Sequence[Finding], suppressed: Sequence[Finding], hours: float) -> Debt:
        """Sum up priced findings, and choose what a budget of `hours` buys of those that are listed."""
        lines = sum(file.code_lines for file in _parsed(self._files))
        return summed_up(
            listed, suppressed, self.costs, _lost_lines(self._files, self._thresholds), lines, hours
        )


def appraise(
    past: Past,
    now: Assessment,
    year: Year | None,
    ranking: Ranking,
    files: Sequence[FileReport],
    rules: Mapping[str, PartRule],
    thresholds: Thresholds,
) -> Appraisal:
    """Learn what work took and what debt cost, up to now.

    Where no work on an own change was seen the hours of other work are not known and carry nothing; fixes are counted.
    """
    work = work_of(past, now.at)
    then = _a_year_ago(year)
    costs = CostModel(
        effort=work.effort,
        extra_fixes=more_fixes(past, then, now.at, past.fixing, rules) if then is not None else (),
        slower_changes=slower_work(past, then, now.at, work, rules) if then is not None else (),
        rebuild=rebuild(work.spent, sum(file.code_lines for file in _parsed(files))),
    )
    lineages = past.lineage_of(now.at)
    per_fix = files_per_fix(ranking.proof.windows)
    made = creations(past)
    changed = _changed(past, lineages, made)
    ledger = Ledger(
        costs=costs,
        fixes={one.path: one.fixes / per_fix for one in ranking.files if one.path in changed},
        files_per_fix=per_fix,
        hours=_hours(other_hours(past, work, now.at, made), lineages, changed)
        if work.effort.observed
        else {},
        debt=_debt(now, rules),
        files={report.file.path: report for report in files},
    )
    return Appraisal(costs, ledger, files, thresholds)


def _a_year_ago(year: Year | None) -> Assessment | None:
    if year is None:
        return None
    place = dict(nearest_moments(year.times[:-1], year.now.at)).get(_YEAR)
    return None if place is None else year.earlier[place]


def _changed(past: Past, lineages: Mapping[str, int], made: Mask) -> frozenset[str]:
    """Name the files that were changed after they were brought: only of these the past shows what keeping them costs."""
    changed = set(kept(past, made).tolist())
    return frozenset(path for path, lineage in lineages.items() if lineage in changed)


def _hours(hours: Floats, lineages: Mapping[str, int], changed: Collection[str]) -> dict[str, float]:
    return {path: float(hours[lineages[path]]) for path in changed if hours[lineages[path]] > 0}


def _debt(now: Assessment, rules: Mapping[str, PartRule]) -> dict[str, dict[str, float]]:
    table = debt_of(now.snapshot, rules)
    return {
        path: {kind: amount for kind, amount in zip(KINDS, row, strict=True) if amount > 0}
        for path, row in zip(now.snapshot.paths, table.tolist(), strict=True)
        if any(row)
    }


def _parsed(files: Iterable[FileReport]) -> list[SourceFile]:
    return [report.file for report in files if report.file.kind is FileKind.SOURCE and report.file.parsed]


def _lost_lines(files: Iterable[FileReport], thresholds: Thresholds) -> tuple[float, float]:
    """Count the lines beyond limits, and all those of functions beyond a limit; copied lines elsewhere are in both."""
    beyond = held = 0.0
    for file in _parsed(files):
        worst: dict[Function | TypeDefinition, float] = {}
        for one in excesses(file.functions, (), thresholds):
            worst[one.what] = max(worst.get(one.what, 0.0), (one.value - one.limit) / one.value)
        copied = file.duplicated_lines - sum(function.duplicated_lines for function in worst)
        beyond += sum(function.code_lines * share for function, share in worst.items()) + max(copied, 0)
        held += sum(function.code_lines for function in worst) + max(copied, 0)
    return beyond, held
