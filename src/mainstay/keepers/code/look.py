"""One look at a repository's code: its present and its past read, compared, and made into the whole report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from mainstay.analysis.architecture.drift import Since
from mainstay.analysis.health.parts import rules
from mainstay.analysis.history.past import Past
from mainstay.analysis.risk.cuts import moments
from mainstay.config.baseline import NO_BASELINE, Baseline
from mainstay.config.settings import Settings
from mainstay.domain.check_options import CheckOptions
from mainstay.domain.code_report import CodeReport
from mainstay.domain.external import NO_RESULTS, ExternalResults
from mainstay.domain.finding import Arrival, Finding
from mainstay.domain.history import Log
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.suite import NOT_LOOKED, SuiteSeen
from mainstay.keepers.code.arrival import arrival_of
from mainstay.keepers.code.asking import ask_of, lister_of
from mainstay.keepers.code.assembly import assemble
from mainstay.keepers.code.assessment import Assessment, assess
from mainstay.keepers.code.chronicle import Chronicle
from mainstay.keepers.code.comparing.task import Comparing
from mainstay.keepers.code.comparing.then import Then
from mainstay.keepers.code.cuts import Cuts
from mainstay.keepers.code.drifting import Drifting
from mainstay.keepers.code.examination import Examination
from mainstay.keepers.code.listing import Listed, laid_over
from mainstay.keepers.code.looked import Looked
from mainstay.keepers.code.memory import CONTENT
from mainstay.keepers.code.moments import Dated, Snapshots, dated_commits, drift_since, prints_of
from mainstay.keepers.code.reading import Contents
from mainstay.keepers.code.scoping import moved_meanwhile, overlaid, scope_of, unreadable
from mainstay.keepers.code.showing import shown
from mainstay.keepers.code.snapshot import Copies, Snapshot, take
from mainstay.keepers.code.trend import Year
from mainstay.keepers.code.usage import UsageSurvey
from mainstay.ports.cache import Cache
from mainstay.ports.clock import Clock
from mainstay.ports.plugins import Collectors
from mainstay.ports.progress import Progress
from mainstay.ports.source import Source, WorkTree
from mainstay.ports.workers import Workers

_SHALLOW = "the clone is shallow"
_FEW = 200


@dataclass(frozen=True, slots=True)
class CodeKeeper:
    """Looks after code: takes one look at a repository and tells its health."""

    workers: Workers
    cache: Cache
    clock: Clock
    version: str

    def look(
        self,
        source: Source,
        work_tree: WorkTree,
        settings: Settings,
        options: CheckOptions,
        progress: Progress,
        baseline: Baseline = NO_BASELINE,
        external: ExternalResults = NO_RESULTS,
        tested: SuiteSeen = NOT_LOOKED,
        collectors: Collectors | None = None,
    ) -> CodeReport:
        """Read the repository and report; how long it took is for the caller to tell.

        `baseline` are the findings that were accepted, `external` those of other analysers; `tested` is what files of test
        runs tell; `collectors` asks plugins, None where there are none to ask.

        Raises RunFailed when the repository cannot be read.
        """
        look = _Look(self, source, settings, options, progress, tested)
        with look.examination:
            looked = replace(look.run(work_tree), baseline=baseline, external=external)
            if collectors is not None:
                looked = replace(looked, collected=collectors(shown(looked), progress))
            # While workers still look for what nothing uses.
            return assemble(looked, self.cache)

    def arrival(
        self, finding: Finding, source: Source, settings: Settings, options: CheckOptions, progress: Progress
    ) -> Arrival | None:
        """Tell which commit brought a finding of this repository; None where its file's past does not tell.

        Raises RunFailed when the repository cannot be read.
        """
        log = Chronicle(source, self.cache, options, progress, self.clock.now()).read()
        if log is None:
            return None
        return arrival_of(finding, log, source, self.workers, ask_of(settings), progress)


class _Look:
    """The state of one look; `run` reads as its order."""

    def __init__(
        self,
        keeper: CodeKeeper,
        source: Source,
        settings: Settings,
        options: CheckOptions,
        progress: Progress,
        tested: SuiteSeen,
    ) -> None:
        self.tested = tested
        self.keeper, self.source, self.settings, self.options = keeper, source, settings, options
        self.progress = progress
        self.cache = keeper.cache
        self.ask = ask_of(settings)
        self.rules = rules(self.ask.thresholds)
        self.lister = lister_of(settings)
        self.examination = Examination(keeper.workers, source.blobs(), self.ask)
        self.notices: list[Notice] = []
        self.chronicle = Chronicle(source, keeper.cache, options, progress, keeper.clock.now())

    def run(self, work_tree: WorkTree) -> Looked:
        """Read what the repository holds and held, while workers examine contents, and judge it."""
        self.examination.warm()
        head = self.source.repository.head
        self.progress.stage("Reading the work tree")
        overlay = overlaid(self.source, work_tree, self.lister)
        self.notices += unreadable(overlay)
        contents = Contents(self.source, self.cache, self.ask, overlay.contents)
        committed = self.source.tree(head) if head else []
        files = self.lister.list(laid_over(committed, overlay))
        committed_files = None if overlay.empty or not head else self.lister.list(committed)
        base_files = self._at_base()
        current = [*files, *(committed_files or ()), *base_files]
        # What is committed too: it is remembered, and stands there again once its edit is taken back.
        contents.named.update(listed.oid for listed in current)
        self.examination.add(contents.missing(current))
        log = self.chronicle.read()
        committed_at = self._committed_at(log)
        # That of the commit, so that the same commit always gives the same figures.
        at = committed_at or self.keeper.clock.now()
        snapshots = Snapshots(self.source, self.cache, contents, self.lister, self.settings.digest())
        dated = dated_commits(log, at) if log is not None and self.options.trend else ()
        drifting = self._drifting(contents, files, drift_since(self.options, dated, log, at))
        self.examination.add(snapshots.begin([one.commit for one in dated], drifting.listed))
        dated = self._readable(dated, snapshots.unreadable)
        cuts = Cuts(self.source, self.cache, contents, self.lister, self.settings.digest())
        if log is not None:
            self.examination.add(cuts.begin(log, moments(at)))
        # Lines are counted while workers examine contents, or, where few are new, while one looks for what nothing uses.
        much = self.examination.total > _FEW
        if log is not None and much:
            self.chronicle.count(log, at)
        self._collect(contents, current)
        usage = UsageSurvey()
        usage.begin(
            self.source,
            contents,
            files,
            self.examination,
            ran=self.tested.lines,
            settings=self.settings,
        )
        drifting.ask(self.examination)
        beginning = self._beginning(contents, base_files, files)
        if log is not None and not much:
            self.chronicle.count(log, at)
        copies = Copies.among(prints_of(contents, current) | snapshots.prints(), self.ask.shingles)
        snapshots.finish(copies)
        self.progress.stage("Judging")
        objects = {entry.path: entry.oid for entry in committed}
        past = self.chronicle.past(log, objects, at) if log is not None else None
        now = self._assessed(take(contents.paired(files), copies), past, at)
        year = None
        if past is not None and dated:
            earlier = [self._assessed(snapshots.of(one.commit), past, one.at) for one in dated]
            year = Year(earlier, [one.commit for one in dated], now, past, head)

        def assessed(listed: list[Listed]) -> Assessment:
            return self._assessed(take(contents.paired(listed), copies), past, at)

        before = assessed(committed_files) if committed_files is not None else None
        then = beginning(assessed(base_files)) if beginning is not None else None
        self.notices += moved_meanwhile(self.source)
        return Looked(
            source=self.source,
            contents=contents,
            files=files,
            copies=copies,
            now=now,
            committed=before,
            year=year,
            past=past,
            cuts=cuts.finish(),
            lister=self.lister,
            survey=usage,
            rules=self.rules,
            scope=scope_of(
                self.source,
                overlay,
                frozenset(entry.path for entry in committed),
                committed_at,
                self.keeper.clock.now(),
            ),
            notices=[*self.notices, *self.chronicle.notices],
            version=self.keeper.version,
            hours=self.options.hours,
            rate=self.settings.rate,
            then=then,
            tested=self.tested,
            drifting=drifting,
        )

    def _drifting(self, contents: Contents, files: list[Listed], since: tuple[Since | None, str]) -> Drifting:
        """Set workers to the files of the commit that drift is told since, or say why there is none."""
        drifting = Drifting(self.source, self.cache, contents, self.lister, self.settings)
        commit, why_not = since
        if why_not:
            drifting.leave_out(
                why_not,
                "read the past of a whole clone, or name a day or commit that it holds with --drift-since",
            )
        self.examination.add(drifting.begin(commit, files))
        return drifting

    def _at_base(self) -> list[Listed]:
        """List the files of the base that the change is held against, none where none is asked for."""
        since = self.options.since
        return self.lister.list(self.source.tree(since.commit)) if since is not None else []

    def _beginning(
        self, contents: Contents, before: list[Listed], files: list[Listed]
    ) -> Callable[[Assessment], Then] | None:
        """Set workers to the base: what it left unused, and what became of its files; the answer waits for its score."""
        since = self.options.since
        if since is None:
            return None
        survey = UsageSurvey()
        # By the contracts of now: one that the change declares is broken by no line that was there.
        ran = self.tested.before
        survey.begin(
            self.source, contents, before, self.examination, ran=ran, settings=self.settings, by=files
        )
        aligned = bool(self.tested.before)
        comparing = Comparing.begin(before, files, contents, self.examination, aligned=aligned)
        tolerance = self.options.tolerance
        return lambda assessed: Then(since, before, assessed, survey, comparing, tolerance)

    def _committed_at(self, log: Log | None) -> int:
        """Give when the head was committed, as far as its date can be believed; 0 where there is none."""
        if log is None or not log.first_parents:
            return self.source.repository.committed_at
        return log.times[log.first_parents[0]]

    def _assessed(self, snapshot: Snapshot, past: Past | None, at: int) -> Assessment:
        reason = _SHALLOW if self.source.repository.shallow else self.chronicle.missing
        return assess(snapshot, past, at, self.rules, without_history=reason)

    def _readable(self, dated: Sequence[Dated], unreadable: Sequence[str]) -> tuple[Dated, ...]:
        if unreadable:
            text = "Commits of the past year cannot be read, so the trend leaves them out."
            examples = tuple(unreadable[:5])
            self.notices.append(
                Notice("trend-gaps", text, Weight.LIMIT, "git fsck", len(unreadable), examples)
            )
        return tuple(one for one in dated if one.commit not in unreadable)

    def _collect(self, contents: Contents, files: list[Listed]) -> None:
        self.progress.stage("Reading code", self.examination.total)
        current = contents.keys(files)
        new: dict[str, bytes] = {}
        for key, figures in self.examination.results(self.progress):
            contents.known[key] = figures
            if key in current:
                new[key] = figures
        if new:
            self.cache.put(CONTENT, new)
        self.cache.keep_only(CONTENT, current)
