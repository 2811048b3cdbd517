"""The maintenance loop. So far it observes; predicting, proposing, approving, applying and learning follow in their order."""

from dataclasses import replace

from mainstay.config.settings import Settings
from mainstay.domain.check_options import CheckOptions
from mainstay.domain.code_report import CodeReport
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
) -> CodeReport:
    """Observe a repository's code: recall the last look if nothing changed, else look and remember.

    Raises RunFailed when the repository cannot be read.
    """
    started = clock.elapsed()
    work_tree = _NOTHING_DIFFERS if options.head_only else source.work_tree()
    recall = Recall.of(cache, source, work_tree, settings, options, version)
    report = recall.read()
    if report is not None:
        fresh = replace(report.scope, taken_at=clock.now())
        return replace(report, scope=fresh, remembered=True, seconds=round(clock.elapsed() - started, 3))
    report = collector(source, work_tree, progress)
    recall.write(report)
    return report
