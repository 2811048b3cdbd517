"""The maintenance loop. So far it observes; predicting, proposing, approving, applying and learning follow in their order."""

from dataclasses import replace

from mainstay.config.baseline import NO_BASELINE, Baseline
from mainstay.config.settings import Settings
from mainstay.domain.check_options import CheckOptions
from mainstay.domain.code_report import CodeReport
from mainstay.domain.errors import RunFailed
from mainstay.domain.notice import Notice, Weight
from mainstay.ports.cache import Cache
from mainstay.ports.clock import Clock
from mainstay.ports.collector import CodeCollector
from mainstay.ports.progress import Progress
from mainstay.ports.source import Source, WorkTree
from mainstay.steps.observe.recall import Recall

_NOTHING_DIFFERS = WorkTree((), (), (), "")


def check(
    source: Source,
    collector: CodeCollector,
    cache: Cache,
    clock: Clock,
    settings: Settings,
    options: CheckOptions,
    progress: Progress,
    version: str,
    baseline: Baseline = NO_BASELINE,
    artefacts: str = "",
    plugins: str = "",
) -> CodeReport:
    """Observe a repository's code: recall the last look if nothing changed, else look and remember.

    `baseline` is what the collector was given too, `artefacts` the stamp of the files of test runs that it reads, `plugins` a
    digest of the plugins that it asks.
    Raises RunFailed when the repository cannot be read.
    """
    started = clock.elapsed()
    work_tree, notices = _work_tree(source, options)
    recall = Recall.of(
        cache, source, work_tree, settings, options, version, baseline.digest, artefacts, plugins
    )
    report = recall.read(clock.now())
    if report is not None:
        fresh = replace(report.scope, taken_at=clock.now())
        return replace(report, scope=fresh, remembered=True, seconds=round(clock.elapsed() - started, 3))
    report = collector(source, work_tree, progress)
    report = replace(
        report,
        labels=dict(settings.labels),
        notices=(*notices, *report.notices),
        seconds=round(clock.elapsed() - started, 3),
    )
    recall.write(report)
    return report


def _work_tree(source: Source, options: CheckOptions) -> tuple[WorkTree, tuple[Notice, ...]]:
    """Tell what differs from the head; where that cannot be told the commit is looked at alone, with a notice."""
    if options.head_only:
        return _NOTHING_DIFFERS, ()
    try:
        return source.work_tree(), ()
    except RunFailed as error:
        text = f"Uncommitted changes cannot be told and were left out: {error.what}."
        notice = Notice(
            "work-tree-left-out", text, Weight.LIMIT, mend=error.mend or "git status", examples=(error.where,)
        )
        return _NOTHING_DIFFERS, (notice,)
